import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, PlaceShown, Tx } from '../../db/schema.ts'
import type { TakenWhy } from '../../method/taken.ts'
import { mayComeBack, numberAmong, placesOfExports } from './taken-rules.ts'

/** Some things by their ids, or all of one person. */
type Which = { ids: readonly string[] } | { personId: string }

/** Where others can see things now, and which exports they were in: by the id of each that is anywhere. */
export async function placesShownOf(db: Db, seat: Seat, which: Which): Promise<Map<string, PlaceShown[]>> {
  const things = await thingsOf(db, seat, which)
  return placesOfThings(
    db,
    seat,
    things.map(({ thing_id }) => thing_id),
  )
}

/**
 * Does what takes things out of sight, and keeps of each that others could see that it went, and where it stood. Nothing
 * is kept of what nobody else saw, and nothing of the thing itself.
 */
export async function notingTaken<Written>(
  tx: Tx,
  seat: Seat,
  which: Which,
  why: TakenWhy,
  write: () => Promise<Written>,
): Promise<Written> {
  const before = await thingsOf(tx, seat, which)
  const places = await placesOfThings(
    tx,
    seat,
    before.map(({ thing_id }) => thing_id),
  )
  const written = await write()
  const after = new Map((await thingsOf(tx, seat, which)).map((one) => [one.thing_id, one]))
  // Other words in the same place are another thing: what stood there can be seen no more.
  const lost = before.filter(
    (one) => why === 'replaced' || one.rung_place > (after.get(one.thing_id)?.rung_place ?? -1),
  )
  const still = await placesOfThings(tx, seat, why === 'replaced' ? [] : [...after.keys()])
  for (const one of await numbered(tx, seat, lost, before)) {
    // From now on it bears this number wherever it is told of.
    if (!after.has(one.thing_id) && !mayComeBack(why)) await renumber(tx, seat, one)
    const kept = (still.get(one.thing_id) ?? []).filter(({ place }) => place !== 'export').map(keyOf)
    const gone = (places.get(one.thing_id) ?? []).filter((place) => !kept.includes(keyOf(place)))
    if (gone.length > 0) await insertTaken(tx, seat, one, why, gone)
  }
  return written
}

/** The same before everything of a person is erased: what is kept from then on is nobody's. */
export async function noteErased(tx: Tx, seat: Seat, personId: string): Promise<void> {
  const things = await thingsOf(tx, seat, { personId })
  const places = await placesOfThings(
    tx,
    seat,
    things.map(({ thing_id }) => thing_id),
  )
  for (const one of things) {
    const gone = places.get(one.thing_id)
    if (gone) await insertTaken(tx, seat, one, 'erased', gone)
  }
  await tx
    .updateTable('taken_things')
    .set({ person_id: null, thing_id: null, nth: null, why: 'erased' })
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .execute()
}

type Thing = Awaited<ReturnType<typeof thingsOf>>[number]

/** Things that were in sight among these, each with a number that nothing of its person that is gone has. */
async function numbered(
  tx: Tx,
  { studyId }: Seat,
  things: readonly Thing[],
  inSight: readonly Thing[],
): Promise<Thing[]> {
  if (things.length === 0) return []
  const rows = await tx
    .selectFrom('taken_things as taken')
    .select(['taken.person_id', 'taken.kind', 'taken.thing_id', 'taken.nth'])
    .where('taken.study_id', '=', studyId)
    .where(
      'taken.person_id',
      'in',
      things.flatMap(({ person_id }) => person_id ?? []),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('things_in_sight as things')
            .select('things.thing_id')
            .whereRef('things.study_id', '=', 'taken.study_id')
            .whereRef('things.thing_id', '=', 'taken.thing_id'),
        ),
      ),
    )
    .execute()
  const gone = rows.filter((row) => inSight.every(({ thing_id }) => thing_id !== row.thing_id))
  return things.map((one) => {
    const removed = gone.filter((row) => isAlike(row, one)).flatMap(({ nth }) => nth ?? [])
    return { ...one, nth: numberAmong(one.nth, new Set(removed)) }
  })
}

async function renumber(tx: Tx, { studyId }: Seat, { thing_id, nth }: Thing): Promise<void> {
  await tx
    .updateTable('taken_things')
    .set({ nth })
    .where('study_id', '=', studyId)
    .where('thing_id', '=', thing_id)
    .execute()
}

async function insertTaken(
  tx: Tx,
  { studyId, at }: Seat,
  { person_id, kind, thing_id, nth }: Thing,
  why: TakenWhy,
  places: readonly PlaceShown[],
): Promise<void> {
  const id = newId()
  await tx
    .insertInto('taken_things')
    .values({ id, study_id: studyId, person_id, kind, thing_id, nth, why, at })
    .execute()
  for (const [position, { place, place_id, words, held_on, beside }] of places.entries()) {
    await tx
      .insertInto('taken_places')
      .values({ study_id: studyId, taken_id: id, position, place, place_id, words, held_on, beside })
      .execute()
  }
}

