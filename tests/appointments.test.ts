import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ICAL from 'ical.js'
import PostalMime from 'postal-mime'
import { callOffForStopped } from '../src/steps/interviews/appointment-queries.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { world, type Form, type World } from './support/world.ts'

/** On the day before summer time begins, and at what time clocks show one o'clock. */
const planned = {
  ...{ person_id: 'sam', held_on: '2027-03-27', starts: '13:00', minutes: '45', place: 'Kantoor' },
  interviewer_id: 'ravi',
}

const idOfNoor = async ({ db, study }: World) =>
  (
    await db
      .selectFrom('people')
      .select('id')
      .where('study_id', '=', study)
      .where('name', 'like', 'Noor%')
      .executeTakeFirstOrThrow()
  ).id

async function plan({ as, db }: World, form: Form = planned) {
  const answer = await as('noor').post('/interviews', form)
  expect([answer.status, answer.text]).toEqual([303, expect.anything()])
  const { id } = await db
    .selectFrom('interviews')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

const talkIn = ({ db }: World, id: string) =>
  db.selectFrom('interviews').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe.each(engines)('planning a talk, on %s', (engine) => {
  it('keeps the moment in UTC, and shows what clocks show, before and after summer time begins', async () => {
    const w = await world(engine)
    const both = { ...planned, writer_id: await idOfNoor(w) }
    const id = await plan(w, both)
    expect(await talkIn(w, id)).toMatchObject({ starts_at: '2027-03-27T12:00:00.000Z', minutes: 45 })
    const page = await w.as('noor', 'nl').get(`/interviews/${id}`)
    for (const words of ['27 maart 2027 om 13:00', '45 minuten', 'Ravi', 'Noor', 'value="13:00"']) {
      expect(page.text).toContain(words)
    }
    expect((await w.as('noor').edit(`/interviews/${id}`, { ...planned, held_on: '2027-03-28' })).status).toBe(
      303,
    )
    expect(await talkIn(w, id)).toMatchObject({ starts_at: '2027-03-28T11:00:00.000Z', sequence: 1 })
    expect((await w.as('noor', 'nl').get('/interviews')).text).toContain('28 maart 2027 om 13:00')
  })

  it('refuses at its field what cannot be, with what was typed', async () => {
    const w = await world(engine)
    const wrong: [Form, string][] = [
      [{ held_on: '2027-03-28', starts: '02:30' }, 'This time does not exist on this day'],
      [{ starts: '25:00' }, 'Fill in a time'],
      [{ held_on: '' }, 'Choose a date as well'],
      [{ minutes: '' }, 'Fill in how many minutes it takes'],
      [{ minutes: '4' }, 'Fill in a number of minutes from 5 to 600'],
      [{ online: 'https://voorbeeld.example/x' }, 'Choose a place or an online address'],
      [{ place: '', online: 'http://voorbeeld.example/x' }, 'Fill in a link that begins with https'],
      [{ place: '', online: 'javascript:alert(1)' }, 'Fill in a link that begins with https'],
      [{ place: '', online: 'https://piet@voorbeeld.example/x' }, 'Fill in a link that begins with https'],
    ]
    for (const [form, words] of wrong) {
      const page = await w.as('noor').post('/interviews', { ...planned, place: 'Bij <Jo>', ...form })
      expect([page.status, page.text.includes(words), words]).toEqual([422, true, words])
      if (form.place === undefined) expect(page.text).toContain('Bij &lt;Jo&gt;')
    }
    expect((await w.as('noor').post('/interviews', { ...planned, writer_id: 'sam' })).status).toBe(404)
    expect((await w.as('ada').post('/interviews', planned)).status).toBe(403)
  })

  it('warns who plans of whom works with the person or judges, and tells nobody else', async () => {
    const w = await world(engine)
    const both = { ...planned, writer_id: await idOfNoor(w) }
    const id = await plan(w, { ...both, asks_relation: 'judges', writes_relation: 'works_with' })
    const page = (await w.as('ravi').get(`/interviews/${id}`)).text
    expect(page).toMatch(/Ravi[^<]* judges the work of this person/)
    expect(page).toMatch(/Noor[^<]* works with this person/)
    const seen = (await w.as('ada').get(`/interviews/${id}`)).text
    expect(seen).not.toMatch(/judges the work|works with this person|Judges their work/)
    const list = (await w.as('noor').get('/interviews.csv')).text
    expect(list).not.toMatch(/judges|works_with|Judges/)
    expect(list).toMatch(/P07,2027-03-27,13:00,13:45,Kantoor,Ravi[^,]*,Noor[^,]*,planned,/)
    // Beside the choice itself it stands as well, for a style sheet to show: no script is needed for that.
    const form = (await w.as('noor').get('/interviews')).text
    expect(form.match(/<div class="relation">[^]*?role="status">[^]*?judges somebody’s work/g)).toHaveLength(
      2,
    )
    const none = await plan(w, { ...planned, interviewer_id: '', asks_relation: 'judges' })
    expect((await talkIn(w, none)).asks_relation).toBeNull()
  })
})

describe.each(engines)('where a talk is, on %s', (engine) => {
  const moveOf = (w: World, id: string) => (from: string, to: string) =>
    w.as('ravi').post(`/interviews/${id}/state`, { from, to })

  it('goes on by what somebody says, with who and when, and back', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w, { ...planned, held_on: '2026-11-22' })
    const move = moveOf(w, id)
    expect((await w.as('ravi').get(`/interviews/${id}`)).text).not.toContain('Set to: held')
    expect((await move('planned', 'held')).status).toBe(409)
    expect((await move('planned', 'coded')).status).toBe(404)
    w.clock.now = new Date('2026-11-22T12:00:00.000Z')
    expect((await move('planned', 'held')).status).toBe(303)
    expect((await move('planned', 'held')).status).toBe(409)
    expect((await move('held', 'transcribed')).status).toBe(409)
    const text = { kind: 'transcript', title: 'Gesprek', text: 'Wat er gezegd is.' }
    expect((await w.as('noor').post(`/interviews/${id}/texts`, text)).status).toBe(303)
    expect((await move('held', 'transcribed')).status).toBe(303)
    expect((await move('transcribed', 'coded')).status).toBe(409)
    expect((await move('transcribed', 'read_back')).status).toBe(409)
    const onPaper = (words: string) =>
      w.as('ravi').post(`/interviews/${id}/state`, { from: 'transcribed', to: 'read_back', words })
    const refused = await onPaper(' ')
    expect([refused.status, refused.text.includes('Write down how the text was read back')]).toEqual([
      422,
      true,
    ])
    expect((await onPaper('Samen op <papier> gelezen.')).status).toBe(303)
    expect((await w.as('noor').get(`/interviews/${id}`)).text).toContain('Samen op &lt;papier&gt; gelezen.')
    expect((await move('read_back', 'transcribed')).status).toBe(303)
    expect((await move('transcribed', 'held')).status).toBe(303)
    expect((await move('held', 'planned')).status).toBe(303)
    const changes = await w.db.selectFrom('interview_changes').selectAll().orderBy('id').execute()
    expect(changes.map(({ to_state }) => to_state)).toEqual([
      'held',
      'transcribed',
      'read_back',
      'transcribed',
      'held',
      'planned',
    ])
    expect(changes[0]).toMatchObject({ by_id: 'ravi', at: '2026-11-22T12:00:00.000Z' })
    const rewriting = w.db.updateTable('interview_changes').set({ to_state: 'coded' }).execute()
    expect(await rewriting.then(() => 'rewritten', String)).toContain('not rewritten')
    expect((await w.as('ada').post(`/interviews/${id}/state`, { from: 'planned', to: 'held' })).status).toBe(
      403,
    )
    expect((await w.as('kai').post(`/interviews/${id}/state`, { from: 'planned', to: 'held' })).status).toBe(
      404,
    )
  })

  it('is read back once something was asked and answered, and coded once something is', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w, { ...planned, held_on: '2026-11-20' })
    const move = moveOf(w, id)
    const said = 'Ik heb twee sleutels.'
    const text = { kind: 'transcript', title: 'Gesprek', text: said, person_id: 'sam' }
    await w.as('noor').post(`/interviews/${id}/texts`, text)
    await move('held', 'transcribed')
    const { id: material } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    const words = 'twee sleutels'
    const start = said.indexOf(words)
    const piece = { start, end: start + words.length, words, name: 'Sleutels' }
    const look = async () => {
      const page = (await w.as('ravi').get(`/interviews/${id}`)).text
      const offered = ['read_back', 'coded'].filter((to) => page.includes(`name="to" value="${to}"`))
      return [offered.join(), page.includes('Was the text read back on paper')]
    }
    expect(await look()).toEqual(['read_back', true])
    expect((await w.as('ravi').post(`/coding/materials/${material}/quotations`, piece)).status).toBe(303)
    expect(await look()).toEqual(['read_back,coded', true])
    const { id: quotation } = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
    expect((await w.as('ravi').post(`/coding/quotations/${quotation}/wish`)).status).toBe(303)
    // What is asked is not answered: silence is no reading back.
    expect((await move('transcribed', 'read_back')).status).toBe(409)
    const answer = { answer: 'no' }
    const permission = `/participants/sam/quotations/${quotation}/permission`
    expect((await w.as('sam').post(permission, answer)).status).toBe(303)
    expect(await look()).toEqual(['read_back,coded', false])
    expect((await move('transcribed', 'read_back')).status).toBe(303)
    expect((await move('read_back', 'coded')).status).toBe(303)
    const { id: code } = await w.db.selectFrom('codes').select('id').executeTakeFirstOrThrow()
    await move('coded', 'transcribed')
    await w.as('ravi').post(`/coding/quotations/${quotation}/codes/${code}/removal`)
    expect(await w.db.selectFrom('codings').selectAll().execute()).toEqual([])
    expect((await move('transcribed', 'coded')).status).toBe(409)
  })

  it('is held where it is written down afterwards, or typed out', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    expect((await talkIn(w, await plan(w, { ...planned, held_on: '2026-11-20' }))).state).toBe('held')
    const today = await plan(w, { ...planned, held_on: '2026-11-22', starts: '', minutes: '' })
    expect((await talkIn(w, today)).state).toBe('planned')
    const text = { kind: 'transcript', title: 'Gesprek', text: 'Wat er gezegd is.' }
    await w.as('noor').post(`/interviews/${today}/texts`, text)
    expect((await talkIn(w, today)).state).toBe('held')
    const loose = await plan(w, { ...planned, held_on: '2026-11-22', starts: '', minutes: '' })
    await w.as('noor').post('/material', { ...text, title: 'Los', person_id: 'sam' })
    const { id: material } = await w.db
      .selectFrom('materials')
      .select('id')
      .where('title', '=', 'Los')
      .executeTakeFirstOrThrow()
    expect((await w.as('noor').post(`/interviews/${loose}/ties`, { material_id: material })).status).toBe(303)
    expect((await talkIn(w, loose)).state).toBe('held')
    const later = await plan(w, { ...planned, held_on: '2026-11-24' })
    await w.as('noor').post(`/interviews/${later}/texts`, text)
    expect((await talkIn(w, later)).state).toBe('planned')
    const moved = await w.as('noor').edit(`/interviews/${today}`, { ...planned, held_on: '2026-12-24' })
    expect(moved.status).toBe(422)
    expect(moved.text).toContain('This talk was held')
  })

  it('is asked once its time is past, at home and in the list, which shows what one asks for', async () => {
    const w = await world(engine)
    const id = await plan(w, { ...planned, held_on: '2026-11-22', starts: '11:00' })
    await plan(w, { ...planned, person_id: 'vera' })
    const question = 'The time of 1 talk is past: was it held?'
    expect((await w.as('noor').get('')).text).not.toContain(question)
    w.clock.now = new Date('2026-11-22T10:46:00.000Z')
    expect((await w.as('noor').get('')).text).toContain(question)
    const links = async (state: string) =>
      (await w.as('noor').get(`/interviews?state=${state}`)).text.match(/<th scope="row"><a/g)?.length ?? 0
    expect([await links('past'), await links('planned'), await links('held'), await links('')]).toEqual([
      1, 2, 0, 2,
    ])
    await moveOf(w, id)('planned', 'held')
    expect([await links('past'), await links('planned'), await links('held')]).toEqual([0, 1, 1])
    expect((await w.as('noor').get('')).text).not.toContain(question)
  })
})

