import { readdir } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { logOf, world, type World } from './support/world.ts'

const own = '/participants/sam/photos'
const sizes = ['master', 'large', 'thumb']
const middle = { 'left-1': '25', 'top-1': '25', 'width-1': '50', 'height-1': '50,0', 'shape-1': 'ellipse' }

/** A photo of sam with noise in it, as skin and letters have. */
async function withPhoto(engine: Engine) {
  const w = await world(engine)
  await agree(w, 'sam')
  await agree(w, 'vera')
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const content = await sharp({
    create: { width: 640, height: 480, channels: 3, background: 'black', noise },
  })
    .jpeg()
    .toBuffer()
  const form = { client_id: 'the-mark-of-noise', words: 'Het bord bij de deur' }
  await w.as('sam').upload(own, form, { field: 'picture', name: 'a.jpg', content })
  const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  return { ...w, id, blur: `${own}/${id}/blur` }
}

const stored = async ({ uploads }: World) => (await readdir(uploads)).filter((name) => name !== 'temporary')
const bytesOf = async (w: World, id: string, size: string) =>
  (await w.as('sam').get(`${own}/${id}/${size}`)).body as Buffer
const wished = async ({ db }: World) =>
  db.selectFrom('blur_requests_for_researchers').select('reason').execute()

