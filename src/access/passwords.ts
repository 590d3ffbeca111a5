import { hash, verify } from '@node-rs/argon2'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'

/** At least so many characters; nothing else is asked of their kind. */
export const passwordLength = { min: 12, max: 200 }

/** The hash that is kept: argon2id, with the library's own cost (19 MiB, two rounds; OWASP's advice). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'))
}

/**
 * Tells whether a password fits a hash. Without a hash (nobody has the address, or no password was chosen yet) it
 * takes as long and gives false.
 */
export async function passwordFits(password: string, kept: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID())
  const fits = await verify(kept ?? (await nobodys), password.normalize('NFKC'))
  return fits && typeof kept === 'string'
}

let nobodys: Promise<string> | undefined

/** Tells whether a password is among the first that somebody would try: a known one, a pattern, or their own name. */
export async function isGuessable(password: string, own: readonly string[]): Promise<boolean> {
  estimator ??= makeEstimator()
  const { score } = (await estimator).check(
    password.slice(0, 72),
    own.flatMap((words) => words.split(/[\s@.]+/)).filter((word) => word.length > 2),
  )
  return score < 3
}

let estimator: Promise<ZxcvbnFactory> | undefined

/** Loaded when first needed: the list is two megabytes. */
async function makeEstimator(): Promise<ZxcvbnFactory> {
  const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common')
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
}
