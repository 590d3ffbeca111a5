import { readdir } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { unzipped } from './support/unzip.ts'
import { logOf, world, type World } from './support/world.ts'

const paper = '/people/sam/paper-answers'
const pdf = Buffer.from('%PDF-1.7\nkanarie')
const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(20)])

/** Sam takes part; the team asks for a photo and a sentence, and may not ask for a photo that Sam did not make. */
async function asked(w: World) {
  const { as, db } = w
  await agree(w, 'sam')
  const bring = async (mark: string, words: string, more: Record<string, string> = {}) => {
    const file = { field: 'picture', name: 'a.jpg', content: await picture(mark.length * 10) }
    await as('sam').upload('/participants/sam/photos', { client_id: mark, words, ...more }, file)
    const { id } = await db
      .selectFrom('photos')
      .select('id')
      .where('words', '=', words)
      .executeTakeFirstOrThrow()
    return id
  }
  const photo = await bring('the-mark-1', 'Een deur')
  const stays = await bring('the-other-mark', 'Een kast', { not_own: 'yes' })
  const noor = as('noor')
  const text = { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text: 'Niemand weet het. Echt.' }
  await noor.post('/material', text)
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  await noor.post(`/coding/materials/${material}/quotations`, {
    words: 'Niemand weet het.',
    name: 'Sleutels',
  })
  const { id: quotation } = await db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
  await noor.post(`/photos/${photo}/wish`)
  await noor.post(`/coding/quotations/${quotation}/wish`)
  const stored = async () => (await readdir(w.uploads)).filter((name) => name !== 'temporary').length
  const answers = async () => {
    const columns = ['answer', 'rung', 'with_name', 'remark'] as const
    return {
      photo: await db.selectFrom('photos').select(columns).where('id', '=', photo).executeTakeFirst(),
      quotation: await db
        .selectFrom('quotations')
        .select(columns)
        .where('id', '=', quotation)
        .executeTakeFirst(),
    }
  }
  return { photo, stays, quotation, stored, answers }
}

