import { createHash, randomBytes } from 'node:crypto'

/** Makes a secret for a link or a cookie: 192 random bits, in letters that survive any mail program. */
export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

/** What the database keeps of a token. A fast hash will do: the token is as long as the hash is hard. */
export function hashOf(token: string | Buffer): string {
  return createHash('sha256').update(token).digest('base64url')
}
