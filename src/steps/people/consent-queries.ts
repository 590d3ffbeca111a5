import { hashOf } from '../../access/tokens.ts'
import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { Language } from '../../method/languages.ts'
import type { AgreementText } from './agreement.ts'
import { notingTaken } from './taken-queries.ts'
import { dropMailsTo } from './unsent-queries.ts'

export type Consent = Pick<
  Schema['consents'],
  'takes_part' | 'may_record' | 'keep_posted' | 'at' | 'words_withdrawn_at' | 'asked_anew_at'
>

/** How the participant in this seat stands; undefined before the person said anything. */
export function ownConsent(db: Db, seat: Seat): Promise<Consent | undefined> {
  return db
    .selectFrom('consents')
    .select(['takes_part', 'may_record', 'keep_posted', 'at', 'words_withdrawn_at', 'asked_anew_at'])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirst()
}

/** Whether the participant in this seat has ever agreed to take part. */
export async function everTookPart(db: Db, seat: Seat): Promise<boolean> {
  const entry = await db
    .selectFrom('consent_entries')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .where('takes_part', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return entry !== undefined
}

/** Throws NotFound unless somebody takes part: without agreement nothing of a person is kept. */
export async function needParticipation(tx: Tx, seat: Seat, personId: string): Promise<void> {
  await tx
    .selectFrom('consents')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .where('takes_part', '=', 1)
    .executeTakeFirstOrThrow(() => new NotFound('nobody who takes part'))
}

/** The same for words: who took them back has none here, and gets none, until the person says otherwise. */
export async function needWords(tx: Tx, seat: Seat, personId: string): Promise<void> {
  await tx
    .selectFrom('consents')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .where('takes_part', '=', 1)
    .where('words_withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow(() => new NotFound('nobody who takes part with words'))
}

/** The text that the participant in this seat agreed to last, as it stood then; undefined when there is none. */
export async function agreedText(db: Db, seat: Seat) {
  const row = await db
    .selectFrom('consents')
    .innerJoin('agreement_texts', (join) =>
      join
        .onRef('agreement_texts.study_id', '=', 'consents.study_id')
        .onRef('agreement_texts.id', '=', 'consents.text_id'),
    )
    .select(['agreement_texts.text', 'agreement_texts.language'])
    .where('consents.study_id', '=', seat.studyId)
    .where('consents.person_id', '=', seat.personId)
    .executeTakeFirst()
  return row && { text: JSON.parse(row.text) as AgreementText, language: row.language }
}

/** The mark of a text: two that differ in a letter have different ones. */
export function checksumOf(text: AgreementText): string {
  return hashOf(JSON.stringify(text))
}

type Choices = { may_record: boolean; keep_posted: boolean }

/** Keeps that the participant in this seat agreed to a text, with the text itself. */
export async function giveConsent(
  tx: Tx,
  seat: Seat,
  { text, language, choices }: { text: AgreementText; language: Language; choices: Choices },
): Promise<{ id: string; fields: string[] }> {
  return setConsent(tx, seat, seat.personId, {
    text_id: await keepText(tx, seat, text, language),
    takes_part: 1,
    may_record: choices.may_record ? 1 : 0,
    keep_posted: choices.keep_posted ? 1 : 0,
  })
}

/** Keeps a text that somebody agrees to, once however many do, and gives its id. */
export async function keepText(tx: Tx, seat: Seat, text: AgreementText, language: Language): Promise<string> {
  const kept = {
    id: newId(),
    study_id: seat.studyId,
    language,
    checksum: checksumOf(text),
    text: JSON.stringify(text),
    made_at: seat.at,
  }
  await tx
    .insertInto('agreement_texts')
    .values(kept)
    .onConflict((row) => row.columns(['study_id', 'language', 'checksum']).doNothing())
    .execute()
  const { id } = await tx
    .selectFrom('agreement_texts')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('language', '=', language)
    .where('checksum', '=', kept.checksum)
    .executeTakeFirstOrThrow()
  return id
}

/**
 * Ends taking part, or says no before it began: the participant in this seat, or somebody of whom a researcher heard it.
 * What the person brought is hidden everywhere at once.
 */
export async function endConsent(tx: Tx, seat: Seat, personId: string, how?: How) {
  // "You get no more mail": what is still on its way out does not go.
  await dropMailsTo(tx, seat, personId)
  const nothing = { text_id: null, takes_part: 0, may_record: 0, keep_posted: 0 } as const
  return setConsent(tx, seat, personId, nothing, how)
}

/**
 * Takes back all own words, or lets them be used again: texts, notes and quotations. Photos stay. Throws NotFound for
 * who does not take part: then nothing is in sight.
 */
export async function setWords(
  tx: Tx,
  seat: Seat,
  withdrawn: boolean,
): Promise<{ id: string; fields: string[] }> {
  const values = { words_withdrawn_at: withdrawn ? seat.at : null }
  await notingTaken(tx, seat, { personId: seat.personId }, 'words', () =>
    tx
      .updateTable('consents')
      .set(values)
      .where('study_id', '=', seat.studyId)
      .where('person_id', '=', seat.personId)
      .where('takes_part', '=', 1)
      .returning('person_id')
      .executeTakeFirstOrThrow(() => new NotFound('nobody who takes part')),
  )
  return { id: seat.personId, fields: Object.keys(values) }
}

/** How something was said, and on which day where that is not the day on which it is kept. */
export type How = Pick<Schema['consent_entries'], 'way' | 'signed_on'>

/** Keeps how somebody stands from now on; what it was before stays among the entries. */
export async function setConsent(
  tx: Tx,
  seat: Seat,
  personId: string,
  values: Pick<Schema['consents'], 'text_id' | 'takes_part' | 'may_record' | 'keep_posted'>,
  how: How = { way: 'own', signed_on: null },
): Promise<{ id: string; fields: string[] }> {
  const row = { study_id: seat.studyId, person_id: personId, ...values, at: seat.at }
  await notingTaken(tx, seat, { personId }, 'stopped', () =>
    tx
      .insertInto('consents')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['study_id', 'person_id'])
          .doUpdateSet({ ...values, at: seat.at, asked_anew_at: null }),
      )
      .execute(),
  )
  // What waited on a phone of who stopped does not come.
  if (values.takes_part === 0) await expectNothing(tx, seat, personId)
  await tx
    .insertInto('consent_entries')
    .values({ id: newId(), ...row, ...how, undone_at: null })
    .execute()
  return { id: personId, fields: Object.keys(values) }
}

/** No photo of this person is waited for any longer. */
async function expectNothing(tx: Tx, { studyId }: Seat, personId: string): Promise<void> {
  await tx
    .deleteFrom('announced_photos')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
}
