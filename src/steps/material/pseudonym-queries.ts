import { change } from '../../access/change.ts'
import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import { purgeDeleted } from '../../db/purge.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, Unreadable } from '../../errors.ts'
import { inTurns } from '../../http/in-turns.ts'
import { mostLetters } from '../../http/form.ts'
import { replacedPlaces, type Edit } from '../../method/edits.ts'
import { formsOf, houseFormsOf } from '../../method/name-forms.ts'
import { keptTurns, movedTurns, writeTurns } from '../../method/turns.ts'
import { colleaguesOf } from '../people/listed-queries.ts'
import { participantsOf } from '../people/queries.ts'
import { membersOf } from '../study/member-queries.ts'
import { organisationsOf, studyOf, teamsOf } from '../study/queries.ts'
import { factsWith, type KnownFacts } from './facts-queries.ts'
import { indexText } from './index-queries.ts'
import { keepOriginal } from './original-queries.ts'
import { movePassages } from './passage-queries.ts'
import {
  isNamed,
  knownFrom,
  knownSpeakers,
  namingFacts,
  replacedIn,
  wholeOf,
  withEdits,
  type NamingFact,
} from './pseudonym-naming-rules.ts'
import { replaceInFacts, replaceInQuotations } from './pseudonym-place-queries.ts'
import { colleagueKey, keptPseudonyms, personKey } from './pseudonym-table-queries.ts'
import { proposingIn, type Known, type Proposal } from './pseudonym-rules.ts'
import { wordsKey, type NamedKind } from './pseudonym-word-rules.ts'
import { materialWith, speakersOf, type Material } from './queries.ts'

/** What may have to go from a text now, with what names became in other texts of the study. */
export async function proposalsFor(db: Db, seat: Seat, material: Material) {
  const grounds = await groundsFor(db, seat, material)
  return { ...grounds, proposals: await inTurns(proposingIn(grounds.whole, grounds.known)) }
}
export type Found = Awaited<ReturnType<typeof proposalsFor>>

/** What proposals rest on: the text as it is, and the names that are known. */
async function groundsFor(db: Db, seat: Seat, material: Material) {
  const speakers = await speakersOf(db, seat, material.id)
  const kept = await keptPseudonyms(db, seat)
  const facts = namedIn(await factsWith(db, seat, material.id))
  const { whole } = wholeOf({ ...material, speakers, facts })
  const listed = await knownNames(db, seat)
  const counts = await db
    .selectFrom('pseudonym_counts')
    .select(['kind', 'last'])
    .where('study_id', '=', seat.studyId)
    .execute()
  const known = [...listed, ...knownFrom(kept, listed)]
  return {
    ...{ whole, speakers, facts, kept, known: [...known, ...knownSpeakers(speakers, known)] },
    counts: new Map(counts.map(({ kind, last }) => [kind as NamedKind, last])),
  }
}

/** What is known of a text in words in which somebody may be named. */
function namedIn(facts: KnownFacts | undefined): NamingFact[] {
  return namingFacts.flatMap((field) => (facts?.[field] ? [{ field, words: facts[field] }] : []))
}

/** The names that the study knows: of who takes part, of colleagues on the list, of its team, and of the network. */
export async function knownNames(db: Db, seat: Seat): Promise<Known[]> {
  const called = (kind: NamedKind, id: string, name: string | null): Known[] =>
    name === null ? [] : [{ kind, id, forms: formsOf(name) }]
  const named = (kind: NamedKind, id: string, name: string): Known[] => {
    const forms = houseFormsOf(name)
    return forms.length === 0 ? [] : [{ kind, id, forms }]
  }
  const members = await membersOf(db, seat)
  const participants = await participantsOf(db, seat, { limit: 10_000 })
  const isListed = new Set([...members, ...participants].map(({ id }) => id))
  const colleagues = await colleaguesOf(db, seat)
  const { network_name } = await studyOf(db, seat)
  return [
    ...members.flatMap(({ id, name }) => called('researcher', personKey(id), name)),
    ...participants.flatMap(({ id, name }) => called('person', personKey(id), name)),
    ...colleagues
      .filter(({ person_id }) => person_id === null || !isListed.has(person_id))
      .flatMap(({ id, name }) => called('person', colleagueKey(id), name)),
    ...(await organisationsOf(db, seat)).flatMap(({ id, name }) =>
      named('organisation', `organisation ${id}`, name),
    ),
    ...(await teamsOf(db, seat)).flatMap(({ id, name }) => named('team', `team ${id}`, name)),
    ...named('organisation', 'network', network_name),
  ]
}

