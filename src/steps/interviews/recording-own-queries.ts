import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { piecesOf } from './recording-queries.ts'
import { lengthOf } from './recording-rules.ts'

/** The sound of the talks of the participant in this seat: how long it lasts, and what says when it goes. */
export async function ownRecordings(db: Db, { studyId, personId }: Seat) {
  const talks = await db
    .selectFrom('recordings_kept as kept')
    .select(['kept.interview_id', 'kept.confirmed_at', 'kept.days', 'kept.is_agreed', 'kept.gone_at'])
    .select('kept.last_at')
    .where('kept.study_id', '=', studyId)
    .where('kept.person_id', '=', personId)
    .orderBy('kept.interview_id')
    .execute()
  const parts = await db
    .selectFrom('recording_parts_for_researchers as part')
    .select(['part.id', 'part.interview_id', 'part.milliseconds'])
    .where('part.study_id', '=', studyId)
    .where('part.person_id', '=', personId)
    .execute()
  const pieces = await piecesOf(
    db,
    studyId,
    parts.map(({ id }) => id),
  )
  return talks.map((talk) => {
    const lengths = parts
      .filter(({ interview_id }) => interview_id === talk.interview_id)
      .map(
        ({ id, milliseconds }) => milliseconds ?? lengthOf(pieces.filter((one) => one.part_id === id)) ?? 0,
      )
    return { ...talk, milliseconds: lengths.reduce((sum, length) => sum + length, 0) }
  })
}
export type OwnRecording = Awaited<ReturnType<typeof ownRecordings>>[number]
