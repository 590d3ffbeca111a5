import { noteReading } from '../../access/audit.ts'
import { csv } from '../../http/csv.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { itemsOf, promisesOf } from './item-queries.ts'
import { membersOf } from './member-queries.ts'
import { meetingsOf } from './queries.ts'
import { inOrder } from './rules.ts'

const base = '/studies/:study/assembly'

export const exportRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'assembly.export',
    handle: sendMeetings,
  },
  {
    method: 'get',
    path: `${base}/members.csv`,
    door: 'account',
    may: 'assembly.export',
    needs: 'names',
    handle: async ({ db, seat, t }) => {
      const members = await membersOf(db, seat)
      await noteReading(
        db,
        seat,
        members.map(({ id }) => id),
      )
      const header = [t('people.name'), t('people.email'), t('assembly.linkUsed')]
      const rows = members.map(({ name, email, opened_at }) => [
        ...[name, email],
        opened_at === null ? '' : t.day(opened_at),
      ])
      return csv(t.language, t('assembly.membersCsvName'), header, rows)
    },
  },
]

/** A row an item of an agenda, and after those of a meeting one for each promise that was made in it. */
async function sendMeetings({ db, seat, t }: Visit): Promise<Answer> {
  const ids: string[] = []
  const rows: (string | null)[][] = []
  for (const meeting of inOrder(await meetingsOf(db, seat), t.day(seat.at))) {
    const { name, held_on, place, state } = meeting
    const about = [name, held_on, place, t(`assembly.state.${state}`)]
    for (const item of await itemsOf(db, seat, meeting.id)) {
      ids.push(item.id)
      const { kind, title, action, answer, reason, answered_at, outcome } = item
      rows.push([
        ...[...about, t(`assembly.kind.${kind}`), title, action],
        ...[answer === null ? '' : t(`assembly.answer.${answer}`), reason],
        ...[answered_at === null ? '' : t.day(answered_at), outcome, '', '', ''],
      ])
    }
    for (const { id, who, what, due_on, is_done } of await promisesOf(db, seat, meeting.id)) {
      ids.push(id)
      const done = t(is_done === 1 ? 'assembly.done' : 'assembly.notDone')
      rows.push([...about, t('assembly.csvPromise'), what, '', '', '', '', '', who, due_on, done])
    }
  }
  await noteReading(db, seat, ids)
  return csv(
    t.language,
    t('assembly.csvName'),
    header.map((column) => t(`assembly.column.${column}`)),
    rows,
  )
}

const header = [
  ...(['meeting', 'date', 'place', 'state', 'kind', 'title', 'action'] as const),
  ...(['answer', 'reason', 'answered', 'outcome', 'who', 'due', 'done'] as const),
] as const
