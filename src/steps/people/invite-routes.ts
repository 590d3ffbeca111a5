import { change } from '../../access/change.ts'
import { refusedField } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { doorOf, insertMail } from '../../mail/outbox.ts'
import { textIn } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { composeMail } from './mail.ts'
import { gapsIn, linkPage, type Gap } from './page.ts'
import {
  endLinks,
  insertParticipantLink,
  noteInvited,
  participantsOf,
  participantWith,
  type Participant,
} from './queries.ts'
import { showPeople, showPerson } from './routes.ts'
import { isDue } from './rules.ts'

const base = '/studies/:study/people'

/** The ways in for participants: a mail, or a link to hand over. What both lead to must be whole. */
export const inviteRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: `${base}/:participant/links`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, now, param, deps } = visit
      const person = await participantWith(db, seat, param('participant'))
      const { gaps } = await composed(visit, [person])
      if (gaps.length > 0) return showPerson(visit, undefined, gaps)
      const { token } = await change(db, seat, (tx) => insertParticipantLink(tx, seat, person.id, now))
      const link = `${deps.baseUrl}/${doorOf.participant}/${token}`
      return linkPage(t, seat, person, { link, loopback: isLoopback(deps.baseUrl), baseUrl: deps.baseUrl })
    },
  },
  {
    method: 'post',
    path: `${base}/:participant/links/removal`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const person = await participantWith(db, seat, param('participant'))
      await change(db, seat, (tx) => endLinks(tx, seat, person.id))
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:participant/invitation`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      const person = await participantWith(db, seat, param('participant'))
      if (person.email === null) return showPerson(visit, refusedField(t, {}, 'email', 'people.emailNeeded'))
      const gaps = await invite(visit, [person])
      if (gaps.length > 0) return showPerson(visit, undefined, gaps)
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'sent' }
    },
  },
  {
    method: 'post',
    path: '/studies/:study/invitations',
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t } = visit
      const due = (await participantsOf(db, seat, { limit: 100_000 })).filter(isDue)
      if (due.length === 0) return showPeople(visit, t('people.nobodyDue'))
      const gaps = await invite(visit, due)
      if (gaps.length > 0) return showPeople(visit, undefined, gaps)
      return { redirect: `/studies/${seat.studyId}/people`, notice: 'sent' }
    },
  },
]

/** Puts invitations in the outbox. Gives what they still miss; then nothing was sent. */
async function invite(visit: Visit, people: readonly Participant[]): Promise<Gap[]> {
  const { db, seat, at, deps } = visit
  const { mails, gaps } = await composed(visit, people)
  if (gaps.length > 0) return gaps
  await change(db, seat, async (tx) => {
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
async function composed({ db, seat, t, deps }: Visit, people: readonly Participant[]) {
  const study = await studyOf(db, seat)
  const texts = { nl: await textsOf(db, seat, 'nl'), en: await textsOf(db, seat, 'en') }
  const mails = people.map((person) => {
    const say = textIn(person.language, deps.timeZone)
    const mail = composeMail(say, 'invitation', texts[person.language], study, { name: person.name ?? '' })
    return { person, mail }
  })
  const missing = new Set(mails.flatMap(({ mail }) => ('missing' in mail ? mail.missing : [])))
  return { mails, gaps: gapsIn(t, seat, [...missing]) }
}
