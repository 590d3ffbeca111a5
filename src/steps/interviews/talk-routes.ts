import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { newId } from '../../db/new-id.ts'
import { NotFound } from '../../errors.ts'
import { refusedForm, typedIn } from '../../http/form.ts'
import type { Answer, Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { momentAgo } from '../../method/moments.ts'
import { photosOfPerson } from '../photos/queries.ts'
import { itemsOf, questionsOf } from '../study/queries.ts'
import { cardPage } from './card-page.ts'
import { Chosen, Happened, Laying, Mark, noteAt } from './input.ts'
import { beginTalk, endTalk, markMoment, marksOf, removeMark, timesOf } from './moment-queries.ts'
import { notesOf, otherNotesOf, saveNote, settleNote } from './note-queries.ts'
import { laidPhotosOf, layPhoto } from './laid-queries.ts'
import { interviewWith, type Interview } from './queries.ts'
import { recordingInTalk } from './recording-queries.ts'
import { unlessGone } from './routes.ts'
import { spotNamed } from './rules.ts'
import type { TableCode } from './table-page.ts'
import { deleteTableLink, tableOpenUntil } from './table-queries.ts'
import { talkPage, type Refused } from './talk-page.ts'
import { backToTyping, showElsewhere, showTyping } from './typing-routes.ts'

const base = '/studies/:study/interviews/:interview'

/** What live pages of a talk follow. */
export const topicOf = (interviewId: string) => `talk ${interviewId}`

/** The talk itself: its page, its notes, where photos lie, moments that matter, and its begin and end. */
export const talkRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/talk`,
    door: 'account',
    may: 'interviews.read',
    needs: 'raw',
    handle: (visit) => unlessGone(visit, () => showTalk(visit, undefined)),
  },
  {
    method: 'get',
    path: `${base}/talk/card`,
    door: 'account',
    may: 'interviews.read',
    handle: (visit) =>
      unlessGone(visit, async () => {
        const { db, seat, t, param } = visit
        const interview = await interviewWith(db, seat, param('interview'))
        const elements = await itemsOf(db, seat, 'elements')
        return cardPage(t, seat, interview, { elements, questions: await questionsOf(db, seat) })
      }),
  },
  {
    method: 'post',
    path: `${base}/notes/:spot`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param, wantsJson, deps } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const spot = param('spot')
      const place = spotNamed(spot)
      if (!place) throw new NotFound('no such spot')
      const input = noteAt(spot).safeParse(body)
      if (!input.success) {
        const problem = t('interviews.noteTooLong')
        if (wantsJson) return { json: { problem }, status: 422 }
        if (spot === 'typed') return showTyping(visit, refusedForm(t, body, input.error))
        return showTalk(visit, { spot, text: String(typedIn(body).text ?? ''), problem })
      }
      const note = { spot, place, ...input.data, client_id: input.data.client_id ?? newId() }
      const saved = await saving(() => change(db, seat, (tx) => saveNote(tx, seat, interview, note)))
      deps.live.changed(topicOf(interview.id))
      const { version, theirs } = saved
      if (wantsJson) {
        return theirs === undefined ? { json: { version } } : { json: { version, theirs }, status: 409 }
      }
      if (spot === 'typed') return theirs === undefined ? backToTyping(visit) : showElsewhere(visit)
      if (theirs !== undefined) return { ...(await showTalk(visit, undefined)), status: 409 }
      return backTo(visit, anchorOf(spot))
    },
  },
  {
    method: 'post',
    path: `${base}/notes/:spot/choice`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, body, param, wantsJson, deps } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const spot = param('spot')
      const input = Chosen.safeParse(body)
      if (!spotNamed(spot) || !input.success) throw new NotFound('nothing to choose')
      const settled = await change(db, seat, (tx) => settleNote(tx, seat, interview, { spot, ...input.data }))
      const { version, text, isOvertaken, isTooLong } = settled
      deps.live.changed(topicOf(interview.id))
      const wrong = isTooLong ? 'talk.bothTooLong' : isOvertaken ? 'talk.overtaken' : undefined
      const problem = wrong && t(wrong)
      const status = isTooLong ? 422 : 409
      if (wantsJson) return problem ? { json: { problem }, status } : { json: { version, text } }
      if (spot === 'typed') return wrong ? showElsewhere(visit, wrong) : backToTyping(visit)
      if (problem) return { ...(await showTalk(visit, { spot, text, problem })), status }
      return backTo(visit, anchorOf(spot))
    },
  },
  happening('sides/:photo', async (visit, talk) => {
    const { db, seat, body, param } = visit
    const input = Laying.safeParse(body)
    if (!input.success) throw new NotFound('no such side')
    const { element_id } = input.data
    await saving(() => change(db, seat, (tx) => layPhoto(tx, seat, talk, param('photo'), element_id)))
    return { json: { laid: element_id }, answer: backTo(visit, `photo-${param('photo')}`) }
  }),
  happening('beginning', async (visit, talk) => {
    const { db, seat } = visit
    await change(db, seat, (tx) => beginTalk(tx, seat, talk, happenedAt(visit)))
    return { json: { done: true }, answer: backTo(visit, 'bar') }
  }),
  happening('ending', async (visit, talk) => {
    const { db, seat } = visit
    await change(db, seat, async (tx) => {
      const ended = await endTalk(tx, seat, talk, happenedAt(visit))
      const unlinked = await deleteTableLink(tx, seat, talk.id)
      const fields = [ended, unlinked].flatMap((one) => one?.fields ?? [])
      return fields.length > 0 ? { id: talk.id, fields } : undefined
    })
    const redirect = `/studies/${seat.studyId}/interviews/${talk.id}/logbook`
    return { json: { done: true }, answer: { redirect } }
  }),
  happening('marks', async (visit, talk) => {
    const { db, seat, body } = visit
    const input = Mark.safeParse(body)
    if (!input.success) throw new NotFound('no such moment')
    const { client_id, ago, word } = input.data
    const mark = { client_id, word, at: momentAgo(seat.at, ago) }
    await change(db, seat, (tx) => markMoment(tx, seat, talk, mark))
    return { json: { marked: client_id }, answer: backTo(visit, 'marks') }
  }),
  {
    method: 'post',
    path: `${base}/marks/:mark/removal`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: async ({ db, seat, param }) => {
      const interview = await interviewWith(db, seat, param('interview'))
      await change(db, seat, (tx) => removeMark(tx, seat, interview, param('mark')))
      return {
        redirect: `/studies/${seat.studyId}/interviews/${interview.id}/logbook#marks`,
        notice: 'removed',
      }
    },
  },
]

