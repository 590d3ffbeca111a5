import type { ZodType } from 'zod'
import type { Told } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import type { Seat } from '../../access/seat.ts'
import { isStillUsed } from '../../db/constraints.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import {
  filledForm,
  refusedField,
  refusedForm,
  shownForm,
  type Form,
  overtakenForm,
} from '../../http/form.ts'
import type { Answer, Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { itemsOf } from '../study/queries.ts'
import { Point, Recommendation, Seen } from './input.ts'
import {
  editOutcomePage,
  newOutcomePage,
  pointsPage,
  recommendationsPage,
  type OutcomeKind,
} from './outcome-page.ts'
import {
  deletePoint,
  deleteRecommendation,
  insertPoint,
  insertRecommendation,
  pointWith,
  recommendationWith,
  updatePoint,
  updateRecommendation,
} from './outcome-queries.ts'
import {
  findingsOf,
  pointsOf,
  recommendationsOf,
  type Point as PointRow,
  type Recommendation as RecommendationRow,
} from './queries.ts'

type Row = RecommendationRow | PointRow
/** What recommendations and development points have of their own; their routes are the same. */
type Outcomes<Input> = {
  kind: OutcomeKind
  one: 'recommendation' | 'point'
  input: ZodType<Input>
  show: (visit: Visit) => Promise<Page>
  with: (db: Db, seat: Seat, id: string) => Promise<Row>
  insert: (tx: Tx, seat: Seat, input: Input) => Promise<Told>
  update: (tx: Tx, seat: Seat, id: string, version: number, input: Input) => Promise<Told>
  remove: (tx: Tx, seat: Seat, id: string) => Promise<Told>
}

export const outcomeRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/findings/recommendations.csv',
    door: 'account',
    may: 'findings.export',
    handle: sendRecommendations,
  },
  ...routesOf({
    kind: 'recommendations',
    one: 'recommendation',
    input: Recommendation,
    show: async (visit) => {
      const { db, seat, t } = visit
      const recommendations = await recommendationsOf(db, seat)
      return recommendationsPage(
        t,
        seat,
        recommendations,
        await around(visit, 'recommendation', recommendations),
      )
    },
    with: recommendationWith,
    insert: insertRecommendation,
    update: updateRecommendation,
    remove: deleteRecommendation,
  }),
  ...routesOf({
    kind: 'points',
    one: 'point',
    input: Point,
    show: async (visit) => {
      const { db, seat, t } = visit
      const points = await pointsOf(db, seat)
      return pointsPage(t, seat, points, await around(visit, 'point', points))
    },
    with: pointWith,
    insert: insertPoint,
    update: updatePoint,
    remove: deletePoint,
  }),
]

async function sendRecommendations({ db, seat, t }: Visit): Promise<Answer> {
  const header = ['category', 'recommendation', 'byWhom', 'toWhom', 'timing', 'restsOn'] as const
  const rows = (await recommendationsOf(db, seat)).map((recommendation) => {
    const { category, text, by_whom, to_whom, timing, findings } = recommendation
    return [category, text, by_whom, to_whom, timing, findings.map(({ title }) => title).join('; ')]
  })
  return csv(
    t.language,
    t('findings.recommendations.csvName'),
    header.map((column) => t(`findings.column.${column}`)),
    rows,
  )
}

async function around({ db, seat, trail }: Visit, kind: 'recommendation' | 'point', rows: readonly Row[]) {
  const uses = await trail(
    kind,
    rows.map(({ id }) => id),
  )
  return { uses, hasFindings: (await findingsOf(db, seat)).length > 0 }
}

