/* eslint-disable no-restricted-globals -- It counts with times that it is given, and asks for none. */
/** What of a recording came in, and what is to come. */
type Part = { origin: 'recorded' | 'sent'; pieces: number | null; file: string | null; tried: number }
type Piece = { seq: number; bytes: number; until_ms: number | null }

/** The pieces from the first on up to where one is missing: what follows cannot be understood without it. */
export function runOf<One extends { seq: number }>(pieces: readonly One[]): One[] {
  const inOrder = [...pieces].sort((one, other) => one.seq - other.seq)
  return inOrder.filter(({ seq }, index) => seq === index)
}

/** How many pieces are missing, as far as one can tell: of a part that goes on, those after the last are not. */
export function missingIn({ pieces }: Pick<Part, 'pieces'>, have: readonly { seq: number }[]): number {
  const last = have.reduce((most, { seq }) => Math.max(most, seq + 1), 0)
  return Math.max(pieces ?? 0, last) - new Set(have.map(({ seq }) => seq)).size
}

/** Tells whether all pieces are there, and no more come. */
export function isWhole(part: Pick<Part, 'pieces'>, have: readonly { seq: number }[]): boolean {
  return part.pieces !== null && missingIn(part, have) === 0
}

/** After so long without a piece a part is made one file, though nobody said that it ended. */
const silence = 2 * 60_000

/**
 * Tells whether a part is to be made one file: it is whole, or nothing came for a while; and not twice of the same. Of a
 * file that is sent half a one tells nothing: what is needed to read it may stand at its end.
 */
export function isToMake(
  part: Part & { last_at: string },
  have: readonly { seq: number }[],
  now: Date,
): boolean {
  if (runOf(have).length === 0 || part.tried === have.length) return false
  if (isWhole(part, have)) return true
  return part.origin === 'recorded' && now.getTime() - Date.parse(part.last_at) >= silence
}

/** Tells whether a file lasts much shorter than its pieces did, by what their browser told: then they are needed yet. */
export function isShort(milliseconds: number | null, have: readonly Piece[]): boolean {
  const length = lengthOf(have) ?? 0
  return (milliseconds ?? 0) < length - Math.max(5000, length / 20)
}

/** When half a file goes, of which the last piece came in at a time: it is not sent on any more. */
export function halfGoesAt(lastAt: string): string {
  return later(lastAt, 7 * day)
}

/** Tells whether a part is one file with all that was recorded or sent. */
export function isMade(part: Pick<Part, 'pieces' | 'file'>, have: readonly { seq: number }[]): boolean {
  // Of what was made whole the pieces are gone.
  return part.file !== null && part.pieces !== null && (have.length === 0 || isWhole(part, have))
}

/** When making a file of a part is tried again that failed so many times: after two minutes, four and so on up to a day. */
export function retryAt({ count, last }: { count: number; last: Date }): Date {
  return new Date(last.getTime() + Math.min(2 ** count * 60_000, day))
}

/** How long the pieces last that can be played, in milliseconds; undefined where their browser did not tell. */
export function lengthOf(pieces: readonly Piece[]): number | undefined {
  return runOf(pieces).at(-1)?.until_ms ?? undefined
}

/**
 * When a part began, which its browser told by its own clock, together with what that clock said when it was sent: it may
 * be wrong. When it came in, where that cannot be.
 */
export function beginningOf(
  { begun_at, sent_at }: { begun_at: string; sent_at: string },
  at: string,
): string {
  const ago = Date.parse(sent_at === '' ? at : sent_at) - Date.parse(begun_at)
  const isPossible = ago >= 0 && ago < 60 * day
  return isPossible ? new Date(Date.parse(at) - ago).toISOString() : at
}

const day = 24 * 60 * 60_000

type Kept = {
  confirmed_at: string | null
  /** When the last of its sound came in. */
  last_at: string | null
  days: number | null
  is_agreed: 0 | 1
  gone_at: string | null
}

/** For so long what was said by mistake can still be said otherwise. */
const mistaken = day

/**
 * When the sound of a talk goes: so many days after its text was confirmed, and no sooner after the last of it came in,
 * for nobody heard that before; or a day after its person agreed to it no more, since that may have been written down by
 * mistake. Undefined where only somebody removes it.
 */
export function dueAt({ confirmed_at, last_at, days, is_agreed, gone_at }: Kept): string | undefined {
  if (is_agreed === 0) return gone_at === null ? undefined : later(gone_at, mistaken)
  if (confirmed_at === null || days === null) return undefined
  return later(last_at !== null && last_at > confirmed_at ? last_at : confirmed_at, days * day)
}

function later(at: string, time: number): string {
  return new Date(Date.parse(at) + time).toISOString()
}

/** What was over the first time, and what for the second, an hour later at least: a jump of the clock removes nothing. */
export function sightings(
  due: readonly string[],
  seen: readonly { id: string; seen_at: string }[],
  now: Date,
): { first: string[]; again: string[]; over: string[] } {
  const limit = new Date(now.getTime() - hour).toISOString()
  return {
    first: due.filter((id) => !seen.some((one) => one.id === id)),
    again: seen.filter(({ id, seen_at }) => due.includes(id) && seen_at <= limit).map(({ id }) => id),
    over: seen.filter(({ id }) => !due.includes(id)).map(({ id }) => id),
  }
}

const hour = 60 * 60_000
