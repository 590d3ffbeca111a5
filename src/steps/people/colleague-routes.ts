import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { decodeText } from '../../files/decode.ts'
import {
  blankForm,
  filledForm,
  refusedField,
  refusedForm,
  shownForm,
  typedForm,
  typedIn,
  type Form,
} from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { organisationsOf, teamsOf } from '../study/queries.ts'
import {
  answersIn,
  Asking,
  NameList,
  readColleagues,
  Reason,
  sameFieldOf,
  type Known,
} from './colleague-input.ts'
import { namesPage } from './colleague-page.ts'
import { askColleagues, nameListOf, setReason, takeInColleagues } from './colleague-queries.ts'
import {
  beginsWithSomebody,
  columnField,
  columnProblems,
  columnsByHead,
  guessedColumns,
  headsIn,
  matchedColumns,
} from './column-input.ts'
import { keepColumns, knownColumnsOf } from './column-queries.ts'
import { headOf } from './column-rules.ts'
import { previewPage } from './intake-page.ts'
import { colleaguesOf, placesOf } from './listed-queries.ts'
import { traitsOf } from './network-queries.ts'
import { isGone, replaceable } from './plan-queries.ts'

const base = '/studies/:study/people/names'

/** A list of all colleagues by name, where a study says why it holds one. */
export const colleagueRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => showNames(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Reason.safeParse(body)
      if (!input.success) return showNames(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => setReason(tx, seat, input.data.reason))
      return { redirect: listAt(visit), notice: 'saved' }
    },
  },
  {
    method: 'get',
    // Who comes back to it, or changes the language there, is led to where the list is read.
    path: `${base}/preview`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => Promise.resolve({ redirect: listAt(visit) }),
  },
  {
    method: 'post',
    path: `${base}/preview`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    body: 'file',
    handle: (visit) => showPreview(visit),
  },
  {
    method: 'post',
    path: `${base}/import`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    body: 'file',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const { list, read: pasted, columns, known, answers } = await listIn(visit)
      if (!pasted || !columns || beginsWithSomebody(pasted.heads, known)) return showPreview(visit)
      if (Object.keys(columnProblems(columns)).length > 0) return showPreview(visit)
      const { read, problems } = readColleagues(list, columns, known, answers)
      if (problems.length > 0 || read.length === 0) return showPreview(visit)
      const open = read.filter(({ isOpen }) => isOpen)
      if (open.length > 0) {
        const unsaid = open.map(({ line }) => [sameFieldOf(line), t('intake.sameRequired')] as const)
        return showPreview(visit, { ...typedForm(body), problems: Object.fromEntries(unsaid) })
      }
      try {
        await change(db, seat, async (tx) => {
          await keepColumns(tx, seat, columnsByHead(pasted.heads, columns))
          return takeInColleagues(
            tx,
            seat,
            read.map(({ line }) => line),
            answers,
          )
        })
      } catch (error) {
        if (!(error instanceof Conflict) && !isStillUsed(error)) throw error
        return { ...(await showPreview(visit, refusedField(t, body, 'list', 'form.again'))), status: 409 }
      }
      return { redirect: listAt(visit), notice: 'listed', count: read.length }
    },
  },
  {
    method: 'post',
    path: `${base}/asked`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: (visit) => ask(visit, (form) => showNames(visit, form)),
  },
]

/** Puts those who were ticked on the list of people; `show` gives back the page that asked, where something is wrong. */
export async function ask<Answer>(visit: Visit, show: (form: Form) => Promise<Answer>) {
  const { db, seat, t, body, deps } = visit
  const input = Asking.safeParse(body)
  if (!input.success) return show(refusedForm(t, body, input.error))
  const { colleague, ...how } = input.data
  if (how.replaces !== null && colleague.length > 1)
    return show(refusedField(t, body, 'colleague', 'colleagues.oneInstead'))
  try {
    const asked = await change(db, seat, (tx) =>
      askColleagues(tx, seat, colleague, { ...how, random: deps.random }),
    )
    if (!asked)
      return await show(
        (await isGone(db, seat, how.replaces))
          ? refusedField(t, body, 'colleague', 'colleagues.nobodyChosen')
          : refusedField(t, body, 'replaces', 'colleagues.replacesWrong'),
      )
    const people = `/studies/${seat.studyId}/people`
    return { redirect: people, notice: 'asked' as const, count: asked.ids.length }
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return show(refusedField(t, body, 'colleague', 'colleagues.addressAsked'))
  }
}