/** The things in sight, each with its number among those of its person: photos by themselves, sentences by themselves. */
async function thingsOf(db: Db, { studyId }: Seat, which: Which) {
  const all = db
    .selectFrom('things_in_sight')
    .select(['thing_id', 'person_id', 'kind', 'rung_place'])
    .where('study_id', '=', studyId)
    .where('person_id', 'is not', null)
  if ('personId' in which) {
    const rows = await all
      .where('person_id', '=', which.personId)
      .orderBy('position')
      .orderBy('since')
      .orderBy('thing_id')
      .execute()
    return rows.map((row, index) => ({ ...row, nth: nthIn(rows, index) }))
  }
  const people = await all.where('thing_id', 'in', ['', ...which.ids]).execute()
  const owners = [...new Set(people.flatMap(({ person_id }) => person_id ?? []))]
  const rows = await all
    .where('person_id', 'in', ['', ...owners])
    .orderBy('person_id')
    .orderBy('position')
    .orderBy('since')
    .orderBy('thing_id')
    .execute()
  return rows
    .map((row, index) => ({ ...row, nth: nthIn(rows, index) }))
    .filter(({ thing_id }) => which.ids.includes(thing_id))
}

/** Of those of some things that are in sight: how far they may go now, as a place among the rungs, and their number now. */
export async function nowInSight(
  db: Db,
  seat: Seat,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { reach: number; nth: number }>> {
  const things = await thingsOf(db, seat, { ids })
  return new Map(things.map(({ thing_id, rung_place, nth }) => [thing_id, { reach: rung_place, nth }]))
}

type Counted = { person_id: string | null; kind: string }

function nthIn(rows: readonly Counted[], index: number): number {
  const one = rows[index]
  return one ? rows.slice(0, index + 1).filter((row) => isAlike(row, one)).length : 0
}

/** Whether two things are counted together. */
function isAlike(one: Counted, other: Counted): boolean {
  return one.person_id === other.person_id && (one.kind === 'quotation') === (other.kind === 'quotation')
}

async function placesOfThings(
  db: Db,
  { studyId }: Seat,
  ids: readonly string[],
): Promise<Map<string, PlaceShown[]>> {
  const found = new Map<string, PlaceShown[]>()
  if (ids.length === 0) return found
  const add = (id: string, place: PlaceShown) => found.set(id, [...(found.get(id) ?? []), place])
  const rows = await db
    .selectFrom('places_shown')
    .select(['thing_id', 'place', 'place_id', 'words', 'held_on', 'beside'])
    .where('study_id', '=', studyId)
    .where('thing_id', 'in', ids)
    .orderBy('place_id')
    .orderBy('beside')
    .execute()
  for (const { thing_id, ...place } of rows) add(thing_id, place)
  const exports = await db
    .selectFrom('audit_log')
    .select(['action', 'at', 'subjects'])
    .where('study_id', '=', studyId)
    .where('outcome', '=', 'read')
    .where('action', 'in', ['photos.export', 'coding.export'])
    .orderBy('id')
    .execute()
  for (const { thingId, ...place } of placesOfExports(exports, ids)) add(thingId, place)
  return found
}

function keyOf({ place, place_id, beside }: PlaceShown): string {
  return [place, place_id, beside].join(' ')
}

/** What went out of sight in the study, or of one person: newest first, each with where it stood. */
export async function takenThings(db: Db, { studyId }: Seat, personId?: string) {
  const things = await db
    .selectFrom('taken_things as taken')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'taken.study_id')
        .onRef('participants.person_id', '=', 'taken.person_id'),
    )
    .select([
      'taken.id',
      'taken.person_id',
      'taken.kind',
      'taken.thing_id',
      'taken.nth',
      'taken.why',
      'taken.at',
    ])
    .select('participants.number')
    .where('taken.study_id', '=', studyId)
    .$if(personId !== undefined, (query) => query.where('taken.person_id', '=', personId ?? ''))
    .orderBy('taken.id', 'desc')
    .limit(500)
    .execute()
  const places = await db
    .selectFrom('taken_places')
    .selectAll()
    .where('study_id', '=', studyId)
    .where('taken_id', 'in', ['', ...things.map(({ id }) => id)])
    .orderBy('taken_id')
    .orderBy('position')
    .execute()
  return things.map((thing) => ({
    ...thing,
    places: places.filter(({ taken_id }) => taken_id === thing.id),
  }))
}
