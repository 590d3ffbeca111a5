import type { Db, Tx } from '../db/schema.ts'
import { Conflict } from '../errors.ts'
import type { LinkRole } from '../method/roles.ts'
import { isLeft } from './state.ts'

/** How the mails of one kind to somebody stand: how many were written, and whether one is not settled yet. */
export type Pending = { written: number; open: 'waiting' | 'uncertain' | undefined }

type Kind = { studyId: string; role: LinkRole; template: string }

/** How the mails of one kind to each person stand, by person. Who got none is not in it. */
export async function pendingMails(
  db: Db,
  { studyId, role, template }: Kind,
  now: Date,
): Promise<Map<string, Pending>> {
  const rows = await db
    .selectFrom('mails')
    .select(['person_id', 'state', 'due_at'])
    .where('study_id', '=', studyId)
    .where('role', '=', role)
    .where('template', '=', template)
    .execute()
  const found = new Map<string, Pending>()
  for (const { person_id, ...mail } of rows) {
    const known = found.get(person_id ?? '') ?? { written: 0, open: undefined }
    const isOpen = mail.state === 'waiting' || mail.state === 'sending'
    // Nobody settles one that is on its way: which of two is uncertain goes first.
    const open = isLeft(mail, now) ? 'uncertain' : (known.open ?? (isOpen ? 'waiting' : undefined))
    found.set(person_id ?? '', { written: known.written + 1, open })
  }
  return found
}

/**
 * Throws Conflict unless each of some people had as many mails of a kind as was in view, and none of them waits, is on
 * its way, or may have arrived. Asked in the transaction that writes one more: of two at the same time one is told.
 */
export async function needSettled(
  tx: Tx,
  kind: Kind,
  people: readonly { id: string; had: number }[],
  now: Date,
): Promise<void> {
  const pending = await pendingMails(tx, kind, now)
  for (const { id, had } of people) {
    const { written, open } = pending.get(id) ?? { written: 0, open: undefined }
    if (open !== undefined || written !== had) throw new Conflict('a mail was written meanwhile')
  }
}
