import type { Seat } from '../../access/seat.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Language } from '../../method/languages.ts'
import type { AgreementText } from './agreement.ts'
import { agreementTextWith, deleteUnusedTexts } from './agreement-queries.ts'
import { endConsent, keepText, setConsent, type How } from './consent-queries.ts'
import { markOf, type Registration } from './paper-rules.ts'
import { notingTaken } from './taken-queries.ts'

/** What somebody said of taking part, oldest first. What was written down wrongly is not in it. */
export function saidBy(db: Db, { studyId }: Seat, personId: string) {
  return db
    .selectFrom('consent_entries')
    .select(['id', 'way', 'signed_on', 'at', 'text_id', 'takes_part', 'may_record', 'keep_posted'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute()
}
type SaidRow = Awaited<ReturnType<typeof saidBy>>[number]

/** A text that is kept already, by its id, or one of now that is kept with what is said of it. */
export type ChosenText = { id: string } | { text: AgreementText; language: Language }
type Boxes = { may_record: boolean; keep_posted: boolean }

/** Keeps that somebody takes part, as a researcher heard it, or corrects that. Undefined when nothing changes by it. */
export async function saveYes(
  tx: Tx,
  seat: Seat,
  personId: string,
  {
    registration,
    chosen,
    boxes,
    how,
  }: { registration: Registration; chosen: ChosenText; boxes: Boxes; how: How },
) {
  if (registration.does === 'nothing') return undefined
  const text_id =
    'id' in chosen
      ? (await agreementTextWith(tx, seat, chosen.id)).id
      : await keepText(tx, seat, chosen.text, chosen.language)
  const { replaced } = registration
  if (replaced) await emptySaid(tx, seat, replaced.id)
  const { may_record, keep_posted } = boxes
  const flags = { may_record: may_record ? 1 : 0, keep_posted: keep_posted ? 1 : 0 } as const
  const kept = await setConsent(tx, seat, personId, { text_id, takes_part: 1, ...flags }, how)
  if (replaced?.text_id) await deleteUnusedTexts(tx, seat.studyId, [replaced.text_id])
  return kept
}

/** Keeps that somebody says no or stops, as a researcher heard it. Undefined when nothing changes by it. */
export async function saveNo(
  tx: Tx,
  seat: Seat,
  personId: string,
  { registration, how }: { registration: Registration; how: How },
) {
  return registration.does === 'nothing' ? undefined : endConsent(tx, seat, personId, how)
}

/** Throws Conflict when somebody said or wrote down something since a form was opened, of which this is the mark. */
export async function needSeen(tx: Tx, seat: Seat, personId: string, mark: string): Promise<void> {
  if (markOf(await saidBy(tx, seat, personId)) !== mark) throw new Conflict('something was said meanwhile')
}

/** What an entry holds when what it said is taken out. */
const emptied = { text_id: null, takes_part: 0, may_record: 0, keep_posted: 0, signed_on: null } as const

/**
 * Takes out what somebody was written down to have said: the entry stays, without what it said. How the person stands
 * goes back to what was said before, unless something was said since. Throws NotFound when there is none by that id.
 */
export async function undoSaid(tx: Tx, seat: Seat, personId: string, id: string) {
  const own = { study_id: seat.studyId, person_id: personId }
  const all = await saidBy(tx, seat, personId)
  const gone = all.find((one) => one.id === id && one.way !== 'own')
  if (!gone) throw new NotFound('nothing that was written down')
  await emptySaid(tx, seat, id)
  if (all.at(-1) === gone)
    await notingTaken(tx, seat, { personId }, 'stopped', () => standAs(tx, own, all.at(-2)))
  if (gone.text_id !== null) await deleteUnusedTexts(tx, seat.studyId, [gone.text_id])
  return { id: personId, fields: ['undone_at', ...Object.keys(emptied)] }
}

/** Takes out what an entry said, and notes when. */
async function emptySaid(tx: Tx, seat: Seat, id: string): Promise<void> {
  await tx
    .updateTable('consent_entries')
    .set({ ...emptied, undone_at: seat.at })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
}

async function standAs(
  tx: Tx,
  own: Pick<Schema['consents'], 'study_id' | 'person_id'>,
  before: SaidRow | undefined,
): Promise<void> {
  if (!before) {
    await tx
      .deleteFrom('consents')
      .where('study_id', '=', own.study_id)
      .where('person_id', '=', own.person_id)
      .execute()
    return
  }
  const { text_id, takes_part, may_record, keep_posted, at } = before
  await tx
    .updateTable('consents')
    .set({ text_id, takes_part, may_record, keep_posted, at })
    .where('study_id', '=', own.study_id)
    .where('person_id', '=', own.person_id)
    .execute()
}
