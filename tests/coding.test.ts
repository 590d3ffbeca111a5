import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { versionIn } from './support/answers.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const text = 'Int: 👩‍👧 é?\n\nSam: שלום, ik heb twee sleutels. Twee sleutels <en> één tas.'
const own = '/participants/sam'

async function withText(engine: (typeof engines)[number]) {
  const w = await world(engine)
  await agree(w, 'sam')
  await w.as('noor').post('/material', { kind: 'transcript', title: 'Gesprek', person_id: 'sam', text })
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const side = await w.db
    .selectFrom('elements')
    .select(['id', 'name'])
    .where('study_id', '=', w.study)
    .orderBy('position')
    .executeTakeFirstOrThrow()
  return { ...w, id, side }
}

type Texted = Awaited<ReturnType<typeof withText>>

const pieceOf = (words: string, name = 'Sleutels'): Form => {
  const start = text.indexOf(words)
  return { start, end: start + words.length, words, name }
}

const quote = ({ as, id }: Texted, form: Form, name: 'noor' | 'ravi' = 'ravi') =>
  as(name).post(`/coding/materials/${id}/quotations`, form)

async function withQuotation(engine: (typeof engines)[number]) {
  const w = await withText(engine)
  expect((await quote(w, pieceOf('ik heb twee sleutels'))).status).toBe(303)
  const quotation = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
  const code = await w.db.selectFrom('codes').select('id').executeTakeFirstOrThrow()
  return { ...w, quotation: quotation.id, code: code.id }
}

const quotationsIn = ({ db }: World) =>
  db.selectFrom('quotations').selectAll().orderBy('start_offset').orderBy('end_offset').execute()
const codingsIn = ({ db }: World) => db.selectFrom('codings').selectAll().execute()

