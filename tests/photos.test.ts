import { once } from 'node:events'
import { readdir, truncate } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import pino from 'pino'
import sharp from 'sharp'
import { removeUnsettled, unlinkRemoved } from '../src/files/rows.ts'
import { agree } from './support/agree.ts'
import { cookieOf } from './support/cast.ts'
import { crowd, linkIn, pagesFrom } from './support/crowd.ts'
import { versionIn } from './support/answers.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'
import { fresh } from './support/talks.ts'

const own = '/participants/sam/photos'

/** A picture of one colour, with a place and a time in it as phones write them. */
async function picture(red: number): Promise<Buffer> {
  const background = { r: red, g: 120, b: 140 }
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .withExif({ IFD0: { Copyright: 'GEHEIM' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 0/1' } })
    .jpeg()
    .toBuffer()
}

async function bring(w: World, red = 200, form: Record<string, string> = {}) {
  const file = { field: 'picture', name: 'IMG_0001.jpg', content: await picture(red) }
  return w.as('sam').upload(own, { client_id: `the-mark-${red}`, words: 'A letter tray', ...form }, file)
}

async function withPhoto(
  engine: (typeof engines)[number],
  form: Record<string, string> = {},
  given: Parameters<typeof world>[1] = {},
) {
  const w = await world(engine, given)
  await agree(w, 'sam')
  expect((await bring(w, 200, form)).status).toBe(303)
  const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  return { ...w, id }
}

const stored = async ({ uploads }: World) => (await readdir(uploads)).filter((name) => name !== 'temporary')

describe.each(engines)('bringing a photo, on %s', (engine) => {
  it('works, and nothing of where it was taken stays', async () => {
    const w = await withPhoto(engine, { angle: 'defining' })
    const page = await w.as('sam').get(own)
    expect(page.text).toContain('1 of 3 to 5')
    expect(page.text).toContain('A letter tray')
    for (const size of ['master', 'large', 'thumb']) {
      const answer = await w.as('sam').get(`${own}/${w.id}/${size}`)
      expect(answer.headers['content-type']).toBe('image/jpeg')
      expect(answer.headers['content-security-policy']).toContain('sandbox')
      const bytes = answer.body as Buffer
      expect(bytes.includes('GEHEIM')).toBe(false)
      expect(bytes.includes('Exif')).toBe(false)
    }
    expect(await logOf(w.db)).toContain('photos.add')
    expect(await readdir(`${w.uploads}/temporary`)).toEqual([])
  })

  it('is seen by researchers and by nobody else', async () => {
    const { as, id } = await withPhoto(engine)
    expect((await as('noor').get('/photos')).text).toContain('A letter tray')
    expect((await as('ada').get(`/photos/${id}/large`)).status).toBe(200)
    expect((await as('vera').get(`/participants/vera/photos/${id}/large`)).status).toBe(404)
    expect((await as('kai').get(`/photos/${id}`)).status).toBe(404)
    expect((await as('bea').get(`/photos/${id}/large`)).status).toBe(404)
    expect((await as('stranger').get(`/photos/${id}/large`)).status).toBe(401)
  })

  it('is one photo when the same is sent again, and two when it is another', async () => {
    const w = await withPhoto(engine)
    expect((await bring(w, 200)).status).toBe(303)
    expect(await w.db.selectFrom('photos').select('id').execute()).toHaveLength(1)
    expect(await stored(w)).toHaveLength(3)
    await bring(w, 90, { client_id: 'the-mark-200' })
    expect(await w.db.selectFrom('photos').select('id').execute()).toHaveLength(2)
  })

  it('says why a file is refused, and keeps the words', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const file = {
      field: 'picture',
      name: 'foto.jpg',
      content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    }
    const page = await w.as('sam', 'nl').upload(own, { client_id: 'mark-svg', words: 'Een deur' }, file)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Dit is geen JPEG, PNG, WebP, AVIF of HEIC')
    expect(page.text).toContain('Een deur')
    const none = await w.as('sam', 'nl').post(own, { client_id: 'mark-none', words: 'Een deur' })
    expect(none.status).toBe(422)
    expect(none.text).toContain('Kies eerst een foto')
    expect(await stored(w)).toEqual([])
  })

  it('keeps a good picture when its words are too long, and asks for those alone', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const page = await bring(w, 200, { words: 'x'.repeat(501) })
    expect(page.status).toBe(422)
    expect(page.text).toContain('500 characters at most')
    expect(await w.db.selectFrom('photos').select('words').execute()).toEqual([{ words: '' }])
    const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
    const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
    expect((await w.as('sam').post(`${own}/${id}`, { words: 'Fewer', version })).status).toBe(303)
    expect((await w.as('sam').get(own)).text).toContain('Fewer')
  })

  it('may be a few sentences instead', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    expect((await w.as('sam').post(`${own}/text`, { words: '' })).status).toBe(422)
    expect((await w.as('sam').post(`${own}/text`, { words: 'The door that is\r\nalways shut' })).status).toBe(
      303,
    )
    expect((await w.as('noor').get('/photos')).text).toContain('The door that is\nalways shut')
  })
})