/** The calendar file of a mail, as another program reads it. */
function eventIn({ calendar }: { calendar: string | null }) {
  const parsed = new ICAL.Component(ICAL.parse(calendar ?? '') as unknown[])
  const component = parsed.getFirstSubcomponent('vevent')
  if (!component) throw new Error('no event')
  const event = new ICAL.Event(component)
  return {
    ...{ uid: event.uid, sequence: event.sequence, summary: event.summary, location: event.location },
    starts: event.startDate.toJSDate().toISOString(),
    ends: event.endDate.toJSDate().toISOString(),
    status: component.getFirstPropertyValue('status'),
    method: parsed.getFirstPropertyValue('method'),
  }
}

describe.each(engines)('the mail about an appointment, on %s', (engine) => {
  it('brings a calendar file, a newer one with each change, and one that takes it away', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w)
    expect((await w.as('noor').get(`/interviews/${id}`)).text).toContain('was prepared for this person')
    await w.as('noor').edit(`/interviews/${id}`, { ...planned, asks_relation: 'none' })
    await w.as('noor').edit(`/interviews/${id}`, { ...planned, held_on: '2027-03-28' })
    await w
      .as('noor')
      .edit(`/interviews/${id}`, { ...planned, place: '', online: 'https://voorbeeld.example/zaal' })
    expect((await w.as('noor').post(`/interviews/${id}/removal`)).status).toBe(303)
    const mails = await w.mails()
    expect(mails.map(({ template, person_id, state }) => [template, person_id, state])).toEqual([
      ['appointment', 'sam', 'sent'],
      ['appointmentChanged', 'sam', 'sent'],
      ['appointmentChanged', 'sam', 'sent'],
      ['appointmentGone', 'sam', 'sent'],
    ])
    const events = mails.map(eventIn)
    expect(events.map(({ sequence, starts, status }) => [sequence, starts, status])).toEqual([
      [0, '2027-03-27T12:00:00.000Z', 'CONFIRMED'],
      [1, '2027-03-28T11:00:00.000Z', 'CONFIRMED'],
      [2, '2027-03-27T12:00:00.000Z', 'CONFIRMED'],
      [3, '2027-03-27T12:00:00.000Z', 'CANCELLED'],
    ])
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(1)
    expect(events[0]).toMatchObject({
      ends: '2027-03-27T12:45:00.000Z',
      location: 'Kantoor',
      method: null,
    })
    expect(events[2]?.location).toBe('https://voorbeeld.example/zaal')
    // What a colleague may see who looks into the calendar, or over somebody's shoulder.
    for (const { subject, calendar } of mails) expect(`${subject}${calendar ?? ''}`).not.toContain('Vlonder')
    const [first] = mails
    const { attachments, text } = await PostalMime.parse(
      await readFile(path.join(w.mailFolder, `${first?.id ?? ''}.eml`)),
    )
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['appointment.ics', 'text/calendar'],
    ])
    expect(text).toMatch(/http:\/\/localhost:3000\/p\/[\w-]{32}/)
    expect(text).toMatch(/Saturday,? 27 March 2027 at 13:00|zaterdag 27 maart 2027 om 13:00/)
  })

  it('bears a file with a name in the language of who gets it', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    await w.db.updateTable('people').set({ language: 'nl' }).where('id', '=', 'sam').execute()
    await plan(w)
    const [mail] = await w.mails()
    const { attachments } = await PostalMime.parse(
      await readFile(path.join(w.mailFolder, `${mail?.id ?? ''}.eml`)),
    )
    expect(attachments.map(({ filename }) => filename)).toEqual(['afspraak.ics'])
  })

  it('goes to nobody who did not agree, has no address, or has no time to come at; the page says why', async () => {
    const w = await world(engine)
    const why = async (id: string) => (await w.as('ravi').get(`/interviews/${id}`)).text
    const early = await plan(w)
    expect(await why(early)).toContain('this person has not agreed to take part yet')
    await agree(w, 'sam')
    expect(await why(early)).toContain('was not mailed to this person yet')
    expect(await w.mails()).toEqual([])
    expect((await w.as('ravi').post(`/interviews/${early}/appointment`)).status).toBe(303)
    expect((await w.mails()).map(({ template }) => template)).toEqual(['appointment'])
    expect(await why(await plan(w, { ...planned, starts: '', minutes: '' }))).toContain(
      'Without a start time',
    )
    await w.db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    expect(await why(await plan(w))).toContain('no e-mail address of this person is known')
    await plan(w, { ...planned, held_on: '2026-11-20' })
    const refused = await w.as('ravi').post(`/interviews/${early}/appointment`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('no e-mail address of this person is known')
    expect(await w.mails()).toHaveLength(1)
  })

  it('goes three times a day as it is, and always when it changes', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w)
    const again = () => w.as('ravi').post(`/interviews/${id}/appointment`)
    expect([(await again()).status, (await again()).status]).toEqual([303, 303])
    const refused = await again()
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('got three mails about an appointment within a day')
    const page = (await w.as('noor').get(`/interviews/${id}`)).text
    expect(page).toContain('got three mails')
    expect(page).not.toContain(`/interviews/${id}/appointment"`)
    expect(await w.mails()).toHaveLength(3)
    await w.as('noor').edit(`/interviews/${id}`, { ...planned, held_on: '2027-03-28' })
    expect((await w.mails()).map(({ template }) => template).at(-1)).toBe('appointmentChanged')
    await w.db.updateTable('mails').set({ made_at: '2026-11-21T09:00:00.000Z' }).execute()
    expect((await again()).status).toBe(303)
    expect(await w.mails()).toHaveLength(5)
  })

  it('tells the moment in UTC on both sides of both changes of summer time', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const moments = [
      ['2027-03-27', '13:00', '2027-03-27T12:00:00.000Z'],
      ['2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
      ['2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
      ['2027-10-30', '13:00', '2027-10-30T11:00:00.000Z'],
      // From midnight on it lasts over the hour that comes twice.
      ['2027-10-31', '01:45', '2027-10-30T23:45:00.000Z'],
      ['2027-10-31', '13:00', '2027-10-31T12:00:00.000Z'],
    ]
    for (const [held_on = '', starts = ''] of moments)
      await plan(w, { ...planned, held_on, starts, minutes: '90' })
    const events = (await w.mails()).map(eventIn)
    expect(events.map(({ starts }) => starts)).toEqual(moments.map(([, , at]) => at))
    for (const { starts, ends } of events) expect(Date.parse(ends) - Date.parse(starts)).toBe(90 * 60_000)
    const page = await w.as('ravi').post('//profile/agenda')
    const [, link = ''] = /http:\/\/localhost:3000(\/agenda\/[\w-]{32}\.ics)/.exec(page.text) ?? []
    const feed = new ICAL.Component(ICAL.parse((await w.as('stranger').get(`/${link}`)).text) as unknown[])
    const starts = feed
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one).startDate.toJSDate().toISOString())
    expect(starts.toSorted()).toEqual(moments.map(([, , at]) => at))
    const refused = await w
      .as('noor')
      .post('/interviews', { ...planned, held_on: '2027-03-28', starts: '02:30' })
    expect([refused.status, refused.text.includes('id="starts-problem"')]).toEqual([422, true])
  })

  it('calls it off for who stopped, once', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    await plan(w)
    expect(await callOffForStopped(w.db, w.clock.now, 'Europe/Amsterdam')).toBe(false)
    await w.as('sam').post('/participants/sam/withdrawal')
    expect(await callOffForStopped(w.db, w.clock.now, 'Europe/Amsterdam')).toBe(true)
    expect(await callOffForStopped(w.db, w.clock.now, 'Europe/Amsterdam')).toBe(false)
    const mails = (await w.mails()).filter(({ template }) => template.startsWith('appointment'))
    expect(mails.map(({ template }) => template)).toContain('appointmentGone')
    expect(mails.map(eventIn).at(-1)).toMatchObject({ status: 'CANCELLED', sequence: 1 })
  })
})

