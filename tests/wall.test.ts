import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newId } from '../src/db/new-id.ts'
import { onPage, shownOfGroup } from '../src/overview/wall/rules.ts'
import { agree } from './support/agree.ts'
import { crowd } from './support/crowd.ts'
import { engines, type Engine } from './support/databases.ts'
import { world } from './support/world.ts'

/** Four texts of sam and one of vera, each in the place of a photo. */
async function withPhotos(engine: Engine) {
  const w = await world(engine)
  await agree(w, 'sam')
  await agree(w, 'vera')
  for (const words of ['een', 'twee', 'drie', 'vier']) {
    await w.as('sam').post('/participants/sam/photos/text', { words: `bord ${words}` })
  }
  await w.as('vera').post('/participants/vera/photos/text', { words: 'brug', angle: 'defining' })
  const rows = await w.db.selectFrom('photos').select(['id', 'words']).execute()
  const id = (words: string) => rows.find((row) => row.words === words)?.id ?? ''
  const ids = { one: id('bord een'), two: id('bord twee'), three: id('bord drie'), bridge: id('brug') }
  const lay = (photo: string[], group: string, title = '', seen = newId()) =>
    w.as('noor').post('/photos/groups', { photo, group, title, seen })
  const groups = () => w.db.selectFrom('photo_groups').select(['id', 'title']).orderBy('position').execute()
  const lying = async () => {
    const found = await w.db.selectFrom('grouped_photos_for_researchers').selectAll().execute()
    return new Map(found.map(({ photo_id, group_id }) => [photo_id, group_id]))
  }
  return { ...w, ids, lay, groups, lying }
}

describe.each(engines)('looking at the photos, on %s', (engine) => {
  it('begins with them, says what was chosen, and takes only that along as a file', async () => {
    const w = await withPhotos(engine)
    const wall = (await w.as('noor', 'nl').get('/photos?angle=defining')).text
    expect(wall).toContain('<summary>Te zien: Invalshoek: ')
    expect(wall.indexOf('<summary>')).toBeLessThan(wall.indexOf('brug'))
    expect(wall).not.toContain('bord een')
    const [, csv = ''] = /href="[^"]*(\/photos\.csv\?angle=defining)"/.exec(wall) ?? []
    const chosen = (await w.as('noor', 'nl').get(csv)).text
    expect(chosen).toContain('brug')
    expect(chosen).not.toContain('bord')
    expect((await w.as('noor', 'nl').get('/photos.csv')).text).toContain('bord een')
  })
})

