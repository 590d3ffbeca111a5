import { differences, type Difference } from './alike.ts'
import { reanchorPoints } from './edits.ts'
import type { SpeakerRole } from './lists.ts'

/**
 * Where in a text somebody begins to speak: the offset of a line, the number of who speaks, and the milliseconds from
 * the start of the recording. One of the last two may be unknown. A turn goes on until the next.
 */
export type Turn = [start: number, speaker: number | null, at: number | null]

export type Speaker = { number: number; name: string; role: SpeakerRole }

/** A text with who says what, and when: the spoken words alone, and beside them the turns, in the order of the text. */
export type Spoken = { text: string; turns: Turn[] }

/** The longest name of a speaker. */
const longestSpeaker = 80

/**
 * Reads what was typed: `[00:12:03] Ans: words`, where the time or the name may be missing. Only a name of the list is
 * a speaker's, so that `Let op: this` stays what it is; capitals do not count. A backslash before words says that they
 * are words, whatever they look like.
 */
export function readNotation(notation: string, speakers: readonly Speaker[]): Spoken {
  const numbers = new Map(speakers.map(({ number, name }) => [foldedName(name), number]))
  const turns: Turn[] = []
  const lines: string[] = []
  let offset = 0
  for (const line of notation.split('\n')) {
    const { speaker, at, words } = readLine(line, numbers)
    if (speaker !== null || at !== null) turns.push([offset, speaker, at])
    lines.push(words)
    offset += words.length + 1
  }
  return { text: lines.join('\n'), turns }
}

/** The same the other way: what was written comes back from `readNotation` to the letter. */
export function writeNotation({ text, turns }: Spoken, speakers: readonly Speaker[]): string {
  const names = new Map(speakers.map(({ number, name }) => [number, name]))
  const numbers = new Map(speakers.map(({ number, name }) => [foldedName(name), number]))
  const starting = new Map(turns.map((turn) => [turn[0], turn]))
  let offset = 0
  const lines = text.split('\n').map((words) => {
    const [, speaker = null, at = null] = starting.get(offset) ?? []
    offset += words.length + 1
    const name = speaker === null ? undefined : names.get(speaker)
    const time = at === null ? '' : `[${writeTime(at)}] `
    const isTakenFor = name === undefined && (at === null ? readLine : readName)(words, numbers)
    const isUnclear = words.startsWith('\\') || (isTakenFor && isTakenFor.words !== words)
    return `${time}${name === undefined ? '' : `${name}: `}${isUnclear ? '\\' : ''}${words}`
  })
  return lines.join('\n')
}

type Line = { speaker: number | null; at: number | null; words: string }

const timeMark = /^\[(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?\](?: |$)/

function readLine(line: string, numbers: ReadonlyMap<string, number>): Line {
  const mark = timeMark.exec(line)
  if (!mark) return readName(line, numbers)
  return { ...readName(line.slice(mark[0].length), numbers), at: millisecondsOf(mark.slice(1)) }
}

function readName(line: string, numbers: ReadonlyMap<string, number>): Line {
  const [head, name = ''] = /^([^:]{1,80}):(?: |$)/.exec(line) ?? []
  const speaker = head === undefined ? undefined : numbers.get(foldedName(name))
  const words = speaker === undefined ? line : line.slice(head?.length)
  return { speaker: speaker ?? null, at: null, words: words.startsWith('\\') ? words.slice(1) : words }
}

/** Milliseconds of hours (which may be missing), minutes, seconds and the digits behind them. */
export function millisecondsOf([hours, minutes, seconds, rest]: readonly (string | undefined)[]): number {
  const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)
  return whole * 1000 + Number((rest ?? '').slice(0, 3).padEnd(3, '0'))
}

/** A time as people read it: 00:12:03, with milliseconds where there are any. */
export function writeTime(at: number): string {
  const rest = at % 1000
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(at / 1000)
  const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => two(Math.floor(part)))
  return time.join(':') + (rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`)
}

/** A name as it can stand before a colon; empty when nothing is left of it. */
export function speakerName(name: string): string {
  const plain = name.replaceAll(/[\s:\p{Cc}]+/gu, ' ').replace(/^[\s[\]#\\>*]+/, '')
  return Array.from(plain).slice(0, longestSpeaker).join('').slice(0, longestSpeaker).trim().toWellFormed()
}

/** What two ways of writing one name have in common. */
export function foldedName(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase()
}

/**
 * Where the turns are in a text that was changed, by where each of their starts went to. A turn whose line was joined
 * to the one before is over: the words are of who spoke there.
 */
export function movedTurns(turns: readonly Turn[], text: string, starts: readonly number[]): Turn[] {
  const moved = new Map<number, Turn>()
  turns.forEach(([, speaker, at], index) => {
    const start = starts[index] ?? text.length
    if (start >= text.length || (start > 0 && text[start - 1] !== '\n') || moved.has(start)) return
    moved.set(start, [start, speaker, at])
  })
  return [...moved.values()].sort(([a], [b]) => a - b)
}

/**
 * The turns of a text after it was changed: each begins the line that has the letter which it began with, however much
 * was changed before, behind or within it.
 */
export function turnsAfter(
  old: { text: string; turns: string },
  text: string,
  differing: readonly Difference[] = differences(old.text, text),
): Turn[] {
  const turns = keptTurns(old.turns)
  if (old.text === text || turns.length === 0) return turns
  const points = turns.flatMap(([start]) => [spaceBefore(old.text, start), start])
  const moved = reanchorPoints(old.text, text, points, differing)
  const starts = turns.map((_, index) => {
    const from = moved[2 * index] ?? 0
    const line = text.lastIndexOf('\n', (moved[2 * index + 1] ?? 0) - 1) + 1
    // Without a line end between, the line was joined to the one before.
    return line > from || points[2 * index] === 0 ? line : Infinity
  })
  return movedTurns(turns, text, starts)
}

/** Where the space before a place begins. */
function spaceBefore(text: string, place: number): number {
  let at = place
  while (at > 0 && /\s/.test(text.charAt(at - 1))) at -= 1
  return at
}

/** A line of a text that holds words, with what is known of its turn where one begins with it. */
export type SpokenLine = { start: number; text: string; speaker: number | null; at: number | null }

/** The lines of a text that hold words. */
export function spokenLines({ text, turns }: Spoken): SpokenLine[] {
  const starting = new Map(turns.map((turn) => [turn[0], turn]))
  let offset = 0
  const lines = text.split('\n').map((line) => {
    const start = offset
    offset += line.length + 1
    const [, speaker = null, at = null] = starting.get(start) ?? []
    return { start, text: line, speaker, at }
  })
  return lines.filter((line) => line.text.trim() !== '')
}

/** How the turns of a text are kept. */
export function writeTurns(turns: readonly Turn[]): string {
  return JSON.stringify(turns)
}

/** The turns of a text as they were kept. */
export function keptTurns(kept: string): Turn[] {
  return JSON.parse(kept) as Turn[]
}

/** A text without the space around it, with its turns where they are then. */
export function trimmedSpoken({ text, turns }: Spoken): Spoken {
  const left = text.length - text.trimStart().length
  const trimmed = text.trim()
  const atStart = turns.findLast(([start]) => start <= left)
  const later = turns.filter(([start]) => start > left && start - left < trimmed.length)
  const moved = later.map(([start, speaker, at]): Turn => [start - left, speaker, at])
  const first: Turn[] = atStart && trimmed !== '' ? [[0, atStart[1], atStart[2]]] : []
  return { text: trimmed, turns: [...first, ...moved] }
}
