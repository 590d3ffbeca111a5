/**
 * Reads the text of a document in a process of its own, whose thread at work is watched by its main one: some files take
 * minutes or gigabytes, and the limits of a thread do not count what is outside its heap. Answers with a text, with cues of
 * a transcription program, or with why there is neither; ends without an answer when it takes too much memory.
 */
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** Of the whole process, in bytes. */
const mostMemory = 512 * 1024 * 1024

const readers = {
  archive: async (content) => {
    const { xmlPartsOf } = await import('./xml-parts.js')
    const parts = await xmlPartsOf(content)
    if (!parts) return { refused: 'heavy' }
    // OpenDocument keeps its words where Word does not.
    const isOdt = parts.has('content.xml') && !parts.has('word/document.xml')
    return isOdt
      ? { format: 'odt', text: await odtText(parts) }
      : { format: 'docx', text: await docxText(parts) }
  },
  pdf: async (content) => {
    const { pdfWords } = await import('./pdf-words.js')
    return pdfWords(content)
  },
  rtf: async (content) => {
    const { rtfWords } = await import('./rtf-words.js')
    return { format: 'rtf', text: rtfWords(content.toString('latin1')) }
  },
  json: async (content) => {
    const { cuesOfJson } = await import('./json-cues.js')
    return cuesOfJson(content.toString('utf8'))
  },
}

async function odtText(parts) {
  const { odtWords } = await import('./odt-words.js')
  return odtWords(parts.get('content.xml').toString('utf8'))
}

const lineEnd = '<w:t xml:space="preserve">\n</w:t>'

async function docxText(parts) {
  const { default: mammoth } = await import('mammoth')
  const body = parts.get('word/document.xml')
  // The end of a line within a paragraph, which mammoth leaves out, so that the words around it become one.
  if (body)
    parts.set(
      'word/document.xml',
      Buffer.from(
        body.toString('utf8').replaceAll(/<w:(?:br|cr)(?:\s[^<>]*)?(?:\/>|><\/w:(?:br|cr)>)/g, lineEnd),
      ),
    )
  // Not the archive: a package that unpacks it anew finds more in it than was weighed.
  const file = {
    exists: (name) => parts.has(name),
    read: async (name, encoding) => (encoding ? parts.get(name).toString(encoding) : parts.get(name)),
  }
  return (await mammoth.extractRawText({ file })).value
}

if (isMainThread) {
  process.once('disconnect', () => process.exit())
  process.once('message', (work) => {
    // Who asked ends this process, once it has the answer.
    const answer = (said) => process.send(said)
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: 384 },
    })
    worker.once('message', answer)
    // What a package says of a broken file is not for visitors.
    worker.once('error', ({ code }) =>
      answer({ refused: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'heavy' : 'broken' }),
    )
    setInterval(() => {
      if (process.memoryUsage.rss() > mostMemory) process.kill(process.pid, 'SIGKILL')
    }, 10)
  })
} else {
  const { kind, content, longest } = workerData
  const found = await readers[kind](Buffer.from(content))
  const pieces = [found, ...(found.cues ?? [])]
  const length = pieces.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)
  parentPort.postMessage(length > longest ? { refused: 'long' } : found)
}