describe.each(engines)('one’s own appointment, on %s', (engine) => {
  it('stands on the own page, and can be said not to suit; the team sees that until it plans another', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w)
    const own = `/participants/sam/appointments/${id}`
    const home = (await w.as('sam', 'nl').get('/participants/sam')).text
    for (const words of ['zaterdag 27 maart 2027 om 13:00', 'Kantoor', 'Ravi', own])
      expect(home).toContain(words)
    const file = await w.as('sam').get(`${own}/calendar`)
    expect(file.headers['content-type']).toContain('text/calendar')
    expect(file.text).toContain('DTSTART:20270327T120000Z')
    const said = { sequence: 0, words: 'Liever op <dinsdag>' }
    expect((await w.as('sam').post(`${own}/objection`, said)).status).toBe(303)
    expect((await w.as('sam').get(own)).text).toContain('You said that this appointment does not suit')
    for (const page of [`/interviews/${id}`, '/interviews?state=unsuited', '']) {
      expect((await w.as('ravi').get(page)).text).toContain(
        page === '' ? '1 appointment does not suit' : 'does not suit',
      )
    }
    expect((await w.as('ravi').get(`/interviews/${id}`)).text).toContain('Liever op &lt;dinsdag&gt;')
    // Another who writes is not another moment, but is seen; only the relation is not.
    await w.as('noor').edit(`/interviews/${id}`, { ...planned, asks_relation: 'works_with' })
    expect((await talkIn(w, id)).unsuited_words).toBe('Liever op <dinsdag>')
    await w.as('noor').edit(`/interviews/${id}`, { ...planned, held_on: '2027-03-30' })
    expect(await talkIn(w, id)).toMatchObject({ unsuited_at: null, unsuited_words: '' })
    expect((await w.as('ravi').get('')).text).not.toContain('does not suit')
    const late = await w.as('sam').post(`${own}/objection`, said)
    expect([late.status, late.text.includes('The appointment has changed meanwhile')]).toEqual([409, true])
    expect(late.text).toContain('value="Liever op &lt;dinsdag&gt;"')
    expect((await w.as('sam').post(`${own}/objection`, { sequence: 1 })).status).toBe(303)
    expect((await w.as('sam').post(`${own}/objection/removal`, { sequence: 1 })).status).toBe(303)
    expect((await talkIn(w, id)).unsuited_at).toBeNull()
  })

  it('is nobody else’s, and is gone with who stopped, and once it was', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await plan(w)
    for (const person of ['sam', 'vera']) {
      expect((await w.as('vera').get(`/participants/${person}/appointments/${id}`)).status).toBe(404)
      const answer = await w
        .as('vera')
        .post(`/participants/${person}/appointments/${id}/objection`, { sequence: 0 })
      expect(answer.status).toBe(404)
    }
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('sam').get(`/participants/sam/appointments/${id}`)).status).toBe(404)
  })
})

