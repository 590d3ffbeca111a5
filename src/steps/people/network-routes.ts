import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { isStillUsed, isTaken } from '../../db/constraints.ts'
import { csv } from '../../http/csv.ts'
import { blankForm, filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { countRoutes } from './count-routes.ts'
import { NewTrait, SeenPart, traitChange } from './network-input.ts'
import { networkPage, traitPage, traitsPage } from './network-page.ts'
import {
  deleteTrait,
  insertTrait,
  isTraitNamed,
  networkOf,
  traitsOf,
  traitWith,
  updateTrait,
} from './network-queries.ts'
import { rowsOf } from './network-rules.ts'

const base = '/studies/:study/people/network'
const traits = '/studies/:study/people/traits'

const reading: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'sample.read',
    handle: async (visit) => networkPage(visit.t, visit.seat, await network(visit)),
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'people.export',
    handle: async (visit) => {
      const { t } = visit
      const { organisations, teams, tables } = await network(visit)
      const names = new Map(
        rowsOf(organisations, t('network.notByOrganisation')).map(({ id, name }) => [id, name]),
      )
      const rows = [teams, ...tables].flatMap((table) =>
        table.counts.map(({ organisation_id, column, people }) => [
          names.get(organisation_id) ?? '',
          table.name,
          table.columns.find(({ id }) => id === column)?.name ?? '',
          people,
        ]),
      )
      const header = [
        t('people.organisation'),
        t('network.trait'),
        t('network.valueName'),
        t('network.people'),
      ]
      return csv(t.language, t('network.csvName'), header, rows)
    },
  },
]

const traiting: StudyRoute[] = [
  {
    method: 'get',
    path: traits,
    door: 'account',
    may: 'sample.edit',
    handle: (visit) => showTraits(visit, blankForm),
  },
  {
    method: 'post',
    path: traits,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = NewTrait.safeParse(body)
      if (!input.success) return showTraits(visit, refusedForm(t, body, input.error))
      const added = await change(db, seat, (tx) => insertTrait(tx, seat, input.data))
      if (!added) return showTraits(visit, refusedField(t, body, 'name', 'study.itemTaken'))
      // The next one can be typed at once.
      return { redirect: `/studies/${seat.studyId}/people/traits#name`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${traits}/:trait`,
    door: 'account',
    may: 'sample.edit',
    handle: (visit) => showTrait(visit, undefined),
  },
  {
    method: 'post',
    path: `${traits}/:trait`,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const trait = await traitWith(db, seat, param('trait'))
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showTrait(visit, refusedForm(t, body, seen.error))
      const input = traitChange(trait.values).safeParse(body)
      if (!input.success) return showTrait(visit, refusedForm(t, body, input.error))
      if (await isTraitNamed(db, seat, input.data.name, trait.id))
        return showTrait(visit, refusedField(t, body, 'name', 'study.itemTaken'))
      try {
        return await unlessOvertaken(
          visit,
          () => change(db, seat, (tx) => updateTrait(tx, seat, trait.id, seen.data.version, input.data)),
          (form) => showTrait(visit, form),
          { redirect: `/studies/${seat.studyId}/people/network`, notice: 'saved' },
        )
      } catch (error) {
        if (isStillUsed(error)) return showTrait(visit, refusedField(t, body, '', 'network.valueUsed'))
        if (!isTaken(error)) throw error
        return showTrait(visit, refusedField(t, body, 'name', 'study.itemTaken'))
      }
    },
  },
  {
    method: 'post',
    path: `${traits}/:trait/removal`,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      try {
        await change(db, seat, (tx) => deleteTrait(tx, seat, param('trait')))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return { ...(await showTrait(visit, refusedField(t, {}, '', 'network.valueUsed'))), status: 409 }
      }
      return { redirect: `/studies/${seat.studyId}/people/network`, notice: 'removed' }
    },
  },
]

/** The network in counts, and the traits that it is counted by. */
export const networkRoutes: StudyRoute[] = [...reading, ...countRoutes, ...traiting]

/** The network in counts, in the visitor's words. */
function network({ db, seat, t }: Pick<Visit, 'db' | 'seat' | 't'>) {
  return networkOf(db, seat, t)
}

async function showTraits({ db, seat, t }: Visit, form: Form) {
  return traitsPage(t, seat, await traitsOf(db, seat), form)
}

async function showTrait({ db, seat, t, param }: Visit, form: Form | undefined) {
  const trait = await traitWith(db, seat, param('trait'))
  const values = trait.values.map(({ id, name }) => [`value.${id}`, name] as const)
  const version = versionOf({ ...trait, values: JSON.stringify(trait.values) })
  const stored = filledForm({ name: trait.name, ...Object.fromEntries(values), version })
  return traitPage(t, seat, trait, shownForm(stored, form))
}
