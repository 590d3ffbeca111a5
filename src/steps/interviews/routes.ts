import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { NotFound } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import { blankForm, filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Page } from '../../http/page.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { useIn } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import { minutesAfter, wallAt } from '../../method/wall-clock.ts'
import { participantsOf } from '../people/queries.ts'
import { membersOf } from '../study/member-queries.ts'
import { callOff, tellAppointment, whyNotAgain } from './appointment-queries.ts'
import { goneTalkPage } from './gone-page.ts'
import { goneTalkWith } from './gone-queries.ts'
import { Interview, Seen } from './input.ts'
import { notesOf } from './note-queries.ts'
import { interviewPage, interviewsPage } from './page.ts'
import {
  deleteInterview,
  insertInterview,
  interviewCounts,
  interviewsAfter,
  interviewsOf,
  interviewWith,
  updateInterview,
  type Interview as Talk,
} from './queries.ts'
import { hasCome, hasPassed, planOf, talkFilterFrom } from './plan-rules.ts'
import { recordingAround } from './recording-queries.ts'
import { keyIn, pageSize } from './rules.ts'
import { moveTalk, talkFacts, talkHistory } from './state-queries.ts'
import { looseTextsOf, textsOf, textsOfTalks } from './text-queries.ts'

const base = '/studies/:study/interviews'

/** Planning talks: the list, and each of them. */
export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'interviews.read',
    handle: (visit) => showAll(visit, filledForm({ interviewer_id: visit.seat.personId, minutes: 60 })),
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'interviews.export',
    handle: async ({ db, seat, t, deps }) => {
      const header = [
        ...(['interviews.number', 'interviews.date', 'appointments.starts', 'appointments.ends'] as const),
        ...(['interviews.place', 'interviews.interviewer', 'appointments.writer', 'people.state'] as const),
        'interviews.texts' as const,
      ]
      const interviews = await interviewsOf(db, seat)
      const texts = await textsOfTalks(db, seat)
      await noteReading(
        db,
        seat,
        interviews.map(({ id }) => id),
      )
      const titlesOf = (id: string) =>
        texts.filter(({ interview_id }) => interview_id === id).map(({ title }) => title)
      const rows = interviews.map((talk) => [
        ...[written(talk.number), talk.held_on, ...timesOf(talk, deps.timeZone)],
        ...[talk.place === '' ? talk.online : talk.place, talk.interviewer, talk.writer],
        ...[t(`appointments.state.${talk.state}`), titlesOf(talk.id).join('; ')],
      ])
      return csv(
        t.language,
        t('interviews.csvName'),
        header.map((column) => t(column)),
        rows,
      )
    },
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, t, at, body, deps } = visit
      const input = Interview.safeParse(body)
      if (!input.success) return showAll(visit, refusedForm(t, body, input.error))
      const { person_id, ...typed } = input.data
      const planned = planOf(typed, deps.timeZone)
      if ('wrong' in planned) {
        return showAll(visit, refusedField(t, body, planned.wrong.field, planned.wrong.key))
      }
      const { plan } = planned
      try {
        const { id } = await change(db, seat, async (tx) => {
          const made = await insertInterview(tx, seat, person_id, plan)
          // Nobody plans what lies behind: who writes it down says that it was held.
          if (hasPassed(plan, at, t.day(at))) await moveTalk(tx, seat, made.id, 'planned', 'held')
          await tellAppointment(tx, seat, made.id, undefined, deps.timeZone)
          return made
        })
        deps.outbox.poke()
        return { redirect: `/studies/${seat.studyId}/interviews/${id}`, notice: 'added' }
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such person') : error
      }
    },
  },
  {
    method: 'get',
    path: `${base}/:interview`,
    door: 'account',
    may: 'interviews.read',
    handle: (visit) => unlessGone(visit, () => showOne(visit, {})),
  },
  {
    method: 'post',
    path: `${base}/:interview`,
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, t, at, body, param, deps } = visit
      const seen = Seen.safeParse(body)
      if (!seen.success) return showOne(visit, { edit: refusedForm(t, body, seen.error) })
      const input = Interview.omit({ person_id: true }).safeParse(body)
      if (!input.success) return showOne(visit, { edit: refusedForm(t, body, input.error) })
      const planned = planOf(input.data, deps.timeZone)
      if ('wrong' in planned) {
        return showOne(visit, { edit: refusedField(t, body, planned.wrong.field, planned.wrong.key) })
      }
      const { state } = await interviewWith(db, seat, param('interview'))
      if (state !== 'planned' && !hasCome(planned.plan, at, t.day(at))) {
        return showOne(visit, { edit: refusedField(t, body, 'held_on', 'appointments.heldLater') })
      }
      const key = { id: param('interview'), version: seen.data.version }
      try {
        const answer = await unlessOvertaken(
          visit,
          () =>
            change(db, seat, async (tx) => {
              const before = await interviewWith(tx, seat, key.id)
              const { isOther, ...told } = await updateInterview(tx, seat, key, planned.plan)
              if (isOther) await tellAppointment(tx, seat, key.id, before, deps.timeZone)
              return told
            }),
          (edit) => showOne(visit, { edit }),
          { redirect: `/studies/${seat.studyId}/interviews/${key.id}`, notice: 'saved' },
        )
        deps.outbox.poke()
        return answer
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such interviewer') : error
      }
    },
  },
  {
    method: 'post',
    path: `${base}/:interview/removal`,
    door: 'account',
    may: 'interviews.edit',
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, async (tx) => {
        const talk = await interviewWith(tx, seat, param('interview'))
        await callOff(tx, seat, { ...talk, sequence: talk.sequence + 1 }, deps.timeZone)
        return deleteInterview(tx, seat, talk.id)
      })
      deps.outbox.poke()
      return { redirect: `/studies/${seat.studyId}/interviews`, notice: 'removed' }
    },
  },
]

