import { change } from '../../access/change.ts'
import { may } from '../../access/policy.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { decodeText } from '../../files/decode.ts'
import {
  filledForm,
  refusedField,
  refusedForm,
  typedIn,
  type Form,
  shownForm,
  overtakenForm,
} from '../../http/form.ts'
import { addressWith } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { pendingMails } from '../../mail/pending-queries.ts'
import { lastMailsTo, wordsOf } from '../../mail/settling-queries.ts'
import { mailState } from '../../mail/state.ts'
import { textIn } from '../../text/text.ts'
import { organisationsOf, studyOf, teamsOf } from '../study/queries.ts'
import { listedOtherwise, takenOver } from './colleague-page.ts'
import { fillFromList } from './filling-queries.ts'
import { placesOf } from './listed-queries.ts'
import { sampleFacts } from './network-input.ts'
import { traitsOf } from './network-queries.ts'
import {
  formerTeams,
  isReplaceable,
  replaceable,
  sampleFactsOf,
  setFormerTeams,
  setSampleFacts,
} from './plan-queries.ts'
import { namesakesIn, Other, Paste, Person, readPeople, Seen, type LineProblem } from './input.ts'
import { formerAfter, whyNoMove } from './move-rules.ts'
import { listRoutes } from './list-routes.ts'
import { lateIn, type Gap } from './gaps.ts'
import { shownLetter } from './letter-page.ts'
import { invitationsIn } from './invite-rules.ts'
import { addPage, importPage } from './add-page.ts'
import { personPage } from './page.ts'
import {
  addressesOf,
  calledOf,
  insertParticipants,
  linksOf,
  participantWith,
  updateParticipant,
} from './queries.ts'
import { removeRoutes } from './remove-routes.ts'
import { heardOf } from './said-routes.ts'
import { broughtIn, stateOf } from './standing.ts'

const base = '/studies/:study/people'

type Filled = Awaited<ReturnType<typeof fillFromList>>

const adding: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/new`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: (visit) =>
      showAdd(visit, filledForm({ language: visit.t.language, replaces: visit.query('instead') })),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body, deps } = visit
      const input = Person.safeParse(body)
      if (!input.success) return showAdd(visit, refusedForm(t, body, input.error))
      const facts = sampleFacts(await traitsOf(db, seat)).safeParse(body)
      if (!facts.success) return showAdd(visit, refusedForm(t, body, facts.error))
      const taken = refusedField(t, body, 'email', 'people.emailTaken')
      const there = await calledOf(db, seat)
      const { name, email: address } = input.data
      if (address !== null && there.some(({ email }) => email === address)) return showAdd(visit, taken)
      const value = namesakesIn(there, name)
      if (value !== '' && !Other.parse(body).other)
        return showAdd(visit, refusedField(t, body, 'other', 'people.namesake', { value }))
      let filled: Filled = []
      try {
        const isAdded = await change(db, seat, async (tx) => {
          if (!(await isReplaceable(tx, seat, facts.data.replaces, undefined))) return undefined
          const added = await insertParticipants(tx, seat, [input.data], deps.random)
          await setSampleFacts(tx, seat, added.id, facts.data)
          filled = await fillFromList(tx, seat, added.ids)
          return added
        })
        if (!isAdded) return await showAdd(visit, refusedField(t, body, 'replaces', 'people.replacesWrong'))
      } catch (error) {
        if (error instanceof Conflict) return showAdd(visit, taken)
        throw isStillUsed(error) ? new NotFound('no such organisation or team') : error
      }
      const people = `/studies/${seat.studyId}/people`
      const [one] = filled
      // There it says what was taken over.
      const redirect = one ? addressWith(`${people}/${one.id}`, { taken: one.filled.join(',') }) : people
      return { redirect, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/import`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: (visit) => showImport(visit, filledForm({ language: visit.t.language }), []),
  },
  {
    method: 'post',
    path: `${base}/import`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    body: 'file',
    handle: async (visit) => {
      const { db, seat, t, body, file, deps } = visit
      const input = Paste.safeParse(body)
      if (!input.success) return showImport(visit, refusedForm(t, body, input.error), [])
      const lines = file ? decodeText(file.content) : input.data.people
      // What came as a file is shown as text, so that it can be mended on the spot.
      const form: Form = { typed: { ...typedIn(body), people: lines }, problems: {} }
      const there = await calledOf(db, seat)
      const known = {
        organisations: await organisationsOf(db, seat),
        teams: await teamsOf(db, seat),
        emails: there.flatMap(({ email }) => email ?? []),
        people: there,
      }
      const { people, problems } = readPeople(lines, input.data.language, known)
      if (problems.length > 0) return showImport(visit, form, problems)
      let filled: Filled = []
      try {
        await change(db, seat, async (tx) => {
          const added = await insertParticipants(tx, seat, people, deps.random)
          filled = await fillFromList(tx, seat, added.ids)
          return added
        })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return {
          ...(await showImport(visit, { ...form, problems: { people: t('form.again') } }, [])),
          status: 409,
        }
      }
      const redirect = `/studies/${seat.studyId}/people`
      if (filled.length === 0) return { redirect, notice: 'added' }
      return { redirect, notice: 'addedFilled', count: filled.length }
    },
  },
]

