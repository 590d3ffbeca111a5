import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { Conflict } from '../../errors.ts'
import { decodeText } from '../../files/decode.ts'
import { filledForm, refusedField, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { insertMail } from '../../mail/outbox.ts'
import { doorOf } from '../../method/roles.ts'
import { contactIn } from '../../method/both-languages.ts'
import { wordsIn } from '../../method/words.ts'
import { textIn } from '../../text/text.ts'
import { Chosen, Paste, Person, readPersons, SeenPerson, type LineProblem } from './input.ts'
import { invitationOf } from './mail.ts'
import { importPage, linkPage, memberPage, membersPage } from './member-page.ts'
import {
  chooseMembers,
  deletePerson,
  endMemberLinks,
  hangingOnMember,
  insertMemberLink,
  insertPersons,
  meetingMembersOf,
  memberLinksOf,
  memberWith,
  membersOf,
  noteInvited,
  updatePerson,
  type MeetingMember,
} from './member-queries.ts'
import { canBeInvited } from './page.ts'
import { minutesToRead } from './papers-page.ts'
import { papersOf } from './papers-routes.ts'
import { meetingWith, needState } from './queries.ts'

const all = '/studies/:study/assembly/members'
const one = `${all}/:member`
const meeting = '/studies/:study/assembly/:meeting'

const adding: StudyRoute[] = [
  {
    method: 'get',
    path: all,
    door: 'account',
    may: 'assembly.read',
    handle: (visit) => showAll(visit, filledForm({ language: visit.t.language })),
  },
  {
    method: 'post',
    path: all,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Person.safeParse(body)
      if (!input.success) return showAll(visit, refusedForm(t, body, input.error))
      try {
        await change(db, seat, (tx) => insertPersons(tx, seat, [input.data]))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showAll(visit, refusedField(t, body, 'email', 'people.emailTaken'))
      }
      return { redirect: toMembers(visit), notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${all}/import`,
    door: 'account',
    may: 'assembly.edit',
    handle: ({ t, seat }) => importPage(t, seat, filledForm({ language: t.language }), []),
  },
  {
    method: 'post',
    path: `${all}/import`,
    door: 'account',
    may: 'assembly.edit',
    body: 'file',
    handle: (visit) => takeIn(visit),
  },
]

const changing: StudyRoute[] = [
  {
    method: 'get',
    path: one,
    door: 'account',
    may: 'assembly.edit',
    handle: (visit) => showOne(visit, undefined),
  },
  {
    method: 'post',
    path: one,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const member = await memberWith(db, seat, param('member'))
      const input = Person.safeParse(body)
      if (!input.success) return showOne(visit, refusedForm(t, body, input.error))
      const seen = SeenPerson.safeParse(body)
      if (!seen.success) return showOne(visit, refusedForm(t, body, seen.error))
      const { email } = input.data
      const others = (await membersOf(db, seat)).filter(({ id }) => id !== member.id)
      if (email !== null && others.some((other) => other.email === email)) {
        return showOne(visit, refusedField(t, body, 'email', 'people.emailTaken'))
      }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updatePerson(tx, seat, member.id, seen.data.version, input.data)),
        (form) => showOne(visit, form),
        { redirect: toMembers(visit), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${one}/links/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id } = await memberWith(db, seat, param('member'))
      await change(db, seat, (tx) => endMemberLinks(tx, seat, id))
      return { redirect: `${toMembers(visit)}/${id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${one}/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deletePerson(tx, seat, param('member')))
      return { redirect: toMembers(visit), notice: 'removed' }
    },
  },
]

const inviting: StudyRoute[] = [
  {
    method: 'post',
    path: `${meeting}/members`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      await meetingWith(db, seat, param('meeting'))
      const input = Chosen.safeParse(body)
      if (!input.success) throw new Conflict('ids were sent that are none')
      await change(db, seat, (tx) => chooseMembers(tx, seat, param('meeting'), input.data))
      return { redirect: `${toMeeting(visit)}#invited`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${meeting}/invitations`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const members = await meetingMembersOf(db, seat, param('meeting'))
      return invite(visit, members.filter(canBeInvited))
    },
  },
  {
    method: 'post',
    path: `${meeting}/members/:member/invitation`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => invite(visit, [await invitedMember(visit)]),
  },
  {
    method: 'post',
    path: `${meeting}/members/:member/links`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, now, param, deps } = visit
      const member = await invitedMember(visit)
      const { token } = await change(db, seat, (tx) =>
        insertMemberLink(tx, seat, param('meeting'), member.id, now),
      )
      const link = `${deps.baseUrl}/${doorOf.assembly}/${token}`
      const around = { loopback: isLoopback(deps.baseUrl), baseUrl: deps.baseUrl, back: toMeeting(visit) }
      return linkPage(t, member, { link, ...around })
    },
  },
]

export const memberRoutes: StudyRoute[] = [...adding, ...changing, ...inviting]

/** Takes in a list that was pasted or sent as a file, when every line of it is good. */
async function takeIn(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, file } = visit
  const input = Paste.safeParse(body)
  if (!input.success) return importPage(t, seat, refusedForm(t, body, input.error), [])
  const lines = file ? decodeText(file.content) : input.data.people
  // What came as a file is shown as text, so that it can be mended on the spot.
  const form: Form = { typed: { ...typedIn(body), people: lines }, problems: {} }
  const taken = (await membersOf(db, seat)).flatMap(({ email }) => email ?? [])
  const { people, problems } = readPersons(lines, input.data.language, taken)
  if (problems.length > 0) return showProblems(visit, form, problems)
  try {
    await change(db, seat, (tx) => insertPersons(tx, seat, people))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const overtaken = { ...form, problems: { people: t('form.again') } }
    return { ...importPage(t, seat, overtaken, []), status: 409 }
  }
  return { redirect: toMembers(visit), notice: 'added' }
}

function showProblems({ t, seat }: Visit, form: Form, problems: readonly LineProblem[]) {
  return importPage(t, seat, form, problems)
}

/** Puts the invitations to a meeting in the outbox, each in its member's language. */
async function invite(visit: Visit, people: readonly MeetingMember[]): Promise<Answer> {
  const { db, seat, at, param, deps } = visit
  const within = await meetingWith(db, seat, param('meeting'))
  const papers = await papersOf(visit, within)
  const { study, items } = papers
  const mails = people.flatMap((person) => {
    const { id, email: address, language } = person
    const say = textIn(language, deps.timeZone, wordsIn(language, seat.words))
    const about = { items, minutes: minutesToRead(within, papers), contact: contactIn(study, language) }
    const to = { studyId: seat.studyId, personId: id, role: 'assembly' as const }
    const mail = { to, language, template: 'assembly', ...invitationOf(say, person, study, within, about) }
    return address === null ? [] : [{ ...mail, address }]
  })
  await change(db, seat, async (tx) => {
    await needState(tx, seat, within.id, 'inviting')
    for (const mail of mails) await insertMail(tx, mail, at)
    const ids = mails.map(({ to }) => to.personId)
    await noteInvited(tx, seat, within.id, ids)
    return ids.length === 0 ? undefined : { id: within.id, ids }
  })
  deps.outbox.poke()
  return { redirect: `${toMeeting(visit)}#invited`, notice: 'sent' }
}

async function invitedMember({ db, seat, param }: Visit): Promise<MeetingMember> {
  await meetingWith(db, seat, param('meeting'))
  const { id } = await memberWith(db, seat, param('member'))
  const members = await meetingMembersOf(db, seat, param('meeting'))
  const member = members.find((chosen) => chosen.id === id)
  if (!member) throw new Conflict('the member does not belong to this meeting any more')
  return member
}

async function showAll({ db, seat, t }: Visit, form: Form) {
  return membersPage(t, seat, await membersOf(db, seat), form)
}

async function showOne({ db, seat, t, param }: Visit, form: Form | undefined) {
  const member = await memberWith(db, seat, param('member'))
  const { name, email, language } = member
  const stored = filledForm({ name, email, language, version: versionOf({ name, email, language }) })
  const parts = {
    links: await memberLinksOf(db, seat, member.id),
    hanging: await hangingOnMember(db, seat, member.id),
  }
  return memberPage(t, seat, member, parts, shownForm(stored, form))
}

function toMembers({ seat }: Visit): string {
  return `/studies/${seat.studyId}/assembly/members`
}

function toMeeting({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/assembly/${param('meeting')}`
}
