import { describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const own = '/participants/sam'
const secret = 'Ik belde kanarie 🙂 over de sleutel van de kast.'
const text = `Noor: Hoe ging het?\n${secret}\nDaarna ging het goed. En toen was het klaar.`

/** Sam's talk with two quotations, of which one is fine for everyone; it is open to read whole. */
async function opened(w: World) {
  const { as, db } = w
  await agree(w, 'sam')
  await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const quote = async (words: string) => {
    await as('noor').post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
    const row = await db.selectFrom('quotations').select('id').where('words', '=', words).executeTakeFirst()
    return row?.id ?? ''
  }
  const first = await quote('kanarie 🙂 over de sleutel')
  const last = await quote('Daarna ging het goed.')
  for (const id of [first, last]) {
    await as('noor').post(`/coding/quotations/${id}/wish`)
    const fine = { answer: 'fine', rung: 'everyone' }
    await as('sam').post(`${own}/quotations/${id}/permission`, fine)
  }
  const open = (until_on = '2026-12-04') =>
    as('noor').post('/coding/reading/sam/texts', { material_id: material, until_on })
  expect((await open()).status).toBe(303)
  const version = async () =>
    (await db.selectFrom('materials').select('version').executeTakeFirstOrThrow()).version
  const say = async (kind: string, words: string, more: Form = {}) => {
    const from = text.indexOf(secret)
    const piece = { from, to: from + secret.length, version: await version() }
    return as('sam').post(`${own}/texts/${material}/passages`, { kind, words, ...piece, ...more })
  }
  const page = `${own}/texts/${material}`
  const passages = () => db.selectFrom('passages').selectAll().orderBy('id').execute()
  return { material, first, last, open, say, page, passages, quote }
}

const shared = async ({ db }: World) => {
  const views = ['researchers', 'participants', 'leaders', 'everyone'].map((rung) => `quotations_for_${rung}`)
  const rows = await Promise.all(
    views.map(
      async (view) => (await sql<{ id: string }>`select id from ${sql.table(view)}`.execute(db)).rows,
    ),
  )
  return rows.map((some) => some.map(({ id }) => id))
}

describe.each(engines)('the whole text, on %s', (engine) => {
  it('is opened when its person asks, until a day, to that person alone', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { material, page, open } = await opened(w)
    const mails = (await w.mails()).filter(({ template }) => template === 'wholeText')
    expect(mails.map(({ body }) => /kanarie|sleutel/.test(body))).toEqual([false])
    const read = await as('sam', 'nl').get(page)
    expect(read.text).toContain('over de sleutel van de kast')
    expect(read.text).toContain('tot en met vrijdag 4 december')
    expect((await as('sam').get(own)).text).toContain(`href="/studies/${w.study}${page}"`)
    const others = ['vera', 'noor', 'kai', 'stranger'] as const
    for (const name of others) expect((await as(name).get(page)).text).not.toContain('over de sleutel')
    expect((await as('vera').get(`/participants/vera/texts/${material}`)).status).toBe(404)
    expect((await open('2026-11-22')).status).toBe(422)
    expect((await open('')).text).toContain('Choose a date')
    await db.updateTable('opened_texts').set({ until_on: '2026-11-21' }).execute()
    expect((await as('sam').get(page)).status).toBe(404)
    expect((await as('sam').post(`${own}/text-wish`)).status).toBe(303)
    expect((await as('noor').get('')).text).toContain('1 person wants to read the whole talk')
    expect((await as('ravi').get('/coding/reading/sam')).text).toContain('asked on 22 November 2026')
    await open()
    expect((await as('noor').get('')).text).not.toContain('wants to read the whole talk')
    // Of somebody else there is no such text to shut.
    expect((await as('noor').post(`/coding/reading/vera/texts/${material}/removal`)).status).toBe(404)
    await as('noor').post(`/coding/reading/sam/texts/${material}/removal`)
    expect((await as('sam').get(page)).status).toBe(404)
    await as('sam').post(`${own}/text-wish/removal`)
    expect(await db.selectFrom('text_wishes').selectAll().execute()).toEqual([])
    expect((await as('ada').post('/coding/reading/sam/texts', { material_id: material })).status).toBe(403)
    expect((await as('kai').post('/coding/reading/sam/texts', { material_id: material })).status).toBe(404)
  })

  it('can be asked for by who had the talk and is asked nothing else', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    const shown = async (page = own) => (await as('sam').get(page)).text
    expect(await shown()).not.toContain('text-wish')
    await as('noor').post('/interviews', { person_id: 'sam', held_on: '2026-11-20', asks_relation: 'none' })
    await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
    const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    expect(await shown()).toContain('I want to read the whole talk')
    const wished = await as('sam').post(`${own}/text-wish`)
    expect(wished.headers.location).toBe(`/studies/${w.study}${own}#whole`)
    expect(await shown()).toContain('22 November 2026')
    expect((await as('noor').get('')).text).toContain('1 person wants to read the whole talk')
    await as('noor').post('/coding/reading/sam/texts', { material_id: material, until_on: '2026-12-04' })
    expect(await shown()).toMatch(/4 December[^]*texts\//)
    expect(await shown()).not.toContain('text-wish')
    // Once that day is past nobody is asked again by what was answered already.
    await db.updateTable('opened_texts').set({ until_on: '2026-11-21' }).execute()
    expect((await as('noor').get('')).text).not.toContain('wants to read the whole talk')
    expect(await shown()).toContain('I want to read the whole talk')
    await db.updateTable('consents').set({ words_withdrawn_at: '2026-11-22T10:00:00.000Z' }).execute()
    expect(await shown()).not.toContain('text-wish')
    expect(await shown(`${own}/reading-back`)).not.toContain('text-wish')
  })

  it('takes remarks, which a researcher handles and whose answer its person reads', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { say, page, passages } = await opened(w)
    const wrong: [Form, string][] = [
      [{ kind: '', words: 'sleutel', remark: 'x' }, 'Choose what you want with it'],
      [{ kind: 'different', words: 'sleutel', remark: '' }, 'Write down your remark'],
      [{ kind: 'remark', words: 'iets anders', remark: 'mijn <woorden>' }, 'do not stand in this piece'],
      [{ kind: 'remark', words: 'e', remark: 'mijn <woorden>' }, 'more than once'],
    ]
    for (const [form, words] of wrong) {
      const refused = await say(String(form.kind), String(form.words), form)
      expect([refused.status, refused.text.includes(words), words]).toEqual([422, true, words])
      if (form.remark === 'mijn <woorden>') expect(refused.text).toContain('mijn &lt;woorden&gt;')
    }
    expect((await say('different', 'de sleutel', { remark: 'Het was de la', version: 99 })).status).toBe(409)
    expect((await say('different', 'de sleutel', { remark: 'Het was de la' })).status).toBe(303)
    const [passage] = await passages()
    expect(passage).toMatchObject({ words: 'de sleutel', remark: 'Het was de la', kind: 'different' })
    const address = `/coding/passages/${passage?.id ?? ''}`
    expect((await as('noor').get('')).text).toContain('1 remark on a talk waits for an answer')
    const shown = await as('ravi').get(address)
    expect(shown.text).toMatch(/<mark>de sleutel<\/mark>[^]*Het was de la/)
    expect((await logOf(db)).at(-1)).toBe('coding.read read')
    expect((await as('ada').get(address)).status).toBe(403)
    expect((await as('kai').get(address)).status).toBe(404)
    expect((await as('ravi').post(address, { outcome: 'noted', answer: '', version: 9 })).status).toBe(409)
    expect((await as('ravi').post(address, { answer: '', version: 1 })).status).toBe(422)
    // Nothing is left out here, and nobody may read that it is.
    expect((await as('ravi').post(address, { outcome: 'left_out', answer: '', version: 1 })).status).toBe(422)
    const handled = { outcome: 'noted', answer: 'Dank, de la dus.', version: 1 }
    expect((await as('ravi').post(address, handled)).status).toBe(303)
    expect((await as('sam').get(page)).text).toMatch(/We read it and wrote it down. Dank, de la dus./)
    expect((await as('noor').get('')).text).not.toContain('waits for an answer')
    expect((await as('vera').post(`/participants/vera/passages/${passage?.id ?? ''}/removal`)).status).toBe(
      404,
    )
    expect((await as('sam').post(`${own}/passages/${passage?.id ?? ''}/removal`)).status).toBe(303)
    expect(await passages()).toEqual([])
  })

  it('leaves out at once what its person asks, for all who could see it, and puts it back', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { material, first, last, say, page, passages, quote } = await opened(w)
    const both = [first, last].toSorted()
    expect((await shared(w)).map((ids) => ids.toSorted())).toEqual([both, both, both, both])
    expect((await as('noor').get('/material/search?words=kanarie')).text).toContain('over de')
    const words = 'kanarie 🙂 over de sleutel van'
    expect((await say('leave_out', words)).status).toBe(303)
    expect(await shared(w)).toEqual([[last], [last], [last], [last]])
    const kept = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(kept.text).not.toMatch(/kanarie|sleutel/)
    expect(kept.text).toHaveLength(text.length)
    for (const path of [`/coding/materials/${material}`, `/material/${material}`, '/coding', '/coding.csv'])
      expect((await as('noor').get(path)).text).not.toContain('kanarie')
    const found = await as('noor').get('/material/search?words=kanarie')
    expect(found.text).not.toContain('over de')
    const [passage] = await passages()
    const address = `/coding/passages/${passage?.id ?? ''}`
    const coding = await as('ravi').get(`/coding/materials/${material}`)
    expect(coding.text).toMatch(/1 piece of this text is left out[^]*in earlier versions and in notes/)
    expect(coding.text).toContain('/coding/reading/sam#passages')
    for (const path of [address, '/coding/reading/sam']) {
      const told = (await as('noor').get(path)).text
      expect([path, told.includes('kanarie'), /left out/i.test(told)]).toEqual([path, false, true])
    }
    // Its own person reads it still, struck through.
    expect((await as('sam').get(page)).text).toContain(`<del>${words}</del>`)
    expect((await say('remark', 'over de sleutel', { remark: 'x' })).text).toContain('left out already')
    // Neither what is blotted out nor what touches it can be quoted, and the database refuses it too.
    const blots = kept.text.slice(text.indexOf('kanarie'), text.indexOf('kanarie') + 30)
    const refused = await as('noor').post(`/coding/materials/${material}/quotations`, {
      words: `belde ${blots.slice(0, 7)}`,
      name: 'Sleutels',
    })
    expect([refused.status, refused.text.includes('asked to leave these words out')]).toEqual([422, true])
    const row = await db.selectFrom('quotations').selectAll().where('id', '=', last).executeTakeFirstOrThrow()
    const start_offset = text.indexOf('kanarie') + 2
    const straight = { ...row, id: 'straight', start_offset, end_offset: start_offset + 2 }
    const inserted = db.insertInto('quotations').values(straight).execute()
    expect(await inserted.then(() => 'inserted', String)).toContain('left out')
    expect(await quote('En toen was het klaar.')).not.toBe('')
    expect((await as('sam').post(`${own}/passages/${passage?.id ?? ''}/removal`)).status).toBe(303)
    const back = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(back.text).toBe(text)
    const [ofResearchers = [], ...ofOthers] = await shared(w)
    expect(ofResearchers).toContain(first)
    expect(ofOthers.map((ids) => ids.toSorted())).toEqual([both, both, both])
    expect((await as('noor').get('/material/search?words=kanarie')).text).toContain('over de')
  })

  it('keeps a quotation out of sight as long as any of its words is left out', async () => {
    const w = await world(engine)
    const { as } = w
    const { first, say, passages } = await opened(w)
    expect((await say('leave_out', 'kanarie')).status).toBe(303)
    expect((await say('leave_out', 'sleutel')).status).toBe(303)
    const takeBack = async (nth: number) => {
      const id = (await passages())[nth]?.id ?? ''
      expect((await as('sam').post(`${own}/passages/${id}/removal`)).status).toBe(303)
    }
    await takeBack(0)
    expect((await shared(w))[0]).not.toContain(first)
    await takeBack(0)
    expect((await shared(w))[0]).toContain(first)
  })

  it('keeps what is left out so when the text is corrected around it, and moves remarks along', async () => {
    const w = await world(engine)
    const { as, db } = w
    const { material, first, say, passages } = await opened(w)
    await say('leave_out', 'kanarie 🙂 over de sleutel')
    await say('different', 'de kast', { remark: 'de la' })
    const correct = async (change: (text: string) => string) => {
      const row = await db.selectFrom('materials').select(['text', 'version']).executeTakeFirstOrThrow()
      const form = { title: 'Gesprek', text: change(row.text), version: row.version }
      expect((await as('noor').post(`/material/${material}`, form)).status).toBe(303)
      return form.text
    }
    const longer = await correct((old) => `Inleiding vooraf.\n${old.replace('de kast', 'de la')}`)
    const [out, other] = await passages()
    expect(longer.slice(out?.start_offset, out?.end_offset)).toMatch(/^█+ ..? █+/)
    expect(longer.slice(other?.start_offset, other?.end_offset)).toBe('de la')
    const refused = await as('noor').post(`/coding/materials/${material}/quotations`, {
      words: longer.slice((out?.start_offset ?? 0) - 3, (out?.start_offset ?? 0) + 4),
      name: 'Sleutels',
    })
    expect(refused.status).toBe(422)
    expect((await shared(w))[0]).not.toContain(first)
    expect((await as('sam').post(`${own}/passages/${out?.id ?? ''}/removal`)).status).toBe(303)
    const back = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(back.text).toContain('kanarie 🙂 over de sleutel van de la.')
    const row = await db
      .selectFrom('quotations_for_researchers')
      .selectAll()
      .where('id', '=', first)
      .execute()
    expect(
      row.map(({ words, start_offset, end_offset }) => back.text.slice(start_offset, end_offset) === words),
    ).toEqual([true])
    // What was written over the blot is what stands there from then on.
    await say('leave_out', 'kanarie 🙂 over de sleutel', { from: 0, to: back.text.length })
    await correct((old) => old.replace(/█[^]*?█+ ██ ███████/u, '[weggelaten]'))
    const last = (await passages()).find(({ kind }) => kind === 'leave_out')
    await as('sam').post(`${own}/passages/${last?.id ?? ''}/removal`)
    const end = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(end.text).not.toContain('kanarie')
    const [again] = await db
      .selectFrom('quotations_for_researchers')
      .selectAll()
      .where('id', '=', first)
      .execute()
    expect(again?.standing).not.toBe('anchored')
  })

  it('takes names out of what was said of a passage too, and brings none back with what was left out', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    const named = 'Vera Visser belde over de sleutel.\nToen kwam Vera Visser zelf. Dat was goed.'
    await as('noor').post('/material', {
      kind: 'transcript',
      person_id: 'sam',
      title: 'Gesprek',
      text: named,
    })
    const { id } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    await as('noor').post('/coding/reading/sam/texts', { material_id: id, until_on: '2026-12-04' })
    const say = async (kind: string, words: string, remark: string) => {
      const { text: now, version } = await db
        .selectFrom('materials')
        .select(['text', 'version'])
        .executeTakeFirstOrThrow()
      const said = { kind, words, remark, from: 0, to: now.length, version }
      return (await as('sam').post(`${own}/texts/${id}/passages`, said)).status
    }
    expect(await say('leave_out', 'Vera Visser belde over', '')).toBe(303)
    expect(await say('different', 'Toen kwam Vera Visser zelf.', 'Vera Visser kwam niet')).toBe(303)
    const page = (await as('noor').get(`/material/${id}/names`)).text
    const form: Record<string, string[]> = {}
    for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1]
      const isOff = tag.includes('type="checkbox"') && !tag.includes(' checked')
      if (name && !isOff)
        (form[name] ??= []).push((/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&#39;', "'"))
    }
    expect((await as('noor').post(`/material/${id}/names`, form)).status).toBe(303)
    const kept = await db.selectFrom('passages').selectAll().orderBy('start_offset').execute()
    expect(JSON.stringify(kept)).not.toContain('Vera')
    const { text: now } = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    const [out, other] = kept
    expect(now.slice(other?.start_offset, other?.end_offset)).toMatch(/^Toen kwam \[.+\] zelf\.$/)
    expect(now.slice(out?.start_offset, out?.end_offset)).toMatch(/^█+ █+ █+ █+$/)
    expect((await as('sam').post(`${own}/passages/${out?.id ?? ''}/removal`)).status).toBe(303)
    const end = await db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(end.text).not.toContain('Vera')
  })

  it('shows a text of 300,000 characters a part at a time, with what was said of each part there', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    const line = (nth: number) => `Regel ${nth} over de sleutel en het slot, en wat er toen gebeurde.`
    const long = Array.from({ length: 4500 }, (_, nth) => line(nth + 1)).join('\n')
    expect(long.length).toBeGreaterThan(290_000)
    await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text: long })
    const { id } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    await as('noor').post('/coding/reading/sam/texts', { material_id: id, until_on: '2026-12-04' })
    const page = `${own}/texts/${id}`
    const shown = await as('sam').get(page)
    expect(shown.text.length).toBeLessThan(400_000)
    expect([shown.text.includes(line(1)), shown.text.includes(line(4500))]).toEqual([true, false])
    const from = long.indexOf(line(4000))
    const said = { kind: 'leave_out', words: line(4000), remark: '', from, to: from + line(4000).length }
    const { headers } = await as('sam').post(`${page}/passages`, { ...said, version: 1 })
    const [address = '', place] = String(headers.location).replace(`/studies/${w.study}`, '').split('#')
    expect(address).toMatch(/\?page=1\d$/)
    const there = (await as('sam').get(address)).text
    expect(there).toContain(`id="${place ?? ''}"`)
    expect(there).toContain(`<del>${line(4000)}</del>`)
    expect((await as('sam').get(`${page}?page=999`)).text).toContain(line(4500))
    expect((await as('sam').get(`${page}?page=-1`)).text).toContain(line(1))
  })
})
