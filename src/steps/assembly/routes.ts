import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { blankForm, filledForm, refusedField, refusedForm, type Form, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { exportRoutes } from './export-routes.ts'
import { Meeting, NextState, Reply, Seen } from './input.ts'
import { actionTitlesOf, itemsOf, promisesOf } from './item-queries.ts'
import { lastMembersOf, meetingMembersOf, membersOf } from './member-queries.ts'
import { editMeetingPage } from './item-page.ts'
import { meetingPage, meetingsPage } from './page.ts'
import { remarksOf, remarkWith, replyTo } from './paper-queries.ts'
import {
  deleteMeeting,
  hangingOn,
  insertMeeting,
  meetingsOf,
  meetingWith,
  needState,
  openQuestionsOf,
  setState,
  updateMeeting,
} from './queries.ts'
import { nextStates } from './rules.ts'

const base = '/studies/:study/assembly'
const one = `${base}/:meeting`

const planning: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'assembly.read',
    handle: (visit) => showAll(visit, blankForm),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Meeting.safeParse(body)
      if (!input.success) return showAll(visit, refusedForm(t, body, input.error))
      const { id } = await change(db, seat, (tx) => insertMeeting(tx, seat, input.data))
      return { redirect: `/studies/${seat.studyId}/assembly/${id}`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: one,
    door: 'account',
    may: 'assembly.read',
    handle: (visit) => showMeeting(visit, blankForm),
  },
  {
    method: 'get',
    path: `${one}/edit`,
    door: 'account',
    may: 'assembly.edit',
    handle: (visit) => showEdit(visit, undefined),
  },
  {
    method: 'post',
    path: one,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      await meetingWith(db, seat, param('meeting'))
      const input = Meeting.safeParse(body)
      if (!input.success) return showEdit(visit, refusedForm(t, body, input.error))
      const seen = Seen.safeParse(body)
      if (!seen.success) return showEdit(visit, refusedForm(t, body, seen.error))
      const { version } = seen.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateMeeting(tx, seat, param('meeting'), version, input.data)),
        (form) => showEdit(visit, form),
        { redirect: toMeeting(visit), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${one}/state`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      await meetingWith(db, seat, param('meeting'))
      const input = NextState.safeParse(body)
      if (!input.success || !nextStates(input.data.from, seat.role).includes(input.data.to)) {
        throw new Conflict('no such change')
      }
      const { from, to } = input.data
      await change(db, seat, (tx) => setState(tx, seat, param('meeting'), from, to))
      return { redirect: toMeeting(visit), notice: to === 'shared' ? 'papersShared' : 'saved' }
    },
  },
  {
    method: 'post',
    path: `${one}/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => deleteMeeting(tx, seat, param('meeting')))
      return { redirect: `/studies/${seat.studyId}/assembly`, notice: 'removed' }
    },
  },
]

const replying: StudyRoute[] = [
  {
    method: 'post',
    path: `${one}/remarks/:remark/reply`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const remark = await remarkWith(db, seat, param('meeting'), param('remark'))
      const input = Reply.safeParse(body)
      if (!input.success) return showMeeting(visit, atReply(refusedForm(t, body, input.error), remark.id))
      try {
        await change(db, seat, async (tx) => {
          await needState(tx, seat, remark.meeting_id, 'answers')
          return replyTo(tx, seat, remark, input.data)
        })
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const form = atReply(refusedField(t, body, 'reply', 'form.again'), remark.id)
        return { ...(await showMeeting(visit, form)), status: 409 }
      }
      return { redirect: `${toMeeting(visit)}#remark-${remark.id}`, notice: 'saved' }
    },
  },
]

export const routes: StudyRoute[] = [...exportRoutes, ...planning, ...replying]

/** The form of a reply as the meeting's page knows it: there is one for each remark. */
function atReply({ typed, problems }: Form, remarkId: string): Form {
  const field = `reply-${remarkId}`
  return { typed: { [field]: typed.reply ?? '' }, problems: { [field]: problems.reply ?? '' } }
}

async function showAll({ db, seat, t }: Visit, form: Form): Promise<Answer> {
  const meetings = await meetingsOf(db, seat)
  return meetingsPage(t, seat, { meetings, questions: await openQuestionsOf(db, seat) }, form)
}

/** One meeting for the team, with a form on it that was refused, if any. */
export async function showMeeting({ db, seat, t, param }: Visit, form: Form) {
  const meeting = await meetingWith(db, seat, param('meeting'))
  const parts = {
    items: await itemsOf(db, seat, meeting.id),
    remarks: await remarksOf(db, seat, meeting.id),
    promises: await promisesOf(db, seat, meeting.id),
    members: await meetingMembersOf(db, seat, meeting.id),
    everybody: await membersOf(db, seat),
    last: await lastMembersOf(db, seat, meeting.id),
    actions: await actionTitlesOf(db, seat),
  }
  return meetingPage(t, seat, meeting, parts, form)
}

async function showEdit({ db, seat, t, param }: Visit, form: Form | undefined) {
  const meeting = await meetingWith(db, seat, param('meeting'))
  const { name, held_on, place, introduction, version } = meeting
  const stored = filledForm({ name, held_on, place, introduction, version })
  const hanging = await hangingOn(db, seat, meeting.id)
  return editMeetingPage(t, seat, meeting, hanging, shownForm(stored, form))
}

function toMeeting({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/assembly/${param('meeting')}`
}
