import path from 'node:path'
import { Worker } from 'node:worker_threads'

type Size = { width: number; height: number }

/**
 * The pixels of a HEIC, upright, as four bytes each (red, green, blue, opacity); undefined when it cannot be decoded
 * within a minute. The size is the one that its header tells; to check that is the caller's. The work is done in a
 * thread that ends with it: what libheif took is given back, and what kills or hangs it takes nothing else down.
 */
export async function pixelsOfHeic(input: string, { width, height }: Size): Promise<Buffer | undefined> {
  const workerData = { input, width, height, memory: mostMemory }
  // What libheif has to say of a damaged file is not for the log.
  const worker = new Worker(heicWorker, { workerData, stdout: true, stderr: true })
  const timer = setTimeout(() => void worker.terminate(), 60_000)
  const pixels = await new Promise<ArrayBuffer | undefined>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', () => {
      resolve(undefined)
    })
    worker.once('exit', () => {
      resolve(undefined)
    })
  })
  clearTimeout(timer)
  await worker.terminate()
  return pixels?.byteLength === width * height * 4 ? Buffer.from(pixels) : undefined
}

/** Of libheif alone, in bytes: what 60 megapixels need, with room to spare. */
const mostMemory = 1024 * 1024 * 1024

// Plain JavaScript in src, so that the same file serves the sources and the build.
const heicWorker = path.join(import.meta.dirname, '../../src/files/heic-worker.js')

/** A JPEG that says how its colours are meant: pixels that come without a file bring no profile of their own. */
export function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const head = Buffer.from('\xff\xe2\0\0ICC_PROFILE\0\x01\x01', 'latin1')
  head.writeUInt16BE(head.length - 2 + profile.length, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, profile, jpeg.subarray(2)])
}
