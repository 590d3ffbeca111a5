import { expect, it } from '@jest/globals'
import { cuesOf, isSubtitles, joinedCues } from '../../src/files/cues.ts'
import { htmlWords } from '../../src/files/html-words.ts'
import { recognised } from '../../src/files/recognise.ts'
import { traceIn } from '../../src/method/material-forms.ts'
import { patternIn, patternKinds } from '../../src/method/pseudonym-patterns.ts'

const size = 100_000
const repeated = [
  'a',
  'A',
  '_',
  '-',
  '.',
  'a-',
  'A.',
  '1',
  '1 ',
  '01 ',
  ' ',
  '\t',
  '\n',
  '@',
  'a@',
  'a@a.',
  '@a',
]
const more = [
  'www.',
  'http://',
  '#1:00#',
  'geboren ',
  'Aa ',
  'Aa van ',
  'NL12 ',
  '(',
  '[',
  'a:',
  "a'",
  'straat',
  '<v ',
  '<v.',
  '<',
  '{\\',
  '&amp',
  '1:00 ',
  '[1:00 --> 1:00]',
  'a --> ',
  '**a',
  '<head>',
  '<!--',
  '<p> ',
]
const texts = [...repeated, ...more].flatMap((piece) => {
  const text = piece.repeat(size / piece.length)
  return [text, `x${text}x`, `${text}(`]
})

/** Patterns that begin anywhere in a run would need minutes for these; what they need now is some milliseconds. */
const most = 2000

it('looks through no text for long, whatever comes again and again in it', () => {
  for (const text of texts) {
    const ways: [string, () => unknown][] = [
      ['traces', () => traceIn(text)],
      ['who speaks', () => recognised(text)],
      ['subtitles', () => isSubtitles(text)],
      ['HTML', () => htmlWords(text)],
      ['a name and spaces', () => recognised(`A ${text}`)],
      ['cues', () => cuesOf(`WEBVTT\n\n00:01.000 --> 00:02.000\n<v${text}\n<v.${text}`)],
      ...patternKinds.map((kind): [string, () => unknown] => [kind, () => patternIn(text, kind)]),
    ]
    for (const [name, look] of ways) {
      const begun = performance.now()
      look()
      const took = performance.now() - begun
      if (took > most) throw new Error(`${name} in ${JSON.stringify(text.slice(0, 9))}… took ${took} ms`)
    }
  }
})

it('counts the speakers of many cues in little time, and no more than a talk has', () => {
  const cues = Array.from({ length: 50_000 }, (_, index) => ({
    ...{ start: index * 1000, end: index * 1000 + 900 },
    ...{ speaker: `Stem ${index}`, text: 'ja' },
  }))
  const begun = performance.now()
  expect(joinedCues(cues).names).toHaveLength(100)
  expect(performance.now() - begun).toBeLessThan(most)
})
