import { describe, expect, it } from '@jest/globals'
import { readDocument } from '../../src/files/documents.ts'
import { writeNotation } from '../../src/method/turns.ts'
import { docx, docxParagraph } from '../support/talk-files.ts'

/** What was recognised in a file, as people would type it. */
async function read(content: string | Buffer): Promise<string> {
  const found = await readDocument({ content: Buffer.from(content) })
  if ('refused' in found) return `refused: ${found.refused}`
  const speakers = found.names.map((name, index) => ({ number: index + 1, name, role: 'unknown' as const }))
  return writeNotation(found, speakers)
}

const paragraphs = (...words: string[]) => docx(words.map(docxParagraph).join(''))
const lines = (...words: string[]) =>
  `<w:p>${words.map((one) => `<w:r><w:t xml:space="preserve">${one}</w:t></w:r>`).join('<w:r><w:br/></w:r>')}</w:p>`

const talk = (gap: string, ...said: readonly (readonly [time: string, name: string, words: string])[]) =>
  said.map(([time, name, words]) => `[00:${time}] ${name}: ${words}`).join(gap)
const talkOf = (gap: string, first: string, second: string) =>
  talk(
    gap,
    ['00:03', first, 'Welke foto nemen we?'],
    ['00:09', second, 'Deze, met de sleutels.'],
    ['01:12', first, 'Waarom?'],
  )

/** What each program makes of the same three things that are said, and what is to come of it. */
const programs: readonly (readonly [program: string, content: string | Buffer, expected: string])[] = [
  [
    'Teams in Word',
    docx(
      lines('Bos, Ans   0:03', 'Welke foto nemen we?') +
        lines('Omar de Vries   0:09', 'Deze, met de sleutels.') +
        lines('Bos, Ans   1:12', 'Waarom?'),
    ),
    talkOf('\n\n', 'Bos, Ans', 'Omar de Vries'),
  ],
  [
    'Teams in Word, as it was before',
    paragraphs(
      ...['0:0:3.0 --&gt; 0:0:5.20', 'Ans Bos', 'Welke foto nemen we?'],
      ...['0:0:9.0 --&gt; 0:0:11.120', 'Omar', 'Deze, met de sleutels.'],
      ...['0:1:12.0 --&gt; 0:1:14.0', 'Ans Bos', 'Waarom?'],
    ),
    talkOf('\n\n', 'Ans Bos', 'Omar'),
  ],
  [
    'Zoom, of which somebody speaks once',
    'WEBVTT\n\n1\n00:00:03.000 --> 00:00:05.000\nAns Bos: Welke foto nemen we?\n\n2\n00:00:09.000 --> 00:00:10.000\nOmar de Vries: Deze, met de sleutels.\n\n3\n00:01:12.000 --> 00:01:13.000\nAns Bos: Waarom?\n',
    talkOf('\n\n', 'Ans Bos', 'Omar de Vries'),
  ],
  [
    'Zoom with the time of the clock',
    '[Ans Bos] 10:01:23\nWelke foto nemen we?\n\n[Omar] 10:01:29\nDeze, met de sleutels.\n\n[Ans Bos] 10:02:32\nWaarom?\n',
    talk(
      '\n\n',
      ['00:00', 'Ans Bos', 'Welke foto nemen we?'],
      ['00:06', 'Omar', 'Deze, met de sleutels.'],
      ['01:09', 'Ans Bos', 'Waarom?'],
    ),
  ],
  [
    'Amberscript',
    '00:00:03 - 00:00:08 Spreker 1\nWelke foto nemen we?\n\n00:00:09 - 00:00:11 Spreker 2\nDeze, met de sleutels.\n\n00:01:12 - 00:01:14 Spreker 1\nWaarom?\n',
    talkOf('\n\n', 'Spreker 1', 'Spreker 2'),
  ],
  [
    'Amberscript in Word',
    paragraphs(
      ...['Spreker 1: [00:00:03] Welke foto nemen we?', 'Spreker 2: [00:00:09] Deze, met de sleutels.'],
      'Spreker 1: [00:01:12] Waarom?',
    ),
    talkOf('\n\n', 'Spreker 1', 'Spreker 2'),
  ],
  [
    'Otter',
    'Ans Bos  0:03  \nWelke foto nemen we?\n\nOmar  0:09  \nDeze, met de sleutels.\n\nAns Bos  1:12  \nWaarom?\n',
    talkOf('\n\n', 'Ans Bos', 'Omar'),
  ],
  [
    'f4 with the times before',
    '#00:00:03-0# I: Welke foto nemen we?\n#00:00:09-0# B: Deze, met de sleutels.\n#00:01:12-0# I: Waarom?\n',
    talkOf('\n', 'I', 'B'),
  ],
  [
    'noScribe',
    'S00: [00:00:03] Welke foto nemen we?\n\nS01: [00:00:09] Deze, met de sleutels.\n\nS00: [00:01:12] Waarom?\n',
    talkOf('\n\n', 'S00', 'S01'),
  ],
  [
    'noScribe as a page',
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN">\n<html><head><style type="text/css">p { x: y }</style></head><body>' +
      '<p><a name="ts_1">S00: <span>[00:00:03]</span> Welke foto</a> <a name="ts_2"> nemen\nwe?</a></p>' +
      '<p><a name="ts_3">S01: <span>[00:00:09]</span> Deze, met de sleutels.</a></p>' +
      '<p><a name="ts_4">S00: <span>[00:01:12]</span> Waarom?</a></p></body></html>',
    talkOf('\n\n', 'S00', 'S01'),
  ],
  [
    'aTrain',
    'SPEAKER_00\n[00:00:03] - Welke foto nemen we?\n\nSPEAKER_01\n[00:00:09.120000] - Deze, met de sleutels.\n\nSPEAKER_00\n[00:01:12] - Waarom?\n',
    talkOf('\n\n', 'SPEAKER_00', 'SPEAKER_01').replace('00:09]', '00:09.120]'),
  ],
  [
    'aTrain for MAXQDA',
    'SPEAKER_00\nWelke foto nemen we? #00:00:09-0#\n\nSPEAKER_01\nDeze, met de sleutels. #00:01:12-0#\n\nSPEAKER_00\nWaarom? #00:01:14-0#\n',
    talkOf('\n\n', 'SPEAKER_00', 'SPEAKER_01').replace('00:03]', '00:00]'),
  ],
  [
    'Happy Scribe',
    '[00:00:03.00] - Ans Bos\nWelke foto nemen we?\n\n[00:00:09.00] - Omar\nDeze, met de sleutels.\n\n[00:01:12.00] - Ans Bos\nWaarom?\n',
    talkOf('\n\n', 'Ans Bos', 'Omar'),
  ],
  [
    'somebody who types in Markdown',
    '[00:00:03] **Ans:** Welke foto nemen we?\n\n[00:00:09] **Omar**: Deze, met de sleutels.\n\n[00:01:12] **Ans:** Waarom?\n',
    talkOf('\n\n', 'Ans', 'Omar'),
  ],
  [
    'somebody who types along',
    '0:03 Ans: Welke foto nemen we?\n0:09 Omar: Deze, met de sleutels.\n1:12 Ans: Waarom?\n',
    talkOf('\n', 'Ans', 'Omar'),
  ],
  [
    'Google Meet, with a time now and then',
    paragraphs(
      ...['00:00:00', 'Ans Bos: Welke foto?', 'Omar: Deze.', '00:05:00', 'Ans Bos: Waarom?', 'Omar: Ja.'],
      ...['00:10:00', 'Ans Bos: O.'],
    ),
    '[00:00:00] Ans Bos: Welke foto?\n\nOmar: Deze.\n\n[00:05:00] Ans Bos: Waarom?\n\nOmar: Ja.\n\n[00:10:00] Ans Bos: O.',
  ],
  [
    'Whisper on its screen',
    '[00:03.000 --> 00:08.000]  Welke foto nemen we?\n[00:09.000 --> 00:12.000]  Deze.\n[01:12.000 --> 01:13.000]  Waarom?\n',
    '[00:00:03] Welke foto nemen we? Deze.\n\n[00:01:12] Waarom?',
  ],
  [
    'Whisper as a table',
    'start\tend\ttext\n3000\t8000\tWelke foto nemen we?\n9000\t12000\tDeze.\n72000\t73000\tWaarom?\n',
    '[00:00:03] Welke foto nemen we? Deze.\n\n[00:01:12] Waarom?',
  ],
]

