import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { csv } from '../../http/csv.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { openOf } from '../../method/mirror.ts'
import { Draw } from './colleague-input.ts'
import { colleaguesOf } from './listed-queries.ts'
import { qualitiesOf } from './colleague-rules.ts'
import { ask, knownOf } from './colleague-routes.ts'
import { drawHeads, drawPage, drawsPage, qualitiesIn } from './draw-page.ts'
import { drawsOf, drawWith, insertDraw, rankOf } from './draw-queries.ts'
import { drawTable } from './draw-rules.ts'
import { networkOf } from './network-queries.ts'
import { fullNamesIn } from './network-rules.ts'
import { replaceable } from './plan-queries.ts'
import { plannedOf } from './planned-queries.ts'

const base = '/studies/:study/people/draws'

/** Draws from the list of names, within the plan and with a seed that is kept. */
export const drawRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => showDraws(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Draw.safeParse(body)
      if (!input.success) return showDraws(visit, refusedForm(t, body, input.error))
      const { pool, seats, open, hasPlan } = await openIn(visit)
      if (!hasPlan || pool.length === 0) return showDraws(visit, undefined)
      // The page says why then; a plan that was filled meanwhile is said as a problem.
      if (open === 0) return showDraws(visit, refusedField(t, body, '', 'draw.full'))
      if (input.data.wanted > pool.length)
        return showDraws(visit, refusedField(t, body, 'wanted', 'draw.tooMany'))
      if (input.data.wanted > open)
        return showDraws(visit, refusedField(t, body, 'wanted', 'draw.moreThanOpen'))
      const { id } = await change(db, seat, (tx) => insertDraw(tx, seat, { ...input.data, pool, seats }))
      return {
        redirect: `/studies/${seat.studyId}/people/draws/${id}`,
        ...{ notice: 'drawn', count: input.data.wanted },
      }
    },
  },
  {
    method: 'get',
    path: `${base}/:draw.csv`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      const draw = await drawWith(db, seat, param('draw'))
      await noteReading(db, seat, [draw.id])
      const known = await knownOf(visit)
      const names = new Map(known.colleagues.map(({ id, name }) => [id, name]))
      const { heads, rows } = drawTable(draw, qualitiesIn(t, known), names, {
        ...{ rankOf, heads: drawHeads(t), yes: t('draw.yes') },
      })
      return csv(t.language, t('draw.csvName'), heads, rows)
    },
  },
  {
    method: 'get',
    path: `${base}/:draw`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => showDraw(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/:draw/asked`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => ask(visit, (form) => showDraw(visit, form)),
  },
]

/** Who could be drawn now, and which seats are open for whom. */
async function openIn({ db, seat, t }: Visit) {
  const { plan, still, planned } = await plannedOf(db, seat, t)
  const colleagues = (await colleaguesOf(db, seat)).filter(({ person_id }) => person_id === null)
  return {
    pool: colleagues.map((one) => ({ id: one.id, qualities: qualitiesOf(one) })),
    seats: new Map(planned.flatMap(({ parts }) => parts.map((part) => [part.id, Math.max(0, openOf(part))]))),
    open: Math.max(0, plan.size - still.length),
    hasPlan: plan.size > 0,
  }
}

async function showDraws(visit: Visit, form: Form | undefined) {
  const { db, seat, t, deps } = visit
  const { pool, open, hasPlan } = await openIn(visit)
  // No nought in front: a spreadsheet would drop it from the file of the draw.
  const seed = String(Math.floor(1e8 + deps.random() * 9e8))
  const stored = filledForm({ wanted: Math.min(open, pool.length) || '', seed })
  const shown = { draws: await drawsOf(db, seat), pool: pool.length, open, hasPlan }
  return drawsPage(t, seat, shown, shownForm(stored, form))
}

async function showDraw(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const draw = await drawWith(db, seat, param('draw'))
  const names = fullNamesIn(await networkOf(db, seat, t))
  const stored = filledForm({ language: t.language })
  const gone = await replaceable(db, seat, undefined)
  return drawPage(t, seat, draw, { known: await knownOf(visit), names, gone }, shownForm(stored, form))
}