/** What lists are read by. */
export async function knownOf({ db, seat }: Visit): Promise<Known> {
  return {
    organisations: await organisationsOf(db, seat),
    teams: await teamsOf(db, seat),
    traits: await traitsOf(db, seat),
    colleagues: await colleaguesOf(db, seat),
  }
}

/** The list that was sent, as a text, and what its columns say; those are undefined where nobody said so yet. */
async function listIn(visit: Visit) {
  const { db, seat, body, file } = visit
  if (!(await nameListOf(db, seat))) throw new NotFound('no list of names is held')
  const known = await knownOf(visit)
  const input = NameList.safeParse(body)
  const list = file ? decodeText(file.content) : input.success ? input.data.list : ''
  const read = headsIn(list)
  // A new file has columns of its own, and its lines were not seen before.
  const answers = file ? new Map<string, string>() : answersIn(body)
  const columns = read && !file ? matchedColumns(body, read.heads) : undefined
  return { list, read, columns, known, answers, problem: input.error }
}

async function showPreview(visit: Visit, form?: Form) {
  const { db, seat, t, body } = visit
  const { list, read, columns, known, answers, problem } = await listIn(visit)
  if (problem) return showNames(visit, refusedForm(t, body, problem))
  if (!read)
    return showNames(visit, refusedField(t, { ...typedIn(body), list }, 'list', 'colleagues.listUnreadable'))
  if (beginsWithSomebody(read.heads, known))
    return showNames(visit, refusedField(t, { ...typedIn(body), list }, 'list', 'intake.noHeads'))
  const own = { organisation: t('people.organisation'), team: t('people.team') }
  const before = await knownColumnsOf(db, seat)
  const used = columns ?? guessedColumns(read, known, { own, known: before })
  const isKnown = read.heads.some((head) => before.has(headOf(head)))
  const wrong = Object.entries(columnProblems(used)).map(([field, key]) => [field, t(key)] as const)
  const reading = wrong.length > 0 ? { read: [], problems: [] } : readColleagues(list, used, known, answers)
  const typed = {
    ...Object.fromEntries(
      reading.read.map(({ line }) => [sameFieldOf(line), answers.get(line.email ?? '') ?? '']),
    ),
    ...Object.fromEntries(used.map((column, place) => [columnField(place), column])),
  }
  const problems = { ...Object.fromEntries(wrong), ...form?.problems }
  const around = { ...read, ...reading, isKnown, places: await placesOf(db, seat) }
  return previewPage(t, seat, known, around, { typed: { ...typed, list }, problems })
}

async function showNames(visit: Visit, form: Form | undefined) {
  const { db, seat, t, query } = visit
  const held = await nameListOf(db, seat)
  const known = await knownOf(visit)
  const from = /^\d{1,5}$/.test(query('from')) ? Number(query('from')) : 0
  const gone = await replaceable(db, seat, undefined)
  const instead = gone.find(({ id }) => id === query('instead'))
  const view = { words: query('q').slice(0, 100), differs: query('only') === 'differs', instead, from }
  const stored = held
    ? filledForm({ reason: held.reason, language: t.language, replaces: instead?.id ?? null })
    : blankForm
  const shown: Form = { ...shownForm(stored, form), typed: { ...stored.typed, ...form?.typed } }
  const places = await placesOf(db, seat)
  return namesPage(t, seat, { form: shown, hasList: held !== undefined, known, places, gone, view })
}

function listAt({ seat }: Visit): string {
  return `/studies/${seat.studyId}/people/names`
}
