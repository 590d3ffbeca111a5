import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { openGate } from './gate.ts'
import { readJoined, type Piece } from './joined.ts'
import type { Storage } from './storage.ts'

/**
 * Sound that can be played from any place: a stored file, its type by content, how long it lasts, and whether what it was
 * made of goes on after that, but cannot be read.
 */
export type Sound = { file: string; bytes: number; type: string; milliseconds: number; isCut: boolean }

/** The largest sound that is taken in, in bytes. */
export const mostSound = 500 * 1024 * 1024

/** What making a file of sound may take: memory in megabytes, and time in milliseconds for a number of bytes. */
export type Bounds = { megabytes: number; milliseconds: (bytes: number) => number }

/** A minute, and one more for each 100 megabytes. */
const usual: Bounds = { megabytes: 384, milliseconds: (bytes) => 60_000 * (1 + bytes / (100 * 1024 * 1024)) }

// One at a time: it is the disk that is busy.
const gate = openGate({ jobs: 1, weight: mostSound * 2 }, { most: 50, secondsEach: 5 })

/**
 * Makes one file of pieces, beside the event loop, and keeps it. It is written anew, packet by packet and unchanged, with
 * its length and what is needed to find a place in it; nothing else of the file goes along, such as where it was made.
 * The pieces stay for the caller to remove. A refusal and an error leave nothing in the storage. What takes too long or
 * too much memory is refused for now: the machine may have been busy. Throws what the disk throws.
 */
export async function makeSound(
  storage: Storage,
  folder: string,
  pieces: readonly Piece[],
  bounds = usual,
): Promise<Sound | { refused: 'noSound' | 'later' }> {
  const size = pieces.reduce((sum, { bytes }) => sum + bytes, 0)
  return gate.run(size, async () => {
    const name = path.join(folder, `sound-${randomBytes(8).toString('hex')}`)
    const [from, to] = [`${name}.in`, `${name}.out`]
    try {
      const whole = readJoined(storage, pieces, { first: 0, last: size - 1 })
      await pipeline(whole, createWriteStream(from, { mode: 0o600 }))
      const written = await rewritten(from, to, bounds)
      if ('refused' in written) return written
      const { size: bytes } = await stat(to)
      return { file: await storage.write(createReadStream(to)), bytes, ...written }
    } finally {
      await rm(from, { force: true })
      await rm(to, { force: true })
    }
  })
}

/** SHA-256 of a file on disk, as 64 hexadecimal digits. */
export async function checksumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

type Written = { type: string; milliseconds: number; isCut: boolean } | { refused: 'noSound' | 'later' }
type Said = Written | { failed: string }

/** Writes the sound of one file to another, beside the event loop. Throws what the disk throws. */
export async function rewritten(from: string, to: string, bounds = usual): Promise<Written> {
  const { size } = await stat(from)
  const worker = new Worker(soundWorker, {
    workerData: { from, to },
    resourceLimits: { maxOldGenerationSizeMb: bounds.megabytes },
  })
  const timer = setTimeout(() => void worker.terminate(), bounds.milliseconds(size))
  const said = await new Promise<Said>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', () => {
      resolve({ refused: 'later' })
    })
    worker.once('exit', () => {
      resolve({ refused: 'later' })
    })
  }).finally(() => {
    clearTimeout(timer)
  })
  if ('failed' in said) throw Object.assign(new Error('The disk took no sound.'), { code: said.failed })
  return said
}

// Plain JavaScript in src, so that the same file serves the sources and the build.
const soundWorker = path.join(import.meta.dirname, '../../src/files/sound-worker.js')
