import { z } from 'zod'
import { text } from '../http/form.ts'

/** What counts of a code as it was typed: neither blanks nor capitals. */
export function codeIn(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
}

/** Tells whether a code is one of those that anyone would try first: one sign all along, or a row up or down. */
export function isPlainCode(code: string): boolean {
  const signs = Array.from(code, (sign) => sign.codePointAt(0) ?? 0)
  const steps = signs.slice(1).map((sign, index) => sign - (signs[index] ?? 0))
  return [0, 1, -1].some((step) => steps.every((one) => one === step))
}

/** A code of one's own, typed twice. */
export const NewCode = z
  .object({
    code: text(60, 'key.codeShort').transform(codeIn),
    again: text(60, 'key.codeOther').transform(codeIn),
  })
  .refine(({ code }) => /^[\p{L}\p{N}]{4,}$/u.test(code), { error: 'key.codeShort', path: ['code'] })
  .refine(({ code }) => !isPlainCode(code), { error: 'key.codePlain', path: ['code'] })
  .refine(({ code, again }) => code === again, { error: 'key.codeOther', path: ['again'] })
