import { z } from 'zod'
import { isGuessable, passwordLength } from '../access/passwords.ts'
import type { Key } from '../text/text.ts'

/** A password as it was typed: not trimmed, and of any characters. */
export const newPassword = z
  .string({ error: 'password.tooShort' })
  .min(passwordLength.min, { error: 'password.tooShort' })
  .max(passwordLength.max, { error: 'form.tooLong' })

/** What is wrong with a new password, when it is one of the first to be tried. */
export async function passwordProblem(password: string, own: readonly string[]): Promise<Key | undefined> {
  return (await isGuessable(password, own)) ? 'password.guessable' : undefined
}