describe.each(engines)('an agenda by a secret link, on %s', (engine) => {
  it('holds the own talks without names, needs no cookie, and ends with its link, the account and the seat', async () => {
    const w = await world(engine)
    const id = await plan(w)
    const other = await plan(w, { ...planned, person_id: 'vera', interviewer_id: '' })
    const address = async () => {
      const page = await w.as('ravi').post('//profile/agenda')
      return /http:\/\/localhost:3000(\/agenda\/[\w-]{32}\.ics)/.exec(page.text)?.[1] ?? ''
    }
    const ask = (link: string) => w.as('stranger').get(`/${link}`)
    const old = await address()
    const link = await address()
    expect((await ask(old)).status).toBe(404)
    // What a calendar must not hold to be taken for a message that is answered.
    expect((await ask(link)).text).not.toMatch(/METHOD|ORGANIZER|ATTENDEE/)
    const feed = await ask(link)
    expect([feed.status, feed.headers['set-cookie']]).toEqual([200, undefined])
    expect(feed.headers['cache-control']).toBe('private, no-cache')
    expect(feed.text).toContain('SUMMARY:Talk\\, De Vlonder')
    expect(feed.text).toContain('DTSTART:20270327T120000Z')
    for (const secret of ['Sam', 'Kantoor', other, 'sam@', 'P07']) expect(feed.text).not.toContain(secret)
    expect(feed.text.replaceAll('\r\n ', '')).toContain(id)
    expect((await w.as('ravi').get('//profile/agenda')).text).not.toContain(link)
    const { token_hash } = await w.db.selectFrom('agenda_links').selectAll().executeTakeFirstOrThrow()
    expect(link).not.toContain(token_hash)
    await w.as('noor').edit(`/interviews/${other}`, { ...planned, interviewer_id: '', writer_id: 'ravi' })
    expect((await ask(link)).text.replaceAll('\r\n ', '')).toContain(other)
    await w.db.deleteFrom('seats').where('person_id', '=', 'ravi').execute()
    expect((await ask(link)).text).not.toContain('VEVENT')
    await w.db.updateTable('accounts').set({ ended_at: '2026-11-22T08:00:00.000Z' }).execute()
    expect((await ask(link)).status).toBe(404)
  })

  it('is ended by its owner', async () => {
    const w = await world(engine)
    const page = await w.as('ravi').post('//profile/agenda')
    const [, link = ''] = /http:\/\/localhost:3000(\/agenda\/[\w-]{32}\.ics)/.exec(page.text) ?? []
    expect((await w.as('stranger').get(`/${link}`)).status).toBe(200)
    expect((await w.as('ravi').post('//profile/agenda/removal')).status).toBe(303)
    expect((await w.as('stranger').get(`/${link}`)).status).toBe(404)
    expect((await w.as('stranger').post('//profile/agenda')).status).toBe(401)
  })

  it('cannot be guessed at length', async () => {
    const w = await world(engine)
    const page = await w.as('ravi').post('//profile/agenda')
    const [, link = ''] = /http:\/\/localhost:3000(\/agenda\/[\w-]{32}\.ics)/.exec(page.text) ?? []
    const statuses: number[] = []
    for (let at = 0; at < 301; at += 1) {
      statuses.push((await w.as('stranger').get(`//agenda/${'a'.repeat(32)}.ics`)).status)
    }
    expect([statuses[0], statuses[299], statuses[300]]).toEqual([404, 404, 429])
    // Who has the address is no guesser, and is not kept out by one.
    expect((await w.as('stranger').get(`/${link}`)).status).toBe(200)
  })
})
