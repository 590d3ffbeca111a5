import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { TalkState } from '../../method/lists.ts'
import { talkChangeBetween, talkChangesFrom, type TalkCondition } from '../../method/talk-changes.ts'
import { interviewWith, type Interview } from './queries.ts'
import { hasCome } from './plan-rules.ts'

/** What there is to show for a change of a talk. `today` is that of the house. */
export async function talkFacts(
  db: Db,
  seat: Seat,
  talk: Interview,
  today: string,
): Promise<Record<TalkCondition, boolean>> {
  const told = await db
    .selectFrom('interview_changes')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', talk.id)
    .where('to_state', '=', 'read_back')
    .where('words', '<>', '')
    .limit(1)
    .executeTakeFirst()
  // Silence means no from then on: nothing is left to wait for.
  const past = await db
    .selectFrom('readings_back')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', talk.person_id)
    .where('read_by', '<', today)
    .where('asked', '>', 0)
    .executeTakeFirst()
  return {
    time_has_come:
      hasCome(talk, seat.at, today) || (await isIn(db, seat, 'talk_times_for_researchers', talk.id)),
    has_text: await isIn(db, seat, 'interview_texts_for_researchers', talk.id),
    was_read_back:
      told !== undefined || past !== undefined || (await isIn(db, seat, 'answered_talks', talk.id)),
    has_codings: await isIn(db, seat, 'coded_talks', talk.id),
  }
}

/** Whether the time of a talk has come, or somebody began it at another time. */
async function canBeHeld(db: Db, seat: Seat, talk: Interview, today: string): Promise<boolean> {
  return hasCome(talk, seat.at, today) || (await isIn(db, seat, 'talk_times_for_researchers', talk.id))
}

type TalksWith =
  'talk_times_for_researchers' | 'interview_texts_for_researchers' | 'answered_talks' | 'coded_talks'

async function isIn(db: Db, { studyId }: Seat, view: TalksWith, id: string): Promise<boolean> {
  const row = await db
    .selectFrom(view)
    .select('interview_id')
    .where('study_id', '=', studyId)
    .where('interview_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Moves a talk to another state. `words` tell how it was read back, where no answer shows it. Throws NotFound where the
 * table of changes has no such change, and Conflict where the talk is somewhere else by now, or what the change needs is
 * not there (any more).
 */
export async function changeState(
  tx: Tx,
  seat: Seat,
  id: string,
  { from, to, words, today }: { from: TalkState; to: TalkState; words: string; today: string },
) {
  const talk = await interviewWith(tx, seat, id)
  if (!talkChangeBetween(from, to)) throw new NotFound('no such change')
  const facts = await talkFacts(tx, seat, talk, today)
  const allowed = talkChangesFrom(from, words === '' ? facts : { ...facts, was_read_back: true })
  if (talk.state !== from || !allowed.some((one) => one.to === to)) throw new Conflict('the talk moved on')
  await moveTalk(tx, seat, id, from, to, to === 'read_back' ? words : '')
  return { id, fields: ['state'] }
}

/** Notes that a planned talk was held, where that can be: who adds what was said there has held it. */
export async function noteHeld(tx: Tx, seat: Seat, id: string, today: string): Promise<void> {
  const talk = await interviewWith(tx, seat, id)
  if (talk.state === 'planned' && (await canBeHeld(tx, seat, talk, today)))
    await moveTalk(tx, seat, id, 'planned', 'held')
}

/** Notes that a planned talk was held, at whatever time it was planned: who began and ended it has held it. */
export async function noteEnded(tx: Tx, seat: Seat, id: string): Promise<void> {
  const { state } = await interviewWith(tx, seat, id)
  if (state === 'planned') await moveTalk(tx, seat, id, 'planned', 'held')
}

/** Writes a change down, and makes it. Throws Conflict where somebody else made one first. */
export async function moveTalk(
  tx: Tx,
  seat: Seat,
  id: string,
  from: TalkState,
  to: TalkState,
  words = '',
): Promise<void> {
  await tx
    .updateTable('interviews')
    .set({ state: to })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the talk moved on'))
  const told = { interview_id: id, from_state: from, to_state: to, by_id: seat.personId, at: seat.at, words }
  await tx
    .insertInto('interview_changes')
    .values({ id: newId(), study_id: seat.studyId, ...told })
    .execute()
}

/** What became of a talk, oldest first, each with when and by whom. */
export function talkHistory(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('interview_changes as change')
    .leftJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'change.study_id').onRef('people.id', '=', 'change.by_id'),
    )
    .select(['change.from_state', 'change.to_state', 'change.at', 'change.words', 'people.name as by'])
    .where('change.study_id', '=', seat.studyId)
    .where('change.interview_id', '=', id)
    .orderBy('change.id')
    .execute()
}
