import type { Seat } from '../access/seat.ts'
import type { Db } from '../db/schema.ts'
import type { Key, Translate } from '../text/text.ts'

/** What the trail can be asked about. */
export type TrailKind =
  | 'issue'
  | 'organisation'
  | 'team'
  | 'category'
  | 'element'
  | 'subject'
  | 'participant'
  | 'photo'
  | 'material'
  | 'interview'
  | 'code'
  | 'quotation'
  | 'finding'
  | 'point'
  | 'recommendation'
  | 'session'
  | 'action'

/** What the way leads along, from who brought something to what is left for others. */
export const wayKinds = [
  'participant',
  'interview',
  'material',
  'photo',
  'quotation',
  'finding',
  'recommendation',
  'point',
  'session',
  'action',
  'item',
  'guide',
] as const
export type WayKind = (typeof wayKinds)[number]

/** Things of one kind on the way: the first few, and the others to unfold. */
export type Stretch = { name: string; stops: Stop[]; more: Stop[] }
type Stop = { text: string; href: string | undefined }

/** Where one thing comes from, and what became of it. */
export type Way = { from: Stretch[]; to: Stretch[] }

/** Walks from one thing to all that it rests on and that rests on it. Handed in by createApp, as the trail is. */
export type FindWay = (db: Db, seat: Seat, t: Translate, kind: WayKind, id: string) => Promise<Way>

/** What later steps have made of one thing: how many of what, and where a visitor finds them. */
export type TrailEntry = {
  kind: string
  count: number
  href: string | undefined
  /** The day (YYYY-MM-DD) of the one thing that it is, where that has one. */
  day?: string | null
  /** Its sound, where that may be heard. */
  sounds?: Sound[]
}

/** One part of the sound of a talk: its address, and how long after the beginning of the first it begins, in milliseconds. */
export type Sound = { address: string; from: number }

/** What was made of several things, by their ids. */
export type Entries = Map<string, TrailEntry[]>

type Counted = { id: string | null; count: string | number | bigint }

/**
 * Counts by id, as a query gives them, made into what a step tells the trail. The address may depend on the whole row:
 * where there is one thing only it can lead to that.
 */
export function entriesOf<Row extends Counted>(
  rows: readonly Row[],
  kind: string,
  href: (id: string, row: Row) => string,
): Entries {
  return new Map(
    rows.map((row) => [row.id ?? '', [{ kind, count: Number(row.count), href: href(row.id ?? '', row) }]]),
  )
}

/** All entries of several answers, in the order of the answers. */
export function together(...answers: readonly Entries[]): Entries {
  const all: Entries = new Map()
  for (const answer of answers) {
    for (const [id, entries] of answer) all.set(id, [...(all.get(id) ?? []), ...entries])
  }
  return all
}

/** How many of one kind there are. */
export function countIn(entries: readonly TrailEntry[], kind: string): number {
  return entries.find((entry) => entry.kind === kind)?.count ?? 0
}

/** The one thing of a kind as it is shown; undefined when there is none. */
export function useIn(t: Translate, entries: readonly TrailEntry[] = [], kind: string): Use | undefined {
  return usesIn(
    t,
    entries.filter((entry) => entry.kind === kind),
  )[0]
}

/** The sound of what was made of a thing; none where there is none. */
export function soundsIn(entries: readonly TrailEntry[] = []): Sound[] {
  return entries.flatMap(({ sounds }) => sounds ?? [])
}

/** Entries as they are shown: in words, and with the way there. */
export function usesIn(t: Translate, entries: readonly TrailEntry[] = []): Use[] {
  return entries.map(({ kind, count, href, day }) => ({
    text: t(`trail.${kind}` as Key, { count, day: day ? t.date(day) : 'none' }),
    href,
  }))
}
export type Use = { text: string; href: string | undefined }

/**
 * Asks the later steps what they have made of things, or have tied to them. Handed in by createApp, since a step
 * looks back only. Gives an entry a kind that is there; a thing that nothing rests on has none.
 */
export type Trail = (db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]) => Promise<Entries>
