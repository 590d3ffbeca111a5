/** Decodes a HEIC in a thread of its own: libheif in WebAssembly works for a second on the photo of a phone. */
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

const { input, width, height, memory } = workerData

// What a file says of its size and what it holds may differ; a thread's limits do not count this memory.
const grow = WebAssembly.Memory.prototype.grow
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65_536 > memory)
    throw new RangeError('this picture needs too much memory')
  return grow.call(this, pages)
}

const { default: heic } = await import('heic-decode')
const images = await heic.all({ buffer: readFileSync(input) })
// A burst or a portrait may hold several: the one that the header told of, whose size was checked.
const image = images.find((one) => one.width === width && one.height === height)
const { data } = await image.decode()
parentPort.postMessage(data.buffer, [data.buffer])
