import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { AgreementText } from './agreement.ts'

/** Each text that anybody agreed to, newest first, with how many people stand on it now. */
export async function agreementTextsOf(db: Db, { studyId }: Seat) {
  const rows = await db
    .selectFrom('agreement_texts')
    .leftJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'agreement_texts.study_id')
        .onRef('consents.text_id', '=', 'agreement_texts.id'),
    )
    .select(['agreement_texts.id', 'agreement_texts.language', 'agreement_texts.made_at'])
    .select('agreement_texts.checksum')
    .select((row) => row.fn.count('consents.person_id').as('people'))
    .where('agreement_texts.study_id', '=', studyId)
    .groupBy(['agreement_texts.id', 'agreement_texts.language', 'agreement_texts.made_at'])
    .groupBy('agreement_texts.checksum')
    .orderBy('agreement_texts.made_at', 'desc')
    .orderBy('agreement_texts.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}
export type AgreementVersion = Awaited<ReturnType<typeof agreementTextsOf>>[number]

/** Each of these texts word for word, with the earliest day on which somebody signed it; undated where nobody did on paper. */
export async function keptTextsOf(db: Db, { studyId }: Seat) {
  const rows = await db
    .selectFrom('agreement_texts')
    .select(['id', 'language', 'checksum', 'made_at', 'text'])
    .select((row) =>
      row
        .selectFrom('consent_entries')
        .select((entry) => entry.fn.min('consent_entries.signed_on').as('signed_on'))
        .whereRef('consent_entries.study_id', '=', 'agreement_texts.study_id')
        .whereRef('consent_entries.text_id', '=', 'agreement_texts.id')
        .as('signed_on'),
    )
    .where('study_id', '=', studyId)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ text, ...row }) => ({ ...row, text: JSON.parse(text) as AgreementText }))
}

/** One of these texts, word for word, with its mark. Throws NotFound when there is none by that id. */
export async function agreementTextWith(db: Db, { studyId }: Seat, id: string) {
  const { text, ...row } = await db
    .selectFrom('agreement_texts')
    .select(['id', 'language', 'checksum', 'made_at', 'text'])
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such text'))
  return { ...row, text: JSON.parse(text) as AgreementText }
}

/** Who stands on a text now, by number, and since when the team asks them to read that of now. */
export function peopleOnText(db: Db, { studyId }: Seat, textId: string) {
  return db
    .selectFrom('consents')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'consents.study_id')
        .onRef('participants.person_id', '=', 'consents.person_id'),
    )
    .select(['consents.person_id', 'participants.number', 'consents.asked_anew_at'])
    .where('consents.study_id', '=', studyId)
    .where('consents.text_id', '=', textId)
    .orderBy('participants.number')
    .execute()
}

/** Asks who stand on a text to read that of now. What they agreed to holds until they say otherwise. */
export async function askAnew(tx: Tx, seat: Seat, textId: string) {
  const { id } = await agreementTextWith(tx, seat, textId)
  const asked = await tx
    .updateTable('consents')
    .set({ asked_anew_at: seat.at })
    .where('study_id', '=', seat.studyId)
    .where('text_id', '=', id)
    .where('asked_anew_at', 'is', null)
    .returning('person_id')
    .execute()
  if (asked.length === 0) return undefined
  return { id, ids: asked.map(({ person_id }) => person_id), fields: ['asked_anew_at'] }
}

/** Removes those of some texts to which nobody agreed any more. */
export async function deleteUnusedTexts(tx: Tx, studyId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('agreement_texts')
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('consent_entries')
            .select('consent_entries.id')
            .whereRef('consent_entries.text_id', '=', 'agreement_texts.id'),
        ),
      ),
    )
    .execute()
}
