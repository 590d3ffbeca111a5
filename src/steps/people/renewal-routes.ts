import { change } from '../../access/change.ts'
import { Conflict, NotFound, Unreadable } from '../../errors.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { insertMail } from '../../mail/outbox.ts'
import { needSettled, pendingMails } from '../../mail/pending-queries.ts'
import { contactIn } from '../../method/both-languages.ts'
import { firstName } from '../../method/person-names.ts'
import { textIn } from '../../text/text.ts'
import { studyOf } from '../study/queries.ts'
import { Again } from './invite-input.ts'
import { composed } from './invite-routes.ts'
import { invitationsIn } from './invite-rules.ts'
import { shownLetter } from './letter-page.ts'
import { handOver } from './link-routes.ts'
import { placed } from './list-routes.ts'
import { endLinks, linksOf, noteInvited, participantWith, type Participant } from './queries.ts'
import { renewalPage } from './renewal-page.ts'
import { whyHanded } from './renewal-rules.ts'
import { showPerson } from './routes.ts'

const base = '/studies/:study/people/:participant/links/renewal'
const template = 'renewedLink'

/** A personal link in the place of all others of a participant: asked first, then mailed or handed over. */
export const renewalRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => showRenewal(visit),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => handOver(visit, true),
  },
  {
    method: 'post',
    path: `${base}/mail`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body, at, now, param, deps } = visit
      const input = Again.safeParse(body)
      if (!input.success) throw new Unreadable('no count of mails')
      const person = await participantWith(db, seat, param('participant'))
      const { email: address, language } = person
      if (address === null || (await whyNotMailed(visit, person)) !== undefined)
        return showRenewal(visit, t('renew.changed'))
      const { gaps } = await composed(visit, [person])
      if (gaps.length > 0) return showPerson(visit, undefined, gaps)
      const mail = { address, language, template, ...(await written(visit, person)) }
      const had = input.data.had ?? 0
      try {
        await change(db, seat, async (tx) => {
          const to = { studyId: seat.studyId, personId: person.id, role: 'participant' } as const
          await needSettled(tx, { ...invitationsIn(seat), template }, [{ id: person.id, had }], now)
          await insertMail(tx, { to, ...mail }, at)
          await noteInvited(tx, seat, [person.id])
          return (await endLinks(tx, seat, person.id)) ?? { id: person.id, fields: [] }
        })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        return showRenewal(visit, t('renew.changed'))
      }
      deps.outbox.poke()
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'sent' }
    },
  },
]

async function showRenewal(visit: Visit, problem?: string) {
  const { db, seat, t, now, param, deps } = visit
  const person = await participantWith(db, seat, param('participant'))
  const letters = await pendingMails(db, { ...invitationsIn(seat), template }, now)
  const say = textIn(person.language, deps.timeZone)
  const letter = shownLetter(t, say, seat, { ...(await written(visit, person)), missing: [] }, 0)
  return renewalPage(t, seat, person, {
    links: await linksOf(db, seat, person.id),
    letter,
    had: letters.get(person.id)?.written ?? 0,
    why: await whyNotMailed(visit, person),
    isKept: deps.mailFolder !== undefined,
    problem,
  })
}

async function whyNotMailed(visit: Visit, person: Participant) {
  const { db, seat, now } = visit
  const [found] = await placed(visit, [person])
  if (!found) throw new NotFound('no such participant')
  return whyHanded(found, (await pendingMails(db, invitationsIn(seat), now)).get(person.id)?.open)
}

/** The mail that brings the new link, in words of the person's language. */
async function written({ db, seat, deps }: Visit, { name, language }: Participant) {
  const study = await studyOf(db, seat)
  const say = textIn(language, deps.timeZone)
  const words = {
    ...{ name: firstName(name ?? ''), study: study.name, contact: contactIn(study, language) },
    ...{ researcher: study.contact_name, link: '{link}', declineLink: '{declineLink}' },
  }
  return { subject: say('mail.renewedLink.subject', words), body: say('mail.renewedLink.body', words) }
}
