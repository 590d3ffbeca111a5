import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { moved, movedBefore } from '../src/method/order.ts'
import { lacksOf, mayAnyhow } from '../src/steps/photos/ready-rules.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { world } from './support/world.ts'

const own = '/participants/sam/photos'

describe.each(engines)('choosing what to take along, on %s', (engine) => {
  it('marks the first by itself, asks to choose where there are more, and opens the talk with those', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    for (const red of [10, 20, 30, 40, 50, 60]) {
      const file = { field: 'picture', name: 'a.jpg', content: await picture(red) }
      await w.as('sam').upload(own, { client_id: `the-mark-${red}`, words: `Number ${red}` }, file)
    }
    const photos = () =>
      w.db
        .selectFrom('photos_for_researchers')
        .select(['id', 'words', 'is_brought'])
        .orderBy('position')
        .execute()
    const brought = async () => (await photos()).filter(({ is_brought }) => is_brought === 1)
    expect((await brought()).map(({ words }) => words)).toEqual(
      [10, 20, 30, 40, 50].map((red) => `Number ${red}`),
    )
    const [first, , , , , sixth] = (await photos()).map(({ id }) => id)
    expect((await w.as('sam').get(own)).text).toContain('5 of 3 to 5')
    expect((await w.as('sam').post(`${own}/${sixth}/choice`)).status).toBe(303)
    expect((await w.as('sam').get(own)).text).toContain('You have chosen 6 to take along')
    expect((await w.as('sam').post(`${own}/${first}/choice/removal`)).status).toBe(303)
    expect((await w.as('sam').get(own)).text).not.toContain('You have chosen 6')
    for (const to of ['earlier', 'earlier', 'later'])
      expect((await w.as('sam').post(`${own}/${sixth}/position`, { to })).status).toBe(303)
    expect((await photos()).map(({ words }) => words).slice(4)).toEqual(['Number 60', 'Number 50'])
    const dragged = async (before: string) =>
      (await w.as('sam').post(`${own}/${sixth}/position`, { before })).status
    expect(await dragged(first ?? '')).toBe(303)
    expect((await photos()).map(({ words }) => words).slice(0, 2)).toEqual(['Number 60', 'Number 10'])
    expect(await dragged('')).toBe(303)
    expect((await photos()).at(-1)?.words).toBe('Number 60')
    await w.as('sam').post(`${own}/${sixth}/position`, { to: 'earlier' })
    for (const form of [{ to: 'GEHEIM' }, {}])
      expect((await w.as('sam').post(`${own}/${sixth}/position`, form)).status).toBe(400)
    for (const path of ['choice', 'choice/removal', 'position'])
      for (const name of ['vera', 'kai'] as const)
        expect((await w.as(name).post(`${own}/${first}/${path}`, { to: 'later' })).status).toBe(404)

    const ready = async () =>
      (await w.as('noor').get('/people?state=ready')).text.includes('P07') ? 'ready' : 'not yet'
    await w.as('sam').post(`${own}/${first}/choice`)
    // Six of five at most is not ready: it says which go along, and each can be left from there.
    const tooMany = await w.as('sam').post(`${own}/readiness`, { sure: 'yes' })
    expect([tooMany.status, tooMany.text.includes('You chose 6 and there is time for 5')]).toEqual([
      422,
      true,
    ])
    const [, chosen = ''] = /id="chosen"(.*?)<\/section>/s.exec(tooMany.text) ?? []
    expect(chosen.match(/choice\/removal/g)).toHaveLength(6)
    expect(await ready()).toBe('not yet')
    await w.as('sam').post(`${own}/${first}/choice/removal`)
    expect((await w.as('sam').post(`${own}/readiness`)).status).toBe(303)
    expect(await ready()).toBe('ready')
    expect((await w.as('sam').post(`${own}/readiness/removal`)).status).toBe(303)
    expect(await ready()).toBe('not yet')
    expect((await w.as('vera').post(`${own}/readiness`)).status).toBe(404)

    const form = { person_id: 'sam', held_on: '2027-03-01', place: '', interviewer_id: '' }
    const talk = (await w.as('noor').post('/interviews', form)).headers.location ?? ''
    const page = (await w.as('noor').get(`${talk.replace(/^.*?(?=\/interviews)/, '')}/talk`)).text
    // What was not chosen comes last, and does not count.
    const slides = page.split('<section class="talk-slide"').slice(1)
    const of = slides.map((slide) => /\((\d of \d)\)<\/span><\/h2>/.exec(slide)?.[1])
    expect(of).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5', undefined])
    expect(slides.findIndex((slide) => slide.includes('Number 10'))).toBe(5)
    expect(slides.findIndex((slide) => slide.includes('Number 60'))).toBeLessThan(5)
  })
})