/** What happens in a talk: it is done, whoever has the talk open sees it, and the visitor is back where that was. */
function happening(
  path: string,
  work: (visit: Visit, talk: Interview) => Promise<{ json: object; answer: Answer }>,
): StudyRoute {
  return {
    method: 'post',
    path: `${base}/${path}`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param, wantsJson, deps } = visit
      const talk = await interviewWith(db, seat, param('interview'))
      const { json, answer } = await work(visit, talk)
      deps.live.changed(topicOf(talk.id))
      return wantsJson ? { json } : answer
    },
  }
}

/** A note or a photo on something of another study is refused by the database: to the visitor it is not there. */
async function saving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isStillUsed(error) ? new NotFound('no such photo or side') : error
  }
}

function happenedAt({ seat, body }: Visit): string {
  const input = Happened.safeParse(body)
  return momentAgo(seat.at, input.success ? input.data.ago : 0)
}

function backTo({ seat, param }: Visit, anchor: string): Answer {
  const talk = `/studies/${seat.studyId}/interviews/${param('interview')}/talk`
  return { redirect: `${talk}#${anchor}`, notice: 'saved' }
}

function anchorOf(spot: string): string {
  return spot.replace(':', '-')
}

/** The talk itself, with a note that was refused, or with the code that was just made to add photos by. */
export async function showTalk(visit: Visit, refused: Refused | undefined, code?: TableCode): Promise<Page> {
  const { db, seat, t, param, query, queryAll } = visit
  const interview = await interviewWith(db, seat, param('interview'))
  const own = await photosOfPerson(db, seat, interview.person_id)
  await noteReading(db, seat, [interview.id, ...own.map(({ id }) => id)])
  return talkPage(t, seat, interview, {
    own,
    elements: await itemsOf(db, seat, 'elements'),
    questions: await questionsOf(db, seat),
    laid: await laidPhotosOf(db, seat, interview.id),
    notes: await notesOf(db, seat, interview.id),
    others: await otherNotesOf(db, seat, interview.id),
    marks: await marksOf(db, seat, interview.id),
    times: await timesOf(db, seat, interview.id),
    refused,
    table: { code, until: await tableOpenUntil(db, seat, interview.id) },
    since: query('since'),
    isShared: queryAll('share').length > 0,
    recording: await recordingInTalk(db, seat, interview.id),
  })
}
