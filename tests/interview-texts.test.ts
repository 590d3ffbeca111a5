import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { logOf, world, type Name, type World } from './support/world.ts'

const transcript = {
  kind: 'transcript',
  title: 'Over de sleutels',
  text: 'Sam: De sleutels heb ik altijd bij me.',
}

/** Sam had a talk, with nothing of it yet. */
async function withTalk(engine: Engine) {
  const w = await world(engine)
  await agree(w, 'sam')
  return { ...w, talk: await planned(w, 'sam', '2026-11-20') }
}

const idOf = (path: string) => path.split('/').at(-1) ?? ''

/** Plans a talk, and gives its path. */
async function planned({ as }: World, person_id: string, held_on: string): Promise<string> {
  const talk = { person_id, held_on, place: '', interviewer_id: '' }
  const { headers } = await as('noor').post('/interviews', talk)
  return `/interviews/${idOf(String(headers.location))}`
}

/** A text that is of no talk, by its id. */
async function looseText({ as }: World, title: string, person_id = 'sam'): Promise<string> {
  const { headers } = await as('noor').post('/material', { ...transcript, title, person_id })
  return idOf(String(headers.location))
}

const tiesOf = ({ db }: World) =>
  db
    .selectFrom('interview_texts')
    .select(['interview_id', 'material_id', 'person_id'])
    .orderBy('material_id')
    .execute()

