import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { ReadingDate } from './reading-input.ts'
import { readingAddress, readingPage, readingsPage } from './reading-page.ts'
import { askToRead, readingOf, readingsOf } from './reading-queries.ts'
import { proposedDay } from './reading-rules.ts'

const base = '/studies/:study/coding/reading'

/** Who reads back what the team wants to use, and by which day. */
export const readingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'coding.read',
    handle: async ({ db, seat, t }) => readingsPage(t, seat, await readingsOf(db, seat)),
  },
  {
    method: 'get',
    path: `${base}/:participant`,
    door: 'account',
    may: 'coding.read',
    handle: (visit) => show(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/:participant`,
    door: 'account',
    may: 'coding.wish',
    handle: async (visit) => {
      const { db, seat, t, at, body, param, deps } = visit
      const id = param('participant')
      const refused = (key: 'reading.dayRequired' | 'reading.dayPast' | 'reading.nothingLeft') =>
        show(visit, refusedField(t, body, key === 'reading.nothingLeft' ? '' : 'read_by', key))
      const input = ReadingDate.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      const { read_by: readBy, version } = input.data
      if (readBy === null) return refused('reading.dayRequired')
      if (readBy <= t.day(at)) return refused('reading.dayPast')
      const reading = await readingOf(db, seat, id)
      if (reading && reading.answered >= reading.asked) return refused('reading.nothingLeft')
      const answer = await unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => askToRead(tx, seat, id, { readBy, version }, deps.timeZone)),
        (form) => show(visit, form),
        { redirect: readingAddress(seat, id), notice: 'saved' },
      )
      deps.outbox.poke()
      return answer
    },
  },
]

async function show({ db, seat, t, at, param }: Visit, refused: Form | undefined) {
  const reading = await readingOf(db, seat, param('participant'))
  if (!reading) throw new NotFound('this person does not take part')
  const stored = filledForm({
    read_by: reading.read_by ?? proposedDay(t.day(at)),
    version: reading.version ?? 0,
  })
  return readingPage(t, seat, reading, shownForm(stored, refused))
}
