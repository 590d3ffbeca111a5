import { needInView } from '../../access/in-view.ts'
import { endLinksTo, insertLink, linksTo } from '../../access/links.ts'
import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { PersonInput } from './input.ts'
import { needState } from './queries.ts'

/** Those who can be asked to a meeting of the assembly, by name, each with when a link was first used. */
export function membersOf(db: Db, seat: Seat) {
  return members(db, seat).orderBy('people.name').orderBy('people.id').execute()
}
export type Member = Awaited<ReturnType<typeof membersOf>>[number]

/** One of them. Throws NotFound when there is none by that id. */
export function memberWith(db: Db, seat: Seat, id: string): Promise<Member> {
  return members(db, seat)
    .where('people.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such member'))
}

function members(db: Db, seat: Seat) {
  return db
    .selectFrom('seats')
    .innerJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'seats.study_id').onRef('people.id', '=', 'seats.person_id'),
    )
    .select(['people.id', 'people.name', 'people.email', 'people.language'])
    .select((row) =>
      row
        .selectFrom('links')
        .select((link) => link.fn.max('links.opened_at').as('opened_at'))
        .whereRef('links.study_id', '=', 'seats.study_id')
        .whereRef('links.person_id', '=', 'seats.person_id')
        .where('links.role', '=', 'assembly')
        .as('opened_at'),
    )
    .where('seats.study_id', '=', seat.studyId)
    .where('seats.role', '=', 'assembly')
}

/** Who belongs to a meeting, by name, with when each was invited and came in. */
export async function meetingMembersOf(db: Db, seat: Seat, meetingId: string) {
  const chosen = await db
    .selectFrom('meeting_members')
    .select(['person_id', 'invited_at'])
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .execute()
  return (await membersOf(db, seat)).flatMap((member) => {
    const found = chosen.find(({ person_id }) => person_id === member.id)
    return found ? [{ ...member, invited_at: found.invited_at }] : []
  })
}
export type MeetingMember = Awaited<ReturnType<typeof meetingMembersOf>>[number]

/** Who belonged to the latest other meeting: a proposal for this one. */
export async function lastMembersOf(db: Db, seat: Seat, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('meeting_members')
    .select(['meeting_id', 'person_id'])
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '<>', meetingId)
    .orderBy('meeting_id', 'desc')
    .execute()
  return rows.filter(({ meeting_id }) => meeting_id === rows[0]?.meeting_id).map(({ person_id }) => person_id)
}

/**
 * Sets who belongs to a meeting. What others chose meanwhile stays: only the difference with what was seen counts.
 * Throws Conflict when the meeting is closed.
 */
export async function chooseMembers(
  tx: Tx,
  seat: Seat,
  meetingId: string,
  { members: wanted, were }: { members: readonly string[]; were: readonly string[] },
) {
  await needState(tx, seat, meetingId, 'planning')
  const known = new Set((await membersOf(tx, seat)).map(({ id }) => id))
  if (wanted.some((id) => !known.has(id))) throw new NotFound('no such member')
  const added = wanted.filter((id) => !were.includes(id))
  const gone = were.filter((id) => !wanted.includes(id))
  const own = { study_id: seat.studyId, meeting_id: meetingId }
  for (const person_id of added) {
    await tx
      .insertInto('meeting_members')
      .values({ ...own, person_id, invited_at: null })
      .onConflict((row) => row.columns(['meeting_id', 'person_id']).doNothing())
      .execute()
  }
  if (gone.length > 0) {
    await tx
      .deleteFrom('meeting_members')
      .where('study_id', '=', seat.studyId)
      .where('meeting_id', '=', meetingId)
      .where('person_id', 'in', gone)
      .execute()
  }
  const ids = [...added, ...gone]
  return ids.length === 0 ? undefined : { id: meetingId, ids: [meetingId, ...ids], fields: ['members'] }
}

/** Notes that members were invited to a meeting. The last time counts. */
export async function noteInvited(tx: Tx, seat: Seat, meetingId: string, ids: readonly string[]) {
  if (ids.length === 0) return
  await tx
    .updateTable('meeting_members')
    .set({ invited_at: seat.at })
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .where('person_id', 'in', ids)
    .execute()
}

/** Makes a personal link to hand over, as an invitation to a meeting. Its token is given once and kept nowhere. */
export async function insertMemberLink(tx: Tx, seat: Seat, meetingId: string, personId: string, now: Date) {
  const link = await insertLink(tx, { studyId: seat.studyId, personId, role: 'assembly' }, now)
  await noteInvited(tx, seat, meetingId, [personId])
  return link
}

/** The personal links of a member, newest first. */
export function memberLinksOf(db: Db, { studyId, at }: Seat, personId: string) {
  return linksTo(db, { studyId, personId, role: 'assembly' }, at)
}

/** Ends all links of a member, and with them every browser that came in by one. */
export function endMemberLinks(tx: Tx, { studyId, at }: Seat, personId: string) {
  return endLinksTo(tx, { studyId, personId, role: 'assembly' }, at, 'revoked')
}

/** Adds people to the assembly. Throws Conflict when an address is there already: somebody else added it meanwhile. */
export async function insertPersons(tx: Tx, seat: Seat, people: readonly PersonInput[]) {
  await needFree(tx, seat, people)
  const rows = people.map((person) => ({ id: newId(), ...person }))
  for (const row of rows) {
    const own = { study_id: seat.studyId, account_id: null, made_at: seat.at }
    await tx
      .insertInto('people')
      .values({ ...row, ...own })
      .execute()
    await tx
      .insertInto('seats')
      .values({ study_id: seat.studyId, person_id: row.id, role: 'assembly', sees_names: 0, reads_raw: 0 })
      .execute()
  }
  return { id: rows[0]?.id ?? '', ids: rows.map(({ id }) => id) }
}

/** Throws Conflict when a member of the assembly has one of these addresses. Other roles are never looked at. */
async function needFree(tx: Tx, seat: Seat, people: readonly PersonInput[], exceptId = ''): Promise<void> {
  const taken = (await membersOf(tx, seat)).filter(({ id }) => id !== exceptId).map(({ email }) => email)
  if (people.some(({ email }) => email !== null && taken.includes(email))) throw new Conflict('address taken')
}

/** Changes a member. Throws Conflict when somebody else did since the visitor looked, or the address is taken. */
export async function updatePerson(tx: Tx, seat: Seat, id: string, version: string, input: PersonInput) {
  const { name, email, language } = await memberWith(tx, seat, id)
  needInView({ name, email, language }, version)
  await needFree(tx, seat, [input], id)
  await tx
    .updateTable('people')
    .set(input)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: Object.keys(input) }
}

/** How many meetings a member belongs to, and how many remarks would go along. */
export async function hangingOnMember(db: Db, seat: Seat, id: string) {
  const count = async (table: 'meeting_members' | 'remarks') => {
    const { total } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll().as('total'))
      .where('study_id', '=', seat.studyId)
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(total)
  }
  return { meetings: await count('meeting_members'), remarks: await count('remarks') }
}

/** Removes a member of the assembly with links, mails and remarks. */
export async function deletePerson(tx: Tx, seat: Seat, id: string) {
  await memberWith(tx, seat, id)
  await tx.deleteFrom('people').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}