describe.each(engines)('a text of a talk, on %s', (engine) => {
  it('is added at the talk, and leads back to it', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    expect((await as('ravi').get(talk)).text).toContain('There is no text of this talk yet.')
    const form = await as('ravi').get(`${talk}/texts/new`)
    expect(form.text).toContain('Of the talk with P07 on 20 November 2026.')
    expect(form.text).toMatch(/value="transcript"\s+checked/)
    expect(form.text).not.toContain('name="person_id"')
    const { status, headers } = await as('ravi').post(`${talk}/texts`, { ...transcript, person_id: 'vera' })
    expect([status, headers.location]).toEqual([303, `/studies/${w.study}${talk}`])
    const [tie] = await tiesOf(w)
    expect(tie).toMatchObject({ interview_id: idOf(talk), person_id: 'sam' })
    const page = await as('noor').get(talk)
    const href = `/material/${tie?.material_id ?? ''}`
    for (const words of [href, 'Over de sleutels', 'transcript · 38 characters'])
      expect(page.text).toContain(words)
    for (const path of [href, `/coding/materials/${tie?.material_id ?? ''}`])
      expect((await as('noor').get(path)).text).toContain(
        `<a href="/studies/${w.study}${talk}">Talk on 20 November 2026</a>`,
      )
  })

  it('comes from a file too, and back with what was typed when something is wrong', async () => {
    const w = await withTalk(engine)
    const path = `${w.talk}/texts`
    const send = (title: string, content: Buffer) =>
      w.as('noor').upload(path, { ...transcript, title, text: '' }, { name: 'a.txt', content })
    const nameless = await send('', Buffer.from('Zoë zei niets'))
    expect(nameless.status).toBe(422)
    for (const words of ['Zoë zei niets', 'Give the text a title']) expect(nameless.text).toContain(words)
    const unread = await send('Met een <titel>', Buffer.from('%PDF-1.7\0'))
    expect(unread.status).toBe(422)
    for (const words of ['Met een &lt;titel&gt;', 'We cannot read this']) expect(unread.text).toContain(words)
    expect(await tiesOf(w)).toEqual([])
    expect((await send('Opgenomen', Buffer.from('Zoë zei niets'))).status).toBe(303)
    expect(await w.db.selectFrom('materials').select('text').execute()).toEqual([{ text: 'Zoë zei niets' }])
  })

  it('of somebody who has not agreed is not kept, and stays typed', async () => {
    const w = await world(engine)
    const talk = await planned(w, 'vera', '2026-11-20')
    const page = await w.as('noor').get(talk)
    expect(page.text).toContain('without agreement we keep nobody’s words')
    expect(page.text).not.toContain('texts/new')
    const refused = await w.as('noor').post(`${talk}/texts`, transcript)
    expect(refused.status).toBe(422)
    for (const words of ['has not agreed', 'De sleutels']) expect(refused.text).toContain(words)
    expect(await w.db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('is no mirror conversation, nor what else has a form of its own', async () => {
    const w = await withTalk(engine)
    for (const kind of ['mirror', 'observation', 'group', 'document']) {
      expect((await w.as('noor').post(`${w.talk}/texts`, { ...transcript, kind })).status).toBe(422)
    }
    expect(await w.db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('is for those who plan talks, and to be read by those who read raw text, of this study', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    await as('noor').post(`${talk}/texts`, transcript)
    const loose = await looseText(w, 'Los blad')
    const [tie] = await tiesOf(w)
    const off = `${talk}/ties/${tie?.material_id ?? ''}/removal`
    const answers = async (name: Name) => [
      (await as(name).get(`${talk}/texts/new`)).status,
      (await as(name).post(`${talk}/texts`, transcript)).status,
      (await as(name).post(`${talk}/ties`, { material_id: loose })).status,
      (await as(name).post(off)).status,
    ]
    expect(await answers('ada')).toEqual([403, 403, 403, 403])
    expect(await answers('kai')).toEqual([404, 404, 404, 404])
    expect(await answers('bea')).toEqual([404, 404, 404, 404])
    expect(await answers('sam')).toEqual([401, 401, 401, 401])
    expect(await tiesOf(w)).toEqual([tie])
    const page = await as('ada').get(talk)
    expect(page.text).toContain('Over de sleutels')
    for (const words of [`/material/`, `${talk}/talk`, '/ties', 'Los blad', 'texts/new'])
      expect(page.text).not.toContain(words)
    await w.db.updateTable('seats').set({ reads_raw: 0 }).where('person_id', '=', 'ravi').execute()
    expect((await as('ravi').get(`${talk}/texts/new`)).status).toBe(403)
    expect((await as('ravi').post(`${talk}/texts`, transcript)).status).toBe(403)
    for (const path of ['/interviews/nowhere/texts/new', `//studies/nowhere${talk}/texts/new`])
      expect((await as('noor').get(path)).status).toBe(404)
    expect((await as('noor').post('/interviews/nowhere/texts', transcript)).status).toBe(404)
  })

  it('is made of its notes', async () => {
    const w = await withTalk(engine)
    await w.as('ravi').post(`${w.talk}/notes/talk`, { text: 'Veel geleerd', version: 0 })
    const { headers } = await w.as('ravi').post(`${w.talk}/notes-as-text`)
    const material_id = idOf(String(headers.location))
    expect(await tiesOf(w)).toEqual([{ interview_id: idOf(w.talk), material_id, person_id: 'sam' }])
  })
})

describe.each(engines)('a text that is there already, on %s', (engine) => {
  it('is put with a talk of its person, and taken off again', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    const id = await looseText(w, 'Los blad')
    expect((await as('noor').get(`/material/${id}`)).text).not.toContain('Talk on')
    expect((await as('noor').get(talk)).text).toContain(
      `<option value="${id}">Los blad · transcript</option>`,
    )
    const tie = () => as('noor').post(`${talk}/ties`, { material_id: id })
    expect((await tie()).headers.location).toBe(`/studies/${w.study}${talk}`)
    const logged = await logOf(w.db)
    expect((await tie()).status).toBe(303)
    expect(await logOf(w.db)).toEqual(logged)
    expect((await as('noor').get(talk)).text).not.toContain('<option value="' + id)
    expect((await as('noor').post(`${talk}/ties/${id}/removal`)).status).toBe(303)
    expect(await tiesOf(w)).toEqual([])
    expect((await as('noor').post(`${talk}/ties/${id}/removal`)).status).toBe(404)
    expect((await as('noor').get(`/material/${id}`)).status).toBe(200)
    expect((await as('noor').get(talk)).text).toContain(`<option value="${id}">`)
  })

  it('is chosen, and is of this person, of this study and in sight', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    await agree(w, 'vera')
    const own = await looseText(w, 'Los blad')
    const ofVera = await looseText(w, 'Van Vera', 'vera')
    const ofNobody = await looseText(w, 'Van niemand', '')
    const page = await as('noor').get(talk)
    for (const title of ['Van Vera', 'Van niemand']) expect(page.text).not.toContain(title)
    const tie = (material_id: string, path = talk) => as('noor').post(`${path}/ties`, { material_id })
    for (const id of [ofVera, ofNobody, 'nowhere']) expect((await tie(id)).status).toBe(404)
    expect((await tie(own, '/interviews/nowhere')).status).toBe(404)
    const none = await tie('')
    expect(none.status).toBe(422)
    expect(none.text).toContain('href="#material_id">Choose a text')
    await as('sam').post('/participants/sam/withdrawal')
    expect((await tie(own)).status).toBe(404)
    expect(await tiesOf(w)).toEqual([])
  })

  it('is of one talk: who puts it with a second one is told', async () => {
    const w = await withTalk(engine)
    const later = await planned(w, 'sam', '2026-12-01')
    const id = await looseText(w, 'Los blad')
    const answers = await Promise.all(
      [w.talk, later].map((talk) => w.as('ravi').post(`${talk}/ties`, { material_id: id })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const told = answers.find(({ status }) => status === 409)
    expect(told?.text).toContain('This text is of another talk by now.')
    expect(await tiesOf(w)).toHaveLength(1)
  })

  it('cannot be with the talk of another, whoever writes it', async () => {
    const w = await withTalk(engine)
    await agree(w, 'vera')
    const material_id = await looseText(w, 'Van Vera', 'vera')
    const tie = { study_id: w.study, interview_id: idOf(w.talk), material_id }
    for (const person_id of ['sam', 'vera']) {
      const written = w.db
        .insertInto('interview_texts')
        .values({ ...tie, person_id })
        .execute()
      await expect(written).rejects.toMatchObject({ message: expect.stringMatching(/foreign key/i) })
    }
  })
})

describe.each(engines)('what is removed, on %s', (engine) => {
  it('leaves the other: of a talk its texts, of a text its talk', async () => {
    const w = await withTalk(engine)
    const { as, db, talk } = w
    await as('noor').post(`${talk}/texts`, transcript)
    await as('noor').post(`${talk}/texts`, { ...transcript, title: 'Het tweede deel' })
    const [first, second] = (await tiesOf(w)).map(({ material_id }) => material_id)
    await as('noor').post(`/coding/materials/${first ?? ''}/quotations`, {
      words: 'altijd bij me',
      name: 'x',
    })
    const text = await as('noor').get(`/material/${first ?? ''}`)
    expect(text.text).toContain(
      'The text goes, with all earlier versions and the quotation that rests on it. The talk itself stays.',
    )
    expect((await as('noor').get(talk)).text).toContain(
      'The notes of this talk go. Its 2 texts stay, and are of no talk then.',
    )
    expect((await as('noor').post(`/material/${first ?? ''}/removal`)).status).toBe(303)
    expect((await as('noor').get(talk)).text).toContain('Its text stays')
    expect((await as('noor').post(`${talk}/removal`)).status).toBe(303)
    expect(await tiesOf(w)).toEqual([])
    expect(await db.selectFrom('materials').select('id').execute()).toEqual([{ id: second }])
  })

  it('by its person goes out of sight, and comes back as it was', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    await as('noor').post(`${talk}/texts`, transcript)
    await as('sam').post('/participants/sam/withdrawal')
    expect((await as('noor').get('/interviews.csv')).text).not.toContain('Over de sleutels')
    await agree(w, 'sam')
    expect((await as('noor').get(talk)).text).toContain('Over de sleutels')
  })
})

it.each(engines)('the lists of talks and of texts say what belongs together, on %s', async (engine) => {
  const w = await withTalk(engine)
  const { as, talk } = w
  await planned(w, 'vera', '2026-12-01')
  await as('noor').post(`${talk}/texts`, transcript)
  await as('noor').post(`${talk}/texts`, { ...transcript, title: 'Het tweede deel' })
  await looseText(w, 'Los blad')
  const linesOf = async (path: string) =>
    (await as('noor').get(path)).text.replace('\uFEFF', '').split('\r\n')
  expect(await linesOf('/interviews.csv')).toEqual([
    'Number,Date,Start time,End time,Place,Who leads the talk,Who writes along,State,Texts',
    'P07,2026-11-20,,,,,,held,Over de sleutels; Het tweede deel',
    'P12,2026-12-01,,,,,,planned,',
    '',
  ])
  expect(await linesOf('/material.csv')).toEqual([
    'Number,Kind,Title,Talk on,Length,Added',
    'P07,transcript,Los blad,,38,2026-11-22',
    'P07,transcript,Het tweede deel,2026-11-20,38,2026-11-22',
    'P07,transcript,Over de sleutels,2026-11-20,38,2026-11-22',
    '',
  ])
})
