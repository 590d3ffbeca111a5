import type { Seat } from '../access/seat.ts'
import type { Db } from '../db/schema.ts'

/** What the trail can be asked about. */
export type TrailKind =
  | 'issue'
  | 'organisation'
  | 'team'
  | 'category'
  | 'element'
  | 'participant'
  | 'photo'
  | 'material'
  | 'interview'
  | 'code'
  | 'quotation'

/** What later steps have made of one thing: how many of what, and where a visitor finds them. */
export type TrailEntry = { kind: string; count: number; href: string | undefined }

/** Counts by id, as a query gives them, made into what a step tells the trail. */
export function entriesOf(
  rows: readonly { id: string | null; count: string | number | bigint }[],
  kind: string,
  href: (id: string) => string,
): Map<string, TrailEntry> {
  return new Map(
    rows.map(({ id, count }) => [id ?? '', { kind, count: Number(count), href: href(id ?? '') }]),
  )
}

/**
 * Asks the later steps what they have made of things, or have tied to them. Handed in by createApp, since a step
 * looks back only. Gives an entry a kind that is there; a thing that nothing rests on has none.
 */
export type Trail = (
  db: Db,
  seat: Seat,
  kind: TrailKind,
  ids: readonly string[],
) => Promise<Map<string, TrailEntry[]>>
