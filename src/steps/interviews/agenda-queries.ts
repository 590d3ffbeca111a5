import type { AccountSeat } from '../../access/seat.ts'
import { hashOf, newToken } from '../../access/tokens.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { memberRoles } from '../../method/roles.ts'

/** When the account made the secret address of its agenda; undefined where it has none. */
export async function agendaMadeAt(db: Db, { accountId }: AccountSeat): Promise<string | undefined> {
  const row = await db
    .selectFrom('agenda_links')
    .select('made_at')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row?.made_at
}

/** Makes the secret address of an agenda; one from before works no more. Gives its token, which is kept nowhere else. */
export async function replaceAgendaLink(tx: Tx, { accountId, at }: AccountSeat) {
  const token = newToken()
  const link = { token_hash: hashOf(token), made_at: at }
  await tx
    .insertInto('agenda_links')
    .values({ account_id: accountId, ...link })
    .onConflict((row) => row.column('account_id').doUpdateSet(link))
    .execute()
  return { id: accountId, fields: ['agenda'], token }
}

/** Ends it. Undefined where there was none. */
export async function endAgendaLink(tx: Tx, { accountId }: AccountSeat) {
  const ended = await tx
    .deleteFrom('agenda_links')
    .where('account_id', '=', accountId)
    .returning('account_id')
    .executeTakeFirst()
  return ended && { id: accountId, fields: ['agenda'] }
}

/** Whose agenda a token opens; undefined where it opens none, also since the account has ended. */
export async function agendaWith(db: Db, token: string) {
  return db
    .selectFrom('agenda_links')
    .innerJoin('accounts', 'accounts.id', 'agenda_links.account_id')
    .select(['accounts.id', 'accounts.language'])
    .where('agenda_links.token_hash', '=', hashOf(token))
    .where('accounts.ended_at', 'is', null)
    .executeTakeFirst()
}

/**
 * The talks in which an account asks or writes, in each study of which it is a member now. Not with whom, by number
 * either: a calendar is often open to others, and who sees somebody leave for a talk would learn whose number it is.
 */
export function talksOfAccount(db: Db, accountId: string) {
  return db
    .selectFrom('people as own')
    .innerJoin('seats', (join) =>
      join.onRef('seats.study_id', '=', 'own.study_id').onRef('seats.person_id', '=', 'own.id'),
    )
    .innerJoin('studies', 'studies.id', 'own.study_id')
    .innerJoin('interviews_for_researchers as talk', 'talk.study_id', 'own.study_id')
    .leftJoin('interview_writers as writes', (join) =>
      join.onRef('writes.study_id', '=', 'talk.study_id').onRef('writes.interview_id', '=', 'talk.id'),
    )
    .select(['talk.id', 'talk.study_id', 'talk.held_on', 'talk.starts_at', 'talk.minutes', 'talk.sequence'])
    .select(['talk.made_at', 'studies.name as study'])
    .where('own.account_id', '=', accountId)
    .where('seats.role', 'in', memberRoles)
    .where('talk.held_on', 'is not', null)
    .where((row) =>
      row.or([
        row('talk.interviewer_id', '=', row.ref('own.id')),
        row('writes.person_id', '=', row.ref('own.id')),
      ]),
    )
    .orderBy('talk.held_on')
    .orderBy('talk.id')
    .execute()
}