describe.each(engines)('a quotation, on %s', (engine) => {
  it('keeps its words, its place, its coder and the time', async () => {
    const w = await withText(engine)
    expect((await quote(w, pieceOf('ik heb twee sleutels'))).status).toBe(303)
    const [quotation] = await quotationsIn(w)
    expect(quotation).toMatchObject({ words: 'ik heb twee sleutels', made_by: 'ravi', answer: null })
    expect(text.slice(quotation?.start_offset, quotation?.end_offset)).toBe('ik heb twee sleutels')
    expect(await codingsIn(w)).toEqual([
      expect.objectContaining({ coder_id: 'ravi', made_at: '2026-11-22T09:00:00.000Z' }),
    ])
    const page = await w.as('ravi').get(`/coding/materials/${w.id}`)
    expect(page.text).toContain('>ik heb twee sleutels</mark>')
    expect((await w.as('noor').get('/coding')).text).toContain('Sleutels')
    expect((await w.as('noor').get('')).text).toContain('1 quotation')
    expect((await w.as('noor').get('/people/sam')).text).toContain('1 quotation')
  })

  it('is not shifted by emoji, combining marks or letters from right to left', async () => {
    const w = await withText(engine)
    for (const words of ['שלום', '👩‍👧 é?', 'één']) expect((await quote(w, pieceOf(words))).status).toBe(303)
    for (const { words, start_offset, end_offset } of await quotationsIn(w)) {
      expect(text.slice(start_offset, end_offset)).toBe(words)
    }
    // A border inside the emoji goes outward.
    expect((await quote(w, { start: 7, end: 12, words: text.slice(7, 12).trim(), name: 'x' })).status).toBe(
      303,
    )
    expect((await quotationsIn(w))[0]?.words.startsWith('👩‍👧')).toBe(true)
    const page = await w.as('ravi').get(`/coding/materials/${w.id}`)
    const [, shown = ''] = /data-label="[^"]*">(.*?)<div class="coding-side">/s.exec(page.text) ?? []
    const bare = shown
      .trimEnd()
      .replaceAll(/<[^>]+>/g, '')
      .trimEnd()
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
    expect(bare).toBe(text)
  })

  it('bears several codes, and may overlap others', async () => {
    const w = await withText(engine)
    await quote(w, { ...pieceOf('ik heb twee sleutels'), codes: [w.side.id], name: 'Sleutels' })
    await quote(w, pieceOf('twee sleutels. Twee sleutels', 'sleutels'))
    await quote(w, pieceOf('ik heb twee sleutels', 'Bezit'))
    expect(await quotationsIn(w)).toHaveLength(2)
    expect(await codingsIn(w)).toHaveLength(4)
    const page = await w.as('ravi').get(`/coding/materials/${w.id}`)
    expect(page.text).toContain('data-depth="2">twee sleutels</mark>')
    const names = await w.db.selectFrom('codes').select('name').where('name', 'is not', null).execute()
    expect(names.map(({ name }) => name).sort()).toEqual(['Bezit', 'Sleutels'])
  })

  it('is found by its words where no script says where they are, if they are there once', async () => {
    const w = await withText(engine)
    expect((await quote(w, { words: 'één\u0020tas', name: 'Tas' })).status).toBe(303)
    const several = await quote(w, { words: 'sleutels', name: 'Mijn code' })
    expect(several.status).toBe(422)
    expect(several.text).toContain('more than once')
    const absent = await quote(w, { ...pieceOf('Sam'), words: 'Drie sleutels', name: 'Mijn code' })
    expect(absent.status).toBe(422)
    expect(absent.text).toContain('not in the text')
    expect(absent.text).toContain('Drie sleutels')
    expect(absent.text).toContain('value="Mijn code"')
    expect((await quote(w, { words: 'één tas' })).status).toBe(422)
    expect((await quote(w, { ...pieceOf('Sam', ''), codes: ['elsewhere'] })).status).toBe(404)
    expect(await quotationsIn(w)).toHaveLength(1)
  })

  it('is sent twice and there once', async () => {
    const w = await withText(engine)
    const form = { ...pieceOf('ik heb'), once: 'one' }
    const answers = await Promise.all([quote(w, form), quote(w, form), quote(w, { ...form, once: 'two' })])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await quotationsIn(w)).toHaveLength(1)
    expect(await codingsIn(w)).toHaveLength(1)
  })

  it('is for members of this study who may read raw text; its codes for all members', async () => {
    const w = await withQuotation(engine)
    const page = `/coding/materials/${w.id}`
    const statusOf = async (name: 'ada' | 'kai' | 'sam' | 'bea', path: string) =>
      (await w.as(name).get(path)).status
    expect(await statusOf('ada', page)).toBe(403)
    expect(await statusOf('kai', page)).toBe(404)
    expect(await statusOf('bea', page)).toBe(404)
    expect(await statusOf('sam', page)).toBe(401)
    expect((await w.as('ada').post(`${page}/quotations`, pieceOf('Sam'))).status).toBe(403)
    expect((await w.as('ada').get(`/coding/codes/${w.code}`)).text).toContain('ik heb twee sleutels')
    expect(await statusOf('ada', `/coding/quotations/${w.quotation}`)).toBe(200)
    expect((await w.as('ada').get(`/coding/codes/${w.code}`)).text).not.toContain(page)
    expect(await statusOf('kai', `/coding/quotations/${w.quotation}`)).toBe(404)
    expect(await statusOf('ada', '/coding.csv')).toBe(403)
    const more = { name: 'Van Ada' }
    expect((await w.as('ada').post(`/coding/quotations/${w.quotation}/codes`, more)).status).toBe(303)
    expect((await w.as('ada').post(`/coding/quotations/${w.quotation}/wish`)).status).toBe(403)
    expect((await logOf(w.db)).filter((entry) => entry === 'coding.read read')).not.toEqual([])
  })

  it('loses a code, and goes, with what hangs on it said first', async () => {
    const w = await withQuotation(engine)
    const path = `/coding/quotations/${w.quotation}`
    const page = await w.as('noor').get(`${path}/removal`)
    expect(page.text).toContain('with what hangs on it: 1 code')
    expect((await w.as('noor').post(`${path}/codes/${w.code}/removal`)).status).toBe(303)
    expect(await codingsIn(w)).toEqual([])
    expect((await w.as('noor').get('/coding')).text).toContain('1 without a code')
    expect((await w.as('noor').post(`${path}/codes`, {})).status).toBe(422)
    expect((await w.as('noor').post(`${path}/removal`)).status).toBe(303)
    expect(await quotationsIn(w)).toEqual([])
    expect((await w.as('noor').get(path)).status).toBe(404)
  })

  it('is tied to the photo that it is about, and loosened with it', async () => {
    const w = await withQuotation(engine)
    await w.as('sam').post(`${own}/photos/text`, { words: 'Twee sleutels op tafel' })
    const photo = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
    const tie = (photo_id: string) =>
      w.as('ravi').post(`/coding/quotations/${w.quotation}/photo`, { photo_id })
    expect((await tie('elsewhere')).status).toBe(404)
    expect((await tie(photo.id)).status).toBe(303)
    expect((await w.as('ravi').get(`/photos/${photo.id}`)).text).toContain('1 quotation')
    expect((await w.as('noor').get('/coding.csv')).text).toContain(',yes,')
    await w.as('sam').post(`${own}/photos/${photo.id}/removal`)
    expect((await w.as('noor').get('/coding.csv')).text).toContain(',no,')
    expect((await tie('')).status).toBe(303)
    expect(await w.db.selectFrom('quotation_photos').selectAll().execute()).toEqual([])
  })

  it('goes out of sight with its person, everywhere, and away with the text', async () => {
    const w = await withQuotation(engine)
    await w.as('sam').post(`${own}/withdrawal`)
    const paths = ['/coding', `/coding/codes/${w.code}`, '/coding.csv', '', '/people/sam']
    for (const path of paths) {
      const page = await w.as('noor').get(path)
      expect([path, page.status]).toEqual([path, 200])
      expect(page.text).not.toContain('ik heb twee')
      expect(page.text).not.toContain('1 quotation')
    }
    expect((await w.as('noor').get(`/coding/quotations/${w.quotation}`)).status).toBe(404)
    expect((await w.as('noor').get(`/coding/materials/${w.id}`)).status).toBe(404)
    await agree(w, 'sam')
    expect((await w.as('noor').get('/coding.csv')).text).toContain('ik heb twee')
    await w.as('noor').post('/people/sam/erasure', { sure: 'yes', reason: 'Letter' })
    expect(await quotationsIn(w)).toEqual([])
    expect(await codingsIn(w)).toEqual([])
  })

  it('goes with its study', async () => {
    const w = await withQuotation(engine)
    await w.as('noor').post(`/coding/quotations/${w.quotation}/codes`, { codes: [w.side.id] })
    expect((await w.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect(await quotationsIn(w)).toEqual([])
    expect(await w.db.selectFrom('codes').select('id').execute()).toEqual([])
  })
})

