/** Reads the text of a .docx in a thread of its own: the package works on the event loop, and some files take minutes. */
import { parentPort, workerData } from 'node:worker_threads'
import mammoth from 'mammoth'

const { value } = await mammoth.extractRawText({ buffer: Buffer.from(workerData) })
parentPort.postMessage(value)
