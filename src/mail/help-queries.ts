import type { Db } from '../db/schema.ts'
import type { Language } from '../method/languages.ts'
import { firstName } from '../method/person-names.ts'
import { linkRoles, type LinkRole } from '../method/roles.ts'

/** Whose a mail is: somebody's in a study, or an account's. */
export type Receiver = { studyId: string; personId: string; role: LinkRole } | { accountId: string }

type Found = { to: Receiver; language: Language; names: Record<string, string> }

/** Whose seats an address leads to, but those to which the team shut the way in. */
export async function seatsAt(db: Db, address: string): Promise<Found[]> {
  const rows = await db
    .selectFrom('people')
    .innerJoin('seats', (join) =>
      join.onRef('seats.study_id', '=', 'people.study_id').onRef('seats.person_id', '=', 'people.id'),
    )
    .innerJoin('studies', 'studies.id', 'people.study_id')
    .select(['people.study_id', 'people.id', 'people.name', 'people.language', 'seats.role'])
    .select('studies.name as study')
    .where('people.email', '=', address)
    .where('seats.role', 'in', linkRoles)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('revoked_seats')
            .select('revoked_seats.person_id')
            .whereRef('revoked_seats.study_id', '=', 'seats.study_id')
            .whereRef('revoked_seats.person_id', '=', 'seats.person_id')
            .whereRef('revoked_seats.role', '=', 'seats.role'),
        ),
      ),
    )
    .limit(20)
    .execute()
  return rows.map((row) => ({
    to: { studyId: row.study_id, personId: row.id, role: row.role as LinkRole },
    language: row.language,
    // Who takes part is called by the first name in every mail.
    names: { name: row.role === 'participant' ? firstName(row.name) : row.name, study: row.study },
  }))
}

/** The account of an address, if it is open. */
export async function accountsAt(db: Db, address: string): Promise<Found[]> {
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name', 'language'])
    .where('email', '=', address)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map(({ id, name, language }) => ({ to: { accountId: id }, language, names: { name } }))
}