describe.each(engines)('laying photos together, on %s', (engine) => {
  it('keeps each in one group at most, in the order of the groups, and in the words as a file', async () => {
    const w = await withPhotos(engine)
    const { one, two, bridge } = w.ids
    expect((await w.lay([], 'new', 'Deuren')).status).toBe(422)
    expect((await w.lay([one], '')).status).toBe(422)
    const untitled = await w.lay([one], 'new')
    expect(untitled.status).toBe(422)
    expect(untitled.text).toMatch(new RegExp(`value="${one}"[^>]* checked`))
    expect((await w.lay([one, bridge], 'new', 'Over de brug')).status).toBe(303)
    expect((await w.lay([two], 'new', '=Deuren')).status).toBe(303)
    const [first = { id: '' }, second = { id: '' }] = await w.groups()
    await w.lay([one], second.id)
    expect(await w.lying()).toEqual(
      new Map([
        [one, second.id],
        [two, second.id],
        [bridge, first.id],
      ]),
    )
    const page = (await w.as('noor').get('/photos/groups')).text
    expect(page.indexOf('Over de brug')).toBeLessThan(page.indexOf('=Deuren'))
    expect(page.indexOf('=Deuren')).toBeLessThan(page.indexOf('bord drie'))
    expect((await w.as('noor', 'nl').get('/photos.csv')).text).toMatch(/bord een;.*;'=Deuren/)
    expect((await w.as('noor').post(`/photos/groups/${second.id}/position`)).status).toBe(303)
    expect((await w.groups()).map(({ title }) => title)).toEqual(['=Deuren', 'Over de brug'])
    expect((await w.as('noor').post(`/photos/groups/${second.id}/removal`)).status).toBe(303)
    expect((await w.lying()).get(one)).toBeNull()
    expect((await w.as('noor').get('/photos')).text).toContain('bord een')
    await w.as('vera').post('/participants/vera/withdrawal')
    expect((await w.as('noor').get('/photos/groups')).text).not.toContain('brug</q>')
    expect((await w.lying()).has(bridge)).toBe(false)
  })

  it('tells who sorts on an older page, and the team alone sorts', async () => {
    const w = await withPhotos(engine)
    const { one, two } = w.ids
    const seen = newId()
    await w.lay([one], 'new', 'Deuren')
    const late = await w.lay([one, two], 'new', 'Borden', seen)
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/name="title"[^>]+value="Borden"/)
    expect(await w.groups()).toHaveLength(1)
    const [{ id } = { id: '' }] = await w.groups()
    expect((await w.lay([two], 'new', 'Borden', seen)).status).toBe(303)
    expect((await w.as('noor').edit(`/photos/groups/${id}`, { title: '' })).status).toBe(422)
    expect((await w.as('noor').post(`/photos/groups/${id}`, { title: 'Ramen', version: 7 })).status).toBe(409)
    expect((await w.as('noor').edit(`/photos/groups/${id}`, { title: 'Ramen' })).status).toBe(303)
    expect((await w.lay(['nothing'], id)).status).toBe(404)
    expect((await w.lay([one], 'nothing')).status).toBe(404)
    expect((await w.as('ada').get('/photos/groups')).text).not.toContain('type="checkbox"')
    const form = { photo: one, group: id, title: '', seen: newId() }
    expect((await w.as('ada').post('/photos/groups', form)).status).toBe(403)
    expect((await w.as('ada').get(`/photos/groups/${id}`)).status).toBe(403)
    expect((await w.as('kai').post('/photos/groups', form)).status).toBe(404)
    expect((await w.as('kai').get('/photos/groups')).status).toBe(404)
    for (const below of ['', '/position', '/removal']) {
      expect(
        (await w.as('noor').post(`/photos/groups/nothing${below}`, { title: 'x', version: 1 })).status,
      ).toBe(404)
    }
  })

  it('shows on the wall what is asked for in the address, and in the room what its people may see', async () => {
    const w = await withPhotos(engine)
    const { one, two, bridge } = w.ids
    await w.lay([two], 'new', 'Deuren')
    const [{ id: group } = { id: '' }] = await w.groups()
    const planned = { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' }
    await w.as('ravi').post('/interviews', planned)
    const { id: talk } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
    const { id: side } = await w.db
      .selectFrom('elements')
      .select('id')
      .where('study_id', '=', w.study)
      .executeTakeFirstOrThrow()
    await w.as('ravi').post(`/interviews/${talk}/sides/${one}`, { element_id: side })
    const { organisation_id, team_id } = await w.db
      .selectFrom('participants')
      .select(['organisation_id', 'team_id'])
      .where('person_id', '=', 'vera')
      .executeTakeFirstOrThrow()
    const words = async (query: string) => {
      const { text } = await w.as('noor').get(`/photos?${query}`)
      return [...text.matchAll(/class="quote"><p>([^<]+)/g)].map(([, said]) => said)
    }
    expect(await words(`side=${side}`)).toEqual(['bord een'])
    expect(await words(`group=${group}`)).toEqual(['bord twee'])
    expect(await words('group=none')).toHaveLength(4)
    expect(await words('angle=defining')).toEqual(['brug'])
    expect(await words(`organisation=${organisation_id}`)).toContain('brug')
    expect(await words(`team=${team_id}&angle=defining&side=${side}`)).toEqual([])

    await w.as('ravi').post(`/photos/${bridge}/wish`)
    const answer = { answer: 'fine', rung: 'leaders', recognisable: 'no' }
    await w.as('vera').post(`/participants/vera/photos/${bridge}/permission`, answer)
    expect((await w.as('noor').get('/photos/slides')).text).toContain('Who is in the room?')
    for (const rung of ['participants', 'leaders']) {
      const { text } = await w.as('noor').get(`/photos/slides?rung=${rung}&at=9`)
      expect(text).toContain('brug')
      expect(text).toContain('1 of 1')
      expect(text).not.toMatch(/bord|P07|P12|Vera/)
    }
    const everyone = (await w.as('noor').get('/photos/slides?rung=everyone')).text
    expect(everyone).toContain('no photos yet')
    expect(everyone).not.toContain('brug')
  })
})

describe('the wall', () => {
  it('shows everybody once, and nobody’s photos by half', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 70 })
    const rule = fc.property(numbers, (given) => {
      const people = given
        .sort((one, other) => one - other)
        .map((number) => ({ person_id: `p${number}`, number }))
      const seen: number[] = []
      let after = 0
      for (let pages = 0; pages < 5; pages += 1) {
        const page = onPage(people, { after, person: '' })
        seen.push(...page.people.map(({ number }) => number))
        if (!page.hasNext) break
        after = page.people.at(-1)?.number ?? 0
      }
      expect(seen).toEqual(given)
    })
    fc.assert(rule, { numRuns: 30 })
  })

  it('shows a few photos of each of many groups, and more of each of few', () => {
    const rule = fc.property(fc.integer({ min: 0, max: 60 }), (groups) => {
      const shown = shownOfGroup(groups)
      expect(shown >= 2 && shown <= 12 && shown * groups <= 150).toBe(true)
    })
    fc.assert(rule, { numRuns: 30 })
  })
})