/** What somebody chose to replace, by the key of its proposal: by what, and where. */
export type Chosen = ReadonlyMap<
  string,
  { replacement: string; number: number | undefined; starts: ReadonlySet<number> }
>

/**
 * Takes names out of a text, for good: out of its title, its words, who speaks in it and its quotations, and with them go
 * its earlier versions. `found` was looked for beforehand: in a long text that takes longer than a transaction should.
 * Throws Conflict when the text or what is known changed since the visitor read it.
 */
export async function replaceNames(
  tx: Tx,
  seat: Seat,
  id: string,
  { version, chosen, found }: { version: number; chosen: Chosen; found: Found },
) {
  const { studyId } = seat
  const material = await materialWith(tx, seat, id)
  if (material.version !== version) throw new Conflict('the text was changed meanwhile')
  const { speakers, facts, ...grounds } = await groundsFor(tx, seat, material)
  const { whole } = grounds
  if (whole !== found.whole || !isSame(grounds, found)) {
    throw new Conflict('the names that are known changed meanwhile')
  }
  const taken = found.proposals.filter(({ key }) => chosen.has(key))
  const edits = taken
    .flatMap(({ key, places }) => {
      const one = chosen.get(key)
      return places
        .filter(({ start }) => one?.starts.has(start))
        .map((place): Edit => ({ ...place, text: one?.replacement ?? '' }))
    })
    .sort((a, b) => a.start - b.start)
  if (edits.length === 0) return undefined
  await keepOriginal(tx, seat, material, speakers)
  const next = withEdits({ ...material, speakers, facts }, edits)
  // Several names for each name, again and again, would make more of a text than a form takes.
  if (next.text.length > Math.max(mostLetters, material.text.length))
    throw new Unreadable('the text would be too long', 413)
  const everywhere = taken
    .filter(({ key, places }) => places.every(({ start }) => chosen.get(key)?.starts.has(start)))
    .flatMap(({ key, words }) =>
      words.map((word): [string, string] => [word, chosen.get(key)?.replacement ?? '']),
    )
  const ids = await replaceInQuotations(tx, seat, material, { ...next, everywhere, version: version + 1 })
  await movePassages(
    tx,
    seat,
    id,
    (spans) => replacedPlaces(next.edits, spans),
    (words) => replacedIn(words, everywhere),
  )
  const starts = keptTurns(material.turns).map(([start]) => ({ start, end: start }))
  const places = replacedPlaces(next.edits, starts).map(({ start }) => start)
  await tx
    .updateTable('materials')
    .set({
      ...{ title: next.title.slice(0, 400), text: next.text, version: version + 1 },
      turns: writeTurns(movedTurns(keptTurns(material.turns), next.text, places)),
    })
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .execute()
  for (const { number, name } of next.speakers) {
    await tx
      .updateTable('material_speakers')
      .set({ name })
      .where('study_id', '=', studyId)
      .where('material_id', '=', id)
      .where('number', '=', number)
      .where('name', '<>', name)
      .execute()
  }
  await replaceInFacts(tx, seat, id, facts, next.facts)
  // Earlier versions hold the names, and names that were corrected away before.
  await tx
    .deleteFrom('material_versions')
    .where('study_id', '=', studyId)
    .where('material_id', '=', id)
    .execute()
  await indexText(tx, id)
  await keepPseudonyms(tx, seat, taken, chosen, { whole, isMirror: material.kind === 'mirror' })
  await tx
    .insertInto('names_to_purge')
    .values({ material_id: id, at: seat.at })
    .onConflict((row) => row.column('material_id').doUpdateSet({ at: seat.at }))
    .execute()
  return { id, ids: [id, ...ids], fields: ['title', 'text', 'speakers', 'facts'] }
}

