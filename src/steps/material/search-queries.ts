import { sql } from 'kysely'
import type { Seat } from '../../access/seat.ts'
import { engineOf } from '../../db/migrate.ts'
import type { Db } from '../../db/schema.ts'
import type { SpeakerRole } from '../../method/lists.ts'
import type { Behind, Search } from './search-input.ts'
import type { Term } from './search-rules.ts'

export const pageSize = 25

/**
 * The places in texts in sight that hold all that is looked for, newest text first and in their order there, a page at a
 * time: those behind a place. One more than a page, if there is more.
 */
export async function placesWith(
  db: Db,
  seat: Seat,
  terms: readonly Term[],
  where: Omit<Search, 'words'>,
  behind: Behind | undefined,
) {
  const places = await matching(db, seat, terms, where)
    .select(['unit.material_id', 'unit.start_offset', 'unit.end_offset', 'unit.kind', 'person.number'])
    .select('who.name as speaker')
    .where((row) =>
      row.and(
        behind === undefined
          ? []
          : [
              row.or([
                row('unit.material_id', '<', behind.material),
                row('unit.material_id', '=', behind.material).and('unit.start_offset', '>', behind.offset),
              ]),
            ],
      ),
    )
    .orderBy('unit.material_id', 'desc')
    .orderBy('unit.start_offset')
    .limit(pageSize + 1)
    .execute()
  const texts = await textsWith(db, seat, [...new Set(places.map(({ material_id }) => material_id))])
  return places.flatMap((place) => {
    const text = texts.get(place.material_id)
    return text ? [{ ...place, ...text }] : []
  })
}

/** Texts by their ids: each once, however many of its places are found, since one may be long. */
async function textsWith(db: Db, { studyId }: Seat, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { title: string; text: string }>()
  const rows = await db
    .selectFrom('materials_for_researchers')
    .select(['id', 'title', 'text'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, title, text }) => [id, { title, text }]))
}
export type Place = Awaited<ReturnType<typeof placesWith>>[number]

/** How many places there are in all, and in how many texts. */
export async function placeCounts(
  db: Db,
  seat: Seat,
  terms: readonly Term[],
  where: Omit<Search, 'words'>,
): Promise<{ places: number; texts: number }> {
  const { places, texts } = await matching(db, seat, terms, where)
    .select((row) => [
      row.fn.countAll().as('places'),
      row.fn.count('unit.material_id').distinct().as('texts'),
    ])
    .executeTakeFirstOrThrow()
  return { places: Number(places), texts: Number(texts) }
}

/** What those who speak in the texts in sight are. */
export async function spokenRoles(db: Db, seat: Seat): Promise<SpeakerRole[]> {
  const rows = await db
    .selectFrom('material_speakers_for_researchers')
    .select('role')
    .distinct()
    .where('study_id', '=', seat.studyId)
    .execute()
  return rows.map(({ role }) => role)
}

function matching(
  db: Db,
  seat: Seat,
  terms: readonly Term[],
  { kind, organisation, team, speaker }: Omit<Search, 'words'>,
) {
  return db
    .selectFrom('search_units_for_researchers as unit')
    .leftJoin('participants as person', (join) =>
      join.onRef('person.study_id', '=', 'unit.study_id').onRef('person.person_id', '=', 'unit.person_id'),
    )
    .leftJoin('material_speakers_for_researchers as who', (join) =>
      join
        .onRef('who.study_id', '=', 'unit.study_id')
        .onRef('who.material_id', '=', 'unit.material_id')
        .onRef('who.number', '=', 'unit.speaker'),
    )
    .where('unit.study_id', '=', seat.studyId)
    .where(engineOf(db) === 'sqlite' ? inSqlite(terms) : inPostgres(terms))
    .where((row) =>
      row.and([
        ...(kind ? [row('unit.kind', '=', kind)] : []),
        ...(organisation ? [row('person.organisation_id', '=', organisation)] : []),
        ...(team ? [row('person.team_id', '=', team)] : []),
        ...(speaker ? [row('who.role', '=', speaker)] : []),
      ]),
    )
}

// What is looked for holds a-z and 0-9 alone, whatever was typed: nothing in it is a sign of either engine.

function inSqlite(terms: readonly Term[]) {
  const wanted = terms.map((term) => {
    if (term.kind === 'stem') return `stems : "${term.stem}"`
    return term.kind === 'prefix' ? `words : "${term.word}" *` : `words : "${term.words.join(' ')}"`
  })
  return sql<boolean>`unit.id in (select rowid from search_words where search_words match ${wanted.join(' AND ')})`
}

function inPostgres(terms: readonly Term[]) {
  const inColumn = (column: 'words' | 'stems', query: string) =>
    sql<boolean>`to_tsvector('simple', ${sql.ref(`unit.${column}`)}) @@ to_tsquery('simple', ${query})`
  const wanted = terms.map((term) => {
    if (term.kind === 'stem') return inColumn('stems', term.stem)
    return inColumn('words', term.kind === 'prefix' ? `${term.word}:*` : term.words.join(' <-> '))
  })
  return sql<boolean>`(${sql.join(wanted, sql` and `)})`
}
