import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const own = '/participants/sam'

describe.each(engines)('before agreeing, on %s', (engine) => {
  it('a participant sees the assignment first, who asks and whom to call', async () => {
    const { as } = await world(engine)
    const page = await as('sam', 'nl').get(own)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Neem 3 tot 5 foto’s mee')
    expect(page.text).toContain('Geen kinderen, jongeren of ouders')
    expect(page.text).toContain('Noor')
    expect(page.text).not.toMatch(/\{\w+\}/)
  })

  it('no photo can be brought', async () => {
    const { as } = await world(engine)
    expect((await as('sam').get(`${own}/photos`)).headers.location).toContain('/consent')
    expect((await as('sam').post(`${own}/photos/text`, { words: 'A door' })).status).toBe(403)
  })

  it('the page of one is not the page of another', async () => {
    const { as } = await world(engine)
    for (const path of ['', '/consent', '/photos', '/withdrawal']) {
      expect((await as('vera').get(`${own}${path}`)).status).toBe(404)
      expect((await as('noor').get(`${own}${path}`)).status).toBe(404)
    }
    expect((await as('stranger').get(own)).status).toBe(401)
  })
})

describe.each(engines)('agreeing, on %s', (engine) => {
  it('keeps the text that was agreed to, word for word', async () => {
    const w = await world(engine)
    const { as, db } = w
    expect((await agree(w, 'sam', { may_record: 'yes' })).status).toBe(303)
    const before = await db.selectFrom('agreement_texts').select('text').execute()
    await as('noor').post('/study/texts/consent/en', { 'consent.takePart': 'I do something else' })
    expect(await db.selectFrom('agreement_texts').select('text').execute()).toEqual(before)
    const row = await db.selectFrom('consents').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ person_id: 'sam', takes_part: 1, may_record: 1, keep_posted: 0 })
    expect((await as('noor').get('/people/sam')).text).toContain('takes part, may be recorded')
    expect(await logOf(db)).toContain('consent.give')
  })

  it('points to its own version; who stands on an older one can be asked anew, and chooses', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    await as('noor').edit('/study/agreements', { commissioner: 'The board asked, for ever.' })
    await agree(w, 'vera')
    const [old, now] = await db.selectFrom('agreement_texts').select('id').orderBy('id').execute()
    const older = `/agreements/${old?.id ?? ''}`
    const list = (await as('ada').get('/agreements')).text
    expect(list.match(/1 participant/g)).toHaveLength(2)
    expect((await as('noor').get('/people/sam')).text).toContain(older)
    expect((await as('noor').get(older)).text).not.toContain('for ever')
    expect((await as('ada').get(older)).text).not.toContain('Visser')
    expect((await as('noor').get(`/agreements/${now?.id ?? ''}`)).text).not.toContain('/renewal')
    expect((await as('kai').get(older)).status).toBe(404)
    expect((await as('sam').get(own)).text).not.toContain('The text was changed')
    expect((await as('ada').post(`${older}/renewal`)).status).toBe(403)
    expect((await as('noor').post(`${older}/renewal`)).status).toBe(303)
    expect((await as('noor').get(older)).text).toContain('asked anew on')
    expect((await as('sam').get(own)).text).toContain('Read the new text')
    expect((await as('sam').get(`${own}/consent`)).text).toContain('for ever')
    expect((await agree(w, 'sam')).status).toBe(303)
    expect((await as('sam').get(own)).text).not.toContain('The text was changed')
    expect((await as('noor').get('/agreements')).text).toContain('2 participants')
  })

  it('asks for the box, and keeps the others', async () => {
    const { as } = await world(engine)
    const page = await as('sam', 'nl').post(`${own}/consent`, { may_record: 'yes', seen: 'x' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Zet hier een vinkje als je meedoet')
    expect(page.text).toMatch(/id="may_record"[^>]*checked/)
  })

  it('is not to words that changed meanwhile: they are shown first', async () => {
    const { as, db } = await world(engine)
    const page = await as('sam').post(`${own}/consent`, { takes_part: 'yes', seen: 'of-yesterday' })
    expect(page.status).toBe(409)
    expect(page.text).toContain('This text was changed just now')
    expect(await db.selectFrom('consents').selectAll().execute()).toEqual([])
  })
})

describe.each(engines)('saying no, on %s', (engine) => {
  it('is as easy, is thanked, and can be taken back', async () => {
    const w = await world(engine)
    const { as } = w
    expect((await as('sam').post(`${own}/withdrawal`)).status).toBe(303)
    expect((await as('sam').get(own)).headers.location).toContain('/withdrawal')
    expect((await as('sam', 'nl').get(`${own}/withdrawal`)).text).toContain('Dank je voor je bericht')
    expect((await as('noor').get('/people')).text).toContain('said no')
    const told = ({ headers }: Awaited<ReturnType<typeof agree>>) =>
      /notice=(\w+)/.exec(String(headers['set-cookie']))?.[1]
    expect(told(await agree(w, 'sam'))).toBe('agreed')
    expect((await as('sam').get(own)).status).toBe(200)
    // Who comes back has all in sight again, and reads so.
    await as('sam').post(`${own}/withdrawal`)
    expect(told(await agree(w, 'sam'))).toBe('agreedAgain')
  })

  it('keeps what was said before, in its order', async () => {
    const w = await world(engine)
    await agree(w, 'sam', { keep_posted: 'yes' })
    await w.as('sam').post(`${own}/withdrawal`)
    const entries = await w.db.selectFrom('consent_entries').select('takes_part').orderBy('id').execute()
    expect(entries.map(({ takes_part }) => takes_part)).toEqual([1, 0])
  })

  it('"I am not this person" closes the page on this device only', async () => {
    const { as, db } = await world(engine)
    await as('sam').get(own)
    expect((await as('sam').post(`${own}/departure`)).status).toBe(200)
    expect((await as('sam').get(own)).status).toBe(404)
    expect(await db.selectFrom('links').select('id').where('ended_at', 'is', null).execute()).toHaveLength(1)
  })
})
