import type { ExpressionBuilder } from 'kysely'
import { insertErasedLinks } from '../../access/erased-links.ts'
import { endLinksTo, insertLink, linksTo } from '../../access/links.ts'
import { keyLasting } from '../../access/second-key.ts'
import type { Seat } from '../../access/seat.ts'
import { newRandomId } from '../../db/new-id.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import { readdress } from '../../mail/settling-queries.ts'
import type { NewPerson } from './input.ts'
import { tieParticipants } from './listed-queries.ts'
import { drawNumbers, pageSize } from './rules.ts'
import { dropMailsTo } from './unsent-queries.ts'

/**
 * The participants after a number, in the order of their numbers, which tells nothing. Names and addresses are null
 * for those who may not see them.
 */
export async function participantsOf(db: Db, seat: Seat, { after = 0, limit = pageSize } = {}) {
  const rows = await participants(db, seat)
    .where('participants.number', '>', after)
    .orderBy('participants.number')
    .limit(limit)
    .execute()
  return rows.map((row) => (seat.seesNames ? row : { ...row, name: null, email: null }))
}
export type Participant = Awaited<ReturnType<typeof participantsOf>>[number]

/** One participant of the study. Throws NotFound when there is none by that id. */
export async function participantWith(db: Db, seat: Seat, id: string): Promise<Participant> {
  const row = await participants(db, seat)
    .where('participants.person_id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such participant'))
  return seat.seesNames ? row : { ...row, name: null, email: null }
}

function participants(db: Db, seat: Seat) {
  return db
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'participants.study_id')
        .onRef('people.id', '=', 'participants.person_id'),
    )
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.study_id', '=', 'participants.study_id')
        .onRef('organisations.id', '=', 'participants.organisation_id'),
    )
    .leftJoin('teams', (join) =>
      join
        .onRef('teams.study_id', '=', 'participants.study_id')
        .onRef('teams.id', '=', 'participants.team_id'),
    )
    .leftJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'participants.study_id')
        .onRef('consents.person_id', '=', 'participants.person_id'),
    )
    .select(['participants.person_id as id', 'participants.number', 'participants.invited_at'])
    .select(['participants.organisation_id', 'participants.team_id', 'participants.version'])
    .select('participants.ready_at')
    .select(['people.name', 'people.email', 'people.language'])
    .select(['organisations.name as organisation', 'teams.name as team'])
    .select(['consents.takes_part', 'consents.may_record', 'consents.words_withdrawn_at', 'consents.text_id'])
    .select((row) =>
      row
        .selectFrom('links')
        .select((link) => link.fn.max('links.opened_at').as('opened_at'))
        .whereRef('links.study_id', '=', 'participants.study_id')
        .whereRef('links.person_id', '=', 'participants.person_id')
        .where('links.role', '=', 'participant')
        .as('opened_at'),
    )
    .select((row) =>
      row
        .selectFrom('consent_entries')
        .select((entry) => entry.fn.max('consent_entries.takes_part').as('said_yes'))
        .whereRef('consent_entries.study_id', '=', 'participants.study_id')
        .whereRef('consent_entries.person_id', '=', 'participants.person_id')
        .as('said_yes'),
    )
    .select((row) =>
      row
        .selectFrom('links')
        .select((link) => link.fn.max(link.lit(1)).as('one'))
        .whereRef('links.study_id', '=', 'participants.study_id')
        .whereRef('links.person_id', '=', 'participants.person_id')
        .where('links.role', '=', 'participant')
        .as('has_link'),
    )
    .select((row) =>
      row
        .selectFrom('mails')
        .select((mail) => mail.fn.max(stageOf(mail)).as('mailed'))
        .whereRef('mails.study_id', '=', 'participants.study_id')
        .whereRef('mails.person_id', '=', 'participants.person_id')
        .where('mails.role', '=', 'participant')
        .where('mails.template', '=', 'invitation')
        .as('mailed'),
    )
    .where('participants.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) => query.where('participants.person_id', '=', seat.personId))
}

/** How far one mail is, as `Signs` in standing.ts says it. */
function stageOf(mail: ExpressionBuilder<Schema, 'mails'>) {
  return mail
    .case()
    .when('mails.state', 'in', ['sent', 'sending'])
    .then(mail.lit(2))
    .when('mails.state', '=', 'waiting')
    .then(mail.lit(1))
    .else(mail.lit(0))
    .end()
}

/** The addresses of all participants, to tell that one is there already. */
export async function addressesOf(db: Db, seat: Seat): Promise<string[]> {
  return (await calledOf(db, seat)).flatMap(({ email }) => email ?? [])
}

/** How all participants are called, to tell that somebody is there already. */
export async function calledOf(db: Db, seat: Seat) {
  return db
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'participants.study_id')
        .onRef('people.id', '=', 'participants.person_id'),
    )
    .select(['people.name', 'people.email', 'participants.number'])
    .where('participants.study_id', '=', seat.studyId)
    .orderBy('participants.number')
    .execute()
}

