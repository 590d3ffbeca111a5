import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { linkIn, pagesFrom } from './support/crowd.ts'
import { engines } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const text = 'Int: Welke foto eerst?\r\n\r\nSam: De sleutels 👩‍👧 é.'
const transcript = { kind: 'transcript', title: 'Uitgeschreven gesprek', person_id: 'sam', text }

async function withText(engine: (typeof engines)[number]) {
  const w = await world(engine)
  await agree(w, 'sam')
  expect((await w.as('noor').post('/material', transcript)).status).toBe(303)
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  return { ...w, id }
}

describe.each(engines)('a text, on %s', (engine) => {
  it('is added by pasting, with its letters and lines as they were', async () => {
    const { as, db, id } = await withText(engine)
    const row = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(row.text).toBe('Int: Welke foto eerst?\n\nSam: De sleutels 👩‍👧 é.')
    expect((await as('ravi').get(`/material/${id}`)).text).toContain('Sam: De sleutels 👩‍👧 é.')
    const coding = `/coding/materials/${id}`
    expect((await as('ravi').get(`/material/${id}`)).text).toContain(`${coding}">Code in this text<`)
    expect((await as('noor').get('/people/sam')).text).toContain('1 text')
    expect((await logOf(db)).at(-1)).toBe('material.read read')
    expect((await as('ravi').get(coding)).status).toBe(200)
  })

  it.each([
    ['UTF-8 with a mark and CRLF', Buffer.from('\uFEFFZoë zei:\r\nniets', 'utf8')],
    ['Windows-1252', Buffer.from('Zoë zei:\nniets', 'latin1')],
    ['UTF-16', Buffer.from('\uFEFFZoë zei:\nniets', 'utf16le')],
  ])('is read from a file in %s', async (_encoding, content) => {
    const w = await world(engine)
    await agree(w, 'sam')
    const answer = await w
      .as('noor')
      .upload('/material', { ...transcript, text: '' }, { name: 'a.txt', content })
    expect(answer.status).toBe(303)
    const row = await w.db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(row.text).toBe('Zoë zei:\nniets')
  })

  it('is refused when the file is something else, and keeps what was typed', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const files = [
      Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]),
      Buffer.from([0, 1, 2, 3]),
      Buffer.from('%PDF-1.7\0'),
    ]
    for (const content of files) {
      const page = await w.as('noor').upload('/material', transcript, { name: 'a.docx', content })
      expect(page.status).toBe(422)
      expect(page.text).toContain('We cannot read this')
      expect(page.text).toContain('De sleutels')
    }
  })

  it('of somebody who did not agree is refused, and the text stays typed', async () => {
    const { as, db } = await world(engine)
    const page = await as('noor').post('/material', transcript)
    expect(page.status).toBe(422)
    expect(page.text).toContain('has not agreed')
    expect(page.text).toContain('De sleutels')
    expect(await db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('takes 300,000 characters and not one more', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const long = (count: number) => ({ ...transcript, text: 'é'.repeat(count) })
    expect((await w.as('noor').post('/material', long(300_000))).status).toBe(303)
    expect((await w.as('noor').post('/material', long(300_001))).status).toBe(422)
  })

  it('is for those who may read raw text, of this study', async () => {
    const { as, id } = await withText(engine)
    expect((await as('ada').get('/material')).status).toBe(200)
    expect((await as('ada').get(`/material/${id}`)).status).toBe(403)
    expect((await as('kai').get(`/material/${id}`)).status).toBe(404)
    expect((await as('bea').get(`/material/${id}`)).status).toBe(404)
    expect((await as('sam').get(`/material/${id}`)).status).toBe(401)
  })

  it('is corrected by one of two who had the same version in view; the other sees both', async () => {
    const { as, db, id } = await withText(engine)
    const change = { title: 'Talk', version: 1 }
    expect((await as('noor').post(`/material/${id}`, { ...change, text: 'Noor’s' })).status).toBe(303)
    const late = await as('ravi').post(`/material/${id}`, { ...change, text: 'Ravi’s' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Noor’s')
    expect(late.text).toContain('Ravi’s')
    const old = await db.selectFrom('material_versions').select('text').execute()
    expect(old).toEqual([{ text: 'Int: Welke foto eerst?\n\nSam: De sleutels 👩‍👧 é.' }])
  })

  it('goes out of sight with its person, and away when it is removed', async () => {
    const { as, db, id } = await withText(engine)
    await as('sam').post('/participants/sam/withdrawal')
    expect((await as('noor').get(`/material/${id}`)).status).toBe(404)
    expect((await as('noor').get('/material')).text).not.toContain('Uitgeschreven gesprek')
    expect((await as('noor').get('/material.csv')).text).not.toContain('Uitgeschreven gesprek')
    expect((await as('noor').post(`/material/${id}/removal`)).status).toBe(404)
    await agree({ as }, 'sam')
    expect((await as('noor').post(`/material/${id}/removal`)).status).toBe(303)
    expect(await db.selectFrom('materials').select('id').execute()).toEqual([])
  })
})

describe.each(engines)('a long list of texts, on %s', (engine) => {
  const titles = Array.from({ length: 101 }, (_, index) => `Tekst ${String(index).padStart(3, '0')}`)
  const seenOn = (page: string) => [...page.matchAll(/>(Tekst \d+)<\/a>/g)].map(([, title]) => title)

  it('has each on one page, the newest first, and goes on only where there is more', async () => {
    const w = await world(engine)
    const rows = titles.map((title, index) => ({
      ...{ id: `text-${String(index).padStart(3, '0')}`, study_id: w.study, person_id: null },
      ...{ kind: 'observation' as const, title, text: 'Gezien', version: 1 },
      ...{ made_at: '2026-11-22T09:00:00.000Z', made_by: 'ravi' },
    }))
    await w.db.insertInto('materials').values(rows.slice(0, 100)).execute()
    expect((await pagesFrom(w, 'noor', '/material')).map((page) => seenOn(page).length)).toEqual([50, 50])
    await w.db.insertInto('materials').values(rows.slice(100)).execute()
    const pages = await pagesFrom(w, 'noor', '/material')
    expect(pages.flatMap(seenOn)).toEqual(titles.toReversed())
    expect(linkIn(pages[2] ?? '', 'First page', w.study)).toBe('/material')
  })
})
