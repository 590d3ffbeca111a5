import { expect, describe, it } from '@jest/globals'
import request from 'supertest'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { world } from './support/world.ts'

describe.each(engines)('a code on the table of a talk, on %s', (engine) => {
  it('adds photos to that talk and opens nothing else, for twenty minutes or until the talk ends', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    const form = { person_id: 'sam', held_on: '2026-11-22', place: '', interviewer_id: '' }
    const talk = ((await noor.post('/interviews', form)).headers.location ?? '').replace(
      /^.*?(?=\/inter)/,
      '',
    )
    // Nobody to add photos for, as long as Sam does not take part.
    expect((await noor.post(`${talk}/table-link`)).status).toBe(403)
    expect((await noor.get(`${talk}/talk`)).text).not.toContain('Show a code')
    await agree(w, 'sam')
    for (const words of ['Een', 'Twee', 'Drie', 'Vier', 'Vijf'])
      await w.as('sam').post('/participants/sam/photos/text', { words })
    for (const [name, status] of [
      ['ada', 403],
      ['kai', 404],
      ['sam', 401],
    ] as const)
      expect((await w.as(name).post(`${talk}/table-link`)).status).toBe(status)
    const code = async () => {
      const shown = await noor.post(`${talk}/table-link`)
      expect(shown.text).toContain('The code works until')
      return /\/t\/[\w-]{32}/.exec(shown.text)?.[0] ?? ''
    }
    const first = await code()
    expect(await w.db.selectFrom('table_links').selectAll().execute()).toEqual([
      expect.objectContaining({ token_hash: expect.not.stringContaining(first.slice(3)) }),
    ])

    // The phone is nobody's that we know: it holds no cookie, and is told nothing of whose talk it is.
    const content = await picture(30)
    const send = (address: string, mark: string, bytes = content) =>
      request(w.app).post(address).field('client_id', mark).attach('picture', bytes, 'a.jpg')
    const page = await request(w.app).get(first).set('cookie', 'language=en')
    expect(page.text).toContain('Add a photo')
    for (const secret of ['Sam', 'P07', w.study, 'sam@']) expect(page.text).not.toContain(secret)
    expect(page.headers['set-cookie']).toBeUndefined()
    for (const nth of [1, 2]) expect((await send(first, 'mark-of-the-phone')).status).toBe(nth && 303)
    const broken = await send(first, 'another-mark', Buffer.from('no picture'))
    expect([broken.status, broken.text.includes('data-upload')]).toEqual([422, true])
    const photos = () =>
      w.db
        .selectFrom('photos')
        .select(['person_id', 'by_team', 'is_brought'])
        .where('kind', '=', 'picture')
        .orderBy('added_at')
        .execute()
    // It is in the talk, though as many as there is time for were chosen before.
    expect(await photos()).toEqual([{ person_id: 'sam', by_team: 0, is_brought: 1 }])

    // It appears on a talk that was open before, and not as just arrived on one that is opened now.
    const arrived = async (since: string) =>
      (await noor.get(`${talk}/talk${since}`)).text.includes('A photo came in')
    expect(await arrived('?since=2026-11-22T08:00:00.000Z')).toBe(true)
    expect(await arrived('')).toBe(false)

    // What a researcher adds says so, to both.
    w.clock.now = new Date(w.clock.now.getTime() + 60_000)
    const file = { field: 'picture', name: 'b.jpg', content: await picture(90) }
    const added = await noor.upload(`${talk}/photos`, { client_id: 'mark-of-the-team' }, file)
    expect(added.headers.location).toMatch(/\/talk#photo-[\w-]+$/)
    expect(await photos()).toEqual([
      { person_id: 'sam', by_team: 0, is_brought: 1 },
      { person_id: 'sam', by_team: 1, is_brought: 1 },
    ])
    for (const [name, path] of [
      ['noor', `${talk}/talk`],
      ['sam', '/participants/sam/photos'],
    ] as const)
      expect((await w.as(name).get(path)).text).toContain('added at the table by a researcher')

    // A new one ends the old one; so do the end of the talk, the time, and who stops.
    const second = await code()
    const answers = async (address: string) => {
      const sent = await send(address, 'too-late-mark').set('cookie', 'language=en')
      expect(sent.text).toContain('The photo that you chose is not in.')
      return [
        (await request(w.app).get(address).set('cookie', 'language=en')).text.includes('no longer works'),
        sent.status,
      ]
    }
    expect(await answers(first)).toEqual([true, 404])
    expect((await noor.post(`${talk}/table-link/removal`)).status).toBe(303)
    expect(await answers(second)).toEqual([true, 404])
    const third = await code()
    w.clock.now = new Date(w.clock.now.getTime() + 20 * 60_000)
    expect(await answers(third)).toEqual([true, 404])
    const fourth = await code()
    await w.as('sam').post('/participants/sam/withdrawal')
    expect(await answers(fourth)).toEqual([true, 404])
    expect(await photos()).toHaveLength(2)
  })
})
