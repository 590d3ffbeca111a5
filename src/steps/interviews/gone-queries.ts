import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** Whose talk it is that is out of sight, since that person said no or stopped; undefined where there is none. */
export function goneTalkWith(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('talks_out_of_sight as talk')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'talk.study_id')
        .onRef('participants.person_id', '=', 'talk.person_id'),
    )
    .select(['participants.person_id', 'participants.number'])
    .where('talk.study_id', '=', seat.studyId)
    .where('talk.id', '=', id)
    .executeTakeFirst()
}
export type GoneTalk = NonNullable<Awaited<ReturnType<typeof goneTalkWith>>>
