import { parseCookie } from 'cookie'
import type { Request } from 'express'
import type { Seat } from '../access/seat.ts'
import type { Visitor } from '../access/visits.ts'
import { languages, type Language } from '../method/languages.ts'

/**
 * The language to answer in: the one chosen in this browser, else the account's or the person's, else the one that
 * the browser prefers; Dutch when nobody says.
 */
export function languageOf(request: Request, { account }: Visitor, seat?: Seat): Language {
  const { language: chosen } = parseCookie(request.get('cookie') ?? '')
  const found = languages.find((language) => language === chosen)
  if (found) return found
  if (seat) return seat.language
  if (account) return account.language
  return request.acceptsLanguages(...languages) === 'en' ? 'en' : 'nl'
}
