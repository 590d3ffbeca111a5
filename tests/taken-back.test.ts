import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'

const own = '/participants/sam'
const text = 'Ik belde Mirjam de Wit 🙂 over de sleutel. Daarna ging het goed. En toen?'

/** Sam's talk with three quotations, of which two share words; the team asks for the first and the last. */
async function quoted(w: World) {
  const { as, db } = w
  const noor = as('noor')
  await agree(w, 'sam')
  await noor.post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const ids: string[] = []
  for (const words of ['Ik belde Mirjam de Wit 🙂', 'Wit 🙂 over de sleutel.', 'Daarna ging het goed.']) {
    await noor.post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
    const { id } = await db
      .selectFrom('quotations')
      .select('id')
      .where('words', '=', words)
      .executeTakeFirstOrThrow()
    ids.push(id)
  }
  const [first = '', touching = '', last = ''] = ids
  for (const id of [first, last]) await noor.post(`/coding/quotations/${id}/wish`)
  return { material, first, touching, last }
}

describe.each(engines)('taking back, on %s', (engine) => {
  it('a sentence that was fine takes what shares words with it along, and leaves the others where they stood', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { material, first, touching, last } = await quoted(w)
    const page = await as('sam').get(`${own}/reading-back`)
    expect(page.text.split('How others see it if you say yes')).toHaveLength(3)
    const fine = { answer: 'fine', rung: 'everyone', remark: 'kanarie' }
    expect((await as('sam').post(`${own}/quotations/${first}/permission`, fine)).status).toBe(303)
    expect((await as('vera').post(`${own}/quotations/${first}/removal`)).status).toBe(404)
    expect((await as('sam').post(`${own}/quotations/${touching}/removal`)).status).toBe(404)
    expect((await as('sam').get(`${own}/quotations/${first}/removal`)).text).toContain('Mirjam de Wit')
    expect((await as('sam').post(`${own}/quotations/${first}/removal`)).status).toBe(303)
    const inSight = await db.selectFrom('quotations_for_researchers').select(['id', 'words']).execute()
    expect(inSight).toEqual([{ id: last, words: 'Daarna ging het goed.' }])
    const text = (await as('noor').get(`/coding/materials/${material}`)).text
    expect(text).not.toMatch(/Mirjam|Wit|kanarie/)
    expect(text).toContain('over de sleutel')
    expect((await as('noor').get(`/coding/quotations/${first}`)).status).toBe(404)
    expect((await as('sam').post(`${own}/quotations/${first}/removal`)).status).toBe(404)
    expect(await logOf(db)).toContain('quotations.remove')
    const kept = await db.selectFrom('quotations').select(['answer', 'rung', 'remark']).execute()
    expect(kept).toContainEqual({ answer: 'fine', rung: 'everyone', remark: '' })
  })

  it('all words leaves the photos, refuses new words, and can be undone', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { last } = await quoted(w)
    await as('sam').post(`${own}/photos/text`, { words: 'Een deur' })
    expect((await as('sam').post(`${own}/words/withdrawal`)).status).toBe(303)
    expect((await as('sam').get(`${own}/withdrawal`)).text).toContain('Your words are out of sight')
    await db.updateTable('consents').set({ words_withdrawn_at: '2026-11-25T09:00:00.000Z' }).execute()
    expect((await as('noor').get(`/coding/quotations/${last}`)).status).toBe(404)
    expect((await as('noor').get('/material')).text).not.toContain('Gesprek')
    expect((await as('noor').get('/photos')).text).toContain('Een deur')
    expect((await as('noor').get('/people/sam')).text).toMatch(
      /takes part with the photos \([^)]*22 November 2026\); took back their own words on 25 November 2026/,
    )
    const more = { kind: 'notes', person_id: 'sam', title: 'Meer', text: 'meer' }
    expect((await as('noor').post('/material', more)).status).toBe(422)
    expect((await as('sam').post(`${own}/words/return`)).status).toBe(303)
    expect((await as('noor').get(`/coding/quotations/${last}`)).status).toBe(200)
    expect(await db.selectFrom('materials').select('title').execute()).toHaveLength(1)
    expect((await as('vera').post('/participants/vera/words/withdrawal')).status).toBe(404)
  })

  it('everything leaves a kind page where the talk was, for the researchers alone', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    const planned = {
      person_id: 'sam',
      held_on: '2026-11-20',
      place: 'Kanariestraat',
      interviewer_id: 'ravi',
    }
    await as('noor').post('/interviews', planned)
    const { id } = await db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
    await as('sam').post(`${own}/withdrawal`)
    for (const path of [`/interviews/${id}`, `/interviews/${id}/talk`]) {
      const page = await as('ravi').get(path)
      expect([page.status, page.text]).toEqual([410, expect.stringContaining('P07 said no or has stopped')])
      expect(page.text).not.toMatch(/Kanariestraat|Sam Visser|20 November/)
      const others = await Promise.all(
        (['bea', 'kai', 'sam', 'stranger'] as const).map((name) => as(name).get(path)),
      )
      expect(others.map(({ status }) => status)).toEqual([404, 404, 401, 401])
    }
    expect((await as('ravi').post(`/interviews/${id}/notes/talk`, { text: 'x', version: 0 })).status).toBe(
      404,
    )
    await agree(w, 'sam')
    expect((await as('ravi').get(`/interviews/${id}`)).status).toBe(200)
  })
})