/** A page of a talk; where that is out of sight since its person said no or stopped, what says so. */
export async function unlessGone({ db, seat, t, param }: Visit, show: () => Promise<Page>): Promise<Page> {
  try {
    return await show()
  } catch (error) {
    const gone = error instanceof NotFound ? await goneTalkWith(db, seat, param('interview')) : undefined
    if (!gone) throw error
    return goneTalkPage(t, seat, gone)
  }
}

async function membersFor({ db, seat }: Visit) {
  return (await membersOf(db, seat)).filter(({ role }) => role !== 'advisor')
}

async function showAll(visit: Visit, form: Form) {
  const { db, seat, t, at, query } = visit
  const people = (await participantsOf(db, seat, { limit: 10_000 })).filter(
    ({ takes_part }) => takes_part !== 0,
  )
  const after = keyIn(query('after'))
  const filter = talkFilterFrom(query('state'))
  const today = t.day(at)
  const { rows, hasNext } = pageOf(await interviewsAfter(db, seat, { after, filter, today }), pageSize)
  const { total, by } = await interviewCounts(db, seat, today)
  const members = await membersFor(visit)
  const around = { people, members, isFirst: after === undefined, hasNext, total, by, filter, today }
  return interviewsPage(t, seat, rows, around, form)
}

/** One talk with its texts, and what was typed on that page if it was refused. */
export async function showOne(
  visit: Visit,
  refused: { edit?: Form; tie?: Form; sound?: Form; paper?: Form },
) {
  const { db, seat, t, at, param, way, trail, deps } = visit
  const interview = await interviewWith(db, seat, param('interview'))
  const { held_on, starts_at, minutes, place, online, interviewer_id, writer_id, version } = interview
  const starts = starts_at === null ? null : wallAt(starts_at, deps.timeZone).time
  const { asks_relation, writes_relation } = interview
  const today = t.day(at)
  const notes = await notesOf(db, seat, interview.id)
  const around = {
    members: await membersFor(visit),
    noted: notes.filter(({ text }) => text !== '').map(({ spot }) => spot),
    texts: await textsOf(db, seat, interview.id),
    loose: await looseTextsOf(db, seat, interview.person_id),
    way: await way('interview', interview.id),
    reading: useIn(t, (await trail('interview', [interview.id])).get(interview.id), 'reading'),
    today,
    facts: await talkFacts(db, seat, interview, today),
    noMail: await whyNotAgain(db, seat, interview),
    history: await talkHistory(db, seat, interview.id),
    recording: await recordingAround(db, seat, interview.id),
  }
  return interviewPage(t, seat, interview, around, {
    edit: shownForm(
      filledForm({
        ...{ held_on, starts, minutes: minutes ?? 60, place, online, interviewer_id, asks_relation },
        ...{ writer_id, writes_relation, version },
      }),
      refused.edit,
    ),
    tie: refused.tie ?? blankForm,
    sound: refused.sound ?? blankForm,
    paper: refused.paper ?? blankForm,
  })
}

/** When a talk begins and ends, as clocks show it where the house stands; empty where no time is known. */
function timesOf({ starts_at, minutes }: Pick<Talk, 'starts_at' | 'minutes'>, timeZone: string): string[] {
  if (starts_at === null) return ['', '']
  return [starts_at, minutesAfter(starts_at, minutes ?? 0)].map((at) => wallAt(at, timeZone).time)
}