describe.each(engines)('answers on paper, on %s', (engine) => {
  it('are asked on a paper in the language of whom it is for, without what stays in the talk', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    expect((await noor.get(`${paper}/form`)).status).toBe(404)
    expect((await noor.get('/people/sam')).text).not.toContain(paper)
    const { photo, stays } = await asked(w)
    expect((await noor.get('/people/sam')).text).toContain(paper)
    await w.db.updateTable('people').set({ language: 'nl' }).where('id', '=', 'sam').execute()
    const form = await noor.get(`${paper}/form`)
    expect(form.text).toContain('<article class="answer-form" lang="nl">')
    for (const words of [
      'Mogen we dit gebruiken',
      'Een deur',
      'Niemand weet het.',
      'Is iemand herkenbaar op deze foto',
      'Zet mijn naam erbij: Sam Visser',
      'Kruis je niets aan? Dan gebruiken we het niet.',
      'niet zelf gemaakt',
      `/photos/${photo}/large`,
    ])
      expect([words, form.text.includes(words)]).toEqual([words, true])
    expect(form.text.split('class="answer-one"')).toHaveLength(3)
    const page = await noor.get(paper)
    expect(page.text).toContain('These stay in the talk')
    expect(page.text).not.toContain(`mark-${stays}`)
    for (const name of ['ada', 'sam', 'kai', 'bea', 'vera'] as const) {
      for (const path of [paper, `${paper}/form`])
        expect([name, path, (await w.as(name).get(path)).status === 200]).toEqual([name, path, false])
    }
    // Who sees no names registers nothing.
    expect((await w.as('ada').post(paper, { signed_on: '2026-11-20' })).status).toBe(403)
  })

  it('are kept each by itself; silence stays no, and an answer of the own page stays', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { photo, quotation, answers } = await asked(w)
    const noor = as('noor')
    const said = {
      [`mark-${photo}`]: 'leaders',
      [`recognised-${photo}`]: 'no',
      [`remark-${photo}`]: 'Mooi <b>licht</b>',
    }
    for (const [form, words] of [
      [{ ...said, signed_on: '' }, 'Fill in when the paper was signed'],
      [{ ...said, signed_on: '2027-01-01' }, 'This day is still to come'],
      [
        { ...said, [`recognised-${photo}`]: [] as string[], signed_on: '2026-11-20' },
        'Copy whether anybody can be recognised',
      ],
      [{ ...said, [`mark-${photo}`]: 'all', signed_on: '2026-11-20' }, 'Choose what was ticked'],
      [{ signed_on: '2026-11-20' }, 'Nothing was ticked'],
    ] as const) {
      const refused = await noor.edit(paper, form)
      expect([words, refused.status, refused.text.includes(words)]).toEqual([words, 422, true])
      if (`remark-${photo}` in form) expect(refused.text).toContain('Mooi &lt;b&gt;licht')
    }
    expect(await db.selectFrom('answer_papers').select('id').execute()).toEqual([])
    expect((await noor.edit(paper, { ...said, signed_on: '2026-11-20' })).status).toBe(303)
    expect(await answers()).toEqual({
      photo: { answer: 'fine', rung: 'leaders', with_name: 0, remark: 'Mooi <b>licht</b>' },
      quotation: { answer: null, rung: 'researchers', with_name: 0, remark: '' },
    })
    expect(await db.selectFrom('photos_for_leaders').select('id').execute()).toEqual([{ id: photo }])
    expect(await db.selectFrom('quotations_for_participants').select('id').execute()).toEqual([])
    expect(await logOf(db)).toContain('answers.register')
    for (const path of [paper, `/photos/${photo}`])
      expect([path, (await noor.get(path)).text.includes('on paper, signed on 20 November 2026')]).toEqual([
        path,
        true,
      ])
    expect((await noor.get(paper)).text).toContain('Entered by Noor')
    const own = (await as('sam').get('/participants/sam/reading-back')).text
    expect(own).toContain('You gave this answer on paper, signed on 20 November 2026. Noor')
    // Later on the own page: that one holds, and is not of the paper any more.
    const answer = { answer: 'fine', rung: 'everyone', recognisable: 'no', remark: 'Zonder het bord' }
    await as('sam').post(`/participants/sam/photos/${photo}/permission`, answer)
    expect((await as('sam').get('/participants/sam/reading-back')).text).not.toContain('on paper, signed')
    await noor.edit(paper, {
      signed_on: '2026-11-21',
      [`mark-${quotation}`]: 'everyone',
      [`named-${quotation}`]: 'yes',
    })
    expect(await answers()).toMatchObject({
      photo: { answer: 'fine', rung: 'everyone' },
      quotation: { answer: 'fine', rung: 'everyone', with_name: 1 },
    })
    // A paper of before does not undo a later one.
    const older = await noor.edit(paper, { signed_on: '2026-11-19', [`mark-${quotation}`]: 'no' })
    expect([older.status, older.text.includes('A later paper has an answer already')]).toEqual([422, true])
    // The same paper again, and corrected: one paper a day.
    await noor.edit(paper, {
      signed_on: '2026-11-21',
      [`mark-${quotation}`]: 'participants',
      [`named-${quotation}`]: 'yes',
    })
    expect((await answers()).quotation).toMatchObject({ rung: 'participants', with_name: 0 })
    expect(await db.selectFrom('answer_papers').select('signed_on').orderBy('signed_on').execute()).toEqual([
      { signed_on: '2026-11-20' },
      { signed_on: '2026-11-21' },
    ])
    // What is blank on a paper changes nothing of what was said before, there or elsewhere.
    const kept = await answers()
    const blank = { [`mark-${quotation}`]: 'none', [`mark-${photo}`]: 'none' }
    expect((await noor.edit(paper, { ...blank, signed_on: '2026-11-22' })).status).toBe(422)
    const page = await noor.get(paper)
    expect(page.text).toContain('nothing ticked: what holds now stays')
    expect(page.text).not.toMatch(/value="(participants|leaders|everyone)"[^>]* checked/)
    await noor.edit(paper, { ...blank, signed_on: '2026-11-22', [`mark-${photo}`]: 'no' })
    expect(page.text).toContain('Written before: “Zonder het bord”')
    expect(kept.photo).toMatchObject({ remark: 'Zonder het bord' })
    expect(await answers()).toEqual({ ...kept, photo: { ...kept.photo, answer: 'no', rung: 'researchers' } })
    const form = (await noor.get(`${paper}/form`)).text
    expect(form).toContain('Now: up to participants. If you tick nothing, that stays.')
    expect(form).not.toContain('Tick nothing, and we do not use it.')
  })

  it('call each photo by its number among all of its person, as the own page does', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { photo, stays } = await asked(w)
    const both = [
      ['photo 1', 'Een deur'],
      ['photo 2', 'Een kast'],
    ] as const
    await db.updateTable('photos').set({ is_own: 1 }).where('id', '=', stays).execute()
    await as('noor').post(`/photos/${photo}/wish/removal`)
    await as('noor').post(`/photos/${stays}/wish`)
    const pages = [
      await as('sam').get('/participants/sam/reading-back'),
      await as('noor').get(paper),
      await as('noor').get(`${paper}/form`),
    ]
    const told = () => pages.map(({ text }) => both.map(([called]) => text.includes(called)))
    expect(told()).toEqual(pages.map(() => [false, true]))
    // What is asked last has its own place, and no photo gets another number.
    await as('noor').post(`/photos/${photo}/wish`)
    for (const path of [paper, `${paper}/form`]) {
      const { text } = await as('noor').get(path)
      const places = both.flatMap(([called, words]) => [text.indexOf(called), text.indexOf(words)])
      expect([path, places]).toEqual([path, places.toSorted((a, b) => a - b)])
      expect(places).not.toContain(-1)
    }
  })

  it('tell who was overtaken, with what was typed', async () => {
    const w = await world(engine)
    const { as } = w
    const { photo, quotation, answers } = await asked(w)
    const page = (await as('noor').get(paper)).text
    const version = /name="version" value="([\w-]+)"/.exec(page)?.[1] ?? ''
    const answer = { answer: 'no', remark: '' }
    await as('sam').post(`/participants/sam/quotations/${quotation}/permission`, answer)
    const typed = {
      signed_on: '2026-11-20',
      [`mark-${quotation}`]: 'everyone',
      [`remark-${photo}`]: 'getypt',
      version,
    }
    const refused = await as('noor').post(paper, typed)
    expect([refused.status, refused.text.includes('getypt')]).toEqual([409, true])
    expect((await answers()).quotation).toMatchObject({ answer: 'no' })
  })

  it('are refused for a sentence whose words became others since the form was opened', async () => {
    const w = await world(engine)
    const { quotation, answers } = await asked(w)
    const page = (await w.as('noor').get(paper)).text
    const version = /name="version" value="([\w-]+)"/.exec(page)?.[1] ?? ''
    const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    const corrected = { title: 'Gesprek', text: 'Iemand weet het. Echt.', version: 1 }
    expect((await w.as('noor').post(`/material/${id}`, corrected)).status).toBe(303)
    const place = { words: 'Iemand weet het.', version: 2, standing: 'review' }
    expect((await w.as('noor').post(`/coding/quotations/${quotation}/place`, place)).status).toBe(303)
    const typed = { signed_on: '2026-11-20', [`mark-${quotation}`]: 'everyone', version }
    expect((await w.as('noor').post(paper, typed)).status).toBe(409)
    expect((await answers()).quotation).toMatchObject({ answer: null })
  })

  it('that are marked with somebody recognisable stay in the talk', async () => {
    const w = await world(engine)
    const { photo } = await asked(w)
    const said = { signed_on: '2026-11-20', [`mark-${photo}`]: 'everyone', [`recognised-${photo}`]: 'yes' }
    expect((await w.as('noor').edit(paper, said)).status).toBe(303)
    expect(await w.db.selectFrom('photos_for_participants').select('id').execute()).toEqual([])
    expect((await w.as('noor').get(paper)).text).not.toContain(`mark-${photo}`)
  })

  it('have a scan, are given to their person, and go when asked and with the person', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { photo, quotation, stored, answers } = await asked(w)
    const noor = as('noor')
    const before = await stored()
    await noor.edit(paper, { signed_on: '2026-11-20', [`mark-${quotation}`]: 'everyone' })
    const { id } = await db.selectFrom('answer_papers').select('id').executeTakeFirstOrThrow()
    const one = `${paper}/${id}`
    expect((await noor.get(`${one}/scan`)).status).toBe(404)
    const html = await noor.upload(`${one}/scan`, {}, { name: 'a.pdf', content: Buffer.from('<html>') })
    expect([html.status, html.text.includes('This is no PDF')]).toEqual([422, true])
    expect((await noor.upload(`${one}/scan`, {}, { name: 'a', content: Buffer.alloc(0) })).status).toBe(422)
    expect((await noor.upload(`${one}/scan`, {}, { name: 'a', content: pdf })).status).toBe(303)
    expect((await noor.upload(`${one}/scan`, {}, { name: 'b', content: png })).status).toBe(303)
    const scan = await noor.get(`${one}/scan`)
    expect(scan.headers).toMatchObject({ 'content-type': 'image/png' })
    expect(scan.headers['content-security-policy']).toContain('sandbox')
    expect(await stored()).toBe(before + 1)
    // Of another person there is no such paper.
    for (const path of [`/people/vera/paper-answers/${id}/scan`, `/people/vera/paper-answers/${id}/removal`])
      expect((await noor.get(path)).status).toBe(404)
    for (const name of ['ada', 'sam', 'kai', 'bea'] as const)
      expect([name, (await as(name).get(`${one}/scan`)).status === 200]).toEqual([name, false])
    const files = unzipped((await as('sam').get('/participants/sam/kept/archive')).body as Buffer)
    const kept = await files
    expect([...kept.keys()]).toContain('papers/1.png')
    expect(String(kept.get('README.txt'))).toMatch(/^papers {2}/m)
    expect(JSON.parse(String(kept.get('data.json')))).toMatchObject({
      answersOnPaper: [{ signedOn: '2026-11-20', scanFile: 'papers/1.png' }],
      quotations: [{ answeredOnPaperSignedOn: '2026-11-20' }],
    })
    const asks = await noor.get(`${one}/removal`)
    expect(asks.text).toContain('Sentences 1')
    expect((await noor.post(`${one}/removal`)).status).toBe(303)
    expect(await answers()).toMatchObject({ quotation: { answer: null, rung: 'researchers' } })
    expect([await stored(), (await noor.get(one)).status]).toEqual([before, 404])
    await noor.edit(paper, { signed_on: '2026-11-20', [`mark-${photo}`]: 'no' })
    const again = await db.selectFrom('answer_papers').select('id').executeTakeFirstOrThrow()
    await noor.upload(`${paper}/${again.id}/scan`, {}, { name: 'a', content: pdf })
    await noor.post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' })
    expect([await stored(), await db.selectFrom('answer_papers').select('id').execute()]).toEqual([0, []])
    expect(await db.selectFrom('photo_paper_answers').selectAll().execute()).toEqual([])
  })
})
