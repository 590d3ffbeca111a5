import { describe, expect, it } from '@jest/globals'
import { readDocument } from '../../src/files/documents.ts'
import { archive } from '../support/archive.ts'
import { docx, docxParagraph } from '../support/talk-files.ts'

const paragraph = docxParagraph

describe('a Word file', () => {
  it('gives its paragraphs, with all their letters', async () => {
    const content = docx(paragraph('Zoë zei: 👩‍👧') + paragraph('niets'))
    expect(await readDocument({ content })).toMatchObject({
      format: 'docx',
      text: 'Zoë zei: 👩‍👧\n\nniets',
      turns: [],
    })
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
    expect('refused' in read).toBe(true)
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
