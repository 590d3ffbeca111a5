import { foldedName, millisecondsOf, speakerName, type Spoken, type Turn } from '../method/turns.ts'
import { isFullName, isNameLike } from './cues.ts'

/** How many speakers a text may have: a talk of more is one to write out by hand. */
const mostSpeakers = 20

const time = String.raw`(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,-](\d{1,9}))?`
/** A name in bold, as Markdown has it. */
const bold = /^(\[[\d:.,]{4,16}\][ \t]*)?\*\*([^*:]{1,40})(?::\*\*|\*\*:)/
/** Until when, behind the time from when: that is told by the next one. */
const until = String.raw`(?:[ \t]*(?:-->|[-–—])[ \t]*(?:\d{1,3}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,9})?)?`
const dash = String.raw`[ \t]*(?:[-–—][ \t]+)?`
const framed = new RegExp(
  String.raw`^(?:\[${time}${until}\]|\(${time}${until}\)|#${time}#|\{${time}${until}\})${dash}`,
)
const bare = new RegExp(String.raw`^${time}${until}(?=[ \t]|$)${dash}`)
const atEnd = new RegExp(String.raw`[ \t]{0,9}#${time}#$`)
const label = /^(?:\[(\D[^[\]]{0,39})\]:?|([\p{L}][^:[\](){}#]{0,39}?)[ \t]*:)(?:[ \t]+|$)/u
const labelThenTime = new RegExp(
  String.raw`^([\p{L}][^:[\](){}#]{0,39}?)[ \t]{0,9}:?[ \t]{0,9}[[(]${time}${until}[\])][ \t]*:?[ \t]*`,
  'u',
)
const nameThenTime = new RegExp(
  String.raw`^(?:\[(\D[^[\]]{0,39})\]|([\p{L}][^:[\](){}#]{0,39}?))[ \t]+[[(]?${time}${until}[\])]?$`,
  'u',
)
const usualNames =
  /^(?:spreker|speaker|spk|interviewer|geïnterviewde|interviewee|respondent|onderzoeker|researcher|deelnemer|participant|int|resp|s|p|i|r|v|a|b)[ _]?\d*$/i

/** A line as it was written: a time, a name and words, as far as they are there. */
type Line = { at: number | null; name: string; words: string; isHead?: boolean }

/**
 * Finds in a plain text who speaks and when, in the ways of transcription programs and of people: `[00:12:03] Ans:
 * words`, a line with name and time above the words, `#00:12:03-4#` behind them. A name before a colon is a speaker's
 * when it comes back; what is found is shown before it is kept.
 */
export function recognised(text: string): Spoken & { names: string[]; until: number } {
  const lines = text.split('\n').map((line) => line.trim().replace(bold, '$1$2:'))
  const takesBare = ascends(lines.map((line) => timeIn(bare.exec(line))).filter((at) => at !== null))
  const read = withHeads(
    timesBehind(
      withoutLists(
        lines,
        lines.map((line) => readLine(line, takesBare)),
      ),
    ),
  )
  const names = namesIn(read)
  return { ...spokenOf(fromBegin(headsToWords(wordsOfOthers(read, names))), names), names }
}

function readLine(line: string, takesBare: boolean): Line {
  const head = nameThenTime.exec(line)
  const called = head?.[1] ?? head?.[2] ?? ''
  if (head && (isNameLike(called) || isTurned(called)))
    return { at: timeIn(head, 3), name: called, words: '', isHead: true }
  if (isCalled(line)) return { at: null, name: line, words: '', isHead: true }
  const both = labelThenTime.exec(line)
  if (both && isNameLike(both[1] ?? ''))
    return { at: timeIn(both, 2), name: both[1] ?? '', words: line.slice(both[0].length) }
  const mark = framed.exec(line) ?? (takesBare ? bare.exec(line) : null)
  const rest = mark ? line.slice(mark[0].length) : line
  const found = label.exec(rest)
  const name = found?.[1] ?? found?.[2] ?? ''
  if (!found || !isNameLike(name)) return { at: timeIn(mark), name: '', words: rest }
  return { at: timeIn(mark), name, words: rest.slice(found[0].length) }
}

/** "Bos, Ans": as large organisations have their people in a meeting program. */
function isTurned(name: string): boolean {
  return /^\p{Lu}[^,]{0,30}, \p{Lu}[^,]{0,30}$/u.test(name)
}

/** What programs call people whom they do not know, alone on a line. */
function isCalled(line: string): boolean {
  return /^(?:spreker|speaker|spk)[ _]\d{1,2}:?$/i.test(line)
}

/** "Lunch 12:30" among others of its kind, with nothing said below them, is no head. */
function withoutLists(lines: readonly string[], read: Line[]): Line[] {
  const full = read.filter(({ at, name, words }) => at !== null || name !== '' || words !== '')
  const heads = full.filter(({ isHead }) => isHead)
  const said = full.filter(({ isHead }, index) => isHead && full[index + 1] && !full[index + 1]?.isHead)
  if (said.length * 2 > heads.length) return read
  return read.map((line, index) => (line.isHead ? { at: null, name: '', words: lines[index] ?? '' } : line))
}

/** The time of whichever of the ways to write it was found. */
function timeIn(found: RegExpExecArray | null, from = 1): number | null {
  if (!found) return null
  for (let index = from; index + 2 < found.length; index += 4) {
    const parts = found.slice(index, index + 4) as (string | undefined)[]
    if (parts[1] !== undefined) return millisecondsOf(parts)
  }
  return null
}

/** Whether times go up, as those of a recording do: `12:30 we had lunch` is none. */
function ascends(times: readonly number[]): boolean {
  const ups = times.slice(1).filter((at, index) => at >= (times[index] ?? 0)).length
  return times.length > 2 && ups >= (times.length - 1) * 0.9
}

/** Where times stand behind the words, as f4 has them, a paragraph begins when the one before it ended. */
function timesBehind(lines: Line[]): Line[] {
  if (lines.filter(({ words }) => atEnd.test(words)).length < 2) return lines
  let from: number | null = 0
  return lines.map((line) => {
    if (line.words === '') return line
    const found = atEnd.exec(line.words)
    const at = line.at ?? from
    from = found ? timeIn(found) : null
    return { ...line, at, words: found ? line.words.slice(0, found.index) : line.words }
  })
}

/** The names that are speakers', in the order in which they speak first. */
function namesIn(lines: readonly Line[]): string[] {
  const counts = new Map<string, { name: string; count: number; isSure: boolean; hasTime: boolean }>()
  for (const { at, name, isHead } of lines) {
    const clean = speakerName(name)
    if (clean === '') continue
    const known = counts.get(foldedName(clean)) ?? { name: clean, count: 0, isSure: false, hasTime: false }
    counts.set(foldedName(clean), {
      ...known,
      count: known.count + 1,
      isSure: known.isSure || isHead === true,
      hasTime: known.hasTime || at !== null,
    })
  }
  const all = [...counts.values()]
  const several = all.filter(({ count }) => count > 1).length > 1
  // Where nearly each time has a name behind it, those are who speaks: who does so once too.
  const timed = lines.filter(({ at }) => at !== null)
  const named = timed.filter(({ name }) => name !== '').length
  const isTimed = timed.length > 1 && named >= timed.length * 0.8
  const isSpeaker = ({ name, count, isSure, hasTime }: (typeof all)[number]) =>
    isSure ||
    count > 2 ||
    (count > 1 && (several || isTimed)) ||
    (isTimed && hasTime && (named === timed.length || isFullName(name)))
  if (!all.some(isSpeaker)) return []
  return all
    .filter((one) => isSpeaker(one) || usualNames.test(one.name))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostSpeakers)
    .map(({ name }) => name)
    .toSorted((a, b) => all.findIndex(({ name }) => name === a) - all.findIndex(({ name }) => name === b))
}

/** A time with nothing but a name, over words without a time: where most times are so, those are who speaks. */
function withHeads(lines: Line[]): Line[] {
  const full = lines.filter(({ at, name, words }) => at !== null || name !== '' || words !== '')
  const isHead = ({ at, name, words }: Line, next: Line | undefined) =>
    at !== null && name === '' && isNameLike(words) && /^\p{L}.*[^.]$/u.test(words) && next?.at === null
  const heads = new Set(full.filter((line, index) => isHead(line, full[index + 1])))
  if (heads.size < 2 || heads.size < full.filter(({ at }) => at !== null).length * 0.6) return lines
  return lines.map((line) =>
    heads.has(line) ? { at: line.at, name: line.words, words: '', isHead: true } : line,
  )
}

/** What looked like a name and is none belongs to the words. */
function wordsOfOthers(lines: readonly Line[], names: readonly string[]): Line[] {
  const known = new Set(names.map(foldedName))
  return lines.map((line) =>
    line.name === '' || known.has(foldedName(speakerName(line.name)))
      ? line
      : { at: line.at, name: '', words: `${line.name}: ${line.words}`.trim() },
  )
}

/** A name or a time without words belongs to the words below it. */
function headsToWords(lines: readonly Line[]): Line[] {
  const joined: Line[] = []
  let head: Line | undefined
  for (const line of lines) {
    const isEmpty = line.words === '' && line.at === null && line.name === ''
    const isHead = line.words === '' && !isEmpty
    if (head && isEmpty) continue
    const goesOn = head && fits(head, line)
    if (head && !goesOn) joined.push(head)
    const whole = head && goesOn ? { ...joinedHead(head, line), words: line.words } : line
    if (isHead) head = whole
    else {
      joined.push(whole)
      head = undefined
    }
  }
  return head ? [...joined, head] : joined
}

/** Whether a line says only what its head does not. */
function fits(head: Line, line: Line): boolean {
  return (line.at === null || head.at === null) && (line.name === '' || head.name === '')
}

function joinedHead(head: Line, line: Line): Line {
  return { ...head, at: head.at ?? line.at, name: head.name === '' ? line.name : head.name }
}

const hours = 3_600_000

/** Zoom writes the time of the clock: no talk begins to be recorded after six hours. */
function fromBegin(lines: readonly Line[]): Line[] {
  const first = lines.find(({ at }) => at !== null)?.at ?? 0
  if (first < 6 * hours) return [...lines]
  return lines.map((line) => ({ ...line, at: line.at === null ? null : Math.max(0, line.at - first) }))
}

function spokenOf(lines: readonly Line[], names: readonly string[]): Spoken & { until: number } {
  const numbers = new Map(names.map((name, index) => [foldedName(name), index + 1]))
  const turns: Turn[] = []
  let offset = 0
  const texts = lines.map(({ at, name, words }) => {
    const speaker = numbers.get(foldedName(speakerName(name))) ?? null
    if (speaker !== null || at !== null) turns.push([offset, speaker, at])
    offset += words.length + 1
    return words
  })
  return { text: texts.join('\n'), turns, until: Math.max(0, ...turns.map(([, , at]) => at ?? 0).slice(-1)) }
}
