import type { Account } from '../../access/visits.ts'
import type { AccountSeat } from '../../access/seat.ts'
import type { OtherWords } from '../../method/both-languages.ts'
import type { Db } from '../../db/schema.ts'
import { memberRoles } from '../../method/roles.ts'

/** The studies that an account is a member of, newest first: `{ id, name, question, role, is_example, language, other_words }`. */
export async function studiesOf(db: Db, _seat: AccountSeat, account: Account) {
  const studies = await db
    .selectFrom('people')
    .innerJoin('seats', (join) =>
      join.onRef('seats.study_id', '=', 'people.study_id').onRef('seats.person_id', '=', 'people.id'),
    )
    .innerJoin('studies', 'studies.id', 'people.study_id')
    .select([
      'studies.id',
      'studies.name',
      'studies.question',
      'studies.is_example',
      'seats.role',
      'studies.language',
      'studies.other_words',
    ])
    .where('people.account_id', '=', account.id)
    .where('seats.role', 'in', memberRoles)
    .orderBy('studies.id', 'desc')
    .execute()
  return studies.map((study) => ({ ...study, other_words: JSON.parse(study.other_words) as OtherWords }))
}
