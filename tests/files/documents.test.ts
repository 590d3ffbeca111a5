import { describe, expect, it } from '@jest/globals'
import { readDocument } from '../../src/files/documents.ts'
import { archive } from '../support/archive.ts'

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

function docx(body: string): Buffer {
  const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  return archive({ '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': document })
}

const paragraph = (words: string) => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`

describe('a Word file', () => {
  it('gives its paragraphs, with all their letters', async () => {
    const content = docx(paragraph('Zoë zei: 👩‍👧') + paragraph('niets'))
    expect(await readDocument({ content })).toEqual({ text: 'Zoë zei: 👩‍👧\n\nniets' })
  })

  it('that becomes too large, or lies about it, is refused without unpacking it all', async () => {
    const large = 'x'.repeat(40 * 1024 * 1024)
    expect(await readDocument({ content: docx(large) })).toEqual({ refused: 'broken' })
    const lying = archive({ 'word/document.xml': large }, { claims: 100 })
    expect(await readDocument({ content: lying })).toEqual({ refused: 'broken' })
  })

  it('that takes for ever holds nobody else up', async () => {
    const content = docx('<w:p/>'.repeat(3_000_000))
    let turns = 0
    const turning = setInterval(() => (turns += 1), 20)
    const read = await readDocument({ content })
    clearInterval(turning)
    expect('refused' in read || read.text === '').toBe(true)
    expect(turns).toBeGreaterThan(20)
  })

  it('that is another archive, or half of one, is refused', async () => {
    expect(await readDocument({ content: archive({ 'a.txt': 'x' }) })).toEqual({ refused: 'broken' })
    const whole = docx(paragraph('x'))
    expect(await readDocument({ content: whole.subarray(0, whole.length / 2) })).toEqual({
      refused: 'broken',
    })
  })
})
