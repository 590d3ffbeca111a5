import { setTimeout } from 'node:timers/promises'
import { runInThisContext } from 'node:vm'
import { describe, expect, it } from '@jest/globals'
import { readDocument } from '../../src/files/documents.ts'
import { archive } from '../support/archive.ts'
import { docx, docxParagraph, odt, pdf, pdfBomb } from '../support/talk-files.ts'

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
    expect(await readDocument({ content: docx(large) })).toEqual({ refused: 'heavy' })
    const lying = archive({ 'word/document.xml': large }, { claims: 100 })
    expect(await readDocument({ content: lying })).toEqual({ refused: 'broken' })
  })

  it('that has more parts than it says is not read further than it was weighed', async () => {
    const hidden = docx(`${paragraph('hoi')}${' '.repeat(40 * 1024 * 1024)}`, { counts: 1 })
    expect(await readDocument({ content: hidden })).toEqual({ refused: 'broken' })
    const large = docx(`${paragraph('hoi')}${' '.repeat(40 * 1024 * 1024)}`)
    expect(await readDocument({ content: large })).toEqual({ refused: 'heavy' })
  })

  it('of many parts, or with much in what holds no words, is weighed by its words alone', async () => {
    const many = Object.fromEntries(Array.from({ length: 11_000 }, (_, index) => [`${index}.xml`, '']))
    expect(await readDocument({ content: archive(many) })).toEqual({ refused: 'heavy' })
    const pictures = {
      'word/document.xml': '<w:document/>',
      'word/media/1.bmp': ' '.repeat(40 * 1024 * 1024),
    }
    expect(await readDocument({ content: archive(pictures) })).not.toEqual({ refused: 'heavy' })
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

describe('an OpenDocument text', () => {
  it('that becomes too large is refused', async () => {
    const content = odt(`<text:p>hoi</text:p>${' '.repeat(40 * 1024 * 1024)}`)
    expect(await readDocument({ content })).toEqual({ refused: 'heavy' })
  })
})

describe('a PDF', () => {
  it('of some kilobytes that becomes much more is refused', async () => {
    const content = pdfBomb(600)
    expect(content.length).toBeLessThan(20_000)
    expect(await readDocument({ content: pdfBomb(1) })).toMatchObject({ text: 'hoi' })
    expect(await readDocument({ content })).toEqual({ refused: 'heavy' })
  })
})

describe('the JSON of a transcription', () => {
  const json = (cues: object[]) => readDocument({ content: Buffer.from(JSON.stringify(cues)) })

  it('has no more words than a text', async () => {
    const cue = { start: 0, end: 1, speaker: 'Ans', text: 'ja '.repeat(600_000) }
    expect(await json([cue])).toMatchObject({ names: ['Ans'] })
    expect(await json([cue, cue])).toEqual({ refused: 'long' })
  })

  it('has speakers with names that are no longer than others', async () => {
    const found = await json([{ start: 0, end: 1, speaker: 'A'.repeat(200), text: 'ja' }])
    expect(found).toMatchObject({ names: ['A'.repeat(80)] })
  })
})

describe('a machine that starts no more processes', () => {
  it('costs the visitor an error, and the server nothing', async () => {
    // The one of the program: Jest hands its tests a copy.
    const program = runInThisContext('process') as NodeJS.Process
    const { execPath } = program
    program.execPath = '/nowhere/node'
    try {
      const content = docx(paragraph('x'.repeat(1_000_000)))
      await expect(readDocument({ content })).rejects.toMatchObject({ code: 'ENOENT' })
      // What nobody listens to would end the program here.
      await setTimeout(100)
    } finally {
      program.execPath = execPath
    }
  })
})

describe('many documents at once', () => {
  it('are read a few at a time, and those for whom that would take long are told so', async () => {
    const content = pdf([['hoi', 0]])
    const read = await Promise.all(Array.from({ length: 12 }, () => readDocument({ content })))
    expect(read.filter((one) => 'text' in one && one.text === 'hoi')).toHaveLength(10)
    expect(read.slice(10)).toEqual([{ refused: 'crowded' }, { refused: 'crowded' }])
  })
})
