import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'

const page = '/coding/reading/sam/choosing'
const sentences = ['Ik belde over de sleutel.', 'Daarna ging het goed.', 'Dat zeg ik liever niet.']

/** Sam's talk with three sentences and a photo of which nothing was asked yet. */
async function told(w: World) {
  const { as, db } = w
  await agree(w, 'sam')
  await as('sam').post('/participants/sam/photos/text', { words: 'Een stoel te weinig' })
  const { id: photo } = await db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  const text = sentences.join(' ')
  await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  for (const words of sentences)
    await as('noor').post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
  const rows = await db.selectFrom('quotations').select(['id', 'words']).orderBy('start_offset').execute()
  return { ids: rows.map(({ id }) => id), photo }
}

const asked = (w: World) =>
  w.db.selectFrom('quotations').select('words').where('wished_at', 'is not', null).execute()

describe.each(engines)('choosing what the team wants to use, on %s', (engine) => {
  it('asks for several at once, and offers what is not asked yet', async () => {
    const w = await world(engine)
    const { ids, photo } = await told(w)
    const shown = (await w.as('noor').get(page)).text
    for (const words of sentences) expect(shown).toContain(words)
    expect(shown).toContain(`value="${photo}"`)
    expect(shown).toContain('Sleutels')
    const sent = await w
      .as('noor')
      .post(page, { thing: [ids[0] ?? '', ids[1] ?? '', photo, 'nothing-by-that-id'] })
    expect([sent.status, sent.headers.location]).toEqual([303, expect.stringMatching(/\/reading\/sam$/)])
    expect((await asked(w)).map(({ words }) => words)).toEqual(sentences.slice(0, 2))
    expect((await w.as('noor').get('/coding/reading/sam')).text).toContain('0 of 3')
    const left = (await w.as('ravi').get(page)).text
    expect(left).toContain(sentences[2])
    for (const gone of [sentences[0] ?? '', photo]) expect(left).not.toContain(gone)
    expect(await logOf(w.db)).toContain('coding.wish')
  })

  it('says so when nothing is ticked, or only what was asked meanwhile', async () => {
    const w = await world(engine)
    const { ids } = await told(w)
    expect((await w.as('noor').post(page)).status).toBe(422)
    await w.as('ravi').post(page, { thing: ids[0] ?? '' })
    const second = await w.as('noor').post(page, { thing: ids[0] ?? '' })
    expect([second.status, second.text.includes('Tick what you want to use')]).toEqual([422, true])
    expect(await asked(w)).toHaveLength(1)
  })

  it('is for the team of the study, about who takes part', async () => {
    const w = await world(engine)
    const { ids } = await told(w)
    const thing = ids[0] ?? ''
    expect((await w.as('ada').get(page)).status).toBe(403)
    expect((await w.as('ada').post(page, { thing })).status).toBe(403)
    expect((await w.as('kai').post(page, { thing })).status).toBe(404)
    expect((await w.as('noor').post('/coding/reading/tess/choosing', { thing })).status).not.toBe(303)
    await w.db.updateTable('consents').set({ takes_part: 0 }).where('person_id', '=', 'sam').execute()
    const gone = await w.as('noor').post(page, { thing })
    expect([gone.status, gone.text.includes(sentences[0] ?? '')]).toEqual([404, false])
    expect(await asked(w)).toEqual([])
  })
})
