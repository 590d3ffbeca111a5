import { describe, expect, it } from '@jest/globals'
import { readDocument } from '../../src/files/documents.ts'
import { writeNotation } from '../../src/method/turns.ts'
import { archive } from '../support/archive.ts'
import { hour, hourAsDocx, hourAsVtt } from '../support/hour.ts'
import { docx, docxParagraph, odt, pdf } from '../support/talk-files.ts'

/** What was recognised in a file, as people would type it. */
async function read(content: string | Buffer): Promise<string> {
  const found = await readDocument({ content: Buffer.from(content) })
  if ('refused' in found) return `refused: ${found.refused}`
  const speakers = found.names.map((name, index) => ({ number: index + 1, name, role: 'unknown' as const }))
  return writeNotation(found, speakers)
}

describe('subtitles', () => {
  it('of Teams keep who speaks, without marks, notes and settings', async () => {
    const vtt = `\uFEFFWEBVTT - talk\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE by a program\r\n\r\nab-1\r\n00:00:01.500 --> 00:00:03.000 align:start position:0%\r\n<v Ans Bos>Welke <i>foto</i> &amp; waarom?</v>\r\n\r\nab-2\r\n00:00:03.000 --> 00:00:04.000\r\n<v Bram>Deze.</v>\r\n<v.loud Ans Bos>Ja &#233;cht &lt;hier&gt;</v>\r\n`
    expect(await read(vtt)).toBe(
      '[00:00:01.500] Ans Bos: Welke foto & waarom?\n\n[00:00:03] Bram: Deze.\n\n[00:00:03] Ans Bos: Ja écht <hier>',
    )
  })

  it('of Zoom have names before the words, and those that do not come back are words', async () => {
    const vtt =
      'WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAns Bos: Let op: dit\n\n2\n00:02.000 --> 00:03.000\nLet op: dat\n\n3\n00:03.000 --> 00:04.000\nBram: Ja\n\n4\n00:04.000 --> 00:05.000\nAns Bos: Nee\n\n5\n00:05.000 --> 00:06.000\nBram: Jawel'
    expect(await read(vtt)).toBe(
      '[00:00:01] Ans Bos: Let op: dit Let op: dat\n\n[00:00:03] Bram: Ja\n\n[00:00:04] Ans Bos: Nee\n\n[00:00:05] Bram: Jawel',
    )
  })

  it('of SubRip have commas, and numbers with no empty line between', async () => {
    const srt =
      '1\n00:00:01,250 --> 00:00:02,000\n[SPEAKER_00]: Hoi\n2\n00:00:02,000 --> 00:00:03,000\n[SPEAKER_01]: Dag\n\n3\n00:00:03,000 --> 00:00:04,000\n[SPEAKER_00]: En?\n4\n00:00:04,000 --> 00:00:05,000\n[SPEAKER_01]: 7'
    expect(await read(srt)).toBe(
      '[00:00:01.250] SPEAKER_00: Hoi\n\n[00:00:02] SPEAKER_01: Dag\n\n[00:00:03] SPEAKER_00: En?\n\n[00:00:04] SPEAKER_01: 7',
    )
  })

  it('come together in paragraphs to the end of a sentence, not over a silence, and say nothing twice', async () => {
    const cue = (start: number, text: string) => `${stamp(start)} --> ${stamp(start + 9)}\n${text}\n`
    const stamp = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23)
    const vtt = ['WEBVTT\n', cue(0, 'een'), cue(0, 'een'), cue(10, 'twee'), cue(20, 'drie.'), cue(30, 'vier')]
    expect(await read([...vtt, cue(50, 'vijf')].join('\n'))).toBe(
      '[00:00:00] een twee drie.\n\n[00:00:30] vier\n\n[00:00:50] vijf',
    )
  })
})

