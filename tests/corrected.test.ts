import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { versionIn } from './support/answers.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const text =
  'Int: 👩‍👧 é?\n\nSam: Ik heb twee sleutels. Ja. Ja.\n\nInt: En de tas?\n\nSam: Ja, die is van iedereen.'

/** A text of Sam with three quotations on it, each with a code. */
async function withCoded(engine: (typeof engines)[number]) {
  const w = await world(engine)
  await agree(w, 'sam')
  await w
    .as('noor')
    .post('/material', { ...{ kind: 'transcript', title: 'Gesprek', person_id: 'sam' }, text, speakers: '' })
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  for (const words of ['👩‍👧 é?', 'Ik heb twee sleutels.', 'Ja, die is van iedereen.']) {
    const start = text.indexOf(words)
    const piece = { start, end: start + words.length, words, name: 'Sleutels' }
    expect((await w.as('ravi').post(`/coding/materials/${id}/quotations`, piece)).status).toBe(303)
  }
  const [, keys, bag] = await quotationsIn(w)
  if (!keys || !bag) throw new Error('no quotations')
  return { ...w, id, keys: keys.id, bag: bag.id }
}

const quotationsIn = ({ db }: World) =>
  db.selectFrom('quotations').selectAll().orderBy('start_offset').orderBy('id').execute()

const correct = (w: World & { id: string }, next: string, version = 1, more: Form = {}) =>
  w.as('noor').post(`/material/${w.id}`, { title: 'Gesprek', text: next, version, ...more })

/** What must hold of every quotation, whatever was done: its words stand where it is, or it is on the list. */
async function isSound(w: World & { id: string }) {
  const { text: now } = await w.db
    .selectFrom('materials')
    .select('text')
    .where('id', '=', w.id)
    .executeTakeFirstOrThrow()
  for (const { standing, start_offset, end_offset, words, ...one } of await quotationsIn(w)) {
    if (standing === 'anchored') expect(now.slice(start_offset, end_offset)).toBe(words)
    else expect(start_offset).toBeGreaterThanOrEqual(500_000_000)
    expect(one.proposed_start !== null).toBe(standing === 'review')
  }
}

