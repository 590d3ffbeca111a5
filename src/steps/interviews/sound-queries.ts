import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import type { Sound } from '../../http/trail.ts'

/**
 * The sound of talks that can be played, by the ids of the talks. The time of a talk counts on from part to part, as if
 * no part ended before the next began. Nothing for who may not hear it.
 */
export async function soundsOf(
  db: Db,
  seat: Seat,
  interviewIds: readonly string[],
): Promise<Map<string, Sound[]>> {
  const sounds = new Map<string, Sound[]>()
  if (interviewIds.length === 0 || !seat.readsRaw || !may(seat.role, 'recordings.read')) return sounds
  const parts = await db
    .selectFrom('recording_parts_for_researchers')
    .select(['interview_id', 'mark', 'milliseconds'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', 'in', interviewIds)
    .where('file', 'is not', null)
    .orderBy('begun_at')
    .orderBy('id')
    .execute()
  const lengths = new Map<string, number>()
  for (const { interview_id, mark, milliseconds } of parts) {
    const from = lengths.get(interview_id) ?? 0
    const address = `/studies/${seat.studyId}/interviews/${interview_id}/recordings/${mark}/sound`
    sounds.set(interview_id, [...(sounds.get(interview_id) ?? []), { address, from }])
    lengths.set(interview_id, from + (milliseconds ?? 0))
  }
  return sounds
}
