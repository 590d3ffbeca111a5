import { millisecondsOf, speakerName, type Spoken, type Turn } from '../method/turns.ts'

/** A piece of talk as transcription programs write it: milliseconds, who speaks (empty when not known), and the words. */
export type Cue = { start: number; end: number; speaker: string; text: string }

const time = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?`
/** The times of a cue, in brackets with its words behind them as Whisper prints it. */
const timing = new RegExp(
  String.raw`^[^\S\n]*(?:${time}[ \t]*-->[ \t]*${time}|\[${time}[ \t]*-->[ \t]*${time}\](.*))`,
)
const table = /^\uFEFF?start\tend\ttext *\r?\n/i

/** Tells whether a text is made of subtitles, whatever its file is called: SubRip, WebVTT, or what Whisper writes. */
export function isSubtitles(text: string): boolean {
  return (
    /^\uFEFF?\s*WEBVTT/.test(text) ||
    table.test(text) ||
    new RegExp(timing.source, 'm').test(text.slice(0, 20_000))
  )
}

/**
 * The cues of subtitles, SubRip or WebVTT, as programs write them: hours or not, a comma or a dot, numbers and names of
 * cues, settings, styles and notes, empty lines between the words. Written here, and not with a package: those drop who
 * speaks, or refuse the files.
 */
export function cuesOf(subtitles: string): Cue[] {
  if (table.test(subtitles)) return rowsOf(subtitles)
  const cues: Written[] = []
  let last: Written | undefined
  let isAside = false
  let isBelowEmpty = true
  // Its number or name above a cue belongs to no words.
  let isMark = false
  for (const line of subtitles.split(/\r\n?|\n/)) {
    const found = timing.exec(line)
    const isEmpty = line.trim() === ''
    if (found) {
      if (isMark) last?.lines.pop()
      const times = found[3] === undefined ? found.slice(9, 17) : found.slice(1, 9)
      const words = found[17]?.trim() ?? ''
      last = { start: millisecondsOf(times.slice(0, 4)), end: millisecondsOf(times.slice(4)), lines: [] }
      if (words !== '') last.lines.push(words)
      cues.push(last)
    }
    isAside = !found && !isEmpty && (isAside || (isBelowEmpty && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)))
    const isWords = !found && !isEmpty && !isAside
    if (isWords) last?.lines.push(line)
    isMark = isWords && (isBelowEmpty || /^\d+$/.test(line))
    isBelowEmpty = isEmpty
  }
  const spoken =
    headedCues(cues) ??
    cues.flatMap(({ start, end, lines }) =>
      voicesOf(lines.join('\n')).map((voice) => ({ start, end, ...voice })),
    )
  return withLabels(spoken.filter(({ text }) => text !== ''))
}

/** A cue as it is written. */
type Written = { start: number; end: number; lines: string[] }

/** Cues with the name of who speaks above the words, as Word has those of Teams. */
function headedCues(cues: readonly Written[]): Cue[] | undefined {
  const names = cues.flatMap(({ lines }) => (lines.length > 1 ? [lines[0]?.trim() ?? ''] : []))
  const distinct = new Set(names)
  const isHead = names.length > 1 && names.length === cues.length && distinct.size < names.length
  if (!isHead || distinct.size > 20 || !names.every((name) => /^\p{Lu}/u.test(name) && isNameLike(name)))
    return undefined
  return cues.map(({ start, end, lines: [name = '', ...words] }) => ({
    ...{ start, end, speaker: speakerName(plain(name)), text: plain(words.join('\n')) },
  }))
}

/** The cues of a table with milliseconds, as Whisper writes it. */
function rowsOf(rows: string): Cue[] {
  return rows.split(/\r\n?|\n/).flatMap((row) => {
    const [, start, end, words = ''] = /^(\d{1,9})\t(\d{1,9})\t(.*)$/.exec(row) ?? []
    const text = plain(words)
    return text === '' ? [] : [{ start: Number(start), end: Number(end), speaker: '', text }]
  })
}

/** The words of a cue by who says them. */
function voicesOf(text: string): { speaker: string; text: string }[] {
  const [before = '', ...voices] = text.split(/<v(?=[ .>])/)
  return [
    { speaker: '', text: plain(before) },
    ...voices.map((voice) => {
      const end = voice.indexOf('>')
      const head = voice.slice(0, Math.max(0, end))
      // Behind the mark may stand classes, as in `<v.loud Ans>`.
      const name = head.slice(head.search(/\s|$/))
      return { speaker: speakerName(plain(name)), text: end === -1 ? '' : plain(voice.slice(end + 1)) }
    }),
  ]
}

/** The words without marks of how they look, and on one line. */
function plain(words: string): string {
  return withSigns(words.replaceAll(/<[^<>]*>|\{\\[^{}]*\}/g, ''))
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** A text with the signs that are written by their name, as `&amp;`. */
export function withSigns(text: string): string {
  return text.replaceAll(
    /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi,
    (whole, name: string) => signOf(name) ?? whole,
  )
}

const signs: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0', lrm: '\u200E', rlm: '\u200F' },
}

function signOf(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(signs, name) ? signs[name] : undefined
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 31 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    ? String.fromCodePoint(code)
    : undefined
}

const label = /^(?:\[([^[\]\n]{1,40})\]:?|\(([^()\n]{1,40})\):|([\p{L}][^:\n]{0,39}):)\s+/u

/** Names that stand before the words, as Zoom writes them: those that come back, and not each `Let op:`. */
function withLabels(cues: Cue[]): Cue[] {
  if (cues.some(({ speaker }) => speaker !== '')) return cues
  const nameOf = ({ text }: Cue) => label.exec(text)?.slice(1).find(Boolean) ?? ''
  const counts = new Map<string, number>()
  for (const name of cues.map(nameOf)) counts.set(name, (counts.get(name) ?? 0) + 1)
  // Where nearly each has one, also who speaks once.
  const isUsual = (counts.get('') ?? 0) <= cues.length * 0.2
  const isSpeaker = (name: string) =>
    name !== '' && isNameLike(name) && ((counts.get(name) ?? 0) > 1 || (isUsual && isFullName(name)))
  if (!cues.some((cue) => isSpeaker(nameOf(cue)))) return cues
  let speaker = ''
  return cues
    .map((cue) => {
      const name = nameOf(cue)
      if (!isSpeaker(name)) return { ...cue, speaker }
      speaker = name
      return { ...cue, speaker, text: cue.text.replace(label, '') }
    })
    .filter(({ text }) => text !== '')
}

/** "Omar de Vries", "Spreker 2": what stands before a colon is a name, though it does not come back. */
export function isFullName(name: string): boolean {
  return /^\p{Lu}\S*(?: (?:\p{Ll}{1,4}|\p{Lu}\S*)){0,4} (?:\p{Lu}\S*|\d+)$/u.test(name)
}

/** A name has few words, and is no sentence. */
export function isNameLike(name: string): boolean {
  return name.length <= 40 && name.split(/\s+/).length <= 4 && !/[.!?,;…]\s|[!?,;…]$/.test(name)
}

/** A paragraph goes on to the end of a sentence after this many milliseconds, and no further than the next. */
const long = 20_000
const longest = 40_000
/** So many speakers are told apart: a talk of more is one to write out by hand. */
const mostSpeakers = 100
/** Who was silent this long begins anew. */
const pause = 5000

/**
 * The cues as a text: those of one speaker together in paragraphs of about half a minute, each with the time at which it
 * begins. The names are in the order in which they speak first.
 */
export function joinedCues(cues: readonly Cue[]): Spoken & { names: string[]; until: number } {
  const numbers = new Map<string, number>()
  const paragraphs: (Cue & { words: string[] })[] = []
  let until = 0
  let before: Cue | undefined
  for (const cue of cues.toSorted((a, b) => a.start - b.start)) {
    until = Math.max(until, cue.end)
    const isAgain =
      before?.text === cue.text && before.speaker === cue.speaker && cue.start <= before.end + 100
    before = cue
    // Programs say a line twice where two cues overlap.
    if (isAgain) continue
    if (cue.speaker !== '' && !numbers.has(cue.speaker) && numbers.size < mostSpeakers)
      numbers.set(cue.speaker, numbers.size + 1)
    const last = paragraphs.at(-1)
    if (last && goesOn(last, cue)) {
      last.words.push(cue.text)
      last.end = Math.max(last.end, cue.end)
    } else paragraphs.push({ ...cue, words: [cue.text] })
  }
  const turns: Turn[] = []
  let offset = 0
  const texts = paragraphs.map(({ words, speaker, start }) => {
    turns.push([offset, numbers.get(speaker) ?? null, start])
    const text = words.join(' ')
    offset += text.length + 2
    return text
  })
  return { text: texts.join('\n\n'), turns, names: [...numbers.keys()], until }
}

function goesOn(last: Cue & { words: string[] }, cue: Cue): boolean {
  if (last.speaker !== cue.speaker || cue.start - last.end > pause) return false
  const isSentence = /[.?!…]["”’)]*$/.test(last.words.at(-1) ?? '')
  const lasts = last.end - last.start
  return lasts < (isSentence ? long : longest)
}
