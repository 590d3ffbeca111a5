import { createHash, randomBytes } from 'node:crypto'
import { cardCodeLength, cardCodeOf } from '../method/card-codes.ts'

/** Makes a secret for a link or a cookie: 192 random bits, in letters that survive any mail program. */
export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

/**
 * Makes the secret of a card, which is typed from paper: 60 random bits. That is enough for a door that counts wrong
 * tries, and what it opens stands in the database that holds its hash.
 */
export function newCardCode(): string {
  return cardCodeOf(randomBytes(cardCodeLength))
}

/** What the database keeps of a token. A fast hash will do: the token is as long as the hash is hard. */
export function hashOf(token: string | Buffer): string {
  return createHash('sha256').update(token).digest('base64url')
}
