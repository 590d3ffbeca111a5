import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { blankForm, refusedField, refusedForm, type Form } from '../../http/form.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import { evidenceFor, evidencePhotoWith, readyFindingsOf, recommendationsOf } from '../findings/queries.ts'
import { studyOf } from '../study/queries.ts'
import { answersPage, ownMeetingsPage } from './answers-page.ts'
import { Remark } from './input.ts'
import { itemsOf, promisesOf } from './item-queries.ts'
import { actionsAsTheyStand, deleteRemark, insertRemark, remarksOf } from './paper-queries.ts'
import { papersBase, papersPage } from './papers-page.ts'
import { meetingsOf, meetingWith, type Meeting } from './queries.ts'

const team = '/studies/:study/assembly/:meeting'
const own = '/studies/:study/assembly-members/:person'
const papers = `${own}/meetings/:meeting`

const looking: StudyRoute[] = [
  {
    method: 'get',
    path: `${team}/papers`,
    door: 'account',
    may: 'assembly.read',
    handle: (visit) => showPapers(visit, blankForm),
  },
  {
    method: 'get',
    path: `${team}/answers`,
    door: 'account',
    may: 'assembly.read',
    handle: (visit) => showAnswers(visit),
  },
]

const reading: StudyRoute[] = [
  {
    method: 'get',
    path: own,
    door: 'assembly',
    may: 'papers.read',
    handle: async ({ db, seat, t }) =>
      ownMeetingsPage(t, seat, await studyOf(db, seat), await meetingsOf(db, seat)),
  },
  {
    method: 'post',
    path: `${papers}/opening`,
    door: 'assembly',
    may: 'papers.open',
    // The first button that a member presses: with it the house notes that the link was opened by a human.
    handle: async ({ db, seat, param }) => {
      const meeting = await meetingWith(db, seat, param('meeting'))
      return { redirect: papersBase(seat, meeting) }
    },
  },
  {
    method: 'get',
    path: papers,
    door: 'assembly',
    may: 'papers.read',
    handle: async (visit) => {
      const page = await showPapers(visit, blankForm)
      await noteReading(visit.db, visit.seat, [visit.param('meeting')])
      return page
    },
  },
  {
    method: 'get',
    path: `${papers}/answers`,
    door: 'assembly',
    may: 'papers.read',
    handle: (visit) => showAnswers(visit),
  },
  ...(['large', 'thumb'] as const).map((size): StudyRoute => ({
    method: 'get',
    path: `${papers}/photos/:photo/${size}`,
    door: 'assembly',
    may: 'papers.read',
    handle: async ({ db, seat, param, deps }) => {
      await meetingWith(db, seat, param('meeting'))
      const photo = await evidencePhotoWith(db, seat, 'leaders', param('photo'))
      return storedPicture(deps.storage, photo[size])
    },
  })),
]

const remarking: StudyRoute[] = [
  {
    method: 'post',
    path: `${papers}/remarks`,
    door: 'assembly',
    may: 'papers.remark',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const meeting = await meetingWith(db, seat, param('meeting'))
      const input = Remark.safeParse(body)
      if (!input.success) return showPapers(visit, refusedForm(t, body, input.error))
      try {
        const { id } = await change(db, seat, (tx) => insertRemark(tx, seat, meeting.id, input.data))
        return { redirect: `${papersBase(seat, meeting)}#remark-${id}`, notice: 'added' }
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const form = refusedField(t, body, '', 'assembly.remarksOver')
        return { ...(await showPapers(visit, form)), status: 409 }
      }
    },
  },
  {
    method: 'post',
    path: `${papers}/remarks/:remark/removal`,
    door: 'assembly',
    may: 'papers.remark',
    handle: async ({ db, seat, param }) => {
      const meeting = await meetingWith(db, seat, param('meeting'))
      await change(db, seat, (tx) => deleteRemark(tx, seat, meeting.id, param('remark')))
      return { redirect: papersBase(seat, meeting), notice: 'removed' }
    },
  },
]

export const papersRoutes: StudyRoute[] = [...looking, ...reading, ...remarking]

/** All that the papers of a meeting hold: what leaves the researchers, as far as leaders may see it. */
export async function papersOf({ db, seat, t }: Visit, meeting: Meeting) {
  return {
    study: await studyOf(db, seat),
    items: await itemsOf(db, seat, meeting.id),
    actions: await actionsAsTheyStand(db, seat, meeting.id, t.day),
    findings: await readyFindingsOf(db, seat),
    evidence: await evidenceFor(db, seat, 'leaders'),
    recommendations: await recommendationsOf(db, seat),
    remarks: await remarksOf(db, seat, meeting.id),
  }
}

async function showPapers(visit: Visit, form: Form): Promise<Answer> {
  const { db, seat, t, param } = visit
  const meeting = await meetingWith(db, seat, param('meeting'))
  return papersPage(t, seat, meeting, await papersOf(visit, meeting), form)
}

async function showAnswers({ db, seat, t, param }: Visit): Promise<Answer> {
  const meeting = await meetingWith(db, seat, param('meeting'))
  return answersPage(t, seat, meeting, {
    study: await studyOf(db, seat),
    items: await itemsOf(db, seat, meeting.id),
    promises: await promisesOf(db, seat, meeting.id),
  })
}