describe.each(engines)('being ready, on %s', (engine) => {
  it('is asked once more with fewer photos than were asked for, and not said of none', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const sam = w.as('sam', 'nl')
    expect((await sam.post(`${own}/readiness`)).text).toContain('Kies eerst minstens één foto')
    await sam.post(`${own}/text`, { words: 'Een deur' })
    const asked = await sam.post(`${own}/readiness`)
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('Er gaat 1 foto mee, we vroegen er 3. Minder mag ook.')
    const file = { field: 'picture', name: 'a.jpg', content: await picture(20) }
    await sam.upload(own, { client_id: 'the-mark-20' }, file)
    await sam.post(`${own}/announced`, { photo: `${'a'.repeat(32)}:3400000`, device: 'phone' })
    const all = (await sam.post(`${own}/readiness`)).text
    for (const lack of ['Er gaan 2 foto’s mee', '1 foto is nog niet binnen']) expect(all).toContain(lack)
    expect((await sam.post(`${own}/readiness`, { sure: 'yes' })).status).toBe(303)
    expect((await sam.get(own)).text).toContain('Je krijgt geen herinnering meer')
  })
})

it('a photo moves one place and all others stay in their order', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(ids, fc.nat(5), fc.constantFrom('earlier', 'later'), (list, at, to) => {
      const id = list[at % list.length] ?? ''
      const after = moved(list, id, to)
      if (!after) return
      expect(after.filter((one) => one !== id)).toEqual(list.filter((one) => one !== id))
      expect(moved(after, id, to === 'earlier' ? 'later' : 'earlier')).toEqual(list)
    }),
  )
  expect(moved(['a', 'b'], 'a', 'earlier')).toBeUndefined()
  expect(moved(['a', 'b'], 'b', 'later')).toBeUndefined()
  expect(moved(['a'], 'x', 'later')).toBeUndefined()
})

it('a photo that is dragged comes before the other, or last, and all others stay in their order', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(ids, fc.nat(5), fc.nat(6), (list, at, to) => {
      const id = list[at % list.length] ?? ''
      const before = list[to] ?? null
      const after = movedBefore(list, id, before) ?? []
      expect(after.filter((one) => one !== id)).toEqual(list.filter((one) => one !== id))
      if (before !== id) expect(after[after.indexOf(id) + 1] ?? null).toBe(before)
      else expect(after).toEqual(list)
    }),
  )
  expect(movedBefore(['a', 'b'], 'a', 'x')).toBeUndefined()
  expect(movedBefore(['a', 'b'], 'x', 'a')).toBeUndefined()
})

it('from the least up to the most that are asked for, and all in, nothing is missing', () => {
  const counts = fc.record({
    ...{ brought: fc.nat(12), waiting: fc.nat(2) },
    ...{ minimum: fc.integer({ min: 1, max: 5 }), more: fc.nat(5) },
  })
  fc.assert(
    fc.property(counts, ({ more, ...rest }) => {
      const maximum = rest.minimum + more
      const fits = rest.brought >= rest.minimum && rest.brought <= maximum
      const lacks = lacksOf({ ...rest, maximum })
      expect(lacks.length === 0).toBe(fits && rest.waiting === 0)
      // Too few and to come stand in nobody's way.
      expect(mayAnyhow(lacks)).toBe(rest.brought > 0 && rest.brought <= maximum)
    }),
  )
  const nothing = { brought: 0, waiting: 2, minimum: 3, maximum: 5 }
  expect(lacksOf(nothing)).toEqual(['none', 'waiting'])
  expect(lacksOf({ ...nothing, brought: 6 })).toEqual(['tooMany', 'waiting'])
})