describe.each(engines)('a text that was coded, on %s', (engine) => {
  it('is corrected, and its quotations move along with their codes', async () => {
    const w = await withCoded(engine)
    expect((await w.as('noor').get(`/material/${w.id}/edit`)).text).toContain(
      '3 quotations come from this text',
    )
    const saved = await correct(w, `Gesprek 👩‍👧\n\n${text.replace('Ja. Ja.', 'Ja.')}`)
    expect(saved.headers.location).toMatch(new RegExp(`/material/${w.id}$`))
    await isSound(w)
    expect((await quotationsIn(w)).map(({ standing }) => standing)).toEqual(Array(3).fill('anchored'))
    expect(await w.db.selectFrom('codings').select('quotation_id').execute()).toHaveLength(3)
    const version = await w.db.selectFrom('material_versions').selectAll().executeTakeFirstOrThrow()
    expect(version).toMatchObject({ version: 1, text, until_by: expect.stringMatching(/./) })
    expect((await w.as('ravi').get(`/coding/materials/${w.id}`)).text).toContain(
      '>Ik heb twee sleutels.</mark>',
    )
  })

  it('keeps the words of a quotation that were changed, and of one that went, until somebody looks', async () => {
    const w = await withCoded(engine)
    const next = text
      .replace('twee sleutels', 'drie sleutels')
      .replace('Ja, die is van iedereen.', 'Dat weet niemand.')
    const saved = await correct(w, next)
    expect(saved.headers.location).toContain(`/coding/materials/${w.id}/review`)
    await isSound(w)
    const rows = new Map((await quotationsIn(w)).map((row) => [row.id, row]))
    expect(rows.get(w.keys)).toMatchObject({ standing: 'review', words: 'Ik heb twee sleutels.' })
    expect(rows.get(w.bag)).toMatchObject({ standing: 'gone', words: 'Ja, die is van iedereen.' })
    expect((await w.as('noor').get('/coding.csv')).text).toMatch(/Ik heb twee sleutels\..*,text was changed/)
    // Undone, all stands where it stood.
    expect((await correct(w, text, 2)).headers.location).toMatch(new RegExp(`/material/${w.id}$`))
    await isSound(w)
    expect((await quotationsIn(w)).map(({ standing }) => standing)).toEqual(Array(3).fill('anchored'))
  })

  it('loses no quotation that came while it was corrected, and no correction', async () => {
    const w = await withCoded(engine)
    const start = text.indexOf('En de tas?')
    const piece = { start, end: start + 10, words: 'En de tas?', name: 'Tas' }
    const [saved, quoted] = await Promise.all([
      correct(w, `Eerst dit.\n${text}`),
      w.as('ravi').post(`/coding/materials/${w.id}/quotations`, piece),
    ])
    expect([saved.status, quoted.status]).toEqual([303, expect.any(Number)])
    await isSound(w)
    // Whoever was quoting meanwhile is told, and does it again.
    expect([303, 409]).toContain(quoted.status)
    expect(await quotationsIn(w)).toHaveLength(quoted.status === 303 ? 4 : 3)
    const late = await correct(w, 'Iets anders', 1)
    expect(late.status).toBe(409)
    expect(late.text).toContain('Iets anders')
    await isSound(w)
  })

  it('shows each version beside the text as it is now, to who may read it', async () => {
    const w = await withCoded(engine)
    await correct(w, text.replace('twee sleutels', 'drie sleutels'))
    const page = `/material/${w.id}/versions/1`
    const reading = (await w.as('ravi').get(`/material/${w.id}`)).text
    expect(reading).toMatch(new RegExp(`href="[^"]*${page}">version 1, until .*, corrected by `))
    const shown = await w.as('ravi').get(page)
    expect(shown.text).toMatch(/Change 1 of 1[^]*<del>twee<\/del>[^]*<ins>drie<\/ins>/)
    expect(await logOf(w.db)).toContain('material.read read')
    for (const none of ['2', '0', 'x', '99999999999']) {
      expect((await w.as('ravi').get(`/material/${w.id}/versions/${none}`)).status).toBe(404)
    }
    expect((await w.as('ada').get(page)).status).toBe(403)
    expect((await w.as('kai').get(page)).status).toBe(404)
    await correct(w, text, 2)
    expect((await w.as('ravi').get(page)).text).toContain('has the same words')
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('ravi').get(page)).status).toBe(404)
  })

  it('does not change in the database while its quotations stand elsewhere', async () => {
    const w = await withCoded(engine)
    const around = (set: object) =>
      w.db.updateTable('materials').set(set).where('id', '=', w.id).execute().then(String, String)
    expect(await around({ text: 'x' })).toContain('do not stand in it')
    expect(await around({ text: 'x', version: 2 })).toContain('do not stand in it')
    await isSound(w)
  })

  it('stays sound through many corrections, with overlapping quotations', async () => {
    const w = await withCoded(engine)
    for (const words of ['Ja. Ja.', 'Ik heb twee sleutels. Ja.', 'twee']) {
      const start = text.indexOf(words)
      await w.as('ravi').post(`/coding/materials/${w.id}/quotations`, {
        start,
        end: start + words.length,
        words,
        name: 'Meer',
      })
    }
    const steps = [
      (one: string) => `x${one}`,
      (one: string) => one.slice(5),
      (one: string) => one.replace('twee sleutels', 'sleutels'),
      (one: string) => one.replace('Ja. Ja.', 'Ja. Nee. Ja.'),
      (one: string) => one.replaceAll('\n\n', '\n'),
      (one: string) => `${one.slice(60)}\n${one.slice(0, 60)}`,
      () => 'Alles is anders.',
      () => text,
    ]
    let now = text
    for (const [index, step] of steps.entries()) {
      now = step(now).trim()
      expect((await correct(w, now, index + 1)).status).toBe(303)
      await isSound(w)
    }
    expect(await quotationsIn(w)).toHaveLength(6)
  })
})

