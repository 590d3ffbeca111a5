import type { Seat } from '../../access/seat.ts'
import type { Account } from '../../access/visits.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { type MemberRole, memberRoles } from '../../method/roles.ts'
import type { Member } from './input.ts'

/** The members by name: `{ id, name, email, role, sees_names, reads_raw }`. */
export function membersOf(db: Db, seat: Seat) {
  return db
    .selectFrom('seats')
    .innerJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'seats.study_id').onRef('people.id', '=', 'seats.person_id'),
    )
    .select(['people.id', 'people.name', 'people.email', 'seats.role', 'seats.sees_names', 'seats.reads_raw'])
    .where('seats.study_id', '=', seat.studyId)
    .where('seats.role', 'in', memberRoles)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute()
}

/** Makes the account with an address a member. Gives `unknown` when nobody has it, `known` when it is one already. */
export async function insertMember(tx: Tx, seat: Seat, email: string, member: Member) {
  const account = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'email', 'language'])
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!account) return 'unknown'
  const known = await tx
    .selectFrom('people')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('account_id', '=', account.id)
    .executeTakeFirst()
  if (known) return 'known'
  return insertMemberRow(tx, seat.studyId, account, member, seat.at)
}

/** Gives a person of an account a seat among the members. */
export async function insertMemberRow(
  tx: Tx,
  studyId: string,
  account: Pick<Account, 'id' | 'name' | 'email' | 'language'>,
  member: Member,
  at: string,
) {
  const id = newId()
  const { name, email, language } = account
  const person = { id, study_id: studyId, account_id: account.id, name, email, language, made_at: at }
  await tx.insertInto('people').values(person).execute()
  await tx
    .insertInto('seats')
    .values({ study_id: studyId, person_id: id, ...seatOf(member) })
    .execute()
  return { id }
}

/** Sets what a member is and may see. Throws NotFound when the person is none. */
export async function updateMember(tx: Tx, seat: Seat, id: string, member: Member) {
  const hadNames = (await leadsOf(tx, seat)).some(({ sees_names }) => sees_names === 1)
  await tx
    .updateTable('seats')
    .set(seatOf(member))
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .where('role', 'in', memberRoles)
    .returning('person_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such member'))
  await keepALead(tx, seat, hadNames)
  return { id, fields: Object.keys(seatOf(member)) }
}

/** Takes a member out of the study. What the person did there stays. */
export async function deleteMember(tx: Tx, seat: Seat, id: string) {
  const hadNames = (await leadsOf(tx, seat)).some(({ sees_names }) => sees_names === 1)
  await tx
    .deleteFrom('seats')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .where('role', 'in', memberRoles)
    .returning('person_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such member'))
  // The row of the person stays, since others point to it; without the account it opens nothing.
  await tx
    .updateTable('people')
    .set({ account_id: null })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  await keepALead(tx, seat, hadNames)
  return { id }
}

/** What the change of a member would leave a study without. */
export class Lastly extends Conflict {
  readonly last: 'lead' | 'names'

  constructor(last: 'lead' | 'names') {
    super(`a study needs a lead: ${last}`)
    this.last = last
  }
}

/**
 * A study without a lead is nobody's, and one in which no lead sees names any more cannot give them back. Throws Lastly,
 * and the change with it falls away.
 */
async function keepALead(tx: Tx, seat: Seat, hadNames: boolean): Promise<void> {
  const leads = await leadsOf(tx, seat)
  if (leads.length === 0) throw new Lastly('lead')
  if (hadNames && !leads.some(({ sees_names }) => sees_names === 1)) throw new Lastly('names')
}

function leadsOf(tx: Tx, seat: Seat) {
  return tx
    .selectFrom('seats')
    .select('sees_names')
    .where('study_id', '=', seat.studyId)
    .where('role', '=', 'lead')
    .execute()
}

function seatOf({ role, sees_names, reads_raw }: Member) {
  return { role: role satisfies MemberRole, sees_names: flag(sees_names), reads_raw: flag(reads_raw) }
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0
}
