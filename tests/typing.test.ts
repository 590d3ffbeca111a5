import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

async function withTalk(engine: Engine) {
  const w = await world(engine)
  await agree(w, 'sam')
  const plan = { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' }
  const { headers } = await w.as('noor').post('/interviews', plan)
  return { ...w, talk: `/interviews/${String(headers.location).split('/').at(-1) ?? ''}` }
}

const typed = '[00:00:03] Ans: Welke foto?\n[00:00:09] P07: Deze.\nLet op: met de sleutels.'
const names = { 'speaker-1': 'Ans', 'speaker-2': 'P07', 'speaker-3': 'ans', 'speaker-4': 'Wie zweeg' }
const keep = { title: 'Zelf getypt', text: typed, version: 1, ...names }

describe.each(engines)('a talk that is typed out, on %s', (engine) => {
  it('is kept as it is typed, however long, and is no note to collect', async () => {
    const { as, talk, db } = await withTalk(engine)
    const long = `${typed}\n${'En nog een regel van het gesprek.\n'.repeat(8000)}`
    const saved = await as('noor').post(`${talk}/notes/typed`, { text: long, version: 0 })
    expect(saved.headers.location).toMatch(/\/typing$/)
    expect((await as('noor').get(`${talk}/typing`)).text).toContain('Let op: met de sleutels.')
    const tooLong = await as('noor').post(`${talk}/notes/typed`, { text: 'a'.repeat(400_001), version: 1 })
    expect(tooLong.status).toBe(422)
    const about = (await as('noor').get(talk)).text
    expect(about).not.toContain('notes-as-text')
    expect(about).toContain('Go on typing out')
    expect(await db.selectFrom('interview_notes').select('spot').execute()).toEqual([{ spot: 'typed' }])
  })

  it('becomes a text with who speaks and when; nothing of the draft stays', async () => {
    const { as, talk, db } = await withTalk(engine)
    await as('noor').post(`${talk}/notes/typed`, { text: typed, version: 0 })
    expect((await as('noor').post(`${talk}/typing`, keep)).status).toBe(303)
    const kept = await db.selectFrom('materials').select(['text', 'turns', 'kind']).executeTakeFirstOrThrow()
    expect({ ...kept, turns: JSON.parse(kept.turns) as unknown }).toEqual({
      kind: 'transcript',
      text: 'Welke foto?\nDeze.\nLet op: met de sleutels.',
      turns: [
        [0, 1, 3000],
        [12, 2, 9000],
      ],
    })
    const speakers = await db
      .selectFrom('material_speakers')
      .select(['name', 'role'])
      .orderBy('number')
      .execute()
    expect(speakers).toEqual([
      { name: 'Ans', role: 'interviewer' },
      { name: 'P07', role: 'participant' },
    ])
    expect((await db.selectFrom('interview_notes').select('text').execute()).map(({ text }) => text)).toEqual(
      [''],
    )
  })

  it('is not kept over what somebody else typed: both stay, to choose from', async () => {
    const { as, talk, db } = await withTalk(engine)
    await as('noor').post(`${talk}/notes/typed`, { text: typed, version: 0 })
    await as('noor').post(`${talk}/notes/typed`, { text: 'Iets heel anders.', version: 1 })
    for (let time = 0; time < 2; time += 1) {
      const overtaken = await as('noor').post(`${talk}/typing`, { ...keep, title: 'Mijn titel' })
      expect(overtaken.status).toBe(409)
      expect(overtaken.text).toContain('Iets heel anders.</textarea>')
      expect(overtaken.text).toContain('met de sleutels.</p>')
      expect(overtaken.text).toContain('value="Mijn titel"')
      expect(overtaken.text).toContain('name="version" value="2"')
    }
    const others = await db.selectFrom('other_notes').select(['client_id', 'text']).execute()
    expect(others.map(({ text }) => text)).toEqual([typed])
    const choice = { client_id: others[0]?.client_id ?? '', choice: 'other' }
    const late = await as('noor').post(`${talk}/notes/typed/choice`, { ...choice, version: 1 })
    expect(late.status).toBe(409)
    const chosen = await as('noor').post(`${talk}/notes/typed/choice`, { ...choice, version: 2 })
    expect(chosen.headers.location).toMatch(/\/typing$/)
    expect((await as('noor').post(`${talk}/typing`, { ...keep, version: 3 })).status).toBe(303)
  })

  it('is saved without a script over nothing that somebody else typed', async () => {
    const { as, talk } = await withTalk(engine)
    await as('noor').post(`${talk}/notes/typed`, { text: 'Eerst dit.', version: 0 })
    const second = await as('noor').post(`${talk}/notes/typed`, { text: 'En dat.', version: 0 })
    expect(second.status).toBe(409)
    expect(second.text).toContain('Eerst dit.</textarea>')
    expect(second.text).toContain('En dat.</p>')
  })

  it('is kept with a title and words, of which it says what is missing', async () => {
    const { as, talk, db } = await withTalk(engine)
    await as('noor').post(`${talk}/notes/typed`, { text: typed, version: 0 })
    const long = 'Nog een regel van het gesprek.\n'.repeat(10_500)
    for (const [wrong, field] of [
      [{ title: '' }, 'title'],
      [{ text: '' }, 'text'],
      [{ text: '[00:00:03] Ans: ' }, 'text'],
      [{ text: long }, 'text'],
    ] as const) {
      const refused = await as('noor').post(`${talk}/typing`, { ...keep, ...wrong })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('value="Ans"')
      expect(refused.text).toContain(`<a href="#${field}">`)
    }
    expect(await db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('is opened again with the names that are in it, and the space behind the last', async () => {
    const { as, talk } = await withTalk(engine)
    const fresh = (await as('noor').get(`${talk}/typing`)).text
    expect(fresh).toMatch(/id="speaker-1"[^>]*value="Interviewer"/)
    const own = [
      'Kim: Een.',
      'P01: Twee.',
      'Kim: Drie.',
      'P01: Vier.',
      'Jo: Vijf.',
      'Jo: Zes.',
      '[00:01:00] Kim:',
    ]
    await as('noor').post(`${talk}/notes/typed`, { text: own.join('\n'), version: 0 })
    const page = (await as('noor').get(`${talk}/typing`)).text
    expect(page).toContain('[00:01:00] Kim: </textarea>')
    for (const [nth, name] of ['Kim', 'P01', 'Jo', ''].entries())
      expect(page).toMatch(new RegExp(`id="speaker-${nth + 1}"[^>]*value="${name}"`))
  })

  it('is for who works with talks, leaves a line in the log, and goes with the words of its person', async () => {
    const w = await withTalk(engine)
    const { as, talk } = w
    await as('noor').post(`${talk}/notes/typed`, { text: typed, version: 0 })
    expect((await as('ada').get(`${talk}/typing`)).status).toBe(403)
    expect((await as('kai').get(`${talk}/typing`)).status).toBe(404)
    const before = (await logOf(w.db)).length
    expect((await as('noor').get(`${talk}/typing`)).status).toBe(200)
    expect((await logOf(w.db)).length).toBe(before + 1)
    await as('sam').post('/participants/sam/withdrawal')
    const gone = await as('noor').get(`${talk}/typing`)
    expect(gone.text).not.toContain('met de sleutels')
    expect((await as('noor').post(`${talk}/typing`, keep)).status).not.toBe(303)
  })
})
