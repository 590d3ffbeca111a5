import { describe, expect, it } from '@jest/globals'
import { remindToRead } from '../src/steps/coding/reading-queries.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'

const own = '/participants/sam'
const page = '/coding/reading/sam'
const zone = 'Europe/Amsterdam'
const text = 'Ik belde over de sleutel. Daarna ging het goed.'

/** Sam's talk with two sentences that the team wants to use. */
async function asked(w: World) {
  const { as, db } = w
  await agree(w, 'sam')
  await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const ids: string[] = []
  for (const words of ['Ik belde over de sleutel.', 'Daarna ging het goed.']) {
    await as('noor').post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
    const { id } = await db
      .selectFrom('quotations')
      .select('id')
      .where('words', '=', words)
      .executeTakeFirstOrThrow()
    await as('noor').post(`/coding/quotations/${id}/wish`)
    ids.push(id)
  }
  const answer = (id = '') => as('sam').post(`${own}/quotations/${id}/permission`, { answer: 'no' })
  return { ids, answer }
}

const mailsOf = async (w: World) =>
  (await w.mails()).filter(({ template }) => template.startsWith('readBack'))

describe.each(engines)('reading back by a day, on %s', (engine) => {
  it('is asked with one mail that tells the day and nothing of what is to be read', async () => {
    const w = await world(engine)
    const { as, db } = w
    await asked(w)
    expect((await as('noor').get('')).text).toContain('1 person does not know yet by when to read back')
    const form = await as('noor').get(page)
    expect(form.text).toContain('value="2026-12-04"')
    expect((await as('noor').edit(page, { read_by: '2026-12-04' })).status).toBe(303)
    const [mail, ...others] = await mailsOf(w)
    expect(others).toEqual([])
    expect(mail).toMatchObject({ person_id: 'sam', role: 'participant', state: 'sent' })
    expect(mail?.subject).toMatch(/4 december|4 December/)
    expect(`${mail?.subject} ${mail?.body}`).not.toMatch(/sleutel|belde/)
    expect(mail?.body).toContain('{link}')
    for (const address of [own, `${own}/reading-back`]) {
      const shown = (await as('sam', 'nl').get(address)).text
      expect(shown).toContain('tot en met vrijdag 4 december. Wat je niet beantwoordt, gebruiken we niet.')
    }
    expect((await as('ada').get(page)).text).not.toContain('<button type="submit">Ask')
    expect((await as('ada').post(page, { read_by: '2026-12-05', version: 1 })).status).toBe(403)
    expect((await as('kai').get(page)).status).toBe(404)
    expect(await logOf(db)).toContain('coding.wish')
    expect((await as('ravi').get('/coding/reading')).text).toMatch(/0 of 2[^]*4 December 2026[^]*waits for/)
  })

  it('refuses at its field a day that cannot be, and tells who comes second', async () => {
    const w = await world(engine)
    await asked(w)
    for (const [read_by, words] of [
      ['', 'Choose a date'],
      ['2026-11-22', 'Choose a date after today'],
      ['12-12', 'Fill in a date'],
    ]) {
      const refused = await w.as('noor').post(page, { read_by: read_by ?? '', version: 0 })
      expect([refused.status, refused.text.includes('id="read_by-problem"')]).toEqual([422, true])
      if (words !== 'Fill in a date') expect(refused.text).toContain(words)
    }
    expect((await w.as('noor').post(page, { read_by: '2026-12-04', version: 0 })).status).toBe(303)
    const second = await w.as('ravi').post(page, { read_by: '2026-12-08', version: 0 })
    expect([second.status, second.text.includes('value="2026-12-08"')]).toEqual([409, true])
    expect(await mailsOf(w)).toHaveLength(1)
    expect((await w.as('ravi').edit(page, { read_by: '2026-12-08' })).status).toBe(303)
    expect(await mailsOf(w)).toHaveLength(2)
    expect(
      (await w.as('noor').post('/coding/reading/vera', { read_by: '2026-12-08', version: 0 })).status,
    ).toBe(404)
  })

  it('is reminded of once, in working hours, while something is open', async () => {
    const w = await world(engine)
    const { answer, ids } = await asked(w)
    await w.as('noor').edit(page, { read_by: '2026-12-04' })
    const remind = (at: string) => remindToRead(w.db, new Date(at), zone)
    expect(await remind('2026-11-30T10:00:00.000Z')).toBe(false)
    expect(await remind('2026-12-01T07:30:00.000Z')).toBe(false)
    await answer(ids[0])
    const both = await Promise.all([remind('2026-12-01T09:00:00.000Z'), remind('2026-12-01T09:00:00.000Z')])
    expect(both).toContain(true)
    expect(await remind('2026-12-02T09:00:00.000Z')).toBe(false)
    const mails = await mailsOf(w)
    expect(mails.map(({ template }) => template)).toEqual(['readBack', 'readBackReminder'])
    expect((await w.as('noor').get(page)).text).toMatch(/Reminder<\/dt>\s*<dd>1 December 2026/)
  })

  it('is not reminded of once all is answered, nor to whom stopped; an answer after the day counts', async () => {
    const w = await world(engine)
    const { answer, ids } = await asked(w)
    await w.as('noor').edit(page, { read_by: '2026-12-04' })
    const remind = () => remindToRead(w.db, new Date('2026-12-01T09:00:00.000Z'), zone)
    await w.as('sam').post(`${own}/withdrawal`)
    expect(await remind()).toBe(false)
    expect((await w.as('noor').get(page)).status).toBe(404)
    expect((await w.as('noor').get('/coding/reading')).text).not.toContain('P07')
    await agree(w, 'sam')
    await w.db.updateTable('reading_dates').set({ read_by: '2026-11-20' }).execute()
    expect((await w.as('noor').get('')).text).toContain('For 1 person the date for reading back is past')
    expect((await w.as('sam').get(`${own}/reading-back`)).text).toContain('is past. You can still answer.')
    for (const id of ids) expect((await answer(id)).status).toBe(303)
    expect(await remind()).toBe(false)
    expect((await w.as('noor').get('')).text).not.toContain('date for reading back is past')
    const done = await w.as('noor').get(page)
    expect(done.text).toContain('all answered')
    expect(done.text).not.toContain('name="read_by"')
    expect((await w.as('noor').post(page, { read_by: '2026-12-20', version: 1 })).text).toContain(
      'Nothing is left to answer',
    )
  })

  it('is said on the own page alone where there is no address', async () => {
    const w = await world(engine)
    await asked(w)
    await w.db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    expect((await w.as('noor').get(page)).text).toContain('No e-mail address of this person is known')
    await w.as('noor').edit(page, { read_by: '2026-12-04' })
    expect(await mailsOf(w)).toEqual([])
    expect((await w.as('noor').get(page)).text).toContain('No mail went. Tell this person yourself.')
    expect(await remindToRead(w.db, new Date('2026-12-01T09:00:00.000Z'), zone)).toBe(false)
    expect((await w.as('sam').get(own)).text).toContain('Friday 4 December')
  })

  it('says what each answer means, what is left, and proposes how far from what was chosen', async () => {
    const w = await world(engine)
    const { ids } = await asked(w)
    const [first = '', second = ''] = ids
    const shown = async () => (await w.as('sam').get(`${own}/reading-back`)).text
    const cardOf = (text: string, id: string) =>
      text.slice(text.indexOf(`id="quotation-${id}"`)).split('</section>')[0] ?? ''
    const before = await shown()
    expect(before).toMatch(/<details open>[^]*What does each answer mean\?[^]*Until that is settled/)
    expect(before).toContain('You answered 0 of 2. What you do not answer we do not use.')
    expect(before).not.toMatch(/ checked/)
    const say = (id: string, answer: string, rung = '') =>
      w.as('sam').post(`${own}/quotations/${id}/permission`, { answer, rung, remark: 'Anders' })
    await say(first, 'fine', 'leaders')
    const between = cardOf(await shown(), second)
    expect(between).toMatch(/value="leaders"[^>]* checked>/)
    expect(between).toContain('We filled in what you chose before.')
    expect(between.match(/ checked/g)).toHaveLength(1)
    const stored = () =>
      w.db.selectFrom('quotations').select(['answer', 'rung']).where('id', '=', second).executeTakeFirst()
    expect(await stored()).toEqual({ answer: null, rung: 'researchers' })
    await say(second, 'different', 'leaders')
    expect(await stored()).toEqual({ answer: 'different', rung: 'researchers' })
    const after = await shown()
    expect(after).toContain('All is answered.')
    expect(after).not.toContain('What does each answer mean?')
    await say(first, 'no', 'leaders')
    expect(cardOf(await shown(), second)).not.toContain('We filled in')
  })

  it('shows on the talk how much is open', async () => {
    const w = await world(engine)
    const { answer, ids } = await asked(w)
    const planned = { person_id: 'sam', held_on: '2026-11-20', interviewer_id: 'ravi' }
    const { headers } = await w.as('noor').post('/interviews', planned)
    const talk = String(headers.location).replace(`/studies/${w.study}`, '')
    expect((await w.as('ravi').get(talk)).text).toContain('Reading back: 2 answers are open')
    await answer(ids[0])
    expect((await w.as('ravi').get(talk)).text).toContain('Reading back: 1 answer is open')
    await answer(ids[1])
    expect((await w.as('ravi').get(talk)).text).toContain('Reading back: nothing is open')
  })

  it('is done with a talk once all that was asked is answered, or the day is past', async () => {
    const w = await world(engine)
    const { answer, ids } = await asked(w)
    const planned = { person_id: 'sam', held_on: '2026-11-20', interviewer_id: 'ravi' }
    const { headers } = await w.as('noor').post('/interviews', planned)
    const talk = String(headers.location).replace(`/studies/${w.study}`, '')
    const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    await w.as('noor').post(`${talk}/ties`, { material_id: id })
    const move = (from: string, to: string) => w.as('ravi').post(`${talk}/state`, { from, to })
    expect((await move('held', 'transcribed')).status).toBe(303)
    await answer(ids[0])
    expect((await move('transcribed', 'read_back')).status).toBe(409)
    await w.as('noor').edit(page, { read_by: '2026-12-04' })
    expect((await move('transcribed', 'read_back')).status).toBe(409)
    await w.db.updateTable('reading_dates').set({ read_by: '2026-11-21' }).execute()
    expect((await move('transcribed', 'read_back')).status).toBe(303)
    expect((await move('read_back', 'transcribed')).status).toBe(303)
    await w.db.updateTable('reading_dates').set({ read_by: '2026-12-04' }).execute()
    await answer(ids[1])
    expect((await move('transcribed', 'read_back')).status).toBe(303)
  })
})
