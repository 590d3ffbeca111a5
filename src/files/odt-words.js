import { SaxesParser } from 'saxes'

/** What stands beside the words of a text: remarks, what was taken out, notes at the foot, drawings. */
const beside = new Set([
  'office:annotation',
  'text:tracked-changes',
  'text:note',
  'office:forms',
  'svg:desc',
  'svg:title',
])
const paragraphs = new Set(['text:p', 'text:h'])

/** The words of the content of an OpenDocument text, a line a paragraph. Takes no document type and no entities but those of XML. */
export function odtWords(xml) {
  const lines = []
  let line
  let skipped = 0
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('a document type')
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (skipped > 0 || beside.has(name)) skipped += 1
    else if (paragraphs.has(name)) line = ''
    else if (line === undefined) return
    else if (name === 'text:tab') line += '\t'
    else if (name === 'text:line-break') line += '\n'
    else if (name === 'text:s') line += ' '.repeat(Math.min(Number(attributes['text:c'] ?? 1) || 1, 100))
  })
  parser.on('text', (words) => {
    if (skipped === 0 && line !== undefined) line += words.replaceAll(/[ \t\r\n]+/g, ' ')
  })
  parser.on('closetag', ({ name }) => {
    if (skipped > 0) skipped -= 1
    else if (paragraphs.has(name) && line !== undefined) {
      lines.push(line.trim())
      line = undefined
    }
  })
  parser.write(xml).close()
  return lines.join('\n\n')
}
