import { newId, newRandomId } from '../db/new-id.ts'
import type { NewRow, Schema } from '../db/schema.ts'

/** Rows by table, as they go into the database. */
export type Rows = { [Table in keyof Schema]?: NewRow<Table>[] }

/** What all parts of the example share while its rows are made. */
export type Draft = {
  studyId: string
  now: Date
  /** The id of the thing that bears a key, made when it is first asked for. */
  id: (key: string) => string
  /** The same for people and photos, whose ids tell no order. */
  randomId: (key: string) => string
  /** A moment of a day so many weeks from now, ISO 8601; minutes set moments of one day apart. */
  at: (week: number, minutes?: number) => string
  /** That day, YYYY-MM-DD. */
  on: (week: number) => string
}

const minute = 60_000
const week = 7 * 24 * 60 * minute

/** Begins an example at a moment: its rows are dated around it. */
export function newDraft(now: Date): Draft {
  const ids = new Map<string, string>()
  const idOf = (key: string, make: () => string) => {
    const id = ids.get(key) ?? make()
    ids.set(key, id)
    return id
  }
  const at = (weeks: number, minutes = 0) =>
    // Ten hours before, so that nothing of today lies ahead.
    new Date(now.getTime() + weeks * week - (600 - minutes) * minute).toISOString()
  return {
    studyId: newId(),
    now,
    id: (key) => idOf(key, newId),
    randomId: (key) => idOf(key, newRandomId),
    at,
    on: (weeks) => at(weeks).slice(0, 10),
  }
}
