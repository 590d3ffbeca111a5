import { Readable } from 'node:stream'
import type { Range, Storage } from './storage.ts'

/** A stored file as a piece of a longer one. */
export type Piece = { file: string; bytes: number }

/** The part of each piece that lies within a range of all of them, one after the other. */
function slicesOf(pieces: readonly Piece[], { first, last }: Range): { file: string; range: Range }[] {
  let start = 0
  return pieces.flatMap(({ file, bytes }) => {
    const range = { first: Math.max(first - start, 0), last: Math.min(last - start, bytes - 1) }
    start += bytes
    return range.first <= range.last ? [{ file, range }] : []
  })
}

/** Reads stored files as one, or a range of that. Fails where one of them is missing: what follows would be noise. */
export function readJoined(storage: Storage, pieces: readonly Piece[], range: Range): Readable {
  return Readable.from(bytesOf(storage, slicesOf(pieces, range)), { objectMode: false })
}

/** The pieces that are there, up to the first that is missing. */
export async function storedOf(storage: Storage, pieces: readonly Piece[]): Promise<Piece[]> {
  const stored: Piece[] = []
  for (const piece of pieces) {
    const file = await storage.read(piece.file, { first: 0, last: 0 })
    if (!file) break
    file.stream.destroy()
    stored.push(piece)
  }
  return stored
}

async function* bytesOf(storage: Storage, slices: ReturnType<typeof slicesOf>): AsyncIterable<Buffer> {
  for (const { file, range } of slices) {
    const stored = await storage.read(file, range)
    if (!stored) throw new Error('A piece is missing.')
    yield* stored.stream as AsyncIterable<Buffer>
  }
}