describe('what transcription programs write', () => {
  it.each(programs)('is read: %s', async (_program, content, expected) => {
    expect(await read(content)).toBe(expected)
  })

  it('loses no words behind an empty line of a subtitle, and takes no number for one', async () => {
    const srt =
      '1\n00:00:01,000 --> 00:00:02,000\nHoi\n\ndaar\n\n2\n00:00:03,000 --> 00:00:04,000\nDag\n3\n00:00:20,000 --> 00:00:21,000\nWeg\n'
    expect(await read(srt)).toBe('[00:00:01] Hoi daar Dag\n\n[00:00:20] Weg')
    const vtt =
      'WEBVTT\n\nNOTE van\neen programma\n\nmerk a\n00:01.000 --> 00:02.000\n\nmerk b\n00:03.000 --> 00:04.000\nDag\n\nSTYLE\nx\n'
    expect(await read(vtt)).toBe('[00:00:03] Dag')
  })

  it('is not a list of times', async () => {
    const text = 'Agenda\n\nLunch 12:30\nWandelen 13:30\nKlaar 15:00'
    expect(await readDocument({ content: Buffer.from(text) })).toMatchObject({ text, names: [], turns: [] })
  })
})

it('an end of a line within a paragraph of Word stays', async () => {
  const body =
    '<w:p><w:r><w:t>een</w:t><w:br w:type="textWrapping"/><w:t>twee</w:t><w:cr/><w:t>drie</w:t></w:r></w:p>'
  expect(await read(docx(body))).toBe('een\ntwee\ndrie')
})

describe('the letters of a text', () => {
  const text = 'Ans: café, één “ja” foto’s\nBram: ï\nAns: ‘ja’\nBram: ja'
  const windows = { é: 0xe9, '“': 0x93, '”': 0x94, '‘': 0x91, '’': 0x92, ï: 0xef }
  const mac = { é: 0x8e, '“': 0xd2, '”': 0xd3, '‘': 0xd4, '’': 0xd5, ï: 0x95 }
  const bytes = (map: Record<string, number>, words = text) =>
    Buffer.from(Array.from(words, (letter) => map[letter] ?? letter.charCodeAt(0)))
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 of little ends', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 of big ends', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['Windows', bytes(windows)],
    ['an old Mac', bytes(mac)],
    ['an old Mac, with its line ends', bytes(mac, text.replaceAll('\n', '\r'))],
  ])('come from %s', async (_system, content) => {
    expect(await read(content)).toBe(text)
  })
})
