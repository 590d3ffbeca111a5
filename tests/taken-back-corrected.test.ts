import { describe, expect, it } from '@jest/globals'
import { change } from '../src/access/change.ts'
import { takeSeat } from '../src/access/seat.ts'
import { visitorWith } from '../src/access/visits.ts'
import { lookForQuotation, takeBackQuotation } from '../src/steps/coding/taken-back-queries.ts'
import { agree } from './support/agree.ts'
import { cookieOf, now } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { world, type Form, type World } from './support/world.ts'

const own = '/participants/sam'
const first = 'Int: Hoe ging dat?\n\nSam: Ik belde Mirjam over de kanariesleutel. Ja. En toen?\n\nInt: Goed.'
const wordings = {
  first: 'Ik belde Mirjam over de kanariesleutel.',
  second: 'Ik belde Marjan over de kanariesleutel.',
  third: 'Ik belde Marjan Roodborst over de kanariesleutels.',
}
const secrets = ['Mirjam', 'Marjan', 'Roodborst', 'kanariesleutel', 'belde']

/** Sam's talk with one quotation that the team asks about, and the same words in a note of the talk. */
async function asked(w: World) {
  const noor = w.as('noor')
  await agree(w, 'sam')
  await noor.post('/interviews', { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' })
  const { id: talk } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  await noor.post(`/interviews/${talk}/notes/talk`, { text: `Sam: ${wordings.first}`, version: 0 })
  await noor.post('/material', {
    ...{ kind: 'transcript', person_id: 'sam', title: 'Gesprek' },
    text: first,
    speakers: '',
  })
  const { id: material } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const quote = async (words: string) => {
    const before = (await w.db.selectFrom('quotations').select('id').execute()).map(({ id }) => id)
    const made = await noor.post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
    expect(made.status).toBe(303)
    const after = await w.db.selectFrom('quotations').select('id').execute()
    return after.find(({ id }) => !before.includes(id))?.id ?? ''
  }
  const versionNow = async () =>
    (await w.db.selectFrom('materials').select('version').executeTakeFirstOrThrow()).version
  const correct = async (from: string, to: string, more: Form = {}) => {
    const { text } = await w.db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(text).toContain(from)
    const form = { title: 'Gesprek', text: text.replace(from, to), version: await versionNow(), ...more }
    return noor.post(`/material/${material}`, form)
  }
  const place = async (id: string, words: string) => {
    const { standing } = await w.db
      .selectFrom('quotations')
      .select('standing')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return noor.post(`/coding/quotations/${id}/place`, { words, version: await versionNow(), standing })
  }
  const id = await quote(wordings.first)
  await noor.post(`/coding/quotations/${id}/wish`)
  const takeBack = () => w.as('sam').post(`${own}/quotations/${id}/removal`)
  return { ...w, id, material, quote, correct, place, takeBack, versionNow }
}

/** Which secrets are in which table. */
async function leftIn({ db }: World): Promise<[string, string[]][]> {
  const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView)
  const left: [string, string[]][] = []
  for (const { name } of tables) {
    const rows = await db
      .selectFrom(name as 'people')
      .selectAll()
      .execute()
    const kept = JSON.stringify(rows).toLowerCase()
    const found = secrets.filter((secret) => kept.includes(secret.toLowerCase()))
    if (found.length > 0) left.push([name, found])
  }
  return left
}

describe.each(engines)('taking a sentence of a corrected text back, on %s', (engine) => {
  it('leaves none of its wordings anywhere, when its words were replaced each time', async () => {
    const w = await asked(await world(engine))
    await w.correct(wordings.first, wordings.second)
    expect((await w.place(w.id, wordings.second)).status).toBe(303)
    await w.correct(wordings.second, wordings.third)
    expect((await w.place(w.id, wordings.third)).status).toBe(303)
    expect((await leftIn(w)).map(([name]) => name)).toEqual(
      expect.arrayContaining(['materials', 'material_versions', 'quotations', 'interview_notes']),
    )
    expect((await w.takeBack()).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const texts = await w.db.selectFrom('material_versions').select('text').execute()
    for (const { text } of texts) expect(text).toMatch(/Int: Hoe ging dat\?[^]*Ja\. En toen\?[^]*Int: Goed\./)
  })

  it('leaves none in other texts of the person, and nothing that was quoted of it there', async () => {
    const w = await asked(await world(engine))
    const noor = w.as('noor')
    const other = `Nog eens: ik belde\nMirjam over de kanariesleutel. Ja.`
    await noor.post('/material', { kind: 'notes', person_id: 'sam', title: 'Notities', text: other })
    const { id } = await w.db
      .selectFrom('materials')
      .select('id')
      .where('title', '=', 'Notities')
      .executeTakeFirstOrThrow()
    const words = 'over de kanariesleutel'
    const quoted = await noor.post(`/coding/materials/${id}/quotations`, { words, name: 'Sleutels' })
    expect(quoted.status).toBe(303)
    expect((await w.takeBack()).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const { text } = await w.db
      .selectFrom('materials')
      .select('text')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(text).toMatch(/^Nog eens: ██ █████\n██████ ████ ██ ███████████████ Ja\.$/)
    const left = await w.db.selectFrom('quotations').select('id').where('withdrawn_at', 'is', null).execute()
    expect(left).toEqual([])
  })

  it('leaves none in what was said of passages, nor in what was left out and comes back', async () => {
    const w = await asked(await world(engine))
    const { as, db, material } = w
    const other = await w.quote('Ja. En toen?')
    const open = { material_id: material, until_on: '2026-12-04' }
    expect((await as('noor').post('/coding/reading/sam/texts', open)).status).toBe(303)
    const say = async (form: Form) => {
      const piece = { from: first.indexOf('Sam:'), to: first.indexOf('\n\nInt: Goed') }
      const version = await w.versionNow()
      const said = await as('sam').post(`${own}/texts/${material}/passages`, { ...piece, version, ...form })
      expect(said.status).toBe(303)
    }
    await say({ kind: 'remark', words: 'over de kanariesleutel. Ja.', remark: `Ik zei: ${wordings.first}` })
    await say({ kind: 'leave_out', words: 'En toen?', remark: '' })
    expect((await w.takeBack()).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const [remark, leftOut] = await db.selectFrom('passages').selectAll().orderBy('id').execute()
    expect(remark?.words).toMatch(/ Ja\.$/)
    expect((await as('sam').post(`${own}/passages/${leftOut?.id ?? ''}/removal`)).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const back = await db.selectFrom('quotations').select('words').where('id', '=', other).execute()
    expect(back).toEqual([{ words: 'Ja. En toen?' }])
  })

  it('leaves none in a quotation that is out of sight and comes back', async () => {
    const w = await asked(await world(engine))
    const { as, db, material } = w
    const wide = await w.quote(`${wordings.first} Ja. En toen?`)
    const open = { material_id: material, until_on: '2026-12-04' }
    await as('noor').post('/coding/reading/sam/texts', open)
    const piece = { from: first.indexOf('Sam:'), to: first.indexOf('\n\nInt: Goed') }
    const out = { kind: 'leave_out', words: 'En toen?', remark: '', version: await w.versionNow() }
    await as('sam').post(`${own}/texts/${material}/passages`, { ...piece, ...out })
    expect((await w.takeBack()).status).toBe(303)
    const passage = await db.selectFrom('passages').select('id').executeTakeFirstOrThrow()
    expect((await as('sam').post(`${own}/passages/${passage.id}/removal`)).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const seen = await db.selectFrom('quotations_for_researchers').select('id').execute()
    expect(seen.map(({ id }) => id)).not.toContain(wide)
  })

  it('leaves none where the text is corrected just while it is taken back', async () => {
    const w = await asked(await world(engine))
    const visitor = await visitorWith(w.db, (await cookieOf(w.db, 'sam')).replace('visit=', ''), now)
    const at = now.toISOString()
    const claim = { visitor, door: 'participant', studyId: w.study, personId: 'sam', at } as const
    const seat = await takeSeat(w.db, { ...claim, right: 'quotations.remove' })
    const looked = await lookForQuotation(w.db, seat, w.id)
    expect((await w.correct(wordings.first, wordings.second)).status).toBe(303)
    await change(w.db, seat, (tx) => takeBackQuotation(tx, seat, w.id, looked))
    expect(await leftIn(w)).toEqual([])
  })

  it('leaves none while nobody looked at its new words, nor when the old ones were kept', async () => {
    for (const isKept of [false, true]) {
      const w = await asked(await world(engine))
      await w.correct(wordings.first, wordings.second)
      await w.correct(wordings.second, wordings.third)
      if (isKept) await w.as('noor').post(`/coding/quotations/${w.id}/kept`)
      const { standing } = await w.db.selectFrom('quotations').select('standing').executeTakeFirstOrThrow()
      expect(standing).toBe(isKept ? 'kept' : 'review')
      expect((await w.takeBack()).status).toBe(303)
      expect(await leftIn(w)).toEqual([])
    }
  })

  it('leaves none when it went out of the text', async () => {
    const w = await asked(await world(engine))
    await w.correct(wordings.first, wordings.second)
    await w.place(w.id, wordings.second)
    await w.correct(wordings.second, 'Dat weet ik niet.')
    const { standing } = await w.db.selectFrom('quotations').select('standing').executeTakeFirstOrThrow()
    expect(standing).toBe('gone')
    expect((await w.takeBack()).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const { text } = await w.db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(text).toContain('Dat weet ik niet.')
  })

  it('takes along what shares words with it in the text or in an earlier one, and leaves the rest', async () => {
    const w = await asked(await world(engine))
    const old = await w.quote('belde Mirjam')
    const other = await w.quote('Ja. En toen?')
    await w.correct(wordings.first, wordings.second)
    await w.as('noor').post(`/coding/quotations/${old}/kept`)
    const inText = await w.quote('Marjan over')
    expect((await w.takeBack()).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
    const rows = await w.db.selectFrom('quotations').select(['id', 'withdrawn_at']).execute()
    const gone = rows.flatMap(({ id, withdrawn_at }) => (withdrawn_at === null ? [] : [id]))
    expect(gone.toSorted()).toEqual([w.id, old, inText].toSorted())
    expect((await w.as('noor').get(`/coding/quotations/${other}`)).text).toContain('Ja. En toen?')
  })

  it('stays taken back through a form that still held it, and through the next correction', async () => {
    const w = await asked(await world(engine))
    const version = await w.versionNow()
    await w.takeBack()
    const late = { title: 'Gesprek', text: `${first} Nog iets.`, version }
    expect((await w.as('noor').post(`/material/${w.material}`, late)).status).toBe(409)
    expect(await leftIn(w)).toEqual([])
    expect((await w.correct('Int: Goed.', 'Int: Fijn.')).status).toBe(303)
    expect(await leftIn(w)).toEqual([])
  })
})
