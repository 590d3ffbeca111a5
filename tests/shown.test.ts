import { describe, expect, it, jest } from '@jest/globals'
import { nthsOf } from '../src/method/numbers.ts'
import { agree } from './support/agree.ts'
import { aviary, canary, done, labels, quoted, type Aviary, type Label } from './support/aviary.ts'
import { engines } from './support/databases.ts'

jest.setTimeout(240_000)

const own = '/participants/sam'

async function quotationOf({ db }: Aviary, label: Label): Promise<string> {
  const { id } = await db
    .selectFrom('quotations')
    .select('id')
    .where('words', '=', quoted(label).words)
    .executeTakeFirstOrThrow()
  return id
}

/** The cards of the list, without what stands around them, and without the sentence that was left out before. */
async function listOf(w: Aviary, name: 'noor' | 'sam' = 'noor'): Promise<string[]> {
  const page = await w.as(name).get(name === 'sam' ? `${own}/taken` : '/taken')
  expect(page.status).toBe(200)
  const cards = page.text.split('<section class="card gone">').slice(1)
  return cards.filter((card) => !card.includes('asked to leave these words out'))
}

describe.each(engines)('what others could see and cannot any more, on %s', (engine) => {
  it('is told before it goes, and listed with where it stood, without anything of it', async () => {
    const w = await aviary(engine)
    const { as, db, photos } = w
    expect(await listOf(w)).toEqual([])
    const { everyone } = photos
    // By the team: asked first, with every place; the page of the photo itself has no button that removes.
    const page = (await as('noor').get(`/photos/${everyone.id}`)).text
    expect(page).toContain(`href="/studies/${w.study}/photos/${everyone.id}/removal"`)
    expect(page).not.toContain(`action="/studies/${w.study}/photos/${everyone.id}/removal"`)
    const asked = (await as('noor').get(`/photos/${everyone.id}/removal`)).text
    for (const place of [
      'In a session',
      'With an action point',
      'In the papers for Voorjaar',
      'In the guide',
      'at “Sleutels”',
    ])
      expect([place, asked.includes(place)]).toEqual([place, true])
    // A zip that was downloaded is a place too.
    await as('ravi').get('/photos/archives/everyone')
    expect((await as('noor').get(`/photos/${everyone.id}/removal`)).text).toContain(
      'downloaded by the researchers on',
    )
    await done(as('sam').post(`${own}/photos/${everyone.id}/removal`))
    const [gone = '', ...more] = await listOf(w)
    expect(more).toEqual([])
    for (const words of [
      'Drawing 1 of P07',
      'Removed by the participant',
      'In a session',
      'In the guide',
      'at “Sleutels”',
      'downloaded',
    ])
      expect([words, gone.includes(words)]).toEqual([words, true])
    expect(gone).not.toContain(canary('everyone').words)
    const rows = [
      await db.selectFrom('taken_things').selectAll().execute(),
      await db.selectFrom('taken_places').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toContain('kanarie')
    expect((await listOf(w, 'sam'))[0]).toContain('Removed by you')
    // What nobody else saw leaves nothing.
    await done(as('sam').post(`${own}/photos/${photos.researchers.id}/removal`))
    expect(await listOf(w)).toHaveLength(1)
  })

  it('holds an answer that was changed, until it is as it was, and what the team takes away', async () => {
    const w = await aviary(engine)
    const { as } = w
    const [open, leaders] = [await quotationOf(w, 'everyone'), await quotationOf(w, 'leaders')]
    await done(
      as('sam').post(`${own}/quotations/${open}/permission`, { answer: 'fine', rung: 'participants' }),
    )
    const [less = ''] = await listOf(w)
    // Participants see it still.
    expect(less).not.toContain('In a session')
    for (const words of [
      'The answer was changed',
      'In the papers for Voorjaar',
      'In the guide',
      quoted('everyone').words,
    ])
      expect([words, less.includes(words)]).toEqual([words, true])
    await done(as('sam').post(`${own}/quotations/${open}/permission`, { answer: 'fine', rung: 'everyone' }))
    expect(await listOf(w)).toEqual([])
    await done(as('sam').post(`${own}/quotations/${open}/permission`, { answer: 'no' }))
    // Changed twice, it is told once, with the places of both.
    const [none = '', ...more] = await listOf(w)
    expect(more).toEqual([])
    for (const words of ['In a session', 'In the papers for Voorjaar', 'In the guide'])
      expect([words, none.includes(words)]).toEqual([words, true])
    expect((await as('noor').get(`/coding/quotations/${leaders}/removal`)).text).toContain(
      'In the papers for Voorjaar',
    )
    await done(as('noor').post(`/coding/quotations/${leaders}/removal`))
    const [removed = ''] = await listOf(w)
    expect(removed).toContain('Removed by the researchers')
    expect(removed).not.toContain(quoted('leaders').words)
    await done(as('ravi').post(`/photos/${w.photos.participants.id}/wish/removal`))
    expect((await listOf(w))[0]).toContain('The question was taken back')
  })

  it('is all of somebody who stops, until that person is back, and stays without a person when erased', async () => {
    const w = await aviary(engine)
    const { as, db } = w
    await done(as('sam').post(`${own}/withdrawal`))
    const stopped = await listOf(w)
    // Three photos and three sentences were open to somebody.
    expect(stopped).toHaveLength(2 * (labels.length - 1))
    expect(stopped.join('')).not.toContain('kanarie')
    expect((await as('sam').get(`${own}/withdrawal`)).text).toContain('In the guide')
    await agree(w, 'sam')
    expect(await listOf(w)).toEqual([])
    await done(as('noor').post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' }))
    const erased = await listOf(w)
    expect(erased.length).toBeGreaterThanOrEqual(6)
    for (const one of erased) expect(one).toContain('of somebody of whom everything was erased')
    const left = JSON.stringify(await db.selectFrom('taken_things').selectAll().execute())
    for (const secret of ['sam', ...Object.values(w.photos).map(({ id }) => id)])
      expect([secret, left.includes(secret)]).toEqual([secret, false])
  })

  it('is called as on its list while it is there, and else by a number that nothing else has', async () => {
    const w = await aviary(engine)
    const { as, db, photos } = w
    const numberOf = async (id: string) => {
      const page = (await as('noor').get('/taken')).text
      const rows = await db.selectFrom('taken_things').select(['thing_id', 'nth', 'kind']).execute()
      const numbers = rows.filter((row) => row.thing_id === id).map(({ nth }) => nth)
      return { page, numbers: [...new Set(numbers)] }
    }
    const order = nthsOf(
      await db
        .selectFrom('photos_for_researchers')
        .select(['id', 'person_id'])
        .where('person_id', '=', 'sam')
        .orderBy('position')
        .orderBy('id')
        .execute(),
    )
    const ids = [...order.keys()].filter((id) => id !== photos.researchers.id)
    const [first = '', second = '', third = ''] = ids
    // It is told of before another goes, and shifts on the list by that.
    await done(as('sam').post(`${own}/photos/${third}/permission`, { answer: 'no', recognisable: 'no' }))
    await done(as('sam').post(`${own}/photos/${first}/removal`))
    const now = (order.get(third) ?? 0) - 1
    expect((await numberOf(third)).page).toMatch(new RegExp(`(Photo|Drawing|Text) ${now} of P07`))
    await done(as('sam').post(`${own}/photos/${second}/removal`))
    await done(as('sam').post(`${own}/photos/${third}/removal`))
    const numbers = await Promise.all(ids.map(async (id) => (await numberOf(id)).numbers))
    expect(numbers).toEqual(ids.map((id) => [order.get(id)]))
  })

  it('keeps the number that it had among all photos of its person when it went', async () => {
    const w = await aviary(engine)
    const { as, db } = w
    const ordered = () =>
      db
        .selectFrom('photos_for_researchers')
        .select(['id', 'person_id'])
        .where('person_id', '=', 'sam')
        .orderBy('position')
        .orderBy('id')
        .execute()
    const before = nthsOf(await ordered())
    expect(before.size).toBeGreaterThan(2)
    const taken = () =>
      db
        .selectFrom('taken_things')
        .select(['thing_id', 'nth'])
        .where('kind', '<>', 'quotation')
        .orderBy('id')
        .execute()
    await done(as('sam').post(`${own}/photos/${w.photos.leaders.id}/removal`))
    const first = [{ thing_id: w.photos.leaders.id, nth: before.get(w.photos.leaders.id) }]
    expect(await taken()).toEqual(first)
    await done(as('sam').post(`${own}/withdrawal`))
    const all = await taken()
    expect(all).toHaveLength(3)
    for (const { thing_id, nth } of all.slice(1)) expect(nth).toBe(before.get(thing_id ?? ''))
    expect(all).toContainEqual(first[0])
  })

  it('is told once of who stops twice, and no more after the return, of files that were downloaded too', async () => {
    const w = await aviary(engine)
    const { as, db } = w
    await as('ravi').get('/photos/archives/everyone')
    // What stands nowhere but in such a file.
    await db.deleteFrom('guide_photos').execute()
    await db.deleteFrom('finding_photos').execute()
    for (const time of [1, 2]) {
      await done(as('sam').post(`${own}/withdrawal`))
      const gone = (await listOf(w)).filter((one) => /Drawing|Photo|Text/.test(one))
      expect([time, gone.length, gone.join('').includes('downloaded')]).toEqual([time, 1, true])
      expect(await listOf(w, 'sam')).toHaveLength((await listOf(w)).length)
      await agree(w, 'sam')
      expect([time, await listOf(w), await listOf(w, 'sam')]).toEqual([time, [], []])
    }
    // What was in a session that is set back to before it opened may be seen by the same people still.
    await done(as('sam').post(`${own}/withdrawal`))
    await db.updateTable('feedback_sessions').set({ state: 'prepared' }).execute()
    await agree(w, 'sam')
    expect(await listOf(w)).toEqual([])
  })

  it('is for the researchers alone', async () => {
    const w = await aviary(engine)
    for (const name of ['sam', 'vera', 'kai', 'bea', 'stranger'] as const)
      expect([name, (await w.as(name).get('/taken')).status === 200]).toEqual([name, false])
    expect((await w.as('vera').get(`${own}/taken`)).status).toBe(404)
    expect((await w.as('ada').get('/taken')).status).toBe(200)
    expect((await w.as('ada').get(`/photos/${w.photos.everyone.id}/removal`)).status).toBe(403)
  })
})
