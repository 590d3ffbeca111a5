import type { Seat } from '../../access/seat.ts'
import { hashOf, newToken } from '../../access/tokens.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Forbidden, NotFound } from '../../errors.ts'
import type { Interview } from './queries.ts'

/** How long a link on a table lasts, in milliseconds: a talk is longer, and who needs it again makes a new one. */
const lasting = 20 * 60_000

/** Until when photos can be added to a talk by its link; undefined when they cannot. */
export async function tableOpenUntil(db: Db, seat: Seat, interviewId: string): Promise<string | undefined> {
  const link = await db
    .selectFrom('table_links')
    .select('until')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .where('until', '>', seat.at)
    .executeTakeFirst()
  return link?.until
}

/** Which talk a link on a table is of. Throws NotFound when it is of none. */
export async function talkAtTable(db: Db, { studyId }: Seat, token: string): Promise<string> {
  const { interview_id } = await db
    .selectFrom('table_links')
    .select('interview_id')
    .where('study_id', '=', studyId)
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirstOrThrow(() => new NotFound('no such link at a table'))
  return interview_id
}

/** Makes the link of a talk; an earlier one stops. Throws Forbidden when the person does not take part. */
export async function insertTableLink(tx: Tx, seat: Seat, talk: Pick<Interview, 'id' | 'takes_part'>) {
  if (talk.takes_part !== 1) throw new Forbidden('nobody to add photos for')
  const token = newToken()
  const until = new Date(Date.parse(seat.at) + lasting).toISOString()
  const link = { token_hash: hashOf(token), until }
  await tx
    .insertInto('table_links')
    .values({ study_id: seat.studyId, interview_id: talk.id, ...link })
    .onConflict((row) => row.column('interview_id').doUpdateSet(link))
    .execute()
  return { id: talk.id, token, fields: ['table_link'] }
}

/** Ends the link of a talk. Undefined when there is none. */
export async function deleteTableLink(tx: Tx, { studyId }: Seat, interviewId: string) {
  const gone = await tx
    .deleteFrom('table_links')
    .where('study_id', '=', studyId)
    .where('interview_id', '=', interviewId)
    .returning('interview_id')
    .executeTakeFirst()
  return gone && { id: interviewId, fields: ['table_link'] }
}
