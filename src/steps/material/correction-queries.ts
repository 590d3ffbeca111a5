import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { inTurns } from '../../http/in-turns.ts'
import { differing, type Difference } from '../../method/alike.ts'
import { turnsAfter, writeTurns, type Speaker, type Turn } from '../../method/turns.ts'
import { moveQuotations } from './anchor-queries.ts'
import { indexText } from './index-queries.ts'
import { movePassages } from './passage-queries.ts'
import { passagesIn } from './passage-rules.ts'
import { insertSpeakers, materialWith, type Material } from './queries.ts'

/** What a text is to become. What differs is found beforehand, since that takes longer than a change may. */
export type Correction = { from: string; text: string; differing: readonly Difference[] }

/** Finds what differs between a text and what was typed in its place. */
export async function correctionOf({ text: from }: Material, text: string): Promise<Correction> {
  return { from, text, differing: await inTurns(differing(from, text)) }
}

type Change = {
  title: string
  correction: Correction
  version: number
  /** Who says what, and when; without them those that are known move along. */
  turns?: readonly Turn[] | undefined
  /** Who speaks in it and was not known. */
  added?: Speaker | undefined
}

/**
 * Corrects a text; what it was is kept, with who corrected it, and its quotations move along. Tells which of them
 * somebody has to look at. Throws Conflict when it changed since the visitor read it.
 */
export async function updateMaterial(tx: Tx, seat: Seat, id: string, change: Change) {
  const { title, version, added } = change
  const { from, text, differing } = change.correction
  const old = await materialWith(tx, seat, id)
  if (old.version !== version || old.text !== from) throw new Conflict('the text was changed meanwhile')
  const turns = writeTurns(change.turns ?? turnsAfter(old, text, differing))
  const isSame = old.text === text
  const isSpokenSame = turns === old.turns
  const toReview = isSame
    ? []
    : await moveQuotations(tx, seat, old, { text, version: version + 1, differing })
  if (!isSame) await movePassages(tx, seat, id, (spans) => passagesIn(old.text, text, spans, differing))
  const changed = await tx
    .updateTable('materials')
    .set({ title, text, turns, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the text was changed meanwhile')
  if (added) await insertSpeakers(tx, seat, id, [added])
  if (added || differing.some((one) => mayName(text.slice(one.newStart, one.newEnd))))
    await forgetNameCheck(tx, seat, id)
  if (!isSame || !isSpokenSame) {
    const until = { until_at: seat.at, until_by: seat.personId }
    await tx
      .insertInto('material_versions')
      .values({
        ...{ study_id: seat.studyId, material_id: id, version, ...until },
        ...{ text: old.text, turns: old.turns },
      })
      .execute()
    await indexText(tx, id)
  }
  const fields = [
    'title',
    ...(isSame ? [] : ['text']),
    ...(isSpokenSame ? [] : ['turns']),
    ...(added ? ['speakers'] : []),
  ]
  return { id, ids: [id, ...toReview], fields, toReview }
}

/** Whether there may be a name or a number in what came into a text: without a capital or a digit there is none. */
function mayName(words: string): boolean {
  return /[\p{Lu}\d]/u.test(words)
}

/** That somebody looked for names in a text holds no longer: what came in since was not looked at. */
async function forgetNameCheck(tx: Tx, { studyId }: Seat, id: string): Promise<void> {
  await tx.deleteFrom('name_checks').where('study_id', '=', studyId).where('material_id', '=', id).execute()
}
