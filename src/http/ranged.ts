import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Ranged } from './page.ts'

/**
 * Answers with a file, or with the part of it that was asked for (RFC 9110, 14). Several parts at once are answered with
 * the whole, as the standard lets us. What is asked for on the ground of another version comes whole too.
 */
export async function sendRanged(
  request: Request,
  response: Response,
  { part: partOf }: Ranged,
  { size, etag }: { size: number; etag: string | undefined },
): Promise<void> {
  const tag = etag === undefined ? undefined : `"${etag}"`
  // Sound is as small as it gets, and parts of it cannot be counted when they are packed.
  response.set({ 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store, no-transform' })
  if (tag !== undefined) response.set('ETag', tag)
  const before = request.get('if-range')
  // The standard knows parts of a GET alone.
  const isAsked = request.method === 'GET' && (before === undefined || before === tag)
  const asked = isAsked ? request.range(size, { combine: true }) : undefined
  if (asked === -1) {
    response.set('Content-Range', `bytes */${size}`).removeHeader('Content-Length')
    response.status(416).end()
    return
  }
  const [part, more] = Array.isArray(asked) && asked.type === 'bytes' ? asked : []
  const range = part && !more ? { first: part.start, last: part.end } : { first: 0, last: size - 1 }
  if (part && !more) response.status(206).set('Content-Range', `bytes ${range.first}-${range.last}/${size}`)
  response.set('Content-Length', String(range.last - range.first + 1))
  if (request.method === 'HEAD' || size === 0) response.end()
  else await pipeline(partOf(range), response)
}
