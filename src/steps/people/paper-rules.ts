import type { Flag } from '../../db/schema.ts'
import type { ConsentWay } from '../../method/lists.ts'

/** What somebody said of taking part, with the day on which it was said. */
export type Heard = {
  id: string
  way: ConsentWay
  day: string
  text_id: string | null
  takes_part: Flag
  may_record: Flag
  keep_posted: Flag
}

/** What a researcher writes down of it. The text is undefined while nobody has agreed to it yet. */
export type Registered = Omit<Heard, 'id' | 'text_id'> & { text_id: string | null | undefined }

/** What writing something down does to what was said before, and after which day it must have been said. */
export type Registration = {
  does: 'adds' | 'replaces' | 'nothing'
  /** What it takes the place of, which was written down wrongly. */
  replaced: Heard | undefined
  after: string | undefined
}

/**
 * What it does that somebody spoke, as a researcher heard it. The same once more does nothing. `all` is what was said so
 * far, oldest first.
 */
export function registrationOf(all: readonly Heard[], said: Registered): Registration {
  const last = all.at(-1)
  if (last && isSame(last, said)) return { does: 'nothing', replaced: undefined, after: undefined }
  return { does: 'adds', replaced: undefined, after: last?.day }
}

/**
 * The same for a paper. The paper that holds is corrected, and one that is not the same paper is another agreement. Where
 * the person said something since, it stays as it was written down, or is a new one.
 */
export function paperRegistrationOf(
  all: readonly Heard[],
  said: Registered,
  scan: 'none' | 'same' | 'other',
): Registration {
  const last = all.at(-1)
  const paper = all.findLast(({ way }) => way === 'paper')
  if (paper && isSame(paper, said)) return { does: 'nothing', replaced: undefined, after: undefined }
  const isSamePaper = scan !== 'other' || paper?.day === said.day
  if (paper && paper === last && isSamePaper)
    return { does: 'replaces', replaced: paper, after: all.at(-2)?.day }
  return { does: 'adds', replaced: undefined, after: last?.day }
}

function isSame(one: Heard, other: Registered): boolean {
  const fields = ['way', 'day', 'text_id', 'takes_part', 'may_record', 'keep_posted'] as const
  return fields.every((field) => one[field] === other[field])
}

/** What was said with the day of it: that on which it was kept, unless a researcher wrote another one down. */
export function datedBy<Row extends { at: string; signed_on: string | null }>(
  rows: readonly Row[],
  dayOf: (at: string) => string,
): (Row & { day: string })[] {
  return rows.map((row) => ({ ...row, day: row.signed_on ?? dayOf(row.at) }))
}

/** What is wrong with the day on which something was said or signed; undefined when nothing is. */
export function wrongDay(
  day: string,
  { today, after, textSince }: { today: string; after: string | undefined; textSince: string | undefined },
): 'future' | 'overtaken' | 'early' | undefined {
  if (day > today) return 'future'
  // What somebody said later holds: a paper of before does not bring back who stopped.
  if (after !== undefined && day < after) return 'overtaken'
  return textSince !== undefined && day < textSince ? 'early' : undefined
}

/** Since when a text is known to be there: the first day on which anybody agreed to it, however late it came in. */
export function knownSince(keptOn: string, signedOn: string | null): string {
  return signedOn !== null && signedOn < keptOn ? signedOn : keptOn
}

/** What holds when one thing that was said is taken out, and whether anything changes by that. */
export function withoutOne(
  all: readonly Heard[],
  id: string,
): { holds: Heard | undefined; changes: boolean } {
  return { holds: all.findLast((one) => one.id !== id), changes: all.at(-1)?.id === id }
}

/** The last that was said in one of some ways. */
export function lastBy<Said extends { way: ConsentWay }>(
  all: readonly Said[],
  ways: readonly ConsentWay[],
): Said | undefined {
  return all.findLast(({ way }) => ways.includes(way))
}

/** The mark of all that was said: where it differs, somebody said or wrote down something meanwhile. */
export function markOf(all: readonly Pick<Heard, 'id'>[], paperVersion = 0): string {
  return `${paperVersion}-${all.at(-1)?.id ?? ''}`
}
