import { keyStateOf } from '../../access/second-key.ts'
import { versionOfAnswer } from '../../http/answered.ts'
import type { StudyRoute } from '../../http/route.ts'
import { nthsOf } from '../../method/numbers.ts'
import { ownQuotationCounts, ownQuotationsOf } from '../../steps/coding/queries.ts'
import { ownOpenedTexts, ownTextWish } from '../../steps/coding/opened-queries.ts'
import { ownReadingDate } from '../../steps/coding/reading-queries.ts'
import { papersBehind } from '../../steps/people/answer-paper-queries.ts'
import { ownConsent } from '../../steps/people/consent-queries.ts'
import { isReady } from '../../steps/people/ready-queries.ts'
import { waitsForText } from '../../steps/people/consent-routes.ts'
import { linesFor } from '../../steps/people/own-queries.ts'
import { hadTalk } from '../../steps/people/talk-queries.ts'
import { ownPhotoCounts, photosOf } from '../../steps/photos/queries.ts'
import { ownAppointments } from '../../steps/interviews/own-queries.ts'
import { ownRecordings } from '../../steps/interviews/recording-own-queries.ts'
import { becameOf } from '../way/way.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { ownPage } from './page.ts'
import { ifGiven } from './queries.ts'
import { readBackPage } from './reading-back-page.ts'
import { stopRoutes } from './stop-routes.ts'
import { takenRoutes } from './taken-routes.ts'
import { ownTrailPage } from './trail-page.ts'

export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/participants/:person',
    door: 'participant',
    may: 'own.read',
    handle: async (visit) => {
      const { db, seat, t, visitor } = visit
      const consent = await ownConsent(db, seat)
      // Who has stopped, or said no, is not shown the assignment again.
      if (consent?.takes_part === 0) {
        return { redirect: `/studies/${seat.studyId}/participants/${seat.personId}/withdrawal` }
      }
      const lines = await linesFor(db, seat, t)
      const photos = await ownPhotoCounts(db, seat)
      const quotations = await ownQuotationCounts(db, seat)
      const counts = {
        total: photos.total,
        brought: photos.brought,
        asked: photos.asked + quotations.asked,
        answered: photos.answered + quotations.answered,
      }
      // Sentences come from the talk: who is asked about some has had it, whatever was written down of the day.
      const isHeld = quotations.asked > 0 || (await hadTalk(db, seat, seat.personId))
      const isAskedAnew = await waitsForText(visit)
      const key = await keyStateOf(db, seat, visitor)
      const toBlur = (await photosOf(db, seat)).filter(({ blur_asked_at }) => blur_asked_at !== null)
      return ownPage(t, seat, {
        ...{ lines, consent, counts, isHeld, isAskedAnew, key, toBlur },
        isReady: await isReady(db, seat),
        appointments: await ownAppointments(db, seat, t.day(seat.at)),
        recordings: await ownRecordings(db, seat),
        readBy: (await ownReadingDate(db, seat))?.read_by,
        opened: await ownOpenedTexts(db, seat, t.day(seat.at)),
        wishedAt: await ownTextWish(db, seat),
      })
    },
  },
  {
    // Whoever sends anything was here: that is noted on the way in.
    method: 'post',
    path: '/studies/:study/participants/:person/arrival',
    door: 'participant',
    may: 'own.arrive',
    handle: () => ({ json: {} }),
  },
  {
    method: 'get',
    path: '/studies/:study/participants/:person/reading-back',
    door: 'participant',
    may: 'own.read',
    needs: 'key',
    handle: async ({ db, seat, t }) => {
      const quotations = await ownQuotationsOf(db, seat)
      const all = await photosOf(db, seat)
      const photos = all.filter(({ wished_at }) => wished_at !== null)
      const given = await ifGiven(db, seat, { photos: idsOf(photos), quotations: idsOf(quotations) })
      const papers = await papersBehind(db, seat, [...idsOf(photos), ...idsOf(quotations)])
      const sentences = quotations.map((one) => ({ ...one, sentence: one.words }))
      const versions = new Map([...sentences, ...photos].map((one) => [one.id, versionOfAnswer(one)]))
      const readBy = (await ownReadingDate(db, seat))?.read_by
      return readBackPage(t, seat, {
        ...{ quotations, photos, nths: nthsOf(all), given, papers, versions, readBy },
        whole: {
          opened: await ownOpenedTexts(db, seat, t.day(seat.at)),
          wishedAt: await ownTextWish(db, seat),
          hasWords: (await ownConsent(db, seat))?.words_withdrawn_at === null,
        },
      })
    },
  },
  {
    method: 'get',
    path: '/studies/:study/participants/:person/trail',
    door: 'participant',
    may: 'own.read',
    needs: 'key',
    handle: async ({ db, seat, t }) => {
      const photos = await photosOf(db, seat)
      const quotations = await ownQuotationsOf(db, seat)
      const became = new Map([
        ...(await becameOf(db, seat, t, 'photo', idsOf(photos))),
        ...(await becameOf(db, seat, t, 'quotation', idsOf(quotations))),
      ])
      return ownTrailPage(t, seat, { photos, quotations, became })
    },
  },
  ...appointmentRoutes,
  ...takenRoutes,
  ...stopRoutes,
]

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id)
}