/** Whether nobody was added, replaced or numbered meanwhile: two people would get one number, or one two. */
function isSame(now: Grounds, then: Grounds): boolean {
  const written = ({ known, kept, counts }: Grounds) => JSON.stringify([known, kept, [...counts].sort()])
  return written(now) === written(then)
}
type Grounds = Pick<Found, 'known' | 'kept' | 'counts'>

/**
 * Keeps what names became, so that they become the same in the next text. Numbers and addresses are not kept at all, nor
 * names of those with whom a mirror conversation was: there is no next text of theirs.
 */
async function keepPseudonyms(
  tx: Tx,
  seat: Seat,
  taken: readonly Proposal[],
  chosen: Chosen,
  { whole, isMirror }: { whole: string; isMirror: boolean },
): Promise<void> {
  const own = { study_id: seat.studyId, made_at: seat.at, made_by: seat.personId }
  for (const { key, kind, known, places } of taken) {
    const one = chosen.get(key)
    if (!one || !isNamed(kind)) continue
    const { replacement, number, starts } = one
    const originals = places
      .filter(({ start }) => starts.has(start))
      .map(({ start, end }) => whole.slice(start, end))
    const person_id = known?.startsWith('person ') ? known.slice('person '.length) : null
    const colleague_id = known?.startsWith('colleague ') ? known.slice('colleague '.length) : null
    // Of young people and parents no name is kept, here neither: what the study knows already is nobody of theirs.
    const isKept = !isMirror || known !== undefined
    const rows = new Map(isKept ? originals.map((original) => [wordsKey(original), original]) : [])
    for (const [words_key, original] of rows) {
      await tx
        .insertInto('pseudonyms')
        .values({ id: newId(), ...own, kind, words_key, original, replacement, person_id, colleague_id })
        .onConflict((row) => row.columns(['study_id', 'words_key']).doUpdateSet({ replacement }))
        .execute()
    }
    if (number === undefined || originals.length === 0) continue
    await tx
      .insertInto('pseudonym_counts')
      .values({ study_id: seat.studyId, kind, last: number })
      .onConflict((row) =>
        row
          .columns(['study_id', 'kind'])
          .doUpdateSet({ last: number })
          .where('pseudonym_counts.last', '<', number),
      )
      .execute()
  }
}

/** When a text was looked through for names, and by whom; undefined when it was not yet. */
export function nameCheckOf(db: Db, { studyId }: Seat, id: string) {
  return db
    .selectFrom('name_checks as done')
    .leftJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'done.study_id').onRef('people.id', '=', 'done.checked_by'),
    )
    .select(['done.checked_at', 'people.name as by'])
    .where('done.study_id', '=', studyId)
    .where('done.material_id', '=', id)
    .executeTakeFirst()
}

/** Says that a text was looked through for names. */
export async function checkNames(tx: Tx, seat: Seat, id: string) {
  await materialWith(tx, seat, id)
  const said = { checked_at: seat.at, checked_by: seat.personId }
  await tx
    .insertInto('name_checks')
    .values({ study_id: seat.studyId, material_id: id, ...said })
    .onConflict((row) => row.column('material_id').doUpdateSet(said))
    .execute()
  return { id, fields: ['checked_at'] }
}

/** Clears the file of the database of names that were taken out; what cannot be cleared now waits for the next time. */
export async function purgeReplaced(db: Db, now: Date): Promise<void> {
  const due = await db.selectFrom('names_to_purge').select(['material_id', 'at']).execute()
  if (due.length === 0 || !(await purgeDeleted(db))) return
  const at = now.toISOString()
  await change(db, { kind: 'system', action: 'names.purge', at }, async (tx) => {
    for (const one of due) {
      // What was taken out meanwhile is for the next time.
      await tx
        .deleteFrom('names_to_purge')
        .where('material_id', '=', one.material_id)
        .where('at', '=', one.at)
        .execute()
    }
    return { id: '', ids: due.map(({ material_id }) => material_id), fields: ['purged_at'] }
  })
}
