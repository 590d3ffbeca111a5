import { change } from '../../access/change.ts'
import { filledForm, refusedField, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { studyOf } from '../study/queries.ts'
import { colleaguesOf } from './listed-queries.ts'
import { Plan } from './network-input.ts'
import { networkOf } from './network-queries.ts'
import { fullNamesIn, peopleIn } from './network-rules.ts'
import { fieldOf, planPage } from './plan-page.ts'
import { setPlan } from './plan-queries.ts'
import { crossingsIn, togetherIn } from './plan-rules.ts'
import { plannedOf } from './planned-queries.ts'

const base = '/studies/:study/people/plan'

/** How many people are asked, and so that they mirror the network. */
export const planRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'sample.read',
    handle: (visit) => showPlan(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Plan.safeParse(body)
      if (!input.success) return showPlan(visit, refusedForm(t, body, input.error))
      const { teams, traits } = await networkOf(db, seat, t)
      const people = peopleIn(teams)
      if (input.data.size > people)
        return showPlan(visit, refusedField(t, body, 'size', 'plan.sizeTooMany', { people }))
      const chosen = traits.map(({ id }) => id).filter((id) => typedIn(body)[fieldOf(id)] !== undefined)
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setPlan(tx, seat, input.data, chosen)),
        (form) => showPlan(visit, form),
        { redirect: `/studies/${seat.studyId}/people/plan`, notice: 'saved' },
      )
    },
  },
]

async function showPlan(visit: Visit, form: Form | undefined) {
  const { db, seat, t } = visit
  const { network, plan, members, attributes, mirrored, planned } = await plannedOf(db, seat, t)
  const ticks = attributes.map(
    ({ id }) => [fieldOf(id), mirrored.some((one) => one.id === id) ? 'yes' : ''] as const,
  )
  const stored = filledForm({
    size: plan.size === 0 ? '' : plan.size,
    two_each: plan.two_each === 1 ? 'yes' : '',
    ...Object.fromEntries(ticks),
    version: plan.version,
  })
  const people = peopleIn(network.teams)
  const listed = await colleaguesOf(db, seat)
  const shown = {
    plan,
    people,
    attributes,
    planned,
    members,
    network,
    crossings: crossingsIn(planned, network),
    hasList: listed.length > 0,
    together: togetherIn(planned, network, listed),
    names: fullNamesIn(network),
    minutes: (await studyOf(db, seat)).asked_minutes,
  }
  return planPage(t, seat, shown, shownForm(stored, form))
}
