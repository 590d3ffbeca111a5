import { change } from '../../access/change.ts'
import { takeGuide, type Guest, type Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { blankForm, filledForm, refusedForm, type Form, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { OpenRoute, Route, StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import { evidenceFor, readyFindingsOf, recommendationsOf } from '../findings/queries.ts'
import { figureLines, guidePage, type Parts } from './guide-page.ts'
import { PartInput, parts, PhotoChoice, Seen, type Part } from './input.ts'
import { overviewPage, partPage, photosPage, publicationPage } from './page.ts'
import {
  choosePhotos,
  figuresOf,
  guideOf,
  guidePhotoWith,
  movePhoto,
  openPhotosOf,
  openPhotoWith,
  saveGuide,
  setPublished,
} from './queries.ts'

const base = '/studies/:study/guide'
const sizes = ['large', 'thumb'] as const

const whole: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'guide.read',
    handle: (visit) => showOverview(visit),
  },
  {
    method: 'get',
    path: `${base}/preview`,
    door: 'account',
    may: 'guide.read',
    handle: async ({ db, seat, t, at }) => {
      const today = at.slice(0, 10)
      return guidePage(t, await partsOf(db, seat), {
        ...{ base: baseOf(seat), today, back: baseOf(seat) },
      })
    },
  },
  {
    method: 'get',
    path: `${base}/publication`,
    door: 'account',
    may: 'guide.edit',
    handle: async ({ db, seat, t }) => {
      const { guide, counts } = await stateOf(db, seat)
      return publicationPage(t, seat, guide, counts)
    },
  },
  {
    method: 'post',
    path: `${base}/publication`,
    door: 'account',
    may: 'guide.edit',
    handle: async (visit) => {
      const { db, seat, t } = visit
      if ((await guideOf(db, seat)).title === '') return showOverview(visit, t('guide.titleNeeded'))
      await change(db, seat, (tx) => setPublished(tx, seat, true))
      return { redirect: baseOf(seat), notice: 'guideOpened' }
    },
  },
  {
    method: 'post',
    path: `${base}/publication/removal`,
    door: 'account',
    may: 'guide.edit',
    handle: async ({ db, seat }) => {
      await change(db, seat, (tx) => setPublished(tx, seat, false))
      return { redirect: baseOf(seat), notice: 'guideClosed' }
    },
  },
]

const writing: StudyRoute[] = parts.flatMap((part): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/${part}`,
    door: 'account',
    may: 'guide.edit',
    handle: (visit) => showPart(visit, part, undefined),
  },
  {
    method: 'post',
    path: `${base}/${part}`,
    door: 'account',
    may: 'guide.edit',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const seen = Seen.safeParse(body)
      if (!seen.success) return showPart(visit, part, refusedForm(t, body, seen.error))
      const { version } = seen.data
      const input = PartInput[part].safeParse(body)
      if (!input.success) return showPart(visit, part, refusedForm(t, body, input.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => saveGuide(tx, seat, version, input.data)),
        (form) => showPart(visit, part, form),
        { redirect: baseOf(seat), notice: 'saved' },
      )
    },
  },
])

const photos: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/photos`,
    door: 'account',
    may: 'guide.edit',
    handle: (visit) => showPhotos(visit, blankForm),
  },
  {
    method: 'post',
    path: `${base}/photos`,
    door: 'account',
    may: 'guide.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = PhotoChoice.safeParse(body)
      if (!input.success) return showPhotos(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => choosePhotos(tx, seat, input.data))
      return { redirect: `${baseOf(seat)}/photos`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/photos/:photo/position`,
    door: 'account',
    may: 'guide.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => movePhoto(tx, seat, param('photo')))
      return { redirect: `${baseOf(seat)}/photos`, notice: 'saved' }
    },
  },
  ...sizes.map((size): StudyRoute => ({
    method: 'get',
    path: `${base}/photos/:photo/${size}`,
    door: 'account',
    may: 'guide.read',
    handle: async ({ db, seat, param, deps }) =>
      storedPicture(deps.storage, (await openPhotoWith(db, seat, param('photo')))[size]),
  })),
]

/** What anyone can read, without an account, from publication on. */
const published: OpenRoute[] = [
  {
    method: 'get',
    path: '/guides/:guide',
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, t, param, at }) => {
      const guest = await takeGuide(db, param('guide'))
      const today = at.slice(0, 10)
      return guidePage(t, await partsOf(db, guest), { base: `/guides/${guest.studyId}`, today })
    },
  },
  ...sizes.map((size): OpenRoute => ({
    method: 'get',
    path: `/guides/:guide/photos/:photo/${size}`,
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, param, deps }) => {
      const guest = await takeGuide(db, param('guide'))
      return storedPicture(deps.storage, (await guidePhotoWith(db, guest, param('photo')))[size])
    },
  })),
]

export const routes: Route[] = [...whole, ...writing, ...photos, ...published]

/** What the guide is made of, read alike for a member and for anyone: up to the rung of everyone. */
async function partsOf(db: Db, reader: Seat | Guest): Promise<Parts> {
  return { ...(await foundOf(db, reader)), figures: await figuresOf(db, reader) }
}

async function foundOf(db: Db, reader: Seat | Guest) {
  const guide = await guideOf(db, reader)
  const { studyId } = reader
  return {
    guide,
    findings: await readyFindingsOf(db, reader),
    // In the order of the study's language, whoever reads it.
    evidence: await evidenceFor(db, { studyId, language: guide.language }, 'everyone'),
    recommendations: await recommendationsOf(db, reader),
    photos: await openPhotosOf(db, reader),
  }
}

async function showOverview({ db, seat, t, deps: { baseUrl } }: Visit, problem = '') {
  const { guide, counts } = await stateOf(db, seat)
  return overviewPage(t, seat, guide, counts, { baseUrl, isLoopback: isLoopback(baseUrl), problem })
}

/** The guide with how much of what it needs there is. */
async function stateOf(db: Db, seat: Seat) {
  const { guide, findings, evidence, recommendations, photos } = await foundOf(db, seat)
  const counts = {
    recommendations: recommendations.length,
    findings: findings.length,
    unquoted: findings.filter(({ id }) => (evidence.get(id)?.quotations.length ?? 0) === 0),
    photos: photos.filter(({ position }) => position !== null).length,
  }
  return { guide, counts }
}

async function showPart({ db, seat, t }: Visit, part: Part, form: Form | undefined) {
  const guide = await guideOf(db, seat)
  const { title, preface, reflection, reflection_by, new_questions, method, makers, version } = guide
  const texts = { title, preface, reflection, reflection_by, new_questions, method, makers }
  const stored = filledForm({ ...texts, version })
  const figures = part === 'method' ? figureLines(t, await figuresOf(db, seat)) : []
  return partPage(t, seat, part, { guide, figures }, shownForm(stored, form))
}

async function showPhotos({ db, seat, t }: Visit, form: Form): Promise<Answer> {
  return photosPage(t, seat, await openPhotosOf(db, seat), form)
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/guide`
}
