import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { isStillUsed, isTaken } from '../../db/constraints.ts'
import { Conflict, NotFound } from '../../errors.ts'
import {
  blankForm,
  filledForm,
  refusedField,
  refusedForm,
  typedIn,
  type Form,
  shownForm,
} from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { AccountRoute, Route, StudyRoute, Visit } from '../../http/route.ts'
import type { TrailKind } from '../../http/trail.ts'
import { languages, type Language } from '../../method/languages.ts'
import type { Key } from '../../text/text.ts'
import { termKeys, type Terms } from '../../method/template.ts'
import {
  Item,
  lists,
  Member,
  NewMember,
  NewStudy,
  QuestionInput,
  QuestionPlace,
  Seen,
  SeenPart,
  studyTexts,
  Team,
  textGroups,
  type List,
  type TextGroup,
} from './input.ts'
import {
  editItemPage,
  listPage,
  membersPage,
  modelPage,
  newStudyPage,
  questionPage,
  removalPage,
  sectionPage,
  studyPage,
  textsPage,
} from './page.ts'
import {
  deleteItem,
  deleteMember,
  deleteQuestion,
  deleteStudy,
  insertItem,
  insertMember,
  insertQuestion,
  insertStudy,
  itemsOf,
  itemWith,
  membersOf,
  questionsOf,
  questionWith,
  studyOf,
  teamsOf,
  textsIn,
  updateItem,
  updateMember,
  updateQuestion,
  updateStudy,
  updateTexts,
} from './queries.ts'
import { SectionInput, sections, type Section } from './sections.ts'

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
      return { redirect: `/studies/${study.id}`, notice: 'added' }
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
      return studyPage(
        t,
        seat,
        await studyOf(db, seat),
        Object.fromEntries(lists.map((list, i) => [list, counts[i] ?? 0])),
      )
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
      return { redirect: '/', notice: 'removed' }
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
  const values = section === 'network' ? withTerms(input.data) : input.data
  return unlessOvertaken(
    visit,
    () => change(db, seat, (tx) => updateStudy(tx, seat, seen.data.version, values)),
    (form) => showSection(visit, section, form),
    { redirect: `/studies/${seat.studyId}/study`, notice: 'saved' },
  )
}

async function showSection({ db, seat, t }: Visit, section: Section, form: Form | undefined) {
  const { terms, ...columns } = await studyOf(db, seat)
  return sectionPage(t, seat, section, shownForm(filledForm({ ...terms, ...columns }), form))
}

/** The words of the network are kept together. */
function withTerms(input: object) {
  const entries = Object.entries(input) as [string, string][]
  const isTerm = ([key]: [string, string]) => (termKeys as readonly string[]).includes(key)
  const terms = Object.fromEntries(entries.filter(isTerm)) as Terms
  return { ...Object.fromEntries(entries.filter((entry) => !isTerm(entry))), terms }
}

const kindOf: Record<List, TrailKind> = {
  issues: 'issue',
  organisations: 'organisation',
  teams: 'team',
  categories: 'category',
  elements: 'element',
  subjects: 'subject',
}

