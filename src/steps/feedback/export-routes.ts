import { csv } from '../../http/csv.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { usesIn } from '../../http/trail.ts'
import { pointsOf } from '../findings/queries.ts'
import { countedPoints } from './dot-queries.ts'
import { inMethodOrder, presentIn, titleOf } from './page.ts'
import { contentsOf, sessionsOf } from './queries.ts'
import { isKnown } from './rules.ts'

const base = '/studies/:study/feedback'

export const exportRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'feedback.export',
    handle: sendSessions,
  },
  {
    method: 'get',
    path: `${base}/points.csv`,
    door: 'account',
    may: 'feedback.export',
    handle: sendPoints,
  },
]

/** A row a session and point. Before the reveal a session has its points and no figures, as on its page. */
async function sendSessions({ db, seat, t }: Visit): Promise<Answer> {
  const counted = await countedPoints(db, seat)
  const header = [
    'with',
    'date',
    'place',
    'state',
    'ballot',
    'dots',
    'there',
    'point',
    'dotsColumn',
    'end',
  ] as const
  const rows = []
  for (const session of inMethodOrder(await sessionsOf(db, seat))) {
    const { id, kind, held_on, place, state, is_open_ballot, dots } = session
    const about = [
      ...[t(`feedback.kind.${kind}`), held_on, place, t(`feedback.state.${state}`)],
      ...[t(is_open_ballot === 1 ? 'feedback.byHand' : 'feedback.onPhones'), dots],
      isKnown(state) ? presentIn(session) : '',
    ]
    const { points } = await contentsOf(db, seat, id)
    for (const point of points.length > 0 ? points : [undefined]) {
      const result = counted.find((one) => one.session_id === id && one.id === point?.id)
      const end = result?.outcome ? t('feedback.discussed') : ''
      rows.push([...about, point?.text ?? '', result?.dots ?? '', end])
    }
  }
  return csv(
    t.language,
    t('feedback.csvName'),
    header.map((column) => t(`feedback.column.${column}`)),
    rows,
  )
}

/** A row a point, the dots of each session whose result is known beside those of the others: never added up. */
async function sendPoints({ db, seat, t, trail }: Visit): Promise<Answer> {
  const points = await pointsOf(db, seat)
  const counted = await countedPoints(db, seat)
  const sessions = inMethodOrder(await sessionsOf(db, seat)).filter(({ state }) => isKnown(state))
  const uses = await trail(
    'point',
    points.map(({ id }) => id),
  )
  const rows = points.map(({ id, text, findings }) => {
    const results = sessions.map((session) =>
      counted.find((one) => one.session_id === session.id && one.id === id),
    )
    const discussed = sessions.filter((_, index) => results[index]?.outcome)
    return [
      ...[text, findings.map(({ title }) => title).join('; ')],
      ...results.map((result) => result?.dots ?? ''),
      discussed.map((session) => titleOf(t, session)).join('; '),
      usesIn(t, uses.get(id))
        .map((use) => use.text)
        .join('; '),
    ]
  })
  const header = [
    ...[t('feedback.column.point'), t('feedback.column.findings')],
    ...sessions.map((session) => t('feedback.column.dotsOf', { session: titleOf(t, session) })),
    ...[t('feedback.discussed'), t('feedback.column.uses')],
  ]
  return csv(t.language, t('feedback.pointsCsvName'), header, rows)
}
