import type { Db, Schema, Tx } from '../db/schema.ts'
import type { Rows } from './draft.ts'

/** The tables of an example, each after those that its rows refer to. */
const tables = [
  'studies',
  'study_texts',
  'asked_times',
  'reminder_days',
  'issues',
  'organisations',
  'teams',
  'categories',
  'elements',
  'questions',
  'subjects',
  'traits',
  'trait_values',
  'network_counts',
  'sample_plans',
  'people',
  'preparations',
  'seats',
  'participants',
  'participant_values',
  'drawn_numbers',
  'links',
  'agreement_texts',
  'consents',
  'consent_entries',
  'paper_agreements',
  'files',
  'photos',
  'taken_things',
  'taken_places',
  'announced_photos',
  'photo_groups',
  'grouped_photos',
  'interviews',
  'interview_changes',
  'interview_writers',
  'laid_photos',
  'materials',
  'material_speakers',
  'interview_texts',
  'opened_texts',
  'text_wishes',
  'reading_dates',
  'codes',
  'code_parents',
  'quotations',
  'passages',
  'quotation_photos',
  'codings',
  'findings',
  'finding_quotations',
  'finding_photos',
  'recommendations',
  'recommendation_findings',
  'development_points',
  'point_findings',
  'feedback_sessions',
  'session_findings',
  'session_points',
  'attendances',
  'dots',
  'action_points',
  'action_versions',
  'action_entries',
  'meetings',
  'meeting_members',
  'agenda_items',
  'remarks',
  'promises',
  'guides',
  'guide_photos',
] as const satisfies (keyof Schema)[]

/** Puts the rows of an example into the database. Throws when there are rows that no table here takes. */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  const left = Object.keys(rows).filter((table) => !(tables as readonly string[]).includes(table))
  if (left.length > 0) throw new Error(`The example has no place for ${left.join(', ')}.`)
  for (const table of tables) {
    const values = rows[table] ?? []
    // As many as fit into the parameters of one statement.
    for (let from = 0; from < values.length; from += 500) {
      await tx
        .insertInto(table)
        .values(values.slice(from, from + 500))
        .execute()
    }
  }
}

/** Marks an account as made for an example: it goes when the example is removed. */
export async function markAccount(tx: Tx, accountId: string, studyId: string): Promise<void> {
  await tx.updateTable('accounts').set({ example_of: studyId }).where('id', '=', accountId).execute()
}

/** The addresses of all accounts: an example takes none of them. */
export async function addressesOf(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('accounts').select('email').execute()
  return rows.map(({ email }) => email)
}

/** The account that is to lead an example; undefined when there is none by that id. */
export function accountWith(db: Db, id: string) {
  return db
    .selectFrom('accounts')
    .select(['id', 'name', 'email'])
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** How many studies there are that are no example. */
export async function ownStudies(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('studies')
    .select((row) => row.fn.countAll().as('count'))
    .where('is_example', '=', 0)
    .executeTakeFirstOrThrow()
  return Number(count)
}
