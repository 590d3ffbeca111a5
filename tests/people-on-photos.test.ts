import { describe, expect, it } from '@jest/globals'
import { newId } from '../src/db/new-id.ts'
import { whyStays } from '../src/http/stays.ts'
import { rungs, type DepictedKind, type Rung } from '../src/method/lists.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { world, type World } from './support/world.ts'

const own = '/participants/sam'
const fine = { answer: 'fine', rung: 'everyone', recognisable: 'no', remark: '' }

/** A photo of Sam's, which the team wants to use. */
async function wished(w: World): Promise<string> {
  const { as, db } = w
  await agree(w, 'sam')
  const file = { field: 'picture', name: 'a.jpg', content: await picture(30) }
  const form = { client_id: 'client-sam-1', words: 'Overleg' }
  await as('sam').upload(`${own}/photos`, form, file)
  const { id } = await db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  await as('noor').post(`/photos/${id}/wish`)
  return id
}

/** The same, which Sam said everyone may see before saying that somebody on it can be recognised. */
async function asked(w: World): Promise<string> {
  const { as } = w
  const id = await wished(w)
  await as('sam').post(`${own}/photos/${id}/permission`, fine)
  await as('sam').edit(`${own}/photos/${id}`, { words: 'Overleg', recognisable: 'yes' })
  return id
}

/** The rungs whose view has the photo. */
async function seenBy({ db }: World): Promise<Rung[]> {
  const seen: Rung[] = []
  for (const rung of rungs) {
    if ((await db.selectFrom(`photos_for_${rung}`).select('id').execute()).length > 0) seen.push(rung)
  }
  return seen
}

