import { createHash } from 'node:crypto'
import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { inParts } from './colleague-queries.ts'
import { drawnFrom, type Lot } from './colleague-rules.ts'

/** Where a seed puts somebody: the SHA-256 of `seed:id`, in hexadecimal, so that anyone can work it out again. */
export function rankOf(seed: string, id: string): string {
  return createHash('sha256').update(`${seed}:${id}`).digest('hex')
}

/** Draws from a lot, and keeps who was drawn with all that it takes to do the draw again. */
export async function insertDraw(tx: Tx, seat: Seat, lot: Lot) {
  const id = newId()
  await tx
    .insertInto('sample_draws')
    .values({
      ...{ id, study_id: seat.studyId, seed: lot.seed, wanted: lot.wanted, pool: lot.pool.length },
      ...{ seats: JSON.stringify([...lot.seats]), made_at: seat.at, made_by: seat.personId },
    })
    .execute()
  const places = new Map(drawnFrom(lot, rankOf).map((colleague, place) => [colleague, place]))
  const rows = lot.pool.map((one) => ({
    ...{ study_id: seat.studyId, draw_id: id, colleague_id: one.id },
    ...{ qualities: JSON.stringify(one.qualities), place: places.get(one.id) ?? null },
  }))
  for (const part of inParts(rows)) await tx.insertInto('drawn_colleagues').values(part).execute()
  return { id }
}

/** All draws of a study, the newest first, each with how many were drawn, and by whom. */
export function drawsOf(db: Db, seat: Seat) {
  return draws(db, seat)
    .select((row) =>
      row
        .selectFrom('drawn_colleagues as drawn')
        .whereRef('drawn.study_id', '=', 'sample_draws.study_id')
        .whereRef('drawn.draw_id', '=', 'sample_draws.id')
        .where('drawn.place', 'is not', null)
        .select((one) => one.fn.countAll<number>().as('count'))
        .as('drawn'),
    )
    .orderBy('sample_draws.id', 'desc')
    .execute()
}

function draws(db: Db, seat: Seat) {
  return db
    .selectFrom('sample_draws')
    .leftJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'sample_draws.study_id')
        .onRef('people.id', '=', 'sample_draws.made_by'),
    )
    .select(['sample_draws.id', 'sample_draws.seed', 'sample_draws.wanted', 'sample_draws.pool'])
    .select(['sample_draws.made_at', 'people.name as by'])
    .where('sample_draws.study_id', '=', seat.studyId)
}

/** In how many draws somebody of the list of names stands. */
export async function drawsWith(db: Db, seat: Seat, colleagueId: string): Promise<number> {
  const { count } = await db
    .selectFrom('drawn_colleagues')
    .select((row) => row.fn.countAll().as('count'))
    .where('study_id', '=', seat.studyId)
    .where('colleague_id', '=', colleagueId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One draw with its lot, and who was drawn in their order. Throws NotFound when the study has none by that id. */
export async function drawWith(db: Db, seat: Seat, id: string) {
  const draw = await draws(db, seat)
    .select('sample_draws.seats')
    .where('sample_draws.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such draw'))
  const rows = await db
    .selectFrom('drawn_colleagues')
    .select(['colleague_id as id', 'qualities', 'place'])
    .where('study_id', '=', seat.studyId)
    .where('draw_id', '=', id)
    .orderBy('place')
    .orderBy('colleague_id')
    .execute()
  const { seed, wanted, made_at, by } = draw
  const pool = rows.map((row) => ({ id: row.id, qualities: JSON.parse(row.qualities) as string[] }))
  const lot: Lot = { seed, wanted, pool, seats: new Map(JSON.parse(draw.seats) as [string, number][]) }
  const drawn = rows.filter(({ place }) => place !== null).map((row) => row.id)
  return {
    ...{ id: draw.id, made_at, by, lot, drawn },
    /** Whether the same people come out when it is done again. */
    isSame: drawnFrom(lot, rankOf).join(' ') === drawn.join(' '),
    /** Who went from the list since: without them it cannot be done again. */
    gone: draw.pool - rows.length,
  }
}
export type KeptDraw = Awaited<ReturnType<typeof drawWith>>