async function draw(w: World, shade = 40, form: Record<string, string> = {}, path = `${own}/drawing`) {
  const create = {
    width: 800,
    height: 800,
    channels: 3,
    background: { r: shade, g: shade, b: shade },
  } as const
  const file = { field: 'picture', name: 'drawing.png', content: await sharp({ create }).png().toBuffer() }
  return w.as('sam').upload(path, { client_id: 'the-drawing', words: 'Three circles', ...form }, file)
}

async function withDrawing(engine: (typeof engines)[number], form: Record<string, string> = {}) {
  const w = await world(engine)
  await agree(w, 'sam')
  expect((await draw(w, 40, form)).status).toBe(303)
  const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  return { ...w, id }
}

/** Lets something rest on a photo of sam. */
async function layOn({ db, study: study_id, id: photo_id }: World & { id: string }, what: string) {
  const made = { study_id, made_at: '2026-11-22T09:00:00.000Z', version: 1 }
  const at = { study_id, photo_id }
  switch (what) {
    case 'group':
      await db
        .insertInto('photo_groups')
        .values({ id: 'g', study_id, title: 'Doors', position: 0, version: 1 })
        .execute()
      await db
        .insertInto('grouped_photos')
        .values({ ...at, group_id: 'g', moved: '1' })
        .execute()
      break
    case 'finding':
      await db
        .insertInto('findings')
        .values({
          ...{ id: 'f', ...made, category_id: null, kind: 'friction', title: 'A door', text: '' },
          ...{ holds_for: '', state: 'draft', fallen: 0 },
        })
        .execute()
      await db
        .insertInto('finding_photos')
        .values({ ...at, finding_id: 'f' })
        .execute()
      break
    case 'guide':
      await db
        .insertInto('guide_photos')
        .values({ ...at, position: 0 })
        .execute()
      break
    case 'quotation':
      await db
        .insertInto('materials')
        .values({
          ...{ id: 'm', ...made, person_id: 'sam', kind: 'transcript', title: 'Talk', text: 'A door.' },
          made_by: 'ravi',
        })
        .execute()
      await db
        .insertInto('quotations')
        .values({
          ...{
            id: 'q',
            ...made,
            material_id: 'm',
            standing: 'anchored' as const,
            placed_for: 0,
            start_offset: 0,
            end_offset: 7,
            words: 'A door.',
          },
          ...{
            made_by: 'ravi',
            wished_at: null,
            answer: null,
            rung: 'researchers',
            remark: '',
            with_name: 0,
          },
        })
        .execute()
      await db
        .insertInto('quotation_photos')
        .values({ ...at, quotation_id: 'q' })
        .execute()
      break
    case 'side': {
      const { id } = await db.selectFrom('elements').select('id').executeTakeFirstOrThrow()
      const talk = { id: 'talk', ...made, person_id: 'sam', held_on: null, place: '', interviewer_id: null }
      await db
        .insertInto('interviews')
        .values({ ...talk, ...fresh })
        .execute()
      await db
        .insertInto('laid_photos')
        .values({ ...at, interview_id: 'talk', element_id: id })
        .execute()
      break
    }
    default: {
      const taken = {
        id: 't',
        study_id,
        person_id: 'sam',
        kind: 'picture',
        thing_id: photo_id,
        nth: 1,
      } as const
      await db
        .insertInto('taken_things')
        .values({ ...taken, why: 'limits', at: made.made_at })
        .execute()
    }
  }
}

