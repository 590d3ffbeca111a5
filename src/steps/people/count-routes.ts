import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
import {
  filledForm,
  refusedField,
  refusedForm,
  shownForm,
  typedForm,
  typedIn,
  type Form,
  type Typed,
} from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import {
  addsOf,
  boxesIn,
  boxesSeen,
  fieldsOf,
  hasPasted,
  longestName,
  Pasted,
  readCounts,
  sureOf,
} from './count-input.ts'
import { tablePage, typedCounts, type ReadSums } from './count-page.ts'
import { lossesIn, mergedBoxes, type Losses } from './count-rules.ts'
import { newNamesIn, readTable, type NewNames, type TableProblem } from './cross-table-input.ts'
import { SeenPart } from './network-input.ts'
import { insertNames, networkOf, setCounts, versionOfCounts } from './network-queries.ts'
import { peopleIn, rowsOf, type CountTable } from './network-rules.ts'

const path = '/studies/:study/people/network/:table'

/** One table of the network: filled in, or pasted and looked at, and then kept. */
export const countRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { table } = await anyTableIn(visit)
      // Somebody took in a list of names since the visitor saw the link to this table.
      if (table.isFromList) return { redirect: `/studies/${visit.seat.studyId}/people/network` }
      return showTable(visit, undefined)
    },
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const { table, rows } = await tableIn(visit)
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showTable(visit, refusedForm(t, body, seen.error))
      if (hasPasted(body)) return showTable(visit, refusedField(t, body, 'table', 'counts.unread'))
      const { counts, problems } = readCounts(body, rows, table)
      const wrong = Object.entries(problems).map(([field, key]) => [field, t(key)])
      if (wrong.length > 0) {
        const refused = Object.fromEntries(wrong) as Form['problems']
        return showTable(visit, { ...typedForm(body), problems: refused })
      }
      const { version } = seen.data
      const losses = lossesInView(table, version, counts)
      if (losses && typedIn(body).sure !== sureOf(losses))
        return showTable(visit, refusedField(t, body, 'sure', 'counts.sureRequired'), { losses })
      return unlessOvertaken(
        visit,
        () =>
          change(db, seat, async (tx) => {
            const { table: now } = await tableIn({ ...visit, db: tx })
            return setCounts(tx, seat, { id: table.id, version, now: now.counts }, counts)
          }),
        (form) => showTable(visit, form),
        { redirect: `/studies/${seat.studyId}/people/network`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${path}/paste`,
    door: 'account',
    may: 'sample.edit',
    handle: async (visit) => {
      const { t, body } = visit
      const pasted = Pasted.safeParse(body)
      if (!pasted.success) return showTable(visit, refusedForm(t, body, pasted.error))
      const asking = await withNewNames(visit, pasted.data.table)
      if (asking) return asking
      const { table, rows } = await tableIn(visit)
      const { counts, problems } = readTable(pasted.data.table, rows, table.columns)
      if (problems.length > 0) return showTable(visit, typedForm(body), { problems })
      // Nothing is kept yet: what was read stands in the table, to look at and to keep. All else stays as it was there.
      const stored = storedForm(table).typed
      const typed: Typed = { ...stored, ...typedIn(body), ...typedCounts(counts), table: '' }
      const read = readCounts(typed, rows, table)
      const isWhole = Object.keys(read.problems).length === 0
      const losses = isWhole ? lossesInView(table, String(typed.version), read.counts) : undefined
      const sums = { pasted: peopleIn({ counts }), total: peopleIn(read) }
      return showTable(visit, { typed, problems: {} }, { losses, read: sums })
    },
  },
]

/**
 * Adds the organisations and teams that a pasted table names and the study does not have, once the visitor said so. Gives
 * the page that asks, or that says what else is wrong; undefined when the table can be read.
 */
async function withNewNames(visit: Visit, pasted: string): Promise<Page | undefined> {
  const { db, seat, body } = visit
  const { table, rows } = await tableIn(visit)
  if (table.id !== 'teams') return undefined
  const news = newNamesIn(pasted, rows, table.columns)
  const names = [...news.rows, ...news.columns]
  if (names.length === 0 || names.some((name) => name.length > longestName)) return undefined
  const called = (added: readonly string[]) => added.map((name) => ({ id: name, name }))
  const { problems } = readTable(
    pasted,
    [...rows, ...called(news.rows)],
    [...table.columns, ...called(news.columns)],
  )
  if (problems.length > 0) return showTable(visit, typedForm(body), { problems })
  if (typedIn(body).adds !== addsOf(news)) return showTable(visit, typedForm(body), { news })
  await change(db, seat, (tx) => insertNames(tx, seat, news))
  return undefined
}

/** What saving takes away. Who was overtaken meanwhile is told that instead. */
function lossesInView({ counts: stored }: CountTable, version: string, counts: CountTable['counts']) {
  return version === versionOfCounts(stored) ? lossesIn(stored, counts) : undefined
}

type InView = Pick<Visit, 'db' | 'seat' | 't' | 'param'>

/** The table to fill in. Throws Conflict where it is counted from the list of names: nothing is typed beside that. */
async function tableIn(visit: InView) {
  const found = await anyTableIn(visit)
  if (found.table.isFromList) throw new Conflict('the list of names counts this')
  return found
}

async function anyTableIn({ db, seat, t, param }: InView) {
  const { organisations, teams, tables } = await networkOf(db, seat, t)
  const table = [teams, ...tables].find((one) => one.id === param('table'))
  if (!table) throw new NotFound('no such table')
  return { table, rows: rowsOf(organisations, t('network.notByOrganisation')) }
}

type Around = {
  problems?: readonly TableProblem[]
  losses?: Losses | undefined
  read?: ReadSums
  news?: NewNames
}

async function showTable(visit: Visit, form: Form | undefined, around: Around = {}) {
  const { table, rows } = await tableIn(visit)
  const stored = storedForm(table)
  // A cell that did not come along is as it is stored, and a tick is for what was told when it was set.
  const said = form && { ...form, typed: { ...stored.typed, ...form.typed, sure: '' } }
  const merged = said?.now && mergedOver(said, stored, fieldsOf(rows, table))
  const shown = shownForm(stored, merged?.form ?? said)
  return tablePage(visit.t, visit.seat, { table, rows }, { ...around, form: shown, taken: merged?.taken })
}

/** The form of who was overtaken: only what that visitor changed stands over what somebody else saved. */
function mergedOver(form: Form, stored: Form, fields: readonly string[]) {
  const was = boxesSeen(form.typed)
  if (!was) return undefined
  const { boxes, taken } = mergedBoxes(fields, {
    was,
    typed: boxesIn(form.typed),
    stored: boxesIn(stored.typed),
  })
  const typed = { ...form.typed, ...boxes, was: stored.typed.was ?? '' }
  return { form: { ...form, typed }, taken: new Map(taken.map((field) => [field, was[field] ?? ''])) }
}

function storedForm({ counts }: CountTable): Form {
  const boxes = typedCounts(counts)
  return filledForm({ ...boxes, version: versionOfCounts(counts), was: JSON.stringify(boxes) })
}
