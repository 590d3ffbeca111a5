import { toString as qrCode } from 'qrcode'
import { change } from '../../access/change.ts'
import type { Seat } from '../../access/seat.ts'
import { leaveSeat } from '../../access/visits.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import type { Key } from '../../text/text.ts'
import { evidenceFor, evidencePhotoWith } from '../findings/queries.ts'
import { countedPoints, deleteDot, insertDot, ownDots, ownSession } from './dot-queries.ts'
import { tellCounts, topics } from './live.ts'
import { contentsOf, sessionWith } from './queries.ts'
import { attendeePage, screenPage } from './room-page.ts'

const base = '/studies/:study/feedback/:session'
const own = '/studies/:study/attendees/:person'

/** What stands on the wall while a session is held. */
export const roomRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/screen`,
    door: 'account',
    may: 'feedback.read',
    handle: async ({ db, seat, t, deps, param, query }) => {
      const session = await sessionWith(db, seat, param('session'))
      if (session.state === 'prepared') {
        return { redirect: `/studies/${seat.studyId}/feedback/${session.id}` }
      }
      const parts = {
        contents: await contentsOf(db, seat, session.id),
        evidence: await evidenceFor(db, seat, session.rung),
        counted: await countedPoints(db, seat),
        address: joinAddress(deps, session),
        at: /^\d{1,3}$/.test(query('at')) ? Number(query('at')) : 0,
      }
      return screenPage(t, seat, session, parts)
    },
  },
  {
    method: 'get',
    path: `${base}/qr.svg`,
    door: 'account',
    may: 'feedback.read',
    handle: async ({ db, seat, deps, param }) => {
      const session = await sessionWith(db, seat, param('session'))
      if (session.join_code === null) throw new NotFound('no join code yet')
      const svg = await qrCode(joinAddress(deps, session), { type: 'svg', margin: 2 })
      return { download: svg, type: 'image/svg+xml' }
    },
  },
  {
    method: 'get',
    path: `${base}/live`,
    door: 'account',
    may: 'feedback.read',
    handle: async ({ db, seat, param }) => {
      const { id } = await sessionWith(db, seat, param('session'))
      return { live: topics.counts(id), instead: `/studies/${seat.studyId}/feedback/${id}` }
    },
  },
]

/** A session on the phone of somebody who is there. */
export const attendeeRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: own,
    door: 'attendee',
    may: 'session.read',
    handle: (visit) => showOwn(visit),
  },
  {
    method: 'get',
    path: `${own}/live`,
    door: 'attendee',
    may: 'session.read',
    handle: async ({ db, seat }) => {
      const { id } = await ownSession(db, seat)
      return { live: topics.state(id), instead: baseOf(seat) }
    },
  },
  ...(['large', 'thumb'] as const).map((size): StudyRoute => ({
    method: 'get',
    path: `${own}/photos/:photo/${size}`,
    door: 'attendee',
    may: 'session.read',
    handle: async (visit) => storedPicture(visit.deps.storage, (await shownPhoto(visit))[size]),
  })),
  {
    method: 'post',
    path: `${own}/points/:point/dots`,
    door: 'attendee',
    may: 'dots.place',
    handle: (visit) => place(visit, insertDot, 'feedback.noneLeft'),
  },
  {
    method: 'post',
    path: `${own}/points/:point/dots/removal`,
    door: 'attendee',
    may: 'dots.place',
    handle: (visit) => place(visit, deleteDot, 'feedback.noneHere'),
  },
  {
    method: 'post',
    path: `${own}/departure`,
    door: 'attendee',
    may: 'session.leave',
    handle: async ({ db, seat, t, visitor }) => {
      const { id } = await ownSession(db, seat)
      await change(db, seat, async (tx) => {
        await leaveSeat(tx, visitor, seat)
        return { id }
      })
      const links = [{ href: '/s', text: t('join.again') }]
      return {
        view: 'doors/message',
        page: { title: t('feedback.gone'), text: t('feedback.goneText'), links },
      }
    },
  },
]

/** Where one joins: what stands on the wall, and in the QR code. */
export function joinAddress({ baseUrl }: { baseUrl: string }, session: { join_code: string | null }): string {
  return `${baseUrl}/s/${session.join_code ?? ''}`
}

async function place(visit: Visit, write: typeof insertDot, none: Key): Promise<Answer> {
  const { db, seat, t, param } = visit
  try {
    const written = await change(db, seat, (tx) => write(tx, seat, param('point')))
    if (!written) return await showOwn(visit, { problem: t(none), status: 422 })
    tellCounts(visit, written.id)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return showOwn(visit, { problem: t('feedback.notNow'), status: 409 })
  }
  return { redirect: `${baseOf(seat)}#point-${param('point')}` }
}

async function showOwn({ db, seat, t, deps }: Visit, refused?: { problem: string; status: number }) {
  const session = await ownSession(db, seat)
  const isKnown = session.state === 'revealed' || session.state === 'closed'
  const parts = {
    contents: await contentsOf(db, seat, session.id),
    evidence: await evidenceFor(db, seat, session.rung),
    dots: await ownDots(db, seat),
    // The whole room asks for it in the same second.
    counted: isKnown ? await deps.live.once(topics.state(session.id), () => countedPoints(db, seat)) : [],
    problem: refused?.problem,
    status: refused?.status ?? 200,
  }
  return attendeePage(t, seat, session, parts)
}

/** A photo that is evidence of one of the findings of the attendee's own session. */
async function shownPhoto({ db, seat, param }: Visit) {
  const session = await ownSession(db, seat)
  const { findings } = await contentsOf(db, seat, session.id)
  const evidence = await evidenceFor(db, seat, session.rung)
  const isShown = findings.some(({ id }) => evidence.get(id)?.photos.some((one) => one.id === param('photo')))
  if (!isShown) throw new NotFound('no photo of this session')
  return evidencePhotoWith(db, seat, session.rung, param('photo'))
}

function baseOf({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/attendees/${personId}`
}