const kindsOf = async ({ db }: World) =>
  (await db.selectFrom('photos_for_researchers').select('kind').execute()).map(({ kind }) => kind)

describe.each(engines)('bringing a drawing, on %s', (engine) => {
  it('counts with the photos, and is called a drawing wherever it is shown', async () => {
    const w = await withDrawing(engine, { angle: 'defining' })
    const page = (await w.as('sam').get(own)).text
    expect(page).toContain('1 of 3 to 5')
    expect(page).toContain('alt="Drawing: Three circles"')
    expect((await w.as('sam').get(`${own}/${w.id}`)).text).toContain('<h1>Your drawing</h1>')
    expect((await w.as('noor').get('/photos')).text).toMatch(/class="chip neutral">drawing</)
    expect((await w.as('ada').get(`/photos/${w.id}`)).text).toContain('<h1>Drawing of P07</h1>')
    expect((await w.as('noor', 'nl').get('/photos.csv')).text).toContain('P07;tekening;Three circles')
    await w.as('ravi').post(`/photos/${w.id}/wish`)
    const answer = { answer: 'fine', rung: 'everyone' }
    expect((await w.as('sam').get('/participants/sam/reading-back')).text).toContain('drawing 1')
    await w.as('sam').post(`${own}/${w.id}/permission`, answer)
    for (const view of ['photos_for_participants', 'photos_for_leaders', 'photos_for_everyone'] as const) {
      expect(await w.db.selectFrom(view).select('kind').execute()).toEqual([{ kind: 'drawing' }])
    }
  })

  it('is for its person, who takes part', async () => {
    const w = await world(engine)
    for (const path of [`${own}/drawing`, '/participants/vera/photos/drawing']) {
      expect((await w.as('sam').get(path)).status).toBe(path.includes('sam') ? 403 : 404)
    }
    expect((await draw(w)).status).toBe(403)
    await agree(w, 'sam')
    expect((await w.as('sam').get(`${own}/drawing`)).status).toBe(200)
    for (const name of ['noor', 'vera', 'kai', 'bea'] as const) {
      expect((await w.as(name).get(`${own}/drawing`)).status).toBe(404)
      expect((await w.as(name).post(`${own}/drawing`, { client_id: 'the-drawing' })).status).toBe(404)
    }
    expect((await w.as('stranger').get(`${own}/drawing`)).status).toBe(401)
    expect(await kindsOf(w)).toEqual([])
  })

  it('is one drawing when the same is sent again, and two when it is another', async () => {
    const w = await withDrawing(engine)
    expect((await draw(w, 40)).status).toBe(303)
    expect(await kindsOf(w)).toEqual(['drawing'])
    expect(await stored(w)).toHaveLength(3)
    await draw(w, 90)
    expect(await kindsOf(w)).toEqual(['drawing', 'drawing'])
  })

  it('asks for a drawing when none came, or something else, and keeps the words', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const form = { client_id: 'the-drawing', words: 'Een brug', angle: 'innovative', not_own: 'yes' }
    const none = await w.as('sam', 'nl').post(`${own}/drawing`, form)
    expect(none.status).toBe(422)
    expect(none.text).toContain('Teken eerst iets, of kies een foto van je tekening')
    const file = { field: 'picture', name: 'drawing.png', content: Buffer.from('geen tekening') }
    const other = await w.as('sam', 'nl').upload(`${own}/drawing`, form, file)
    expect(other.status).toBe(422)
    expect(other.text).toContain('Dit is geen JPEG, PNG, WebP, AVIF of HEIC')
    for (const { text } of [none, other]) {
      expect(text).toContain('Een brug')
      expect(text).toMatch(/value="innovative"\s+checked/)
      expect(text).toMatch(/name="not_own"[^>]+checked/)
    }
    expect(await stored(w)).toEqual([])
  })

  it('takes the place of a photo, and a photo that of a drawing', async () => {
    const w = await withPhoto(engine, { recognisable: 'yes' })
    const replace = `${own}/${w.id}/drawing`
    expect((await w.as('sam').get(replace)).text).toContain('The old photo goes. Your words stay.')
    expect((await w.as('vera').get(`/participants/vera/photos/${w.id}/drawing`)).status).toBe(404)
    expect((await draw(w, 40, {}, `/participants/vera/photos/${w.id}/drawing`)).status).toBe(404)
    const none = await w.as('sam').post(replace)
    expect(none.status).toBe(422)
    expect(none.text).toContain('Draw something first')
    expect((await draw(w, 40, {}, replace)).status).toBe(303)
    expect(await kindsOf(w)).toEqual(['drawing'])
    expect(await stored(w)).toHaveLength(3)
    const page = (await w.as('sam').get(`${own}/${w.id}`)).text
    expect(page).toContain('A letter tray')
    // It is not asked of a drawing, and could not be taken back.
    expect(page).not.toContain('name="recognisable"')
    expect((await w.as('noor').get(`/photos/${w.id}`)).text).not.toContain('For the talk only')
    const file = { field: 'picture', name: 'b.jpg', content: await picture(10) }
    expect((await w.as('sam').upload(`${own}/${w.id}/picture`, {}, file)).status).toBe(303)
    expect(await kindsOf(w)).toEqual(['picture'])
  })

  it('stays in the talk when its person did not make it', async () => {
    const w = await withDrawing(engine, { not_own: 'yes' })
    expect((await w.as('noor').get(`/photos/${w.id}`)).text).toContain('For the talk only')
  })

  it('is taken away at once, with its files and words', async () => {
    const w = await withDrawing(engine)
    expect((await w.as('sam').post(`${own}/${w.id}/removal`)).status).toBe(303)
    expect((await w.as('noor').get('/photos')).text).not.toContain('Three circles')
    expect((await w.as('sam').get(`${own}/${w.id}/drawing`)).status).toBe(404)
    expect((await draw(w, 40, {}, `${own}/${w.id}/drawing`)).status).toBe(404)
    expect(await stored(w)).toEqual([])
  })
})

