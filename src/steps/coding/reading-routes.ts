import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { openText, shutText, textsToOpen, textsWished } from './opened-queries.ts'
import { passagesBy, passagesToHandle } from './passage-queries.ts'
import { Opening, ReadingDate } from './reading-input.ts'
import { readingPage, readingsPage } from './reading-page.ts'
import { askToRead, mailTo, readingOf, readingsOf } from './reading-queries.ts'
import { proposedDay } from './reading-rules.ts'
import { readingAddress } from './shown.ts'

const base = '/studies/:study/coding/reading'

/** Who reads back what the team wants to use, and by which day. */
export const readingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'coding.read',
    handle: async ({ db, seat, t, at }) => {
      const waiting = {
        wishes: await textsWished(db, seat, t.day(at)),
        toHandle: await passagesToHandle(db, seat),
      }
      return readingsPage(t, seat, await readingsOf(db, seat), waiting)
    },
  },
  {
    method: 'get',
    path: `${base}/:participant`,
    door: 'account',
    may: 'coding.read',
    handle: (visit) => show(visit, {}),
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
        show(visit, { form: refusedField(t, body, key === 'reading.nothingLeft' ? '' : 'read_by', key) })
      const input = ReadingDate.safeParse(body)
      if (!input.success) return show(visit, { form: refusedForm(t, body, input.error) })
      const { read_by: readBy, version } = input.data
      if (readBy === null) return refused('reading.dayRequired')
      if (readBy <= t.day(at)) return refused('reading.dayPast')
      const reading = await readingOf(db, seat, id)
      if (reading && reading.answered >= reading.asked) return refused('reading.nothingLeft')
      const answer = await unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => askToRead(tx, seat, id, { readBy, version }, deps.timeZone)),
        (form) => show(visit, { form }),
        { redirect: readingAddress(seat, id), notice: 'saved' },
      )
      deps.outbox.poke()
      return answer
    },
  },
  {
    method: 'post',
    path: `${base}/:participant/texts`,
    door: 'account',
    may: 'coding.wish',
    handle: async (visit) => {
      const { db, seat, t, at, body, param, deps } = visit
      const input = Opening.safeParse(body)
      if (!input.success) return show(visit, { opening: refusedForm(t, body, input.error) })
      const { material_id: id, until_on: until } = input.data
      const wrong = (key: 'reading.dayRequired' | 'reading.dayPast') =>
        show(visit, { opening: refusedField(t, body, 'until_on', key) })
      if (until === null) return wrong('reading.dayRequired')
      if (until <= t.day(at)) return wrong('reading.dayPast')
      const texts = await textsToOpen(db, seat, param('participant'))
      if (!texts.some((text) => text.id === id)) throw new NotFound('no text of this person')
      const told = { letter: 'wholeText', readBy: until, at, timeZone: deps.timeZone } as const
      await change(db, seat, async (tx) => {
        const { personId, ...opened } = await openText(tx, seat, id, until)
        await mailTo(tx, seat, personId, told)
        return opened
      })
      deps.outbox.poke()
      return { redirect: `${readingAddress(seat, param('participant'))}#texts`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:participant/texts/:material/removal`,
    door: 'account',
    may: 'coding.wish',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => shutText(tx, seat, param('material'), param('participant')))
      return { redirect: `${readingAddress(seat, param('participant'))}#texts`, notice: 'saved' }
    },
  },
]

async function show({ db, seat, t, at, param }: Visit, refused: { form?: Form; opening?: Form }) {
  const reading = await readingOf(db, seat, param('participant'))
  if (!reading) throw new NotFound('this person does not take part')
  const stored = filledForm({
    read_by: reading.read_by ?? proposedDay(t.day(at)),
    version: reading.version ?? 0,
  })
  const id = reading.person_id
  const texts = await textsToOpen(db, seat, id)
  const passages = await passagesBy(db, seat, id)
  if (seat.readsRaw)
    await noteReading(
      db,
      seat,
      passages.map((one) => one.id),
    )
  const closed = filledForm({ material_id: texts.at(-1)?.id ?? '', until_on: proposedDay(t.day(at)) })
  return readingPage(t, seat, reading, {
    ...{ texts, passages, wish: (await textsWished(db, seat, t.day(at))).get(id) },
    form: shownForm(stored, refused.form),
    opening: shownForm(closed, refused.opening),
  })
}