const named: StudyRoute[] = lists.flatMap((list): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/${list}`,
    door: 'account',
    may: 'study.read',
    handle: (visit) => (list === 'elements' ? showModel(visit, blankForm) : showList(visit, list, blankForm)),
  },
  {
    method: 'post',
    path: `${base}/${list}`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const show = async (form: Form) =>
        list === 'elements' ? showModel(visit, form) : showList(visit, list, form)
      const input = (list === 'teams' ? Team : Item).safeParse(body)
      if (!input.success) return show(refusedForm(t, body, input.error))
      try {
        const added = await change(db, seat, (tx) => insertItem(tx, seat, list, input.data))
        if (!added) return await show(refusedField(t, body, 'name', 'study.itemTaken'))
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such team to follow') : error
      }
      return { redirect: `/studies/${seat.studyId}/study/${list}`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/${list}/:item`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => showItem(visit, list, undefined),
  },
  {
    method: 'post',
    path: `${base}/${list}/:item`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showItem(visit, list, refusedForm(t, body, seen.error))
      const input = (list === 'teams' ? Team : Item).safeParse(body)
      if (!input.success) return showItem(visit, list, refusedForm(t, body, input.error))
      const id = param('item')
      if ('successor_id' in input.data && input.data.successor_id === id)
        throw new NotFound('a team does not follow itself')
      const { version } = seen.data
      try {
        return await unlessOvertaken(
          visit,
          () => change(db, seat, (tx) => updateItem(tx, seat, list, { id, version }, input.data)),
          (form) => showItem(visit, list, form),
          { redirect: `/studies/${seat.studyId}/study/${list}`, notice: 'saved' },
        )
      } catch (error) {
        if (isStillUsed(error)) throw new NotFound('no such team to follow')
        if (!isTaken(error)) throw error
        return showItem(visit, list, refusedField(t, body, 'name', 'study.itemTaken'))
      }
    },
  },
  {
    method: 'post',
    path: `${base}/${list}/:item/removal`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, param, trail } = visit
      const uses = (await trail(kindOf[list], [param('item')])).get(param('item')) ?? []
      const refused = async () => {
        const page = await showItem(visit, list, refusedField(t, {}, '', 'study.itemUsed'))
        return { ...page, status: 409 }
      }
      if (uses.length > 0) return refused()
      try {
        await change(db, seat, (tx) => deleteItem(tx, seat, list, param('item')))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return refused()
      }
      return { redirect: `/studies/${seat.studyId}/study/${list}`, notice: 'removed' }
    },
  },
])

async function showList({ db, seat, t, trail }: Visit, list: Exclude<List, 'elements'>, form: Form) {
  const items = await itemsOf(db, seat, list)
  const teams = list === 'teams' ? await teamsOf(db, seat) : []
  const uses = await trail(
    kindOf[list],
    items.map(({ id }) => id),
  )
  return listPage(t, seat, list, { items, teams, uses }, form)
}

async function showItem({ db, seat, t, param, trail }: Visit, list: List, form: Form | undefined) {
  const id = param('item')
  const item = await itemWith(db, seat, list, id)
  const teams = list === 'teams' ? await teamsOf(db, seat) : []
  const uses = (await trail(kindOf[list], [id])).get(id) ?? []
  const stored = filledForm({ ...item, version: versionOf(item) })
  return editItemPage(t, seat, list, { id, name: item.name, teams, uses }, shownForm(stored, form))
}

async function showModel({ db, seat, t }: Visit, form: Form) {
  const [study, elements, questions] = [
    await studyOf(db, seat),
    await itemsOf(db, seat, 'elements'),
    await questionsOf(db, seat),
  ]
  return modelPage(t, seat, { study, elements, questions }, form)
}

const asking: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/questions/new`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, t, query }) => {
      const place = placeIn({ part: query('part'), element_id: query('element_id') })
      return questionPage(
        t,
        seat,
        { place, id: undefined, elements: await itemsOf(db, seat, 'elements') },
        blankForm,
      )
    },
  },
  {
    method: 'post',
    path: `${base}/questions`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, t, body }) => {
      const place = placeIn(body)
      const input = QuestionInput.safeParse(body)
      if (!input.success) {
        const elements = await itemsOf(db, seat, 'elements')
        return questionPage(t, seat, { place, id: undefined, elements }, refusedForm(t, body, input.error))
      }
      try {
        await change(db, seat, (tx) => insertQuestion(tx, seat, place, input.data))
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such element') : error
      }
      return { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/questions/:question`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => showQuestion(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/questions/:question`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showQuestion(visit, refusedForm(t, body, seen.error))
      const input = QuestionInput.safeParse(body)
      if (!input.success) return showQuestion(visit, refusedForm(t, body, input.error))
      const key = { id: param('question'), version: seen.data.version }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateQuestion(tx, seat, key, input.data)),
        (form) => showQuestion(visit, form),
        { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${base}/questions/:question/removal`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => deleteQuestion(tx, seat, param('question')))
      return { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'removed' }
    },
  },
]

async function showQuestion({ db, seat, t, param }: Visit, form: Form | undefined) {
  const { id, part, element_id, text, deeper } = await questionWith(db, seat, param('question'))
  const elements = await itemsOf(db, seat, 'elements')
  const stored = filledForm({ text, deeper, version: versionOf({ text, deeper }) })
  return questionPage(t, seat, { place: { part, element_id }, id, elements }, shownForm(stored, form))
}

