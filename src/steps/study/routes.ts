import { change } from '../../access/change.ts'
import {
  blankForm,
  filledForm,
  type Form,
  refusedField,
  refusedForm,
  shownForm,
  typedIn,
} from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { AccountRoute, Route, StudyRoute, Visit } from '../../http/route.ts'
import { termKeys, type Terms } from '../../method/template.ts'
import { lists, NewStudy, Seen } from './input.ts'
import { newStudyPage, removalPage, studyPage } from './page.ts'
import { deleteStudy, insertStudy, itemsOf, studyOf, updateStudy } from './queries.ts'
import { languagesReadIn } from './reader-queries.ts'
import { sectionPage } from './section-page.ts'
import { otherFields, type Section, SectionInput, sections, withOtherWords } from './sections.ts'
import { listRoutes } from './list-routes.ts'
import { studyMemberRoutes } from './member-routes.ts'
import { preparationRoutes } from './preparation-routes.ts'
import { preparationCounts } from './preparation-queries.ts'
import { questionRoutes } from './question-routes.ts'
import { textRoutes } from './text-routes.ts'
import { timeRoutes } from './time-routes.ts'

const base = '/studies/:study/study'

const starting: AccountRoute[] = [
  {
    method: 'get',
    path: '/studies/new',
    door: 'account',
    may: 'studies.start',
    handle: ({ t }) => newStudyPage(t, filledForm({ language: t.language, beginning: 'template' })),
  },
  {
    method: 'post',
    path: '/studies',
    door: 'account',
    may: 'studies.start',
    handle: async ({ db, t, actor, account, body }) => {
      const input = NewStudy.safeParse(body)
      if (!input.success) return newStudyPage(t, refusedForm(t, body, input.error))
      const study = await change(db, actor, (tx) => insertStudy(tx, actor, account, input.data))
      return { redirect: `/studies/${study.id}`, notice: 'studyStarted' }
    },
  },
]

const whole: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'study.read',
    handle: async ({ db, seat, t }) => {
      const counts = await Promise.all(lists.map(async (list) => (await itemsOf(db, seat, list)).length))
      return studyPage(t, seat, await studyOf(db, seat), {
        lists: Object.fromEntries(lists.map((list, i) => [list, counts[i] ?? 0])),
        prepared: await preparationCounts(db, seat),
        readBy: await languagesReadIn(db, seat),
      })
    },
  },
  {
    method: 'get',
    path: `${base}/removal`,
    door: 'account',
    may: 'study.remove',
    handle: async ({ db, seat, t }) => removalPage(t, seat, await studyOf(db, seat), blankForm),
  },
  {
    method: 'post',
    path: `${base}/removal`,
    door: 'account',
    may: 'study.remove',
    handle: async ({ db, seat, t, body }) => {
      const study = await studyOf(db, seat)
      // What was made up goes at one press.
      if (study.is_example === 0 && typedIn(body).name !== study.name) {
        return removalPage(t, seat, study, refusedField(t, body, 'name', 'study.removal.wrongName'))
      }
      await change(db, seat, (tx) => deleteStudy(tx, seat))
      return { redirect: '/', notice: study.is_example === 1 ? 'exampleRemoved' : 'removed' }
    },
  },
]

const parts: StudyRoute[] = sections.flatMap((section): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/${section}`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => showSection(visit, section, undefined),
  },
  {
    method: 'post',
    path: `${base}/${section}`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => saveSection(visit, section),
  },
])

async function saveSection(visit: Visit, section: Section) {
  const { db, seat, t, body } = visit
  const seen = Seen.safeParse(body)
  if (!seen.success) return showSection(visit, section, refusedForm(t, body, seen.error))
  const input = SectionInput[section].safeParse(body)
  if (!input.success) return showSection(visit, section, refusedForm(t, body, input.error))
  const { other_words } = await studyOf(db, seat)
  const values = section === 'network' ? withTerms(input.data) : withOtherWords(input.data, other_words)
  return unlessOvertaken(
    visit,
    () => change(db, seat, (tx) => updateStudy(tx, seat, seen.data.version, values)),
    (form) => showSection(visit, section, form),
    { redirect: `/studies/${seat.studyId}/study`, notice: 'saved' },
  )
}

async function showSection({ db, seat, t }: Visit, section: Section, form: Form | undefined) {
  const study = await studyOf(db, seat)
  const { terms, other_words, ...columns } = study
  const with_young = columns.with_young ? 'yes' : ''
  const stored = filledForm({ ...terms, ...columns, ...otherFields(other_words), with_young })
  const readBy = await languagesReadIn(db, seat)
  return sectionPage(t, seat, section, { study, readBy }, shownForm(stored, form))
}

/** The words of the network are kept together. */
function withTerms(input: object) {
  const entries = Object.entries(input) as [string, string][]
  const isTerm = ([key]: [string, string]) => (termKeys as readonly string[]).includes(key)
  const terms = Object.fromEntries(entries.filter(isTerm)) as Terms
  return { ...Object.fromEntries(entries.filter((entry) => !isTerm(entry))), terms }
}

export const routes: Route[] = [
  ...starting,
  ...whole,
  ...parts,
  ...preparationRoutes,
  ...timeRoutes,
  ...listRoutes,
  ...questionRoutes,
  ...textRoutes,
  ...studyMemberRoutes,
]
