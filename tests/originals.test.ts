import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { world, type Form, type World } from './support/world.ts'

const text = 'Ik werk met Vera Visser. Toen kwam Kanariebram.\n\nDe sleutels liggen klaar.'
const own = '/participants/sam'

/** Takes all names out of a text of Sam, in a study that keeps originals or does not. */
async function taken(w: World, keeps = true) {
  if (keeps) await set(w, { keeps: 'yes', count: 0, version: 0 })
  await agree(w, 'sam')
  await w.as('noor').post('/material', { kind: 'transcript', title: 'Vera en ik', person_id: 'sam', text })
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  await replaceAll(w, id)
  return id
}

const set = (w: World, form: Form) => w.as('noor').post('/material/originals', form)
const originals = (w: World) => w.db.selectFrom('material_originals').selectAll().execute()
const toPurge = async (w: World) => (await w.db.selectFrom('names_to_purge').selectAll().execute()).length

async function replaceAll(w: World, id: string) {
  const page = (await w.as('noor').get(`/material/${id}/names`)).text
  const form: Form = { all: 'yes' }
  for (const [tag] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (name) form[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
  }
  for (const [, name = '', value = ''] of page.matchAll(/name="(as-\d+)"[^>]*?value="([^"]*)"/gs)) {
    form[name] = value
  }
  expect((await w.as('noor').post(`/material/${id}/names`, form)).status).toBe(303)
}

describe.each(engines)('a text as it was before names were taken out, on %s', (engine) => {
  it('is kept only where the study says so, and as it was the first time', async () => {
    const w = await world(engine)
    const id = await taken(w, false)
    expect(await originals(w)).toEqual([])
    expect((await w.as('noor').get(`/material/${id}/original`)).status).toBe(404)
    const says = async () => (await w.as('noor', 'nl').get(`/material/${id}/names`)).text
    expect(await says()).toContain('De oude tekst en eerdere versies worden niet bewaard')
    expect((await set(w, { keeps: 'yes', count: 0, version: 0 })).status).toBe(303)
    expect(await says()).toContain('Dit onderzoek bewaart hoe de tekst was')
    await w
      .as('noor')
      .post(`/material/${id}`, { title: 'Ja', text: 'Ik belde Lotte Bos. Klaar.', version: 2 })
    await replaceAll(w, id)
    await w
      .as('noor')
      .post(`/material/${id}`, { title: 'Ja', text: 'Toen kwam Bram Bos. Klaar.', version: 4 })
    await replaceAll(w, id)
    expect(await originals(w)).toMatchObject([
      { material_id: id, title: 'Ja', text: 'Ik belde Lotte Bos. Klaar.' },
    ])
  })

  it('is read by who sees names and reads raw text, and each reading is in the log', async () => {
    const w = await world(engine)
    const id = await taken(w)
    const address = `/material/${id}/original`
    const statuses = async () =>
      Promise.all(
        (['noor', 'ravi', 'ada', 'kai', 'bea', 'sam', 'stranger'] as const).map(
          async (name) => (await w.as(name).get(address)).status,
        ),
      )
    expect(await statuses()).toEqual([200, 200, 403, 404, 404, 401, 401])
    const read = async () =>
      (await w.db.selectFrom('audit_log').select('subjects').where('outcome', '=', 'read').execute()).filter(
        ({ subjects }) => subjects === JSON.stringify([id, 'original']),
      ).length
    expect(await read()).toBe(2)
    const page = await w.as('noor', 'nl').get(address)
    for (const words of ['Vera en ik', 'Vera Visser', 'Kanariebram', 'staat in het logboek'])
      expect([words, page.text.includes(words)]).toEqual([words, true])
    expect((await w.as('ravi', 'nl').get(`/material/${id}`)).text).toContain(address)
    for (const less of [{ sees_names: 0 as const }, { reads_raw: 0 as const, sees_names: 1 as const }]) {
      await w.db.updateTable('seats').set(less).where('person_id', '=', 'ravi').execute()
      expect((await w.as('ravi').get(address)).status).toBe(403)
      expect((await w.as('ravi').post(`${address}/removal`)).status).toBe(403)
      expect((await w.as('ravi').get(`/material/${id}`)).text).not.toContain(address)
    }
    expect((await w.as('noor').post(`${address}/removal`)).status).toBe(303)
    expect([await originals(w), await toPurge(w)]).toEqual([[], 1])
    expect((await w.as('noor').get(address)).status).toBe(404)
  })

  it('is said how many go before it is switched off, and then all are gone', async () => {
    const w = await world(engine)
    await taken(w)
    const page = await w.as('noor', 'nl').get('/material/originals')
    expect(page.text).toContain('1 oorspronkelijke tekst gaat weg')
    const off = { keeps: 'no', count: 1, version: 1 }
    const unsure = await w.as('noor', 'nl').post('/material/originals', off)
    expect([unsure.status, unsure.text.includes('Vink dit aan')]).toEqual([422, true])
    expect((await set(w, { ...off, count: 0 })).status).toBe(409)
    expect((await set(w, { ...off, sure: 'yes', version: 0 })).status).toBe(409)
    expect((await set(w, { ...off, count: 7, sure: 'yes' })).status).toBe(409)
    expect((await set(w, { keeps: 'x', count: 0, version: 1 })).status).toBe(422)
    expect(await originals(w)).toHaveLength(1)
    expect((await set(w, { ...off, sure: 'yes' })).status).toBe(303)
    expect([await originals(w), await toPurge(w)]).toEqual([[], 1])
    expect((await w.as('noor', 'nl').get('/material/originals')).text).toContain(
      'bewaart geen oorspronkelijke',
    )
    for (const name of ['ada', 'kai', 'bea', 'sam'] as const)
      expect([
        name,
        [401, 403, 404].includes((await w.as(name).post('/material/originals', off)).status),
      ]).toEqual([name, true])
  })

  it.each([
    ['stops', `${own}/withdrawal`, {}],
    ['takes all own words back', `${own}/words/withdrawal`, {}],
  ])('goes when its person %s', async (_, address, form) => {
    const w = await world(engine)
    await taken(w)
    expect(await originals(w)).toHaveLength(1)
    expect((await w.as('sam').post(address, form)).status).toBe(303)
    expect([await originals(w), await toPurge(w)]).toEqual([[], 1])
  })

  it('goes when its person takes a sentence back, is erased, or the text is removed', async () => {
    for (const goes of [
      async (w: World, id: string) => {
        const words = 'De sleutels liggen klaar.'
        await w.as('noor').post(`/coding/materials/${id}/quotations`, { words, name: 'Sleutels' })
        const { id: said } = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
        await w.as('noor').post(`/coding/quotations/${said}/wish`)
        await w.as('sam').post(`${own}/code`, { code: 'zeven7', again: 'zeven7' })
        return w.as('sam').post(`${own}/quotations/${said}/removal`)
      },
      (w: World) => w.as('noor').post('/people/sam/erasure', { sure: 'yes', reason: 'Brief' }),
      (w: World, id: string) => w.as('noor').post(`/material/${id}/removal`),
    ]) {
      const w = await world(engine)
      const id = await taken(w)
      expect(await originals(w)).toHaveLength(1)
      expect((await goes(w, id)).status).toBe(303)
      expect(await originals(w)).toEqual([])
    }
  })
})