function placeIn(body: unknown) {
  const place = QuestionPlace.safeParse(body)
  if (!place.success) throw new NotFound('no such part of the conversation')
  return place.data.part === 'element'
    ? { part: place.data.part, element_id: place.data.element_id }
    : { part: place.data.part, element_id: null }
}

const writing: StudyRoute[] = textGroups.flatMap((group): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/texts/${group}/:language`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => showTexts(visit, group, undefined),
  },
  {
    method: 'post',
    path: `${base}/texts/${group}/:language`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const language = languageIn(param('language'))
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showTexts(visit, group, refusedForm(t, body, seen.error))
      const input = studyTexts(group).safeParse(body)
      if (!input.success) return showTexts(visit, group, refusedForm(t, body, input.error))
      const key = { group, language, version: seen.data.version }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateTexts(tx, seat, key, input.data)),
        (form) => showTexts(visit, group, form),
        { redirect: `/studies/${seat.studyId}/study`, notice: 'saved' },
      )
    },
  },
])

async function showTexts({ db, seat, t, param }: Visit, group: TextGroup, form: Form | undefined) {
  const language = languageIn(param('language'))
  const texts = await textsIn(db, seat, group, language)
  const stored = filledForm({ ...texts, version: versionOf(texts) })
  return textsPage(t, seat, group, language, shownForm(stored, form))
}

function languageIn(code: string): Language {
  const language = languages.find((one) => one === code)
  if (!language) throw new NotFound('no such language')
  return language
}

const membership: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/members`,
    door: 'account',
    may: 'members.read',
    handle: (visit) => showMembers(visit, blankForm),
  },
  {
    method: 'post',
    path: `${base}/members`,
    door: 'account',
    may: 'members.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = NewMember.safeParse(body)
      if (!input.success) return showMembers(visit, refusedForm(t, body, input.error))
      const { email, ...member } = input.data
      let why: 'unknown' | 'known' | undefined
      await change(db, seat, async (tx) => {
        const added = await insertMember(tx, seat, email, member)
        if (typeof added === 'object') return added
        why = added
        return undefined
      })
      if (why) return showMembers(visit, refusedField(t, body, 'email', `study.member.${why}`))
      return { redirect: `/studies/${seat.studyId}/study/members`, notice: 'added' }
    },
  },
  {
    method: 'post',
    path: `${base}/members/:member`,
    door: 'account',
    may: 'members.edit',
    handle: (visit) => {
      const input = Member.safeParse(visit.body)
      if (!input.success) return showMembers(visit, refusedForm(visit.t, visit.body, input.error))
      const { db, seat, param } = visit
      if (isOwnKey(visit, input.data)) return refuseMember(visit, 'study.member.ownKeys')
      return unlessLast(visit, () =>
        change(db, seat, (tx) => updateMember(tx, seat, param('member'), input.data)),
      )
    },
  },
  {
    method: 'post',
    path: `${base}/members/:member/removal`,
    door: 'account',
    may: 'members.edit',
    handle: (visit) => {
      const { db, seat, param } = visit
      return unlessLast(visit, () => change(db, seat, (tx) => deleteMember(tx, seat, param('member'))))
    },
  },
]

async function showMembers({ db, seat, t }: Visit, form: Form) {
  return membersPage(t, seat, await membersOf(db, seat), form)
}

/** Who may see names and whole talks is decided by somebody else. */
function isOwnKey(
  { seat, param }: Visit,
  { sees_names, reads_raw }: { sees_names: boolean; reads_raw: boolean },
) {
  return (
    param('member') === seat.personId && ((sees_names && !seat.seesNames) || (reads_raw && !seat.readsRaw))
  )
}

async function refuseMember(visit: Visit, key: Key) {
  const page = await showMembers(visit, refusedField(visit.t, {}, '', key))
  return { ...page, status: 409 }
}

async function unlessLast(visit: Visit, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return refuseMember(visit, 'study.member.lastLead')
  }
  return { redirect: `/studies/${visit.seat.studyId}/study/members`, notice: 'saved' as const }
}

export const routes: Route[] = [
  ...starting,
  ...whole,
  ...parts,
  ...named,
  ...asking,
  ...writing,
  ...membership,
]