/**
 * Adds participants, each with a number that is drawn. Throws Conflict when an address is there already: somebody
 * else added it meanwhile.
 */
export async function insertParticipants(
  tx: Tx,
  seat: Seat,
  people: readonly NewPerson[],
  random: () => number,
): Promise<{ id: string; ids: string[] }> {
  const taken = await addressesOf(tx, seat)
  if (people.some(({ email }) => email !== null && taken.includes(email))) throw new Conflict('address taken')
  const used = await tx
    .selectFrom('drawn_numbers')
    .select('number')
    .where('study_id', '=', seat.studyId)
    .execute()
  const numbers = drawNumbers(
    people.length,
    used.map(({ number }) => number),
    random,
  )
  const ids: string[] = []
  for (const [index, person] of people.entries()) {
    const { name, email, language, organisation_id, team_id } = person
    const number = numbers[index] ?? 0
    const own = { study_id: seat.studyId, person_id: newRandomId() }
    ids.push(own.person_id)
    await tx.insertInto('drawn_numbers').values({ study_id: seat.studyId, number }).execute()
    await tx
      .insertInto('people')
      .values({
        id: own.person_id,
        study_id: seat.studyId,
        account_id: null,
        name,
        email,
        language,
        made_at: seat.at,
      })
      .execute()
    await tx
      .insertInto('seats')
      .values({ ...own, role: 'participant', sees_names: 0, reads_raw: 0 })
      .execute()
    await tx
      .insertInto('participants')
      .values({ ...own, number, organisation_id, team_id, invited_at: null, version: 1 })
      .execute()
  }
  await tieParticipants(tx, seat)
  return { id: ids[0] ?? '', ids }
}

/** Changes a participant. Throws Conflict when somebody else did since the visitor read it. */
export async function updateParticipant(tx: Tx, seat: Seat, id: string, version: number, person: NewPerson) {
  const { organisation_id, team_id, ...own } = person
  const changed = await tx
    .updateTable('participants')
    .set({ organisation_id, team_id, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .where('version', '=', version)
    .returning('person_id as id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the participant was changed meanwhile')
  await tx.updateTable('people').set(own).where('id', '=', id).where('study_id', '=', seat.studyId).execute()
  if (own.email !== null) await readdress(tx, seat, id, own.email)
  await tieParticipants(tx, seat)
  return { id, fields: Object.keys(person) }
}

/** Removes a participant with all that hangs on the person. The number is not used again. */
export async function deleteParticipant(tx: Tx, seat: Seat, id: string) {
  await insertErasedLinks(tx, { studyId: seat.studyId, personId: id }, seat.at)
  return tx
    .deleteFrom('people')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('id', 'in', tx.selectFrom('participants').select('person_id').where('study_id', '=', seat.studyId))
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such participant'))
}

/** Notes that participants were asked. */
export async function noteInvited(tx: Tx, seat: Seat, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('participants')
    .set({ invited_at: seat.at })
    .where('study_id', '=', seat.studyId)
    .where('person_id', 'in', ids)
    .where('invited_at', 'is', null)
    .execute()
}

/**
 * Makes a personal link to hand over. Its token is given once and kept nowhere. To whom has no address, whom no fresh
 * link can be mailed, it is one.
 */
export async function insertParticipantLink(tx: Tx, seat: Seat, personId: string, now: Date) {
  const { email } = await participantWith(tx, seat, personId)
  const freshFor = email === null ? keyLasting.handed : 0
  const link = await insertLink(tx, { studyId: seat.studyId, personId, role: 'participant' }, now, {
    freshFor,
  })
  await noteInvited(tx, seat, [personId])
  return link
}

/** The personal links of a participant, newest first. */
export function linksOf(db: Db, { studyId, at }: Seat, personId: string) {
  return linksTo(db, { studyId, personId, role: 'participant' }, at)
}

/** Ends all links of a participant, and with them every browser that came in by one: new ones take their place. */
export function endLinks(tx: Tx, { studyId, at }: Seat, personId: string) {
  return endLinksTo(tx, { studyId, personId, role: 'participant' }, at, 'renewed')
}

/**
 * Shuts the way in for a participant: all links end, and what is still on its way by mail does not go. Only a new link
 * from the team leads there again. Undefined when there was nothing to shut.
 */
export async function revokeLinks(tx: Tx, { studyId, at }: Seat, personId: string) {
  await dropMailsTo(tx, { studyId }, personId)
  return endLinksTo(tx, { studyId, personId, role: 'participant' }, at, 'revoked')
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  const columns: Partial<Record<TrailKind, 'organisation_id' | 'team_id'>> = {
    organisation: 'organisation_id',
    team: 'team_id',
  }
  const column = columns[kind]
  if (column === undefined || ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('participants')
    .select([`${column} as id`, (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  return entriesOf(rows, 'participants', () => `/studies/${seat.studyId}/people`)
}
