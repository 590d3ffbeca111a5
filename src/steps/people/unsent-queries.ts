import type { Tx } from '../../db/schema.ts'
import { dropUnsent } from '../../mail/settling-queries.ts'

/**
 * Takes out of the outbox what has not left yet to a participant. Whom no invitation reached by that, and who has no link
 * either, is not asked yet.
 */
export async function dropMailsTo(tx: Tx, { studyId }: { studyId: string }, personId: string): Promise<void> {
  await dropUnsent(tx, studyId, personId, 'participant')
  await tx
    .updateTable('participants')
    .set({ invited_at: null })
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('mails')
            .select('mails.id')
            .where('mails.study_id', '=', studyId)
            .where('mails.person_id', '=', personId)
            .where('mails.role', '=', 'participant'),
        ),
      ),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('links')
            .select('links.id')
            .where('links.study_id', '=', studyId)
            .where('links.person_id', '=', personId)
            .where('links.role', '=', 'participant'),
        ),
      ),
    )
    .execute()
}