function routesOf<Input>(outcomes: Outcomes<Input>): StudyRoute[] {
  const { kind, one } = outcomes
  const base = `/studies/:study/findings/${kind}`
  const whole = { door: 'account', may: 'findings.edit' } as const
  return [
    { method: 'get', path: base, door: 'account', may: 'findings.read', handle: outcomes.show },
    {
      ...{ method: 'get', path: `${base}/new`, ...whole },
      handle: (visit) => {
        const finding = visit.query('finding')
        return showNew(visit, kind, { typed: finding === '' ? {} : { finding }, problems: {} })
      },
    },
    {
      ...{ method: 'post', path: base, ...whole },
      handle: async (visit) => {
        const { db, seat, t, body } = visit
        const input = outcomes.input.safeParse(body)
        if (!input.success) return showNew(visit, kind, refusedForm(t, body, input.error))
        const { id } = await onThings(() => change(db, seat, (tx) => outcomes.insert(tx, seat, input.data)))
        return { redirect: `${baseOf(visit, kind)}#${id}`, notice: 'added' }
      },
    },
    {
      ...{ method: 'get', path: `${base}/:${one}/edit`, ...whole },
      handle: (visit) => showEdit(visit, outcomes, undefined),
    },
    {
      ...{ method: 'post', path: `${base}/:${one}`, ...whole },
      handle: (visit) => save(visit, outcomes),
    },
    {
      ...{ method: 'post', path: `${base}/:${one}/removal`, ...whole },
      handle: (visit) => remove(visit, outcomes),
    },
  ]
}

async function save<Input>(visit: Visit, outcomes: Outcomes<Input>) {
  const { db, seat, t, body, param } = visit
  const seen = Seen.safeParse(body)
  if (!seen.success) return showEdit(visit, outcomes, refusedForm(t, body, seen.error))
  const input = outcomes.input.safeParse(body)
  if (!input.success) return showEdit(visit, outcomes, refusedForm(t, body, input.error))
  const id = param(outcomes.one)
  try {
    await onThings(() =>
      change(db, seat, (tx) => outcomes.update(tx, seat, id, seen.data.version, input.data)),
    )
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return showEdit(visit, outcomes, overtakenForm(t, body))
  }
  return { redirect: `${baseOf(visit, outcomes.kind)}#${id}`, notice: 'saved' as const }
}

async function remove<Input>(visit: Visit, outcomes: Outcomes<Input>) {
  const { db, seat, t, param, trail } = visit
  const id = param(outcomes.one)
  const refused = async () => ({
    ...(await showEdit(visit, outcomes, refusedField(t, {}, '', 'findings.stillUsed'))),
    status: 409,
  })
  if ((await trail(outcomes.one, [id])).has(id)) return refused()
  try {
    await change(db, seat, (tx) => outcomes.remove(tx, seat, id))
  } catch (error) {
    if (!isStillUsed(error)) throw error
    return refused()
  }
  return { redirect: baseOf(visit, outcomes.kind), notice: 'removed' as const }
}

/** A finding or a category of another study is refused by the database: to the visitor it is not there. */
async function onThings<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isStillUsed(error) ? new NotFound('no such finding or category') : error
  }
}

async function showNew(visit: Visit, kind: OutcomeKind, form: Form) {
  return newOutcomePage(visit.t, visit.seat, kind, await choices(visit), form)
}

async function showEdit<Input>(visit: Visit, outcomes: Outcomes<Input>, form: Form | undefined) {
  const { db, seat, t, param, trail } = visit
  const outcome = await outcomes.with(db, seat, param(outcomes.one))
  const uses = (await trail(outcomes.one, [outcome.id])).get(outcome.id) ?? []
  const parts = { ...(await choices(visit)), uses }
  return editOutcomePage(t, seat, outcomes.kind, outcome, parts, shownForm(storedForm(outcome), form))
}

function storedForm(outcome: Row): Form {
  const { text, findings, version } = outcome
  const fields =
    'by_whom' in outcome
      ? {
          by_whom: outcome.by_whom,
          to_whom: outcome.to_whom,
          timing: outcome.timing,
          category_id: outcome.category_id,
        }
      : {}
  const { typed } = filledForm({ text, version, ...fields })
  return { typed: { ...typed, finding: findings.map(({ id }) => id) }, problems: {} }
}

async function choices({ db, seat }: Visit) {
  return { findings: await findingsOf(db, seat), categories: await itemsOf(db, seat, 'categories') }
}

function baseOf({ seat }: Visit, kind: OutcomeKind): string {
  return `/studies/${seat.studyId}/findings/${kind}`
}
