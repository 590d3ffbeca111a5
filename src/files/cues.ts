import { speakerName, type Spoken, type Turn } from '../method/turns.ts'

/** A piece of talk as transcription programs write it: milliseconds, who speaks (empty when not known), and the words. */
export type Cue = { start: number; end: number; speaker: string; text: string }

const time = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?`
const timing = new RegExp(String.raw`^[^\S\n]*${time}[ \t]*-->[ \t]*${time}`)

/** Tells whether a text is made of subtitles, whatever its file is called: SubRip or WebVTT. */
export function isSubtitles(text: string): boolean {
  return /^\uFEFF?\s*WEBVTT/.test(text) || new RegExp(timing.source, 'm').test(text.slice(0, 20_000))
}

/**
 * The cues of subtitles, SubRip or WebVTT, as programs write them: hours or not, a comma or a dot, numbers and names of
 * cues, settings, styles and notes. Written here, and not with a package: those drop who speaks, or refuse the files.
 */
export function cuesOf(subtitles: string): Cue[] {
  const cues: Cue[] = []
  let times: { start: number; end: number } | undefined
  let lines: string[] = []
  const finish = () => {
    if (times) cues.push(...voicesOf(lines.join('\n')).map((voice) => ({ ...times, ...voice }) as Cue))
    times = undefined
    lines = []
  }
  for (const line of subtitles.split(/\r\n?|\n/)) {
    const found = timing.exec(line)
    if (found) {
      // The number above it, where no empty line stands between.
      if (times && /^\d+$/.test(lines.at(-1) ?? '')) lines.pop()
      finish()
      times = { start: milliseconds(found.slice(1, 5)), end: milliseconds(found.slice(5, 9)) }
    } else if (line.trim() === '') {
      if (lines.length > 0) finish()
    } else if (times) lines.push(line)
  }
  finish()
  return withLabels(cues.filter(({ text }) => text !== ''))
}

function milliseconds([hours, minutes, seconds, rest]: (string | undefined)[]): number {
  const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1000 + Number((rest ?? '').padEnd(3, '0'))
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
  return words
    .replaceAll(/<[^<>]*>|\{\\[^{}]*\}/g, '')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => signOf(name) ?? whole)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
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
  const isSpeaker = (name: string) => name !== '' && (counts.get(name) ?? 0) > 1 && isNameLike(name)
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