describe.each(engines)('making something on a photo unrecognisable, on %s', (engine) => {
  it('leaves nothing of the old picture anywhere, and what was agreed holds', async () => {
    const w = await withPhoto(engine)
    await w.as('ravi').post(`/photos/${w.id}/wish`)
    await w
      .as('sam')
      .post(`${own}/${w.id}/permission`, { answer: 'fine', rung: 'leaders', recognisable: 'no' })
    const before = await stored(w)
    const old = await Promise.all(sizes.map((size) => bytesOf(w, w.id, size)))
    const tag = (await w.as('sam').get(`${own}/${w.id}/large`)).headers.etag
    expect((await w.as('sam').get(w.blur)).text).toContain('This cannot be undone')
    const answer = await w.as('sam').edit(w.blur, middle)
    expect(answer.headers.location).toMatch(`${own}/${w.id}`)
    const after = await stored(w)
    expect(after).toHaveLength(3)
    expect(after.filter((name) => before.includes(name))).toEqual([])
    for (const size of sizes) {
      const made = (await w.as('noor').get(`/photos/${w.id}/${size}`)).body as Buffer
      expect(old.some((bytes) => bytes.equals(made))).toBe(false)
    }
    const shown = await w.as('sam').get(`${own}/${w.id}/large`)
    expect(shown.headers.etag).not.toBe(tag)
    expect(shown.headers['cache-control']).toBe('private, no-cache')
    const photo = await w.db.selectFrom('photos_for_leaders').selectAll().execute()
    expect(photo).toHaveLength(1)
    expect(await w.db.selectFrom('files_to_remove').selectAll().execute()).toEqual([])
    expect(await logOf(w.db)).toContain('photos.blur')
  })

  it('stays in the talk while it is asked, and goes as far as its person said once it is done', async () => {
    const w = await withPhoto(engine)
    const given = { answer: 'fine', rung: 'leaders', recognisable: 'no' }
    await w.as('ravi').post(`/photos/${w.id}/wish`)
    await w.as('sam').post(`${own}/${w.id}/permission`, given)
    const leaders = () => w.db.selectFrom('photos_for_leaders').select('id').execute()
    const asking = `/photos/${w.id}/blur-request`
    for (const end of [
      () => w.as('noor').post(`${asking}/removal`),
      () => w.as('sam').edit(w.blur, middle),
    ]) {
      expect(await leaders()).toHaveLength(1)
      await w.as('noor').post(asking, { reason: 'De naam op het bord' })
      expect(await leaders()).toEqual([])
      expect((await w.as('noor').get(`/photos/${w.id}`)).text).toContain('We do not ask whether')
      expect((await w.as('sam').get(`${own}/${w.id}`)).text).toContain('Then tell the researchers')
      expect((await w.as('sam').post(`${own}/${w.id}/permission`, given)).status).toBe(422)
      expect((await end()).status).toBe(303)
    }
    expect(await leaders()).toHaveLength(1)
  })

  it('says what is missing, keeps the numbers, and changes nothing', async () => {
    const w = await withPhoto(engine)
    const none = await w.as('sam', 'nl').edit(w.blur, {})
    expect(none.status).toBe(422)
    expect(none.text).toContain('Zet eerst een vlak')
    const wrong = { ...middle, 'width-1': '0', 'left-4': '12,5', 'top-4': 'boven' }
    const page = await w.as('sam', 'nl').edit(w.blur, wrong)
    expect(page.status).toBe(422)
    for (const field of ['width-1', 'top-4', 'width-4', 'height-4']) {
      expect(page.text).toContain(`href="#${field}"`)
    }
    expect(page.text).toMatch(/name="left-4"[^>]+value="12,5"/)
    expect(page.text).toMatch(/value="ellipse" selected/)
    const late = await w.as('sam').post(w.blur, { ...middle, version: 7 })
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/name="left-1"[^>]+value="25"/)
    expect(await w.db.selectFrom('photos').select('version').execute()).toEqual([{ version: 1 }])
    expect(await stored(w)).toHaveLength(3)
  })

  it('is done once when two do it at once, and the other is told', async () => {
    const w = await withPhoto(engine)
    const form = { ...middle, version: 1 }
    const answers = await Promise.all([
      w.as('sam').post(w.blur, form),
      w.as('noor').post(`/photos/${w.id}/blur`, form),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await stored(w)).toHaveLength(3)
  })

  it('is for its person and the team, and asked of the person by the team', async () => {
    const w = await withPhoto(engine)
    const asking = `/photos/${w.id}/blur-request`
    const researchers = `/photos/${w.id}/blur`
    const veras = `/participants/vera/photos/${w.id}/blur`
    expect((await w.as('vera').get(veras)).status).toBe(404)
    expect((await w.as('vera').post(veras, { ...middle, version: 1 })).status).toBe(404)
    expect((await w.as('vera').get(researchers)).status).toBe(401)
    expect((await w.as('ada').get(researchers)).status).toBe(403)
    expect((await w.as('ada').post(asking)).status).toBe(403)
    expect((await w.as('kai').post(asking)).status).toBe(404)
    const long = await w.as('noor').post(asking, { reason: 'x'.repeat(201) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('x'.repeat(201))
    await w.as('noor').post(asking, { reason: 'De naam op het bord' })
    expect((await w.as('sam').get(own)).text).toContain('unrecognisable: “De naam op het bord”')
    // It is the first thing on Sam's own first page too, as long as it is asked.
    const first = async () => (await w.as('sam').get('/participants/sam')).text
    expect(await first()).toContain('unrecognisable: “De naam op het bord”')
    expect(await first()).toContain(`/photos/${w.id}/blur`)
    expect((await w.as('noor').get('/photos')).text).toContain('still has to be made unrecognisable')
    await w.as('noor').post(`${asking}/removal`)
    expect(await first()).not.toContain('De naam op het bord')
    expect(await wished(w)).toEqual([])
    await w.as('noor').post(asking)
    expect((await w.as('noor').edit(researchers, middle)).status).toBe(303)
    expect(await wished(w)).toEqual([])
    await w.as('noor').post(asking)
    await w.as('sam').post(`${own}/${w.id}/removal`)
    expect(await w.db.selectFrom('blur_requests').selectAll().execute()).toEqual([])
    for (const path of [researchers, w.blur]) {
      expect((await w.as(path === w.blur ? 'sam' : 'noor').get(path)).status).toBe(404)
    }
  })

  it('is not asked of a text, and is of a photo that takes the place of one no more', async () => {
    const w = await withPhoto(engine)
    await w.as('sam').post(`${own}/text`, { words: 'De deur' })
    const { id } = await w.db
      .selectFrom('photos')
      .select('id')
      .where('kind', '=', 'text')
      .executeTakeFirstOrThrow()
    expect((await w.as('sam').get(`${own}/${id}/blur`)).status).toBe(404)
    expect((await w.as('noor').post(`/photos/${id}/blur-request`)).status).toBe(404)
    await w.as('noor').post(`/photos/${w.id}/blur-request`)
    const other = { field: 'picture', name: 'b.jpg', content: await picture(10) }
    await w.as('sam').upload(`${own}/${w.id}/picture`, {}, other)
    expect(await wished(w)).toEqual([])
  })
})
