import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { Unreadable } from '../../errors.ts'
import { refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { firstName } from '../../method/person-names.ts'
import { clockAt, reminderLetters, sendingMoment } from '../../method/sending-hours.ts'
import { studyOf } from '../study/queries.ts'
import { lettersFor } from './letter-routes.ts'
import { everybody } from './list-routes.ts'
import { gapsIn } from './gaps.ts'
import { participantsOf } from './queries.ts'
import { Asked, Days } from './reminder-input.ts'
import { remindersPage } from './reminder-page.ts'
import {
  composeReminders,
  inView,
  insertReminders,
  peopleToRemind,
  reminderDaysOf,
  reminderRunsOf,
  updateReminderDays,
  type House,
} from './reminder-queries.ts'
import { chosenDays, mostReminders, planOf, reachedOn, reminderFor } from './reminder-rules.ts'
import { isPast } from '../../method/past.ts'
import { unreminded } from './unreminded-rules.ts'

const base = '/studies/:study/reminders'

/** Reminders: to all who are not ready, by hand or on chosen days. Two a person, whichever way they go. */
export const reminderRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => showReminders(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => send(visit),
  },
  {
    method: 'post',
    path: `${base}/days`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Days.safeParse(body)
      if (!input.success) return showReminders(visit, refusedForm(t, body, input.error))
      const { days, version } = input.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateReminderDays(tx, seat, days, version)),
        (form) => showReminders(visit, form),
        { redirect: `/studies/${seat.studyId}/reminders`, notice: 'saved' },
      )
    },
  },
]

/** Sends to those who stood on the page and still are to be reminded. */
async function send(visit: Visit) {
  const { db, seat, body, now, at, deps } = visit
  const input = Asked.safeParse(body)
  if (!input.success) throw new Unreadable('ids were sent that are none')
  const asked = new Set(input.data.person)
  const { photos_by } = await studyOf(db, seat)
  const today = clockAt(now, deps.timeZone).date
  if (photos_by === null || isPast(photos_by, today))
    return { ...(await showReminders(visit, undefined)), status: 409 }
  const moment = sendingMoment(now, deps.timeZone)
  const people = reachedOn(
    await peopleToRemind(db, seat, houseOf(deps)),
    clockAt(moment, deps.timeZone).date,
  ).filter(({ id, had }) => asked.has(`${id}:${had + 1}`))
  const { mails, missing } = await composeReminders(db, seat, people, deps.timeZone)
  if (missing.length > 0) return showReminders(visit, undefined)
  await change(db, seat, async (tx) => {
    const dueAt = moment.toISOString()
    const ids = await insertReminders(tx, { studyId: seat.studyId, at, dueAt }, mails)
    return ids.length === 0 ? undefined : { id: seat.studyId, ids }
  })
  deps.outbox.poke()
  return { redirect: `/studies/${seat.studyId}/reminders`, notice: 'sent' } as const
}

async function showReminders(visit: Visit, form: Form | undefined) {
  const { db, seat, t, now, deps } = visit
  const { photos_by: photosBy } = await studyOf(db, seat)
  const { date: today, hour } = clockAt(now, deps.timeZone)
  const all = await peopleToRemind(db, seat, houseOf(deps))
  const days = await reminderDaysOf(db, seat)
  const chosen = chosenDays(photosBy, days)
  const version = versionOf(inView(days))
  const stored = {
    typed: { days: days.map(({ days_before }) => String(days_before)), version },
    problems: {},
  }
  const runs = await reminderRunsOf(db, seat, deps.timeZone)
  const moment = sendingMoment(now, deps.timeZone)
  const { date: day } = clockAt(moment, deps.timeZone)
  const people = reachedOn(all, day)
  const toCome = all.filter(({ had }) => had < mostReminders)
  const { missing } = await composeReminders(db, seat, toCome, deps.timeZone)
  return remindersPage(t, seat, shownForm(stored, form), {
    photosBy,
    isPast: isPast(photosBy, today),
    people,
    left: unreminded(await everybody(visit), all, people, day),
    planned: planOf({ photosBy, chosen, people: all, runs, today, hour }),
    letters: await firstLetters(visit, people),
    gaps: gapsIn(t, seat, missing),
    isKept: deps.mailFolder !== undefined,
    later: moment > now ? clockAt(moment, deps.timeZone) : undefined,
  })
}

function houseOf({ timeZone, mailFolder }: Visit['deps']): House {
  return { timeZone, isKept: mailFolder !== undefined }
}

/** Each mail as the first person gets it who is to get it. */
async function firstLetters(visit: Visit, people: Awaited<ReturnType<typeof peopleToRemind>>) {
  const all = await participantsOf(visit.db, visit.seat, { limit: 100_000 })
  const shown = []
  for (const letter of reminderLetters) {
    const first = people.find((person) => reminderFor(person) === letter)
    const person = all.find(({ id }) => id === first?.id)
    if (!first || !person) continue
    for (const one of await lettersFor(visit, letter, [{ person, language: first.language }]))
      shown.push({ name: firstName(first.name), letter: one })
  }
  return shown
}