describe.each(engines)('a code, on %s', (engine) => {
  it('is a side or a category of the study, also one that came later, and follows its name', async () => {
    const w = await withText(engine)
    await w.as('noor').post('/study/categories', { name: 'Later erbij', explanation: '' })
    const { text: page } = await w.as('ada', 'nl').get('/coding')
    expect(page).toContain(w.side.name)
    expect(page).toContain('Later erbij')
    await quote(w, { ...pieceOf('Sam', ''), codes: [w.side.id] })
    await w.as('noor').edit(`/study/elements/${w.side.id}`, { name: 'Hernoemd', explanation: '' })
    expect((await w.as('ada').get(`/coding/codes/${w.side.id}`)).text).toContain('Hernoemd')
    expect((await w.as('noor').get('/coding.csv')).text).toContain('Hernoemd')
    expect((await w.as('noor').post(`/study/elements/${w.side.id}/removal`)).status).toBe(409)
    const [quotation] = await quotationsIn(w)
    await w.as('noor').post(`/coding/quotations/${quotation?.id ?? ''}/removal`)
    expect((await w.as('noor').post(`/study/elements/${w.side.id}/removal`)).status).toBe(303)
    expect((await w.as('noor').get(`/coding/codes/${w.side.id}`)).status).toBe(404)
  })

  it('is told of with all that rests on it: codes below it and quotations', async () => {
    const w = await withText(engine)
    await quote(w, { ...pieceOf('Sam', ''), codes: [w.side.id] })
    await w.as('ada').post('/coding/codes', { name: 'Onder', parents: [w.side.id] })
    expect((await w.as('noor').get(`/study/elements/${w.side.id}`)).text).toContain('1 code, 1 quotation')
  })

  it('is made under several others, never under itself', async () => {
    const w = await withText(engine)
    const add = (form: Form) => w.as('ada').post('/coding/codes', form)
    expect((await add({ name: 'Boven' })).status).toBe(303)
    const { id: above } = await w.db.selectFrom('codes').select('id').executeTakeFirstOrThrow()
    expect((await add({ name: 'Onder', parents: [above, w.side.id] })).status).toBe(303)
    const { id: below } = await w.db
      .selectFrom('codes')
      .select('id')
      .where('name', '=', 'Onder')
      .executeTakeFirstOrThrow()
    const { text: page } = await w.as('noor').get(`/coding/codes/${below}`)
    expect(page).toContain('Boven')
    expect(page).toContain(w.side.name)
    const circle = await w
      .as('noor')
      .post(`/coding/codes/${above}`, { name: 'Boven', parents: [below], version: 1 })
    expect(circle.status).toBe(422)
    expect(circle.text).toContain('would stand under itself')
    const taken = await add({ name: 'boven', explanation: 'Wat ik typte' })
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('Wat ik typte')
    expect((await add({ name: w.side.name })).status).toBe(422)
    expect((await add({ name: 'Elders', parents: ['elsewhere'] })).status).toBe(404)
    expect((await w.as('noor').post(`/study/elements/${w.side.id}/removal`)).status).toBe(409)
  })

  it('leaves with the codebook as a table: under what it stands, and how many people it is of', async () => {
    const w = await withQuotation(engine)
    await quote(w, pieceOf('één tas'))
    const kept = { name: '=Tas; koffer', explanation: 'Wat je; draagt', parents: [w.side.id, w.code] }
    await w.as('noor').post('/coding/codes', kept)
    await w.as('noor').post('/material', { kind: 'notes', title: 'Van niemand', text: 'Ook sleutels.' })
    const { id } = await w.db
      .selectFrom('materials')
      .select('id')
      .where('title', '=', 'Van niemand')
      .executeTakeFirstOrThrow()
    await w.as('ravi').post(`/coding/materials/${id}/quotations`, { words: 'Ook sleutels', name: 'Sleutels' })
    const { text: table, headers } = await w.as('noor', 'nl').get('/coding/codes.csv')
    expect(headers['content-disposition']).toContain('codeboek.csv')
    const lines = table.trim().split('\r\n')
    expect(lines[0]).toContain('code;soort;staat onder;uitleg;citaten;mensen')
    expect(lines).toContain('Sleutels;eigen code;;;3;1')
    const under = `"${w.side.name}; Sleutels"`
    expect(lines.filter((line) => line.includes('Tas'))).toEqual([
      `"'=Tas; koffer";eigen code;${under};"Wat je; draagt";0;0`,
    ])
    expect((await w.as('ada').get('/coding/codes.csv')).status).toBe(403)
    expect((await w.as('ada').get('/coding')).text).not.toContain('codes.csv')
    expect((await w.as('noor').get('/coding')).text).toContain('/coding/codes.csv"')
    await w.as('sam').post(`${own}/withdrawal`)
    expect((await w.as('noor', 'nl').get('/coding/codes.csv')).text).toContain('Sleutels;eigen code;;;1;0')
  })

  it('is changed by one of two who had the same version in view', async () => {
    const w = await withQuotation(engine)
    const path = `/coding/codes/${w.code}`
    expect((await w.as('noor').post(path, { name: 'Sleutelbos', version: 1 })).status).toBe(303)
    const late = await w.as('ravi').post(path, { name: 'Van Ravi', version: 1 })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Van Ravi')
    expect((await w.as('kai').post(path, { name: 'Van Kai', version: 2 })).status).toBe(404)
    expect((await w.as('noor').post(`/coding/codes/${w.side.id}`, { name: 'x', version: 1 })).status).toBe(
      404,
    )
  })

  it('goes, with what hangs on it said first; its quotations stay', async () => {
    const w = await withQuotation(engine)
    await w.as('noor').post('/coding/codes', { name: 'Onder', parents: [w.code] })
    const page = await w.as('noor').get(`/coding/codes/${w.code}/edit`)
    expect(page.text).toContain('1 quotation loses this code')
    expect(page.text).toContain('One code under it will stand by itself')
    expect((await w.as('noor').post(`/coding/codes/${w.code}/removal`)).status).toBe(303)
    expect(await quotationsIn(w)).toHaveLength(1)
    expect(await codingsIn(w)).toEqual([])
    expect((await w.as('noor').get('/coding')).text).toContain('Onder')
    expect((await w.as('noor').post(`/coding/codes/${w.side.id}/removal`)).status).toBe(404)
  })

  it('is merged with another; who coded and when is kept', async () => {
    const w = await withQuotation(engine)
    await quote(w, pieceOf('één tas', 'Tas'), 'noor')
    await quote(w, pieceOf('ik heb twee sleutels', 'Tas'), 'noor')
    const tas = await w.db
      .selectFrom('codes')
      .select('id')
      .where('name', '=', 'Tas')
      .executeTakeFirstOrThrow()
    const merge = (into: string) => w.as('noor').post(`/coding/codes/${tas.id}/merger`, { into })
    expect((await merge('')).status).toBe(422)
    expect((await merge('elsewhere')).status).toBe(404)
    expect((await merge(w.code)).status).toBe(303)
    expect((await codingsIn(w)).map(({ code_id }) => code_id)).toEqual([w.code, w.code])
    const { text: exported } = await w.as('noor').get(`/coding.csv?code=${w.code}`)
    expect(exported).toMatch(/één tas,Sleutels,Noor,2026-11-22/)
    expect(exported).toMatch(/twee sleutels,Sleutels,Ravi,2026-11-22/)
  })
})

