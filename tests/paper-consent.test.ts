import { readdir } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { engines } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const paper = '/people/sam/paper-consent'
const pdf = Buffer.from('%PDF-1.7\nkanarie')
const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(20)])

describe.each(engines)('an agreement on paper, on %s', (engine) => {
  it('is registered with its text and scan, corrected, seen by who sees names, and withdrawn', async () => {
    const w = await world(engine)
    const { as, db } = w
    const noor = as('noor')
    const stored = async () => (await readdir(w.uploads)).filter((name) => name !== 'temporary').length
    const form = { signed_on: '2026-11-20', text: 'now-nl', may_record: 'yes', version: '0' }
    const html = { name: 'scan.pdf', content: Buffer.from('<html><script>') }
    const refused = await noor.upload(paper, form, html)
    expect([refused.status, refused.text.includes('This is no PDF')]).toEqual([422, true])
    expect(refused.text).toMatch(/name="signed_on"[^>]*|value="2026-11-20"/)
    const undated = await noor.upload(paper, { ...form, signed_on: '' }, { name: 'a', content: pdf })
    expect([undated.status, await stored()]).toEqual([422, 0])
    expect((await noor.upload(paper, form, { name: 'a.html', content: pdf })).status).toBe(303)
    const consent = await db.selectFrom('consents').selectAll().executeTakeFirstOrThrow()
    expect(consent).toMatchObject({ person_id: 'sam', takes_part: 1, may_record: 1, keep_posted: 0 })
    expect((await noor.get('/people/sam')).text).toContain('takes part, may be recorded')
    expect((await as('sam').get('/participants/sam')).status).toBe(200)
    const scan = await noor.get(`${paper}/scan`)
    expect(scan.headers).toMatchObject({ 'content-type': 'application/pdf' })
    expect(scan.headers['content-security-policy']).toContain('sandbox')
    for (const name of ['ada', 'sam', 'kai', 'bea'] as const) {
      expect([name, (await as(name).get(`${paper}/scan`)).status]).not.toEqual([name, 200])
      expect([name, (await as(name).get(paper)).status]).not.toEqual([name, 200])
    }
    expect((await as('ada').upload(paper, form, { name: 'a', content: pdf })).status).toBe(403)
    // Who had the page open before the first one was registered is told.
    expect((await noor.upload(paper, form, { name: 'b', content: png })).status).toBe(409)
    const corrected = { ...form, text: consent.text_id ?? '', version: '1' }
    expect((await noor.upload(paper, corrected, { name: 'b', content: png })).status).toBe(303)
    expect((await noor.get(`${paper}/scan`)).headers['content-type']).toBe('image/png')
    expect(await stored()).toBe(1)
    expect(
      (await noor.upload('/people/vera/paper-consent', corrected, { name: 'b', content: png })).status,
    ).toBe(409)
    expect(await logOf(db)).toContain('people.read read')
    expect((await noor.post(`${paper}/withdrawal`)).status).toBe(303)
    expect(await stored()).toBe(0)
    expect((await noor.get('/people/sam')).text).toContain('does not take part')
    expect((await noor.get(`${paper}/scan`)).status).toBe(404)
    // And it goes with the person.
    await noor.upload(paper, form, { name: 'a', content: pdf })
    expect(await stored()).toBe(1)
    await noor.post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' })
    expect(await stored()).toBe(0)
  })
})
