import type { Seat } from '../../access/seat.ts'
import { needInView } from '../../access/in-view.ts'
import { insertErasedLinks } from '../../access/erased-links.ts'
import { endLinksTo, insertLink, linksTo } from '../../access/links.ts'
import { newRandomId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { OwnerInput } from './input.ts'

/** Who take something up, by name. They are known as such: that is what taking something up means. */
export function ownersOf(db: Db, seat: Seat) {
  return owners(db, seat).orderBy('owner.name').orderBy('owner.id').execute()
}
export type Owner = Awaited<ReturnType<typeof ownersOf>>[number]

/** One who takes something up. Throws NotFound when there is none by that id. */
export function ownerWith(db: Db, seat: Seat, id: string): Promise<Owner> {
  return owners(db, seat)
    .where('owner.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('nobody who takes something up'))
}

/** Throws NotFound unless somebody is one who takes something up in this study. */
export async function needOwner(tx: Tx, seat: Seat, id: string): Promise<void> {
  await ownerWith(tx, seat, id)
}

function owners(db: Db, seat: Seat) {
  return db
    .selectFrom('seats')
    .innerJoin('people as owner', (join) =>
      join.onRef('owner.study_id', '=', 'seats.study_id').onRef('owner.id', '=', 'seats.person_id'),
    )
    .select(['owner.id', 'owner.name', 'owner.email', 'owner.language'])
    .where('seats.study_id', '=', seat.studyId)
    .where('seats.role', '=', 'owner')
}

/**
 * Adds somebody who takes something up. Always a person of its own, also where a participant has the same address:
 * joining the two would tell whose the number is.
 */
export async function insertOwner(tx: Tx, seat: Seat, owner: OwnerInput): Promise<{ id: string }> {
  const id = newRandomId()
  await tx
    .insertInto('people')
    .values({ id, study_id: seat.studyId, account_id: null, ...owner, made_at: seat.at })
    .execute()
  await tx
    .insertInto('seats')
    .values({ study_id: seat.studyId, person_id: id, role: 'owner', sees_names: 0, reads_raw: 0 })
    .execute()
  return { id }
}

/**
 * Changes the name, the address and the language of somebody who takes something up. Throws Conflict when somebody
 * else did since the visitor looked.
 */
export async function updateOwner(tx: Tx, seat: Seat, id: string, version: string, owner: OwnerInput) {
  const { name, email, language } = await ownerWith(tx, seat, id)
  needInView({ name, email, language }, version)
  await tx
    .updateTable('people')
    .set(owner)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: Object.keys(owner) }
}

/** Removes somebody who takes nothing up after all. The database refuses it where the person's name is needed. */
export async function deleteOwner(tx: Tx, seat: Seat, id: string) {
  await needOwner(tx, seat, id)
  await insertErasedLinks(tx, { studyId: seat.studyId, personId: id }, seat.at)
  await tx.deleteFrom('people').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** The personal links of somebody who takes something up, newest first. */
export function ownerLinksOf(db: Db, { studyId, at }: Seat, personId: string) {
  return linksTo(db, { studyId, personId, role: 'owner' }, at)
}

/** Makes a personal link to hand over. Its token is given once and kept nowhere. */
export function insertOwnerLink(tx: Tx, { studyId }: Seat, personId: string, now: Date) {
  return insertLink(tx, { studyId, personId, role: 'owner' }, now)
}

/** Ends all links of somebody who takes something up. */
export function endOwnerLinks(tx: Tx, { studyId, at }: Seat, personId: string) {
  return endLinksTo(tx, { studyId, personId, role: 'owner' }, at, 'revoked')
}