it.each(engines.slice(0, 1))('is light with 600 photos of 150 people in 20 groups, on %s', async (engine) => {
  const w = await world(engine)
  const people = await crowd(
    w,
    Array.from({ length: 150 }, (_, index) => index + 101),
  )
  const own = { study_id: w.study }
  const photos = people.flatMap((person_id) =>
    [0, 1, 2, 3].map((position) => ({ person_id, position, id: newId() })),
  )
  for (let start = 0; start < photos.length; start += 100) {
    const some = photos.slice(start, start + 100)
    await w.db
      .insertInto('files')
      .values(some.map(({ id }) => ({ ...own, name: id, type: 'image/jpeg', bytes: 1 })))
      .execute()
    await w.db
      .insertInto('photos')
      .values(
        some.map(({ id, person_id, position }) => ({
          ...{ ...own, id, person_id, position, client_id: id, checksum: id, kind: 'picture' as const },
          ...{ words: 'Een paar woorden bij wat je hier ziet', angle: null, width: 4000, height: 3000 },
          ...({
            is_own: 1,
            is_recognisable: 0,
            is_drawing: 0,
            is_brought: 1,
            by_team: 0,
            rung: 'researchers',
            remark: '',
            with_name: 0 as const,
          } as const),
          ...{ master: id, large: id, thumb: id, added_at: '2026-11-20T09:00:00.000Z' },
          ...{ withdrawn_at: null, wished_at: null, answer: null, version: 1 },
        })),
      )
      .execute()
  }
  for (let group = 0; group < 20; group += 1) {
    const photo = photos.slice(group * 20, group * 20 + 20).map(({ id }) => id)
    const form = { photo, group: 'new', title: `Een groep met nummer ${group}`, seen: newId() }
    expect((await w.as('noor').post('/photos/groups', form)).status).toBe(303)
  }
  for (const path of ['/photos', '/photos/groups', '/photos/groups?part=2']) {
    const page = await w.as('noor').get(path)
    expect(page.status).toBe(200)
    expect([path, page.text.length < 100_000 ? 'light' : page.text.length]).toEqual([path, 'light'])
  }
})