describe.each(engines)('one’s own photo, on %s', (engine) => {
  it('is changed by its person only, and not over a newer version', async () => {
    const { as, id } = await withPhoto(engine)
    const about = { words: 'Two keys', angle: 'innovative', version: '1' }
    expect((await as('vera').post(`/participants/vera/photos/${id}`, about)).status).toBe(404)
    expect((await as('noor').post(`${own}/${id}`, about)).status).toBe(404)
    expect((await as('sam').post(`${own}/${id}`, about)).status).toBe(303)
    const late = await as('sam').post(`${own}/${id}`, { ...about, words: 'Three keys' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Three keys')
    expect((await as('noor').get('/photos')).text).toContain('Two keys')
  })

  it('is replaced by another, and the old files go', async () => {
    const w = await withPhoto(engine)
    const before = await stored(w)
    const file = { field: 'picture', name: 'b.jpg', content: await picture(10) }
    expect((await w.as('sam').upload(`${own}/${w.id}/picture`, {}, file)).status).toBe(303)
    const after = await stored(w)
    expect(after).toHaveLength(3)
    expect(after.filter((name) => before.includes(name))).toEqual([])
    expect((await w.as('sam').get(own)).text).toContain('A letter tray')
  })

  it('keeps its place once something rests on it, and nothing comes in that place', async () => {
    const w = await withPhoto(engine)
    const own_ = { study_id: w.study, photo_id: w.id }
    const made = { ...{ study_id: w.study, made_at: '2026-11-22T09:00:00.000Z' }, version: 1 }
    const talk = { id: 'talk', ...made, person_id: 'sam', held_on: null, place: '', interviewer_id: null }
    await w.db
      .insertInto('interviews')
      .values({ ...talk, ...fresh })
      .execute()
    const note = {
      interview_id: 'talk',
      spot: `photo:${w.id}`,
      element_id: null,
      text: 'Told at it',
      version: 1,
    }
    await w.db
      .insertInto('interview_notes')
      .values({ ...own_, ...note })
      .execute()
    const before = await stored(w)
    const page = (await w.as('sam').get(`${own}/${w.id}`)).text
    expect(page).toContain('This photo belongs to what was told about it')
    expect(page).not.toContain('name="picture"')
    expect((await w.as('sam').get(`${own}/${w.id}/drawing`)).status).toBe(303)
    const file = { field: 'picture', name: 'b.jpg', content: await picture(10) }
    const refused = await w.as('sam').upload(`${own}/${w.id}/picture`, {}, file)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('nothing else can come in its place')
    expect(refused.text).toContain('A letter tray')
    expect((await draw(w, 40, {}, `${own}/${w.id}/drawing`)).status).toBe(409)
    expect(await stored(w)).toEqual(before)
    await w.db.deleteFrom('interview_notes').execute()
    expect((await w.as('sam').upload(`${own}/${w.id}/picture`, {}, file)).status).toBe(303)
  })

  it.each(['group', 'finding', 'guide', 'quotation', 'side', 'taken'])(
    'keeps its place for a %s',
    async (what) => {
      const w = await withPhoto(engine)
      await layOn(w, what)
      const file = { field: 'picture', name: 'b.jpg', content: await picture(10) }
      expect((await w.as('sam').upload(`${own}/${w.id}/picture`, {}, file)).status).toBe(409)
    },
  )

  it('moves to the front', async () => {
    const w = await withPhoto(engine)
    await bring(w, 90, { words: 'Second' })
    const { id } = await w.db
      .selectFrom('photos')
      .select('id')
      .where('words', '=', 'Second')
      .executeTakeFirstOrThrow()
    expect((await w.as('sam').post(`${own}/${id}/position`, { to: 'earlier' })).status).toBe(303)
    const { text } = await w.as('sam').get(own)
    expect(text.indexOf('Second')).toBeLessThan(text.indexOf('A letter tray'))
  })

  it('is taken away at once, with its files and words', async () => {
    const w = await withPhoto(engine)
    expect((await w.as('vera').post(`/participants/vera/photos/${w.id}/removal`)).status).toBe(404)
    expect((await w.as('sam').post(`${own}/${w.id}/removal`)).status).toBe(303)
    expect((await w.as('noor').get('/photos')).text).not.toContain('A letter tray')
    expect((await w.as('noor').get(`/photos/${w.id}/large`)).status).toBe(404)
    expect(await stored(w)).toEqual([])
    const row = await w.db.selectFrom('photos').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ words: '', master: null })
  })

  it('is hidden everywhere when its person stops, and comes back with the person', async () => {
    const w = await withPhoto(engine)
    await w.as('sam').post('/participants/sam/withdrawal')
    for (const path of ['/photos', '/photos.csv', `/photos/${w.id}`, '/people', '/people/sam']) {
      const page = await w.as('noor').get(path)
      expect(page.text).not.toContain('A letter tray')
      expect(page.text).not.toContain('1 photo')
    }
    expect((await w.as('noor').get(`/photos/${w.id}/master`)).status).toBe(404)
    await agree(w, 'sam')
    expect((await w.as('noor').get('/photos')).text).toContain('A letter tray')
  })

  it('stays when the server is killed, and what it was writing then goes at the next start', async () => {
    const w = await withPhoto(engine)
    const whole = await stored(w)
    await w.storage.write(Buffer.from('killed before its row'))
    expect(await stored(w)).toHaveLength(4)
    await removeUnsettled(w.db, w.storage)
    expect(await stored(w)).toEqual(whole)
  })

  it('goes from the disk with its person, and with the study', async () => {
    const w = await withPhoto(engine)
    await w.as('noor').post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' })
    await unlinkRemoved(w.db, w.storage)
    expect(await stored(w)).toEqual([])
    const again = await withPhoto(engine)
    expect((await again.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    await unlinkRemoved(again.db, again.storage)
    expect(await stored(again)).toEqual([])
  })
})

describe.each(engines)('using a photo, on %s', (engine) => {
  const rungs = ['photos_for_participants', 'photos_for_leaders', 'photos_for_everyone'] as const
  const seenBy = async ({ db }: World) => {
    const seen = await Promise.all(rungs.map((view) => db.selectFrom(view).select('id').execute()))
    return seen.map((rows) => rows.length)
  }
  const fine = { answer: 'fine', rung: 'everyone', recognisable: 'no' }
  const permission = (id: string) => `${own}/${id}/permission`

  it('is asked by the team and answered by its person; silence means no', async () => {
    const w = await withPhoto(engine)
    expect((await w.as('sam').post(permission(w.id), fine)).status).toBe(404)
    expect((await w.as('ada').post(`/photos/${w.id}/wish`)).status).toBe(403)
    expect((await w.as('ravi').post(`/photos/${w.id}/wish`)).status).toBe(303)
    expect(await seenBy(w)).toEqual([0, 0, 0])
    expect((await w.as('sam').get('/participants/sam/reading-back')).text).toContain('A letter tray')
    const talk = { person_id: 'sam', held_on: '2026-11-21', place: '', interviewer_id: '' }
    await w.as('noor').post('/interviews', talk)
    const asking = async () => (await w.as('sam').get(own)).text
    expect(await asking()).toContain('We would like to use something of yours')
    expect((await w.as('sam').post(permission(w.id), { answer: 'maybe' })).status).toBe(422)
    for (const rung of ['', 'researchers', 'anybody']) {
      const refused = await w.as('sam').post(permission(w.id), { ...fine, rung, remark: 'Not my <desk>' })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain(`href="#${w.id}-rung">Choose who may see it`)
      expect(refused.text).toMatch(/value="fine"[^>]* checked/)
      expect(refused.text).toContain('Not my &lt;desk&gt;')
    }
    const asked = (await w.as('noor').get(`/photos/${w.id}`)).text
    expect(asked).toContain('no answer yet')
    expect(asked).toContain('The question is on the participant’s own page')
    expect((await w.as('sam').post(permission(w.id), { ...fine, rung: 'leaders' })).status).toBe(303)
    expect(await seenBy(w)).toEqual([1, 1, 0])
    expect(await asking()).not.toContain('We would like to use something of yours')
    expect(await asking()).toContain('/reading-back"')
    const answered = (await w.as('noor').get(`/photos/${w.id}`)).text
    expect(answered).toContain('up to leaders')
    expect(answered).toContain('we erase that answer')
    expect(answered).not.toContain('Without an answer nothing is used')
    expect((await w.as('sam').post(permission(w.id), { answer: 'no' })).status).toBe(303)
    expect(await seenBy(w)).toEqual([0, 0, 0])
  })

  it.each([
    ['was not made by its person', { not_own: 'yes' }],
    ['shows somebody who was not asked', { recognisable: 'yes' }],
  ])('stays in the talk when it %s', async (_why, about) => {
    const w = await withPhoto(engine, about)
    await w.as('ravi').post(`/photos/${w.id}/wish`)
    await w.as('sam').post(permission(w.id), fine)
    expect(await seenBy(w)).toEqual([0, 0, 0])
  })

  it('says on its own page who sees new words, once others may see it', async () => {
    const w = await withPhoto(engine)
    await w.as('noor').post(`/photos/${w.id}/wish`)
    const page = async () => (await w.as('sam').get(`${own}/${w.id}`)).text
    expect(await page()).not.toContain('as soon as you save')
    const fine = { answer: 'fine', rung: 'leaders', recognisable: 'no' }
    await w.as('sam').post(`${own}/${w.id}/permission`, fine)
    expect(await page()).toMatch(/Others may see this photo: [^.]*leaders[^.]*\. They also see these words/)
    await w.as('sam').post(`${own}/${w.id}/permission`, { answer: 'no' })
    expect(await page()).not.toContain('as soon as you save')
  })

  it('is not overruled by an older page, that shows both answers first', async () => {
    const w = await withPhoto(engine)
    await w.as('noor').post(`/photos/${w.id}/wish`)
    const action = `${own}/${w.id}/permission`
    const older = versionIn((await w.as('sam').get('/participants/sam/reading-back')).text, action)
    expect(older).not.toBe('')
    const no = { answer: 'no', remark: 'Mijn deur', version: older }
    expect((await w.as('sam').post(action, no)).status).toBe(303)
    // The same once more, as by a double press, changes nothing and is no clash.
    expect((await w.as('sam').post(action, no)).status).toBe(303)
    const fine = { answer: 'fine', rung: 'everyone', recognisable: 'no', remark: '' }
    const late = await w.as('sam').post(action, { ...fine, version: older })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Your answer was changed meanwhile')
    expect(late.text).toContain('rather not: Mijn deur')
    expect(late.text).toMatch(/value="fine"[^>]* checked/)
    const kept = () => w.db.selectFrom('photos').select(['answer', 'remark']).executeTakeFirstOrThrow()
    expect(await kept()).toEqual({ answer: 'no', remark: 'Mijn deur' })
    // A mistake on that page does not let it pass.
    const half = await w.as('sam').post(action, { answer: 'fine', recognisable: 'no', version: older })
    expect([half.status, versionIn(half.text, action)]).toEqual([422, older])
    // Who has seen both may choose.
    const seen = versionIn(late.text, action)
    expect((await w.as('sam').post(action, { ...fine, version: seen })).status).toBe(303)
    expect(await kept()).toEqual({ answer: 'fine', remark: '' })
  })

  it('ends with the wish, with a new picture, and with taking part', async () => {
    const w = await withPhoto(engine)
    const allow = async () => {
      await w.as('ravi').post(`/photos/${w.id}/wish`)
      await w.as('sam').post(permission(w.id), fine)
      expect(await seenBy(w)).toEqual([1, 1, 1])
    }
    await allow()
    await w.as('ravi').post(`/photos/${w.id}/wish/removal`)
    expect(await seenBy(w)).toEqual([0, 0, 0])
    await allow()
    await w
      .as('sam')
      .upload(`${own}/${w.id}/picture`, {}, { field: 'picture', name: 'c.jpg', content: await picture(33) })
    expect(await seenBy(w)).toEqual([0, 0, 0])
    await allow()
    await w.as('sam').post('/participants/sam/withdrawal')
    expect(await seenBy(w)).toEqual([0, 0, 0])
  })

  it('is shown beyond the researchers without a person, a number or a time', async () => {
    const { db } = await withPhoto(engine)
    for (const view of rungs) {
      const tables = await db.introspection.getTables()
      const columns = tables.find(({ name }) => name === view)?.columns.map(({ name }) => name)
      expect(columns).toEqual([
        'id',
        'study_id',
        'kind',
        'words',
        'width',
        'height',
        'large',
        'thumb',
        'name',
      ])
    }
  })
})

it('the words are exported, and reading them is logged once an hour', async () => {
  const { as, db } = await withPhoto('SQLite')
  expect((await as('ada').get('/photos.csv')).status).toBe(403)
  expect((await as('noor', 'nl').get('/photos.csv')).text).toContain('P07;foto;A letter tray')
  await as('noor').get('/photos')
  await as('noor').get('/photos')
  expect((await logOf(db)).filter((entry) => entry === 'photos.read read')).toHaveLength(1)
})

it('is removed by the team in two steps: the first only says what it means', async () => {
  const { as, id } = await withPhoto('SQLite')
  const { text } = await as('noor').get(`/photos/${id}`)
  expect(text).toMatch(/<a[^>]*href="[^"]*\/removal">Remove this photo<\/a>/)
  const asked = (await as('noor').get(`/photos/${id}/removal`)).text
  expect(asked).toMatch(/cannot be undone[^]*has not been shown to others yet[^]*action="[^"]*\/removal"/)
})

it('is no error of ours when somebody leaves while it is on its way', async () => {
  const lines: { level: number; msg: string }[] = []
  const sink = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }
  const w = await withPhoto('SQLite', {}, { log: pino({ level: 'debug' }, sink) })
  const { master } = await w.db.selectFrom('photos').select('master').executeTakeFirstOrThrow()
  // More than what a socket holds, so that it is still on its way.
  await truncate(path.join(w.uploads, master ?? ''), 64 * 1024 * 1024)
  const { port } = w.app.address() as AddressInfo
  const headers = { cookie: await cookieOf(w.db, 'noor'), host: 'localhost:3000' }
  const asked = get({ host: '127.0.0.1', port, path: `/studies/${w.study}/photos/${w.id}/master`, headers })
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  expect(answer.statusCode).toBe(200)
  answer.destroy()
  while (!lines.some(({ msg }) => ['left', 'unexpected'].includes(msg))) await pause(5)
  expect(lines.filter(({ level }) => level > 20)).toEqual([])
})

describe.each(engines)('what was taken away, on %s', (engine) => {
  it('leaves no trace of its words, and may be brought again', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const bringText = () => w.as('sam').post(`${own}/text`, { words: 'Twee sleutels' })
    await bringText()
    const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
    await w.as('sam').post(`${own}/${id}/removal`)
    const row = await w.db.selectFrom('photos').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ words: '', checksum: '', client_id: id })
    await bringText()
    expect((await w.as('sam').get(own)).text).toContain('Twee sleutels')
  })

  it('may have been two photos that got the same picture', async () => {
    const w = await withPhoto(engine)
    await bring(w, 90)
    const photos = await w.db.selectFrom('photos').select('id').execute()
    for (const { id } of photos) {
      const file = { field: 'picture', name: 'same.jpg', content: await picture(50) }
      expect((await w.as('sam').upload(`${own}/${id}/picture`, {}, file)).status).toBe(303)
    }
    expect(await stored(w)).toHaveLength(6)
  })
})