describe('a transcript', () => {
  const talk = '[00:00:05] Ans: Welke foto?\n\n[00:00:09] Bram: Deze.\n\n[00:00:12] Ans: Waarom?\n\n'
  const expected = `${talk}[00:00:15] Bram: Let op: daarom.`
  it.each([
    ['with marks before', `${talk}[00:00:15] Bram: Let op: daarom.`],
    [
      'with times in other brackets',
      expected.replaceAll(/\[00:(.*?)\]/g, '(0:$1)').replaceAll('(0:00:', '(0:00:'),
    ],
    ['with bare times', expected.replaceAll(/\[(.*?)\]/g, '$1')],
    ['with the time behind the name', expected.replaceAll(/\[(.*?)\] (\w+):/g, '$2 [$1]:')],
    ['with the name and time above, as Otter', expected.replaceAll(/\[00:(.*?)\] (\w+): /g, '$2  $1\n')],
    ['with the time and name above, as Word', expected.replaceAll(/\[(.*?)\] (\w+): /g, '$1 $2\n\n')],
  ])('%s is read', async (_kind, text) => {
    expect(await read(text)).toBe(expected)
  })

  it('of f4 has the time at which each paragraph ends behind it', async () => {
    const text = 'Ans: Welke? #00:00:09-3#\n\nBram: Deze. #00:00:12-0#\n\nAns: O. #00:00:13-5#\n\nBram: Ja.'
    expect(await read(text)).toBe(
      '[00:00:00] Ans: Welke?\n\n[00:00:09.300] Bram: Deze.\n\n[00:00:12] Ans: O.\n\n[00:00:13.500] Bram: Ja.',
    )
  })

  it('without times has the names that come back', async () => {
    const text = 'Int: Welke?\nP07: Deze.\nMaar let op: die.\nInt: Ja?\nP07: Ja.\nBijvoorbeeld: zo.'
    const found = await readDocument({ content: Buffer.from(text) })
    expect(found).toMatchObject({
      names: ['Int', 'P07'],
      turns: [
        [0, 1, null],
        [7, 2, null],
        [31, 1, null],
        [35, 2, null],
      ],
    })
  })

  it.each([
    'Let op: dit.\nEn dan: dat.\nOm 12:30 gingen we.',
    '12:30 aten we.\n9:15 was het druk.\nEn toen niet meer.',
    'Zomaar een tekst.',
  ])('is not made of a plain text: %s', async (text) => {
    expect(await readDocument({ content: Buffer.from(text) })).toMatchObject({ text, turns: [], names: [] })
  })

  it.each([
    [
      'Whisper',
      {
        text: 'x',
        segments: [
          { start: 0, end: 2.5, text: ' Hoi' },
          { start: 60, end: 61, text: ' Dag' },
        ],
      },
      '[00:00:00] Hoi\n\n[00:01:00] Dag',
    ],
    [
      'WhisperX',
      { segments: [{ start: 1, end: 2, text: 'Hoi', speaker: 'SPEAKER_01' }] },
      '[00:00:01] SPEAKER_01: Hoi',
    ],
    [
      'whisper.cpp',
      { transcription: [{ offsets: { from: 1500, to: 2000 }, text: 'Hoi' }] },
      '[00:00:01.500] Hoi',
    ],
    [
      'Amberscript',
      {
        speakers: [{ spkid: 's1', name: 'Ans' }],
        segments: [
          {
            speaker: 's1',
            words: [
              { text: 'Hoi', start: 3, end: 4 },
              { text: 'daar', start: 4, end: 5 },
            ],
          },
        ],
      },
      '[00:00:03] Ans: Hoi daar',
    ],
  ])('is read from the JSON of %s', async (_program, data, text) => {
    expect(await read(JSON.stringify(data))).toBe(text)
  })

  it('of an hour comes in whole, as subtitles and from Word', async () => {
    const words = hour()
      .map(({ text }) => text)
      .join(' ')
    for (const [content, turns] of [
      [Buffer.from(hourAsVtt()), 263],
      [hourAsDocx(), 176],
    ] as const) {
      const found = await readDocument({ content })
      if ('refused' in found) throw new Error(found.refused)
      expect(found.text.replaceAll(/\s+/g, ' ')).toBe(words)
      expect([found.names, found.turns.length]).toEqual([['Roos van Vliet', 'Ömer Aydın'], turns])
      expect(found.until).toBeGreaterThan(3_300_000)
    }
  })
})

