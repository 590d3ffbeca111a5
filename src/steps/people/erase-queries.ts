import { removeAnswersUnder } from '../../access/answers.ts'
import { change } from '../../access/change.ts'
import type { Seat } from '../../access/seat.ts'
import { deferConstraints } from '../../db/constraints.ts'
import { newId } from '../../db/new-id.ts'
import { purgeDeleted } from '../../db/purge.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { formsOf } from '../../method/name-forms.ts'
import { deleteUnusedTexts } from './agreement-queries.ts'
import { deleteColleagueOf } from './colleague-queries.ts'
import { deleteParticipant } from './queries.ts'
import { noteErased } from './taken-queries.ts'

/**
 * Erases a participant with all that is that person's: name, agreement, photos, texts, notes, quotations, links and
 * mails. What rested on them counts what fell away. Kept is that it happened, with the reason that a researcher gives.
 * Gives the ids of the mails too, for those that were kept as files. Throws NotFound when there is none by that id.
 */
export async function erasePerson(tx: Tx, seat: Seat, personId: string, reason: string) {
  const { studyId } = seat
  await deferConstraints(tx)
  const mails = await deleteMails(tx, studyId, personId)
  const texts = await textsAgreedTo(tx, studyId, personId)
  await removeAnswersUnder(tx, `/studies/${studyId}/participants/${personId}`)
  await removeAnswersUnder(tx, `/studies/${studyId}/people/${personId}`)
  await noteErased(tx, seat, personId)
  await deletePseudonymsOf(tx, studyId, personId)
  await deleteColleagueOf(tx, seat, personId)
  await deleteParticipant(tx, seat, personId)
  // The text may be filled in with the person's name; those that others agreed to as well stay for them.
  await deleteUnusedTexts(tx, studyId, texts)
  const by_id = seat.personId === personId ? null : seat.personId
  await tx
    .insertInto('erasures')
    .values({ id: newId(), study_id: studyId, at: seat.at, by_id, reason, purged_at: null })
    .execute()
  return { id: personId, mails }
}

/**
 * What the person's name became in texts. What the study knows as that person's goes with the row of the person; here go
 * the ways of writing the name that were replaced before the person was on any list.
 */
async function deletePseudonymsOf(tx: Tx, studyId: string, personId: string): Promise<void> {
  const { name } = await tx
    .selectFrom('people')
    .select('name')
    .where('study_id', '=', studyId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow(() => new NotFound('no such person'))
  await tx
    .deleteFrom('pseudonyms')
    .where('study_id', '=', studyId)
    .where('person_id', 'is', null)
    .where('colleague_id', 'is', null)
    .where('kind', 'in', ['person', 'name'])
    .where('words_key', 'in', [...formsOf(name).map(({ tokens }) => tokens.join(' ')), ''])
    .execute()
}

async function deleteMails(tx: Tx, studyId: string, personId: string): Promise<string[]> {
  const { email } = (await tx
    .selectFrom('people')
    .select('email')
    .where('study_id', '=', studyId)
    .where('id', '=', personId)
    .executeTakeFirst()) ?? { email: null }
  const rows = await tx
    .deleteFrom('mails')
    .where((mail) =>
      mail.or([
        mail.and({ study_id: studyId, person_id: personId }),
        // Who asked for help with a link, asked at the door of no study.
        mail.and([mail('study_id', 'is', null), mail('account_id', 'is', null), mail('address', '=', email)]),
      ]),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

async function textsAgreedTo(tx: Tx, studyId: string, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('consent_entries')
    .select('text_id')
    .distinct()
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  return rows.flatMap(({ text_id }) => text_id ?? [])
}

/** How often everything of a person was erased in a study, when, by whom and why; newest first. */
export function erasuresOf(db: Db, { studyId }: Seat) {
  return db
    .selectFrom('erasures')
    .leftJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'erasures.study_id').onRef('people.id', '=', 'erasures.by_id'),
    )
    .select(['erasures.id', 'erasures.at', 'erasures.reason', 'people.name as by'])
    .where('erasures.study_id', '=', studyId)
    .orderBy('erasures.id', 'desc')
    .limit(50)
    .execute()
}

/** Clears the file of the database of what was erased; what cannot be cleared now waits for the next time. */
export async function purgeErased(db: Db, now: Date): Promise<void> {
  const due = await db.selectFrom('erasures').select('id').where('purged_at', 'is', null).execute()
  if (due.length === 0 || !(await purgeDeleted(db))) return
  const at = now.toISOString()
  await change(db, { kind: 'system', action: 'erasures.purge', at }, async (tx) => {
    const ids = due.map(({ id }) => id)
    await tx.updateTable('erasures').set({ purged_at: at }).where('id', 'in', ids).execute()
    return { id: '', ids, fields: ['purged_at'] }
  })
}