describe.each(engines)('the wall of many people, on %s', (engine) => {
  const numbers = Array.from({ length: 45 }, (_, index) => index + 101)
  const own = (number: number) => [`Woorden ${number} een`, `Woorden ${number} twee`]

  /** Two photos of each, as texts; the second of an even number is an innovative one. */
  async function full() {
    const w = await world(engine)
    const people = await crowd(w, numbers)
    await w.db
      .insertInto('photos')
      .values(
        people.flatMap((person_id, index) =>
          own(numbers[index] ?? 0).map((words, position) => ({
            ...{ id: `${person_id}-${position}`, study_id: w.study, person_id },
            ...{
              client_id: `c${position}`,
              checksum: `c${position}`,
              kind: 'text' as const,
              words,
              position,
            },
            angle: position === 1 && index % 2 === 1 ? ('innovative' as const) : null,
            ...({
              is_own: 1,
              is_recognisable: 0,
              is_drawing: 0,
              is_brought: 1,
              by_team: 0,
              rung: 'researchers',
            } as const),
            ...{ width: null, height: null, master: null, large: null, thumb: null },
            ...{ added_at: '2026-11-20T09:00:00.000Z', withdrawn_at: null, wished_at: null, answer: null },
            ...{ remark: '', with_name: 0 as const, version: 1 },
          })),
        ),
      )
      .execute()
    return w
  }
  const seenOn = (page: string) => [...page.matchAll(/<p>(Woorden \d+ \w+)<\/p>/g)].map(([, words]) => words)
  const headsOf = (page: string) => [...page.matchAll(/<h2>(P\d+)<\/h2>/g)].map(([, number]) => number)

  it('has each photo on one page, by number, with all of a person together', async () => {
    const w = await full()
    const pages = await pagesFrom(w, 'ada', '/photos')
    expect(pages.map((page) => headsOf(page).length)).toEqual([20, 20, 5])
    expect(pages.flatMap(seenOn)).toEqual(numbers.flatMap(own))
    expect(pages.map((page) => linkIn(page, 'First page', w.study))).toEqual([
      undefined,
      '/photos',
      '/photos',
    ])
    const csv = (await w.as('noor').get('/photos.csv')).text
    for (const words of numbers.flatMap(own)) expect(csv).toContain(words)
  })

  it('keeps the angle from page to page', async () => {
    const w = await full()
    const even = numbers.filter((_, index) => index % 2 === 1)
    const pages = await pagesFrom(w, 'noor', '/photos?angle=innovative')
    expect(pages.map((page) => headsOf(page).length)).toEqual([20, 2])
    expect(pages.flatMap(seenOn)).toEqual(even.map((number) => own(number)[1]))
    expect(linkIn(pages[1] ?? '', 'First page', w.study)).toBe('/photos?angle=innovative')
    expect((await w.as('noor').get('/photos?angle=defining')).text).toContain('no photos for this choice')
  })

  it('opens where somebody stands, from the person and from one of the photos', async () => {
    const w = await full()
    const way = /href="[^"]*(\/photos\?person=person-145#p-person-145)"/
    for (const path of ['/people/person-145', '/photos/person-145-1']) {
      const [, there = ''] = way.exec((await w.as('noor').get(path)).text) ?? []
      const page = (await w.as('noor').get(there.replace(/#.*/, ''))).text
      expect(headsOf(page)).toEqual(['P141', 'P142', 'P143', 'P144', 'P145'])
      expect(page).toContain('id="p-person-145"')
    }
    expect(headsOf((await w.as('noor').get('/photos?person=nobody')).text)).toHaveLength(20)
    expect(headsOf((await w.as('noor').get('/photos?after=999')).text)).toHaveLength(20)
  })
})