describe('a document', () => {
  it('of OpenDocument gives its paragraphs, without remarks and what was taken out', async () => {
    const body =
      '<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:h>Kop</text:h><text:p>Zoë<text:s text:c="2"/>zei <text:span>ni<office:annotation><text:p>nota</text:p></office:annotation>ets</text:span><text:line-break/>&amp; meer</text:p>'
    expect(await read(odt(body))).toBe('Kop\n\nZoë  zei niets\n& meer')
  })

  it('in rich text gives its letters, in whatever way they are written', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Arial;}}{\*\generator x;}{\info{\author Ans}}\f0 Zo\'eb zei: \u8220?ja\u8221\'94\par {\b nie}ts \{hier\} \'80\line {\pict 00ff00}\u-10179?\u-8679?}`
    expect(await read(rtf)).toBe('Zoë zei: “ja”\nniets {hier} €\n😙')
  })

  it('in PDF has its lines joined to paragraphs', async () => {
    const content = pdf([
      ['Ans: een lange regel die verder gaat tot aan de rand', 0],
      ['van het blad en dan stopt.', 14],
      ['Bram: ja, dat klopt.', 14],
      ['Een nieuwe alinea', 30],
    ])
    expect(await read(content)).toBe(
      'Ans: een lange regel die verder gaat tot aan de rand van het blad en dan stopt.\n\nBram: ja, dat klopt.\n\nEen nieuwe alinea',
    )
  })

  it.each([
    ['a PDF without words', pdf([]), 'empty'],
    ['half a PDF', Buffer.from('%PDF-1.7\n%%EOF'), 'broken'],
    ['rich text of bytes', Buffer.from(String.raw`{\rtf1 \bin9 {{{{{{{{{}`), 'broken'],
    ['OpenDocument with entities', odt('<text:p>&a;</text:p>', '<!DOCTYPE x [<!ENTITY a "b">]>'), 'broken'],
    ['half an OpenDocument', odt('<text:p>'), 'broken'],
    ['JSON of something else', Buffer.from('{"a": 1}'), 'kind'],
    ['half of JSON', Buffer.from('{"a": 1, }'), 'broken'],
    ['10 MB of nothing', Buffer.alloc(10_000_000, ' '), 'empty'],
    ['10 MB of words', Buffer.alloc(10_000_000, 'ja '), 'long'],
    ['10 MB of zeros', Buffer.alloc(10_000_000), 'kind'],
    ['subtitles without words', Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n\n'), 'empty'],
    ['a table', archive({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'broken'],
    ['Word without words', docx(''), 'empty'],
  ])('is refused: %s', async (_what, content, refused) => {
    expect(await readDocument({ content })).toEqual({ refused })
  })

  it('that lies deep is read, and that is slow holds nobody up', async () => {
    const deep = `${'<text:span>'.repeat(100_000)}x${'</text:span>'.repeat(100_000)}`
    expect(await read(odt(`<text:p>${deep}</text:p>`))).toBe('x')
    const groups = `{\\rtf1 ${'{'.repeat(200_000)}x`
    expect(await read(groups)).toBe('x')
  })

  it.each([
    ['an old Mac', Buffer.from([0x5a, 0x6f, 0x91, 0x6e, 0x20, 0x68, 0x8e, 0x6e])],
    ['Windows', Buffer.from([0x5a, 0x6f, 0xeb, 0x6e, 0x20, 0x68, 0xe9, 0x6e])],
    ['UTF-16 without a mark', Buffer.from('Zoën hén', 'utf16le')],
  ])('of %s has its accents', async (_system, content) => {
    expect(await read(content)).toBe('Zoën hén')
  })

  it('of Windows keeps its apostrophes and quotation marks', async () => {
    expect(await read(Buffer.from([0x66, 0x6f, 0x74, 0x6f, 0x92, 0x73, 0x20, 0x93, 0x6a, 0x61, 0x94]))).toBe(
      'foto’s “ja”',
    )
  })

  it('keeps a paragraph of Word a paragraph', async () => {
    expect(await read(docx(docxParagraph('een') + docxParagraph('twee')))).toBe('een\n\ntwee')
  })
})
