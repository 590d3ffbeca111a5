import { readdir } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { logOf, world, type Form, type Name, type World } from './support/world.ts'

const paper = '/people/sam/paper-consent'
const own = '/participants/sam'
const pdf = Buffer.from('%PDF-1.7\nkanarie')
const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(20)])
const form = { signed_on: '2026-11-16', may_record: 'yes' }

/** A study that began a week ago: papers were signed since. */
async function aWeekOld(engine: Parameters<typeof world>[0]) {
  const w = await world(engine)
  await w.db.updateTable('studies').set({ made_at: '2026-11-15T09:00:00.000Z' }).execute()
  return w
}

/** Sends a paper as its page has it, with its mark, with or without a scan. */
async function sign(w: World, given: Form, scan?: Buffer, at = paper, name: Name = 'noor') {
  const page = await w.as(name).get(at)
  const [, version = ''] = /name="version" value="([\w-]*)"/.exec(page.text) ?? []
  const [, text = ''] = /<option value="([\w-]+)"[^>]*>The text of now, Nederlands \(/.exec(page.text) ?? []
  const whole = { version, text, ...form, ...given }
  if (scan === undefined) return w.as(name).post(at, whole)
  return w.as(name).upload(at, whole, { name: 'scan', content: scan })
}

const stored = async ({ uploads }: World) =>
  (await readdir(uploads)).filter((name) => name !== 'temporary').length

const entriesOf = ({ db }: World) =>
  db
    .selectFrom('consent_entries')
    .select(['way', 'signed_on', 'takes_part', 'text_id', 'undone_at'])
    .orderBy('id')
    .execute()

describe.each(engines)('an agreement on paper, on %s', (engine) => {
  it('is registered with its text and scan, corrected, and seen by who sees names', async () => {
    const w = await aWeekOld(engine)
    const { as, db } = w
    const noor = as('noor')
    const refused = await sign(w, {}, Buffer.from('<html><script>'))
    expect([refused.status, refused.text.includes('This is no PDF')]).toEqual([422, true])
    expect(refused.text).toContain('value="2026-11-16"')
    const undated = await sign(w, { signed_on: '' }, pdf)
    expect([undated.status, await stored(w)]).toEqual([422, 0])
    expect((await sign(w, {}, pdf)).status).toBe(303)
    const consent = await db.selectFrom('consents').selectAll().executeTakeFirstOrThrow()
    expect(consent).toMatchObject({ person_id: 'sam', takes_part: 1, may_record: 1, keep_posted: 0 })
    const person = (await noor.get('/people/sam')).text
    expect(person).toContain('takes part, may be recorded (on paper, signed on 16 November 2026)')
    expect((await as('sam', 'nl').get(`${own}/consent`)).text).toContain(
      'Dit zei je op papier, getekend op 16 november 2026.',
    )
    const scan = await noor.get(`${paper}/scan`)
    expect(scan.headers).toMatchObject({ 'content-type': 'application/pdf' })
    expect(scan.headers['content-security-policy']).toContain('sandbox')
    for (const name of ['ada', 'sam', 'kai', 'bea'] as const) {
      for (const path of [paper, `${paper}/scan`, `${paper}/removal`])
        expect([name, path, (await as(name).get(path)).status]).not.toEqual([name, path, 200])
    }
    expect((await as('ada').upload(paper, form, { name: 'a', content: pdf })).status).toBe(403)
    expect((await as('ada').post(`${paper}/removal`, { sure: 'yes' })).status).toBe(403)
    // Who had the page open before the first one was registered is told.
    const stale = await sign(w, { version: '0-', may_record: '' }, png)
    expect([stale.status, await stored(w)]).toEqual([409, 1])
    expect((await sign(w, { text: consent.text_id ?? '' }, png)).status).toBe(303)
    expect((await noor.get(`${paper}/scan`)).headers['content-type']).toBe('image/png')
    expect(await stored(w)).toBe(1)
    expect(await logOf(db)).toContain('people.read read')
    // And it goes with the person.
    await noor.post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' })
    expect(await stored(w)).toBe(0)
  })

  it('points to the text and the language that were signed, which can be read there', async () => {
    const w = await aWeekOld(engine)
    await agree(w, 'vera', {}, 'nl')
    await w.as('noor').edit('/study/agreements', { commissioner: 'De bestuurders vroegen erom.' })
    const page = (await w.as('noor').get(paper)).text
    const choices = [...page.matchAll(/<option value="([\w-]+)"[^>]*>([^<]+) \(version \w{6}\)</g)].map(
      ([, , name]) => name,
    )
    expect(choices.slice(0, 2)).toEqual(['The text of now, English', 'The text of now, Nederlands'])
    expect(choices[2]).toMatch(/^Since 22 November 2026.*Nederlands$/)
    expect(page).toContain('De bestuurders vroegen erom.')
    const [, earlier = ''] = /<option value="([0-9a-f-]{36})"/.exec(page) ?? []
    // None is chosen beforehand, and without one nothing is written down: what was typed stays.
    expect(page).toContain('<option value="">Choose a text</option>')
    expect(page).not.toMatch(/<option [^>]*selected/)
    const unchosen = await sign(w, { text: '', signed_on: '2026-11-22' }, pdf)
    expect([unchosen.status, await stored(w)]).toEqual([422, 0])
    expect(unchosen.text).toContain('href="#text"')
    expect(unchosen.text).toContain('Choose the scan once more')
    expect(unchosen.text).toContain('value="2026-11-22"')
    expect(unchosen.text).toMatch(/name="may_record"[^>]*checked/)
    expect(unchosen.text).not.toMatch(/<option [^>]*selected/)
    await sign(w, { text: earlier, signed_on: '2026-11-22' })
    expect((await w.as('noor').get(paper)).text).toContain(`<option value="${earlier}" selected>`)
    const { text_id } = await w.db
      .selectFrom('consents')
      .select('text_id')
      .where('person_id', '=', 'sam')
      .executeTakeFirstOrThrow()
    expect(text_id).toBe(earlier)
    expect((await sign(w, { text: 'nonsense' })).status).toBe(422)
    // What was on the page is what was signed: a text that was changed since is not taken for it.
    const [, seen = ''] = /<option value="(now-nl-[\w-]+)"/.exec(page) ?? []
    await w.as('noor').edit('/study/agreements', { commissioner: 'De gemeente vroeg erom.' })
    const changed = await sign(w, { text: seen }, undefined, '/people/vera/paper-consent')
    expect([changed.status, changed.text.includes('This text was changed just now')]).toEqual([422, true])
  })

  it('has a day on which it can have been signed', async () => {
    const w = await aWeekOld(engine)
    const future = await sign(w, { signed_on: '2026-11-23' })
    expect([future.status, future.text.includes('This day is still to come')]).toEqual([422, true])
    const early = await sign(w, { signed_on: '2026-11-13' })
    expect([early.status, early.text.includes('not there before 15 November 2026')]).toEqual([422, true])
    expect(early.text).toContain('name="is_early"')
    expect((await w.as('noor').get(paper)).text).not.toContain('name="is_early"')
    expect((await sign(w, { signed_on: '2026-11-13', is_early: 'yes' })).status).toBe(303)
    // The next paper of that day is no surprise any more.
    expect((await sign(w, { signed_on: '2026-11-13' }, undefined, '/people/vera/paper-consent')).status).toBe(
      303,
    )
  })

  it('does not bring back who said since to stop', async () => {
    const w = await aWeekOld(engine)
    await sign(w, {}, pdf)
    await w.as('sam').post(`${own}/withdrawal`)
    const again = await sign(w, {}, png)
    expect([again.status, await stored(w)]).toEqual([303, 1])
    expect((await w.as('noor').get('/people/sam')).text).toContain('does not take part')
    const changed = await sign(w, { may_record: '' }, png)
    expect([changed.status, changed.text.includes('22 November 2026')]).toEqual([422, true])
    // A new paper of a later day does, with its own scan.
    expect((await sign(w, { signed_on: '2026-11-22' })).status).toBe(422)
    expect((await sign(w, { signed_on: '2026-11-22' }, pdf)).status).toBe(303)
    expect((await w.as('noor').get('/people/sam')).text).toContain('signed on 22 November 2026')
  })

  it('is there once, however often it is registered', async () => {
    const w = await aWeekOld(engine)
    await sign(w, {}, pdf)
    const [first] = await entriesOf(w)
    const version = () => w.db.selectFrom('paper_agreements').select('version').executeTakeFirstOrThrow()
    expect((await sign(w, {}, pdf)).status).toBe(303)
    expect((await sign(w, {})).status).toBe(303)
    expect([await entriesOf(w), await stored(w), await version()]).toEqual([[first], 1, { version: 1 }])
    // The same scan with another day is the same paper, corrected: what was wrong is emptied.
    await sign(w, { signed_on: '2026-11-17' }, pdf)
    expect(await entriesOf(w)).toEqual([
      { ...first, ...{ signed_on: null, takes_part: 0, text_id: null }, undone_at: expect.any(String) },
      { ...first, signed_on: '2026-11-17' },
    ])
  })

  it('is taken out where it was registered at the wrong person, and all is as it was before', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    await sign(w, {}, pdf)
    const file = { field: 'picture', name: 'a.jpg', content: await picture(200) }
    await w.as('sam').upload(`${own}/photos`, { client_id: 'the-mark-1', words: 'Een deur' }, file)
    const talk = { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' }
    expect((await noor.post('/interviews', talk)).status).toBe(303)
    const asked = (await noor.get(`${paper}/removal`)).text
    expect(asked).toContain('A talk stays in the list')
    expect(asked).toContain('Written down wrongly: P07 · Sam Visser')
    expect(asked).toContain('signed on 16 November 2026')
    expect(asked).toContain('has not said anything then')
    expect(asked).toContain('1 photo')
    const unsure = await noor.edit(`${paper}/removal`, {})
    expect([unsure.status, unsure.text.includes('right person')]).toEqual([422, true])
    expect((await noor.post(`${paper}/removal`, { sure: 'yes', version: '0-' })).status).toBe(409)
    expect((await noor.edit(`${paper}/removal`, { sure: 'yes' })).status).toBe(303)
    const [entry] = await entriesOf(w)
    expect(entry).toMatchObject({ way: 'paper', signed_on: null, text_id: null, takes_part: 0 })
    expect(await w.db.selectFrom('consents').selectAll().execute()).toEqual([])
    expect(await w.db.selectFrom('agreement_texts').selectAll().execute()).toEqual([])
    expect(await w.db.selectFrom('paper_agreements').selectAll().execute()).toEqual([])
    expect(await w.db.selectFrom('photos_for_researchers').selectAll().execute()).toEqual([])
    const page = (await noor.get('/people/sam')).text
    expect(page).toContain('has not said yet')
    expect(page).toContain('1 talk')
    // What came in meanwhile does not go unseen with the person.
    expect(page).not.toContain('/people/sam/removal')
    expect((await noor.post('/people/sam/removal')).headers.location).toContain('/erasure')
    expect((await noor.get(`${paper}/scan`)).status).toBe(404)
    expect((await noor.get(`${paper}/removal`)).status).toBe(404)
    expect((await noor.post(`${paper}/removal`, { sure: 'yes', version: '0-' })).status).toBe(404)
    expect((await w.as('sam').get(own)).status).toBe(200)
  })

  it('and taken out leaves what the person said before, and what the person said since', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    await agree(w, 'sam', { keep_posted: 'yes' })
    await sign(w, { signed_on: '2026-11-22' }, pdf)
    expect((await noor.get(`${paper}/removal`)).text).toContain('What was said before that holds again')
    await noor.edit(`${paper}/removal`, { sure: 'yes' })
    const consent = () =>
      w.db
        .selectFrom('consents')
        .select(['takes_part', 'may_record', 'keep_posted'])
        .executeTakeFirstOrThrow()
    expect(await consent()).toEqual({ takes_part: 1, may_record: 0, keep_posted: 1 })
    await sign(w, { signed_on: '2026-11-22' }, pdf)
    await w.as('sam').post(`${own}/withdrawal`)
    expect((await noor.get(`${paper}/removal`)).text).toContain('That goes on to hold: does not take part')
    await noor.edit(`${paper}/removal`, { sure: 'yes' })
    expect([await consent(), await stored(w)]).toEqual([{ takes_part: 0, may_record: 0, keep_posted: 0 }, 0])
  })
})