/** The same, and what Sam said of the first of two quotations; then both of them change. */
async function withReview(engine: (typeof engines)[number]) {
  const w = await withCoded(engine)
  await w.as('noor').post(`/coding/quotations/${w.keys}/wish`)
  await w.as('sam').post('/participants/sam/code', { code: 'zeven7', again: 'zeven7' })
  const answer = { answer: 'fine', rung: 'leaders', remark: '' }
  expect((await w.as('sam').post(`/participants/sam/quotations/${w.keys}/permission`, answer)).status).toBe(
    303,
  )
  const next = text
    .replace('twee sleutels', 'drie sleutels')
    .replace('Ja, die is van iedereen.', 'Dat weet niemand.')
  expect((await correct(w, next)).status).toBe(303)
  const one = async (id: string) => (await quotationsIn(w)).find((row) => row.id === id)
  const place = async (id: string, words: string, version = 2) => {
    const standing = (await one(id))?.standing ?? ''
    return w.as('ravi').post(`/coding/quotations/${id}/place`, { words, version, standing })
  }
  return { ...w, next, one, place, page: `/coding/materials/${w.id}/review` }
}

describe.each(engines)('quotations to look at, on %s', (engine) => {
  it('stand on one page of their text with both words, and are counted at home and marked', async () => {
    const w = await withReview(engine)
    const page = (await w.as('ravi').get(w.page)).text
    expect(page).toContain('<del>twee</del>')
    expect(page).toContain('<ins>drie</ins>')
    expect(page).toContain('Ja, die is van iedereen.')
    expect(page).toContain('The participant answered for the old words')
    expect((await w.as('noor').get('')).text).toContain('2 quotations to look at')
    expect((await w.as('noor').get('/coding/review')).text).toContain('Gesprek: 2 quotations to look at')
    expect((await w.as('ravi').get(`/coding/materials/${w.id}`)).text).toContain('2 quotations to look at')
    expect((await w.as('ravi').get(`/coding/quotations/${w.bag}`)).text).toContain('not in the text any more')
    expect(await logOf(w.db)).toContain('coding.read read')
  })

  it('get the new words, for which the person is asked anew', async () => {
    const w = await withReview(engine)
    expect((await w.place(w.keys, 'Ik heb drie sleutels.')).status).toBe(303)
    expect(await w.one(w.keys)).toMatchObject({
      ...{ standing: 'anchored', words: 'Ik heb drie sleutels.', answer: null, rung: 'researchers' },
      wished_at: expect.any(String),
    })
    expect(await w.db.selectFrom('quotations_for_participants').select('id').execute()).toEqual([])
    expect(await w.db.selectFrom('codings').selectAll().execute()).toHaveLength(3)
    await isSound(w)
  })

  it('take no answer from a form that showed the old words', async () => {
    const w = await withReview(engine)
    const reading = (await w.as('sam').get('/participants/sam/reading-back')).text
    const version = versionIn(reading, `/quotations/${w.keys}/permission`)
    await w.place(w.keys, 'Ik heb drie sleutels.')
    const late = { answer: 'fine', rung: 'everyone', remark: '', version }
    expect((await w.as('sam').post(`/participants/sam/quotations/${w.keys}/permission`, late)).status).toBe(
      409,
    )
    expect(await w.one(w.keys)).toMatchObject({ answer: null, rung: 'researchers' })
  })

  it('keep the old words, and with them the answer, marked as not in the text', async () => {
    const w = await withReview(engine)
    expect((await w.as('ravi').post(`/coding/quotations/${w.keys}/kept`)).status).toBe(303)
    expect(await w.one(w.keys)).toMatchObject({
      standing: 'kept',
      words: 'Ik heb twee sleutels.',
      answer: 'fine',
    })
    // Pressed twice, it stays so.
    expect((await w.as('ravi').post(`/coding/quotations/${w.keys}/kept`)).status).toBe(303)
    expect((await w.as('ravi').get(`/coding/quotations/${w.keys}`)).text).toContain(
      'old words, not in the text',
    )
    expect((await w.as('noor').get('')).text).toContain('1 quotation to look at')
    await isSound(w)
  })

  it('are put elsewhere, or refused with the typed words where that cannot be', async () => {
    const w = await withReview(engine)
    const several = await w.place(w.bag, 'Ja.')
    expect(several.status).toBe(422)
    expect(several.text).toContain('more than once')
    expect((await w.place(w.bag, 'Nergens')).text).toContain('Nergens</textarea>')
    const taken = await w.place(w.bag, '👩‍👧 é?')
    expect(taken.text).toContain('A quotation stands in this place already')
    expect((await w.place(w.bag, 'Dat weet niemand.', 1)).status).toBe(409)
    expect((await w.place(w.bag, 'Dat weet niemand.')).status).toBe(303)
    expect(await w.one(w.bag)).toMatchObject({ standing: 'anchored', words: 'Dat weet niemand.' })
    await isSound(w)
  })

  it('are put where they were selected, though the words stand there twice', async () => {
    const w = await withReview(engine)
    const page = `/coding/quotations/${w.bag}/place`
    const shown = (await w.as('ravi').get(page)).text
    const stood = w.next.indexOf('Sam: Dat weet niemand.')
    expect(shown).toMatch(new RegExp(`data-stood="${stood + 5}"`))
    expect(shown).toContain(`href="#at-${stood}"`)
    expect(shown).toContain('Ja, die is van iedereen.')
    const second = w.next.indexOf('Ja.', w.next.indexOf('Ja.') + 1)
    const piece = { words: 'Ja.', start: second, end: second + 4, version: 2, standing: 'gone' }
    expect((await w.as('ravi').post(page, piece)).status).toBe(303)
    expect(await w.one(w.bag)).toMatchObject({ start_offset: second, end_offset: second + 3, words: 'Ja.' })
    await isSound(w)
  })

  it('are proposed where they stand with other words, and another place can be chosen later too', async () => {
    const w = await withReview(engine)
    const page = `/coding/quotations/${w.keys}/place`
    const start = w.next.indexOf('Ik heb drie')
    const shown = (await w.as('ravi').get(page)).text
    expect(shown).toContain(`name="start" value="${start}"`)
    expect(shown).toContain('Ik heb drie sleutels.</textarea>')
    expect(shown).toContain('The participant answered for the old words')
    await w.as('ravi').post(`/coding/quotations/${w.keys}/kept`)
    expect((await w.as('ravi').get(`/coding/quotations/${w.keys}`)).text).toContain(page)
    expect((await w.place(w.keys, 'Ik heb drie sleutels.')).status).toBe(303)
    expect(await w.one(w.keys)).toMatchObject({ standing: 'anchored', words: 'Ik heb drie sleutels.' })
  })

  it('are decided about once: who looks at an older page is told', async () => {
    const w = await withReview(engine)
    const form = { words: 'Ik heb drie sleutels.', version: 2, standing: 'review' }
    await w.as('noor').post(`/coding/quotations/${w.keys}/kept`)
    const late = await w.as('ravi').post(`/coding/quotations/${w.keys}/place`, form)
    expect(late.status).toBe(409)
    expect(late.text).toContain('Ik heb drie sleutels.</textarea>')
    expect(await w.one(w.keys)).toMatchObject({ standing: 'kept', words: 'Ik heb twee sleutels.' })
    // The page that came back tells how it stands now, and can be sent again.
    expect(
      (await w.as('ravi').post(`/coding/quotations/${w.keys}/place`, { ...form, standing: 'kept' })).status,
    ).toBe(303)
    expect((await w.as('noor').post(`/coding/quotations/${w.keys}/kept`)).status).toBe(409)
    expect(await w.one(w.keys)).toMatchObject({ standing: 'anchored' })
  })

  it('are for members of this study who may read raw text', async () => {
    const w = await withReview(engine)
    expect((await w.as('ada').get(w.page)).status).toBe(403)
    expect((await w.as('kai').get(w.page)).status).toBe(404)
    expect((await w.as('ada').get(`/coding/quotations/${w.keys}/place`)).status).toBe(403)
    expect((await w.as('kai').get(`/coding/quotations/${w.keys}/place`)).status).toBe(404)
    expect((await w.as('ada').post(`/coding/quotations/${w.keys}/kept`)).status).toBe(403)
    expect((await w.as('kai').post(`/coding/quotations/${w.keys}/kept`)).status).toBe(404)
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('ravi').get(w.page)).status).toBe(404)
    expect((await w.as('ravi').get(`/coding/quotations/${w.keys}/place`)).status).toBe(404)
    expect((await w.as('noor').get('')).text).not.toContain('to look at')
  })
})
