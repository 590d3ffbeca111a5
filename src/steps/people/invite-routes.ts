import { change } from '../../access/change.ts'
import { Conflict, NotFound, Unreadable } from '../../errors.ts'
import { refusedField, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { insertMail } from '../../mail/outbox.ts'
import { needSettled, pendingMails, type Pending } from '../../mail/pending-queries.ts'
import { lastMailsTo, markArrived, sendAgain } from '../../mail/settling-queries.ts'
import { languages } from '../../method/languages.ts'
import { textIn } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { Again, Chosen } from './invite-input.ts'
import { askPage } from './letter-page.ts'
import { lettersFor } from './letter-routes.ts'
import { composeMail } from './mail.ts'
import { gapsIn, lateIn, type Gap } from './gaps.ts'
import { isPast } from '../../method/past.ts'
import { noteInvited, participantWith, type Participant } from './queries.ts'
import { everybody, placed, showPeople } from './list-routes.ts'
import { showPerson } from './routes.ts'
import { invitationsIn, reachOf, whyNotInvited, whyNotRepeated, type WhyNot } from './invite-rules.ts'
import { isDue, type Placed } from './standing.ts'
import { shutOut } from './way-in-queries.ts'

const base = '/studies/:study/people'

/** Invitations by mail. What they lead to must be whole. */
export const inviteRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: `${base}/:participant/invitation`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { seat, t, body } = visit
      const input = Again.safeParse(body)
      if (!input.success) throw new Unreadable('no count of invitations')
      const [person] = await withInvitations(visit, [await placedOne(visit)])
      if (!person) throw new NotFound('no such participant')
      const why = whyNotInvited(person)
      if (why === 'address') return showPerson(visit, refusedField(t, {}, 'email', 'people.emailNeeded'))
      if (why !== undefined) return refuse(visit, why)
      if (await isLate(visit)) return refuse(visit, 'late')
      try {
        const gaps = await invite(visit, [{ person, had: input.data.had ?? 0 }])
        if (gaps.length > 0) return await showPerson(visit, undefined, gaps)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return refuse(visit, 'meanwhile')
      }
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'sent' }
    },
  },
  {
    method: 'get',
    path: '/studies/:study/invitations',
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { t, query, queryAll } = visit
      const all = await withInvitations(visit, await everybody(visit))
      const isChosen = query('to') === 'chosen'
      const ids = new Set(queryAll('person'))
      const people = all.filter((person) => (isChosen ? ids.has(person.id) : isDue(person)))
      if (people.length === 0)
        return showPeople(visit, t(isChosen ? 'invite.noneChosen' : 'people.nobodyDue'))
      return showAsking(visit, people)
    },
  },
  {
    method: 'post',
    path: '/studies/:study/invitations',
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { seat, t, body } = visit
      const input = Chosen.safeParse(body)
      if (!input.success) throw new Unreadable('ids were sent that are none')
      const chosen = new Map(input.data.person.map(({ id, had }) => [id, had]))
      const all = await withInvitations(visit, await everybody(visit))
      const people = all.filter((person) => (chosen.size > 0 ? chosen.has(person.id) : isDue(person)))
      if (people.length === 0) return showPeople(visit, t('people.nobodyDue'))
      const changed = async () => {
        // Who was written to meanwhile is asked already.
        const now = (await withInvitations(visit, people)).filter(
          ({ id, written }) => written <= (chosen.get(id) ?? 0),
        )
        return { ...(await showAsking(visit, now, { problem: t('invite.changed') })), status: 409 }
      }
      const { gets, left, again } = reachOf(people)
      // Somebody looked at whom it goes to: when that is not so any more, nothing goes before it was seen anew.
      const isOvertaken = gets.some(({ id, written }) => written > (chosen.get(id) ?? written))
      if (left.length > 0 || people.length < chosen.size || isOvertaken) return changed()
      if (await isLate(visit)) return showAsking(visit, people)
      if (again > 0 && !input.data.again)
        return showAsking(visit, people, { form: refusedField(t, body, 'again', 'invite.againRequired') })
      try {
        const asked = gets.map((person) => ({ person, had: chosen.get(person.id) ?? person.written }))
        const gaps = await invite(visit, asked)
        if (gaps.length > 0) return await showAsking(visit, people)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return changed()
      }
      return { redirect: `/studies/${seat.studyId}/people`, notice: 'sent' }
    },
  },
  ...(['repetition', 'arrival'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${base}/:participant/mails/:mail/${noun}`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, param, deps } = visit
      const person = await placedOne(visit)
      const last = (await lastMailsTo(db, seat.studyId, 'participant', [person.id])).get(person.id)
      if (last?.id !== param('mail')) throw new NotFound('not the last mail to this participant')
      const why = whyNotRepeated(person, last.template, await isLate(visit))
      if (noun === 'repetition' && why !== undefined) return refuse(visit, why)
      // What was written says by when photos are wanted: that may have been changed since.
      const { mails, gaps } =
        last.template === 'invitation' ? await composed(visit, [person]) : { mails: [], gaps: [] }
      if (noun === 'repetition' && gaps.length > 0) return showPerson(visit, undefined, gaps)
      const [anew] = mails
      const words = anew && !('missing' in anew.mail) ? anew.mail : {}
      try {
        await change(db, seat, (tx) =>
          noun === 'repetition' ? sendAgain(tx, seat, last.id, words) : markArrived(tx, seat, last.id),
        )
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return refuse(visit, 'meanwhile')
      }
      deps.outbox.poke()
      const notice = noun === 'repetition' ? 'sent' : 'saved'
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice }
    },
  })),
]

/** The participant of the address, with how far the person is. */
async function placedOne(visit: Visit): Promise<Placed> {
  const { db, seat, param } = visit
  const [person] = await placed(visit, [await participantWith(db, seat, param('participant'))])
  if (!person) throw new NotFound('no such participant')
  return person
}

/** The page of a person, with why no invitation goes to that person. */
async function refuse(visit: Visit, why: Exclude<WhyNot, 'address'> | 'late' | 'meanwhile') {
  const page = await showPerson(visit, refusedField(visit.t, {}, 'email', `invite.refused.${why}`))
  const isOvertaken = why === 'waiting' || why === 'uncertain' || why === 'meanwhile'
  return isOvertaken ? { ...page, status: 409 } : page
}

type Invited = Placed & Pending & { isShut: boolean }

/** Some people, each with how the invitations to that person stand. */
async function withInvitations({ db, seat, now }: Visit, people: readonly Placed[]): Promise<Invited[]> {
  const pending = await pendingMails(db, invitationsIn(seat), now)
  const shut = await shutOut(db, seat)
  return people.map((person) => ({
    ...person,
    ...(pending.get(person.id) ?? none),
    isShut: shut.has(person.id),
  }))
}

const none: Pending = { written: 0, open: undefined }

/** Whom an invitation goes to, before it goes, with the mail as the first in each language gets it, and the first who takes part. */
async function showAsking(
  visit: Visit,
  people: readonly Invited[],
  { problem, form }: { problem?: string; form?: Form } = {},
) {
  const { seat, t } = visit
  const reach = reachOf(people)
  const { gets } = reach
  const firsts = languages.flatMap((language) =>
    [false, true].flatMap((takesPart) => {
      const person = gets.find((one) => one.language === language && (one.takes_part === 1) === takesPart)
      return person ? [{ person, language }] : []
    }),
  )
  const shown = await lettersFor(visit, 'invitation', firsts)
  const letters = shown.flatMap((letter, index) => {
    const person = firsts[index]?.person
    return person ? [{ person, letter }] : []
  })
  const { gaps } = await composed(visit, gets)
  const study = await studyOf(visit.db, seat)
  const late = lateIn(t, seat, study)
  const isKept = visit.deps.mailFolder !== undefined
  return askPage(t, seat, { reach, problem, form, study, isKept, late, letters, gaps })
}

/** Whether the date by which an invitation asks for photos is past: then none goes out. */
async function isLate({ db, seat, t }: Visit): Promise<boolean> {
  return isPast((await studyOf(db, seat)).photos_by, t.day(seat.at))
}

type Asked = { person: Participant; had: number }

/**
 * Puts invitations in the outbox. Gives what they still miss; then nothing was sent. Throws Conflict when somebody was
 * sent one meanwhile.
 */
async function invite(visit: Visit, asked: readonly Asked[]): Promise<Gap[]> {
  const { db, seat, at, now, deps } = visit
  const people = asked.map(({ person }) => person)
  const { mails, gaps } = await composed(visit, people)
  if (gaps.length > 0) return gaps
  await change(db, seat, async (tx) => {
    const had = asked.map(({ person, ...one }) => ({ id: person.id, ...one }))
    await needSettled(tx, invitationsIn(seat), had, now)
    for (const { person, mail } of mails) {
      if ('missing' in mail || person.email === null) continue
      const to = { studyId: seat.studyId, personId: person.id, role: 'participant' as const }
      const { email: address, language } = person
      await insertMail(tx, { to, address, language, template: 'invitation', ...mail }, at)
    }
    const ids = people.map(({ id }) => id)
    await noteInvited(tx, seat, ids)
    return ids.length === 0 ? undefined : { id: seat.studyId, ids }
  })
  deps.outbox.poke()
  return gaps
}

/** The invitations of some people, and what they still miss, each with where that is filled in. */
export async function composed({ db, seat, t, deps }: Visit, people: readonly Participant[]) {
  const study = await studyOf(db, seat)
  const texts = { nl: await textsOf(db, seat, 'nl'), en: await textsOf(db, seat, 'en') }
  const mails = people.map((person) => {
    const say = textIn(person.language, deps.timeZone)
    const { takes_part } = person
    const to = { name: person.name ?? '', takes_part }
    const mail = composeMail(say, 'invitation', texts[person.language], study, to)
    return { person, mail }
  })
  const missing = mails.flatMap(({ mail }) => ('missing' in mail ? mail.missing : []))
  return { mails, gaps: gapsIn(t, seat, missing) }
}