describe.each(engines)('using a quotation, on %s', (engine) => {
  const rungs = ['quotations_for_participants', 'quotations_for_leaders', 'quotations_for_everyone'] as const
  const seenBy = async ({ db }: World) => {
    const seen = await Promise.all(rungs.map((view) => db.selectFrom(view).select('id').execute()))
    return seen.map((rows) => rows.length)
  }

  it('is asked by the team and answered by its person; silence means no', async () => {
    const w = await withQuotation(engine)
    const answer = (form: Form, name: 'sam' | 'vera' = 'sam') =>
      w.as(name).post(`/participants/${name}/quotations/${w.quotation}/permission`, form)
    expect((await answer({ answer: 'fine', rung: 'everyone' })).status).toBe(404)
    expect((await w.as('ravi').post(`/coding/quotations/${w.quotation}/wish`)).status).toBe(303)
    expect(await seenBy(w)).toEqual([0, 0, 0])
    const page = await w.as('sam').get(`${own}/reading-back`)
    expect(page.text).toContain('ik heb twee sleutels')
    expect(page.text).not.toContain('P07')
    expect((await w.as('sam').get(own)).text).toContain('reading-back')
    expect((await w.as('vera').get('/participants/vera/reading-back')).text).not.toContain('sleutels')
    expect((await answer({ answer: 'fine', rung: 'everyone' }, 'vera')).status).toBe(404)
    const refused = await answer({ answer: 'maybe', remark: 'Ik <twijfel>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Ik &lt;twijfel&gt;')
    const half = await answer({ answer: 'fine', remark: 'Zo is het' })
    expect(half.status).toBe(422)
    expect(half.text).toContain(`href="#${w.quotation}-rung">Choose who may see it`)
    expect(half.text).toContain('Zo is het')
    expect((await answer({ answer: 'fine', rung: 'leaders' })).status).toBe(303)
    expect(await seenBy(w)).toEqual([1, 1, 0])
    const answered = (await w.as('noor').get(`/coding/quotations/${w.quotation}`)).text
    expect(answered).toContain('up to leaders')
    expect(answered).toContain('we erase that answer')
    const unsaid = await answer({ answer: 'different', remark: '  ' })
    expect(unsaid.status).toBe(422)
    expect(unsaid.text).toContain('Write how you would rather have it')
    expect(unsaid.text).toMatch(/value="different"[^>]*checked/)
    await answer({ answer: 'different', rung: 'everyone', remark: 'Liever “de sleutel”' })
    expect(await seenBy(w)).toEqual([0, 0, 0])
    expect((await w.as('noor').get(`/coding/quotations/${w.quotation}`)).text).toContain('de sleutel')
    await answer({ answer: 'fine', rung: 'everyone' })
    expect(await seenBy(w)).toEqual([1, 1, 1])
    await w.as('ravi').post(`/coding/quotations/${w.quotation}/wish/removal`)
    expect(await seenBy(w)).toEqual([0, 0, 0])
  })

  it('is not overruled by an older page, that shows both answers first', async () => {
    const w = await withQuotation(engine)
    await w.as('ravi').post(`/coding/quotations/${w.quotation}/wish`)
    const action = `${own}/quotations/${w.quotation}/permission`
    const older = versionIn((await w.as('sam').get(`${own}/reading-back`)).text, action)
    expect(older).not.toBe('')
    expect((await w.as('sam').post(action, { answer: 'no', version: older })).status).toBe(303)
    const fine = { answer: 'fine', rung: 'everyone', remark: 'Zo is het' }
    const late = await w.as('sam').post(action, { ...fine, version: older })
    expect(late.status).toBe(409)
    expect(late.text).toContain('<strong>rather not</strong>')
    expect(late.text).toContain('Zo is het')
    expect(await seenBy(w)).toEqual([0, 0, 0])
    const seen = versionIn(late.text, action)
    expect((await w.as('sam').post(action, { ...fine, version: seen })).status).toBe(303)
    expect(await seenBy(w)).toEqual([1, 1, 1])
  })

  it('ends when its person stops', async () => {
    const w = await withQuotation(engine)
    await w.as('ravi').post(`/coding/quotations/${w.quotation}/wish`)
    await w
      .as('sam')
      .post(`${own}/quotations/${w.quotation}/permission`, { answer: 'fine', rung: 'everyone' })
    await w.as('sam').post(`${own}/withdrawal`)
    expect(await seenBy(w)).toEqual([0, 0, 0])
  })

  it('is not asked where the words are nobody’s', async () => {
    const w = await withText(engine)
    const form = { kind: 'observation', title: 'Meegelopen', person_id: '', text: 'Twee deuren.' }
    await w.as('noor').post('/material', form)
    const row = await w.db.selectFrom('materials').select('id').where('title', '=', 'Meegelopen').execute()
    await quote({ ...w, id: row[0]?.id ?? '' }, { words: 'deuren', name: 'Deuren' })
    const [quotation] = await quotationsIn(w)
    expect((await w.as('ravi').post(`/coding/quotations/${quotation?.id ?? ''}/wish`)).status).toBe(404)
  })

  it('shows it beyond the researchers as words only', async () => {
    const { db } = await withQuotation(engine)
    const tables = await db.introspection.getTables()
    for (const view of rungs) {
      const columns = tables.find(({ name }) => name === view)?.columns.map(({ name }) => name)
      expect(columns).toEqual(['id', 'study_id', 'words', 'name'])
    }
  })
})