describe.each(engines)('people on a photo, on %s', (engine) => {
  it('are asked for before it may go further than the talk: silence is not nobody', async () => {
    const w = await world(engine)
    const { as } = w
    const id = await wished(w)
    const said = (form: Record<string, string>) =>
      as('sam', 'nl').post(`${own}/photos/${id}/permission`, form)
    const isChosen = async (value: string) =>
      new RegExp(`name="recognisable" value="${value}"[^>]* checked`).test(
        (await as('sam').get(`${own}/reading-back`)).text,
      )
    expect([await isChosen('no'), await isChosen('yes')]).toEqual([false, false])
    for (const more of [{ remark: 'Zo' }, { remark: 'Zo', recognisable: 'maybe' }]) {
      const { status, text } = await said({ answer: 'fine', rung: 'leaders', ...more })
      expect([status, text.includes(`href="#${id}-recognisable">Kies of iemand herkenbaar`)]).toEqual([
        422,
        true,
      ])
      expect(text).toMatch(/value="leaders"[^>]* checked/)
      expect(text).toContain('>\nZo</textarea>')
    }
    const other = await said({ answer: 'fine', recognisable: 'yes' })
    expect([other.status, /value="yes"[^>]* checked/.test(other.text)]).toEqual([422, true])
    expect(await seenBy(w)).toEqual(['researchers'])
    // What goes nowhere need not be looked at.
    expect((await said({ answer: 'no' })).status).toBe(303)
    expect((await said(fine)).status).toBe(303)
    expect([await seenBy(w), await isChosen('no')]).toEqual([[...rungs], true])
    const somebody = await said({ ...fine, recognisable: 'yes' })
    expect(somebody.headers.location).toMatch(`${own}/photos/${id}/people`)
    expect(await seenBy(w)).toEqual(['researchers'])
    // Named, it goes as far as both said, and it is the person on it who was asked.
    const colleague = { who: 'collega', kind: 'colleague', permission: 'yes', rung: 'leaders' }
    await as('sam').post(`${own}/photos/${id}/people`, colleague)
    expect(await seenBy(w)).toEqual(['researchers', 'participants', 'leaders'])
    expect((await as('sam').get(`${own}/reading-back`)).text).not.toContain('name="recognisable"')
    expect((await said({ answer: 'fine', rung: 'participants' })).status).toBe(303)
  })

  it('let it go as far as who said least, and nowhere before all said yes', async () => {
    const w = await world(engine)
    const { as, db } = w
    const id = await asked(w)
    const page = `${own}/photos/${id}/people`
    expect(await seenBy(w)).toEqual(['researchers'])
    const readingBack = async () => (await as('sam').get(`${own}/reading-back`)).text
    expect(await readingBack()).not.toContain('How others see it if you say yes')
    expect((await as('sam', 'nl').get(`${own}/photos/${id}`)).text).toContain('Er staat iemand herkenbaar op')
    expect((await as('sam', 'nl').get(page)).text).toContain('Zolang niet iedereen op de foto ja zegt')
    expect((await as('vera').get(page)).status).toBe(404)
    const empty = await as('sam').post(page, { who: 'colleague left' })
    expect([empty.status, empty.text.includes('value="colleague left"')]).toEqual([422, true])
    const left = { who: 'colleague left', kind: 'colleague', permission: 'yes', rung: 'everyone' }
    expect((await as('sam').post(page, left)).status).toBe(303)
    expect(await seenBy(w)).toEqual([...rungs])
    expect(await readingBack()).toContain('Everyone: it may stand in the guide')
    const right = { who: 'neighbour', kind: 'adult', permission: 'asked', rung: 'everyone' }
    expect((await as('sam').post(page, right)).status).toBe(303)
    expect(await seenBy(w)).toEqual(['researchers'])
    expect((await as('noor').get(`/photos/${id}`)).text).toContain('not everyone in the photo said yes')
    const { id: one } = await db
      .selectFrom('photo_people')
      .select('id')
      .where('who', '=', 'neighbour')
      .executeTakeFirstOrThrow()
    const said = { permission: 'yes', rung: 'participants' }
    expect((await as('vera').post(`/participants/vera/photos/${id}/people/${one}`, said)).status).toBe(404)
    expect((await as('sam').post(`${page}/${one}`, said)).status).toBe(303)
    expect(await seenBy(w)).toEqual(['researchers', 'participants'])
    expect(await readingBack()).toContain('fine with: up to participants')
    expect(await readingBack()).not.toMatch(/Everyone: it may|Leaders and directors: they/)
    // No further is asked than the people on it let it go.
    expect(await readingBack()).not.toMatch(/value="(leaders|everyone)"/)
    const tooFar = await as('sam').post(`${own}/photos/${id}/permission`, fine)
    expect([tooFar.status, tooFar.text.includes('may not go that far')]).toEqual([422, true])
    expect((await as('noor').get(`/photos/${id}`)).text).toContain('neighbour (another adult)')
    // Who is on it holds it back, so one button alone takes nobody off.
    const blind = await as('sam', 'nl').post(`${page}/${one}/removal`)
    expect([blind.status, blind.text.includes(`href="#gone-${one}">Kijk de foto na`)]).toEqual([422, true])
    expect(await seenBy(w)).toEqual(['researchers', 'participants'])
    const box = { [`gone-${one}`]: 'yes' }
    expect((await as('vera').post(`/participants/vera/photos/${id}/people/${one}/removal`, box)).status).toBe(
      404,
    )
    expect((await as('sam').post(`${page}/${one}/removal`, box)).status).toBe(303)
    expect(await seenBy(w)).toEqual([...rungs])
    // Another picture has other people on it.
    const file = { field: 'picture', name: 'b.jpg', content: await picture(120) }
    await as('sam').upload(`${own}/photos/${id}/picture`, {}, file)
    expect(await db.selectFrom('photo_people').selectAll().execute()).toEqual([])
  })

  it('who are young or parents keep it in the talk, unless the study is with them and a guardian agrees', async () => {
    const w = await world(engine)
    const { as, db, study } = w
    const id = await asked(w)
    const child = { who: 'girl', kind: 'child', permission: 'yes', rung: 'everyone' }
    expect((await as('sam').post(`${own}/photos/${id}/people`, child)).status).toBe(303)
    expect((await as('sam').get(`${own}/photos/${id}/people`)).text).toContain(`${own}/photos/${id}/blur"`)
    const page = await as('sam').get(`${own}/photos/${id}/people`)
    expect(page.text).toContain('So this photo stays in the talk')
    expect(await seenBy(w)).toEqual(['researchers'])
    // Nor does leaving the box open on the photo's own page, where there is none.
    expect((await as('sam').edit(`${own}/photos/${id}`, { words: 'Overleg' })).status).toBe(303)
    const { is_recognisable } = await db
      .selectFrom('photos')
      .select('is_recognisable')
      .executeTakeFirstOrThrow()
    expect(is_recognisable).toBe(1)
    expect((await as('sam').get(`${own}/photos/${id}`)).text).not.toContain('name="recognisable"')
    // Everywhere it says that it stays in the talk, and nothing is asked that cannot be given; nor is it taken.
    const talk = { person_id: 'sam', held_on: '2026-11-22', place: '', interviewer_id: '' }
    const interview = (await as('noor').post('/interviews', talk)).headers.location?.split('/').at(-1) ?? ''
    const why = 'a child, young person or parent is in it'
    for (const [name, path] of [
      ['sam', `${own}/photos`],
      ['sam', `${own}/photos/${id}`],
      ['sam', `${own}/reading-back`],
      ['noor', '/photos'],
      ['noor', `/photos/${id}`],
      ['noor', `/interviews/${interview}/talk`],
    ] as const)
      expect([path, (await as(name).get(path)).text.includes(why)]).toEqual([path, true])
    const readingBack = (await as('sam').get(`${own}/reading-back`)).text
    expect(readingBack).toContain('So we do not ask how far it may go')
    expect(readingBack).not.toContain(`${id}/permission`)
    expect((await as('sam').get(own)).text).not.toContain('Read what we want to use')
    expect((await as('sam').post(`${own}/photos/${id}/permission`, fine)).status).toBe(422)
    await as('noor').post(`/photos/${id}/wish/removal`)
    expect((await as('noor').get(`/photos/${id}`)).text).not.toContain(`${id}/wish"`)
    const wish = await as('noor').post(`/photos/${id}/wish`)
    expect([wish.status, wish.text.includes('We do not ask whether we may use this: children')]).toEqual([
      409,
      true,
    ])
    // Nobody can be recognised any more: it may be asked again, once somebody looked.
    const nobody = `${own}/photos/${id}/recognisability/removal`
    const blind = await as('sam', 'nl').post(nobody)
    expect([blind.status, blind.text.includes('href="#nobody">Kijk de foto na')]).toEqual([422, true])
    expect((await as('noor').get(`/photos/${id}`)).text).toContain('girl (a child under 16)')
    expect((await as('vera').post(nobody, { nobody: 'yes' })).status).toBe(404)
    expect((await as('sam').post(nobody, { nobody: 'yes' })).status).toBe(303)
    expect((await as('noor').post(`/photos/${id}/wish`)).status).toBe(303)
    expect((await as('sam').post(`${own}/photos/${id}/permission`, fine)).status).toBe(303)
    expect(await seenBy(w)).toEqual([...rungs])
    await as('sam').post(`${own}/photos/${id}/people`, child)
    // Of somebody who may be on no photo nothing need be said.
    expect((await as('sam').post(`${own}/photos/${id}/people`, { who: 'boy', kind: 'child' })).status).toBe(
      303,
    )
    await db.deleteFrom('photo_people').where('who', '=', 'boy').execute()
    const { version } = await db
      .selectFrom('studies')
      .select('version')
      .where('id', '=', study)
      .executeTakeFirstOrThrow()
    await as('noor').post('/study/agreements', { with_young: 'yes', version })
    expect((await as('noor').get('/study/agreements')).text).toMatch(/id="with_young"[^>]*checked/)
    expect(await seenBy(w)).toEqual(['researchers'])
    await db.updateTable('photo_people').set({ guardian: 1 }).execute()
    expect(await seenBy(w)).toEqual([...rungs])
    const cases: [DepictedKind, 0 | 1, number][] = [
      ['young', 1, 4],
      ['parent', 1, 4],
      ['young', 0, 1],
      ['parent', 0, 1],
      ['adult', 0, 4],
    ]
    for (const [kind, with_young, seen] of cases) {
      await db.deleteFrom('photo_people').execute()
      await db.updateTable('studies').set({ with_young }).where('id', '=', study).execute()
      await db
        .insertInto('photo_people')
        .values({
          ...{ id: newId(), study_id: study, photo_id: id, kind, who: 'x', guardian: 0 },
          ...{ permission: 'yes', rung: 'everyone', added_at: '2026-11-22T12:00:00.000Z' },
        })
        .execute()
      expect([kind, with_young, (await seenBy(w)).length]).toEqual([kind, with_young, seen])
    }
  })

  it('are told with all else that keeps it in the talk, and with what helps against each', async () => {
    const w = await world(engine)
    const { as, db } = w
    const id = await wished(w)
    const photo = `${own}/photos/${id}`
    const reasons = async () => {
      const row = await db.selectFrom('photos_for_researchers').selectAll().executeTakeFirstOrThrow()
      const whys = whyStays(row)
      expect([row.id, whys.length === 0]).toEqual([id, row.most_place > 0])
      return whys
    }
    expect(await reasons()).toEqual([])
    const kim = { who: 'Kim', kind: 'colleague' }
    await as('sam').post(`${photo}/people`, { ...kim, permission: 'yes', rung: 'researchers' })
    expect(await reasons()).toEqual(['teamOnly'])
    await as('sam').post(`${photo}/people`, { who: 'left', kind: 'adult', permission: 'asked' })
    await as('sam').post(`${photo}/people`, { who: 'girl', kind: 'child' })
    await as('sam').edit(photo, { words: 'Overleg', not_own: 'yes' })
    await as('noor').post(`/photos/${id}/blur-request`)
    expect(await reasons()).toEqual(['toBlur', 'notOwn', 'refused', 'notAll'])
    for (const [name, path] of [
      ['sam', `${own}/photos`],
      ['sam', photo],
      ['sam', `${own}/reading-back`],
      ['noor', `/photos/${id}`],
    ] as const) {
      const { text } = await as(name, 'nl').get(path)
      const told = ['nog iets onherkenbaar worden', 'niet zelf gemaakt', 'jongere', 'zei ja']
      expect([path, ...told.filter((one) => !text.includes(one))]).toEqual([path])
    }
    const { text } = await as('sam', 'nl').get(photo)
    for (const way of ['Haal dan het vinkje weg', 'Zet dat er dan bij', 'Pas als dit allemaal is opgelost'])
      expect(text).toContain(way)
  })

  it('stay on the list when something is made unrecognisable, until their photo was looked at again', async () => {
    const w = await world(engine)
    const { as, db } = w
    const id = await asked(w)
    const photo = `${own}/photos/${id}`
    for (const kind of ['child', 'adult'])
      await as('sam').post(`${photo}/people`, { who: kind, kind, permission: 'asked' })
    const people = () => db.selectFrom('photo_people').selectAll().orderBy('id').execute()
    const before = await people()
    expect(before).toHaveLength(2)
    const area = { 'left-1': '25', 'top-1': '25', 'width-1': '5', 'height-1': '5', 'shape-1': 'ellipse' }
    for (const [name, path, next] of [
      ['sam', photo, '/people\\?blurred=yes'],
      ['noor', `/photos/${id}`, ''],
    ] as const) {
      const { headers } = await as(name).edit(`${path}/blur`, area)
      expect(headers.location).toMatch(new RegExp(`${path}${next}$`))
      expect([await people(), await seenBy(w)]).toEqual([before, ['researchers']])
    }
    // Right after it, whether anybody still can be recognised comes before making it unrecognisable once more.
    const place = async (address: string, words: string) => (await as('sam').get(address)).text.indexOf(words)
    expect(await place(`${photo}/people`, 'Nobody can be recognised')).toBeGreaterThan(0)
    expect(await place(`${photo}/people?blurred=yes`, 'href="/studies/' + w.study + photo + '/blur"')).toBe(
      -1,
    )
    const nobody = `${photo}/recognisability/removal`
    expect((await as('sam').post(nobody)).status).toBe(422)
    expect(await people()).toEqual(before)
    expect((await as('sam').post(nobody, { nobody: 'yes' })).status).toBe(303)
    expect([await people(), await seenBy(w)]).toEqual([[], [...rungs]])
  })
})