const changing: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/:participant`,
    door: 'account',
    may: 'people.read',
    handle: (visit) => showPerson(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/:participant`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body, param, at, deps } = visit
      const person = await participantWith(db, seat, param('participant'))
      const input = Person.safeParse(body)
      if (!input.success) return showPerson(visit, refusedForm(t, body, input.error))
      const { email } = input.data
      if (email !== null && email !== person.email && (await addressesOf(db, seat)).includes(email)) {
        return showPerson(visit, refusedField(t, body, 'email', 'people.emailTaken'))
      }
      const seen = Seen.safeParse(body)
      if (!seen.success) return showPerson(visit, refusedForm(t, body, seen.error))
      const facts = sampleFacts(await traitsOf(db, seat)).safeParse(body)
      if (!facts.success) return showPerson(visit, refusedForm(t, body, facts.error))
      const { version } = seen.data
      const move = { from: person.team_id, to: input.data.team_id, since: facts.data.team_since }
      const former = (await formerTeams(db, seat)).filter(({ person_id }) => person_id === person.id)
      const noMove = whyNoMove(former, move, t.day(at))
      if (noMove) return showPerson(visit, refusedField(t, body, 'team_since', noMove))
      try {
        const isSaved = await change(db, seat, async (tx) => {
          if (!(await isReplaceable(tx, seat, facts.data.replaces, person.id))) return undefined
          const changed = await updateParticipant(tx, seat, person.id, version, input.data)
          await setSampleFacts(tx, seat, person.id, facts.data)
          await setFormerTeams(tx, seat, person.id, formerAfter(former, move))
          return changed
        })
        if (!isSaved)
          return await showPerson(visit, refusedField(t, body, 'replaces', 'people.replacesWrong'))
      } catch (error) {
        if (error instanceof Conflict) {
          return showPerson(visit, overtakenForm(t, body))
        }
        throw isStillUsed(error) ? new NotFound('no such organisation or team') : error
      }
      // What failed at an address that is mended now.
      deps.outbox.poke()
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'saved' }
    },
  },
]

export const routes: StudyRoute[] = [...listRoutes, ...adding, ...changing, ...removeRoutes]

async function listsOf({ db, seat }: Visit, id?: string) {
  return {
    organisations: await organisationsOf(db, seat),
    teams: await teamsOf(db, seat),
    traits: await traitsOf(db, seat),
    replaceable: seat.seesNames ? await replaceable(db, seat, id) : [],
  }
}

async function showAdd(visit: Visit, form: Form) {
  const { db, seat, t } = visit
  const { name } = form.typed
  // Asked with whatever else is wrong, but not before a name was sent.
  const isSent = Object.keys(form.problems).length > 0
  const namesakes = isSent ? namesakesIn(await calledOf(db, seat), String(name ?? '')) : ''
  return addPage(t, seat, { ...(await listsOf(visit)), namesakes }, form)
}

async function showImport(visit: Visit, form: Form, problems: readonly LineProblem[]) {
  return importPage(visit.t, visit.seat, await listsOf(visit), { form, problems })
}

/** One participant; `gaps` are what an invitation still misses. */
export async function showPerson(visit: Visit, form: Form | undefined, gaps: Gap[] = []) {
  const { db, seat, t, param, trail, now } = visit
  const person = await participantWith(db, seat, param('participant'))
  const { name, email, language, organisation_id, team_id, version } = person
  const facts = await sampleFactsOf(db, seat, person.id)
  const stored = filledForm({
    ...{ name, email, language, organisation_id, team_id, version },
    ...{ replaces: facts.replaces, volunteered: facts.volunteered ? 'yes' : '' },
    ...Object.fromEntries([...facts.values].map(([trait, value]) => [`trait.${trait}`, value])),
  })
  const links = seat.seesNames ? await linksOf(db, seat, person.id) : []
  const entries = (await trail('participant', [person.id])).get(person.id) ?? []
  const brought = broughtIn(entries, t.day(seat.at))
  const late = lateIn(t, seat, await studyOf(db, seat))
  const invitations = (await pendingMails(db, invitationsIn(seat), now)).get(person.id)
  const around = { links, trail: entries, gaps, late, mail: await lastMailTo(visit, person.id) }
  const lists = await listsOf(visit, person.id)
  return personPage(
    t,
    seat,
    { ...person, ...brought, state: stateOf(person, brought) },
    {
      ...lists,
      listed: await listedOf(visit, person.id, lists),
      taken: takenOver(t, { ...person, values: facts.values }, visit.query('taken').split(','), lists),
      heard: await heardOf(visit, person.id),
      formerTeams: (await formerTeams(db, seat)).filter(({ person_id }) => person_id === person.id),
      ...around,
      invitations: invitations ?? { written: 0, open: undefined },
    },
    shownForm(stored, form),
  )
}

/** What the list of names says otherwise of somebody, for those who may see that list. */
async function listedOf({ db, seat, t }: Visit, id: string, lists: Parameters<typeof listedOtherwise>[2]) {
  if (!seat.seesNames || !may(seat.role, 'sample.edit')) return ''
  const [places] = await placesOf(db, seat, id)
  return places ? listedOtherwise(t, places, lists) : ''
}

/** What was mailed to somebody last, and how that went, for those who see names. */
async function lastMailTo({ db, seat, t, now, deps }: Visit, id: string) {
  if (!seat.seesNames) return undefined
  const mail = (await lastMailsTo(db, seat.studyId, 'participant', [id])).get(id)
  const isKept = deps.mailFolder !== undefined
  if (!mail) return undefined
  const { language, ...words } = await wordsOf(db, seat.studyId, mail.id)
  const say = textIn(language, deps.timeZone)
  const letter = shownLetter(t, say, seat, { ...words, missing: [] }, undefined)
  return { id: mail.id, template: mail.template, letter, state: mailState(t, mail, { now, isKept }) }
}
