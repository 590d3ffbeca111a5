import { describe, expect, it } from '@jest/globals'
import { materialForms, traceIn } from '../src/method/material-forms.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const filled = {
  on_day: '2026-11-20',
  minutes: '45',
  place: 'De vergaderkamer',
  present: 'drie gezinswerkers',
  present_count: '6',
  source: 'Het wijkteam',
  spoken_by: 'young',
  permitted_by: 'guardian',
  permission: 'mondeling, vooraf',
}
const words = { title: 'Een blad', text: 'Er wordt veel gebeld.' }
const mirror = { ...filled, ...words, kind: 'mirror', no_names: 'yes' }
/** That words which look like names are none. */
const noName = (...names: string[]) => ({ not_names: 'yes', seen_names: names.join('\n') })

async function latest(w: World): Promise<string> {
  const { id } = await w.db
    .selectFrom('materials')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

describe.each(engines)('a text of any kind, on %s', (engine) => {
  it('has a short form of its own, is read with what is known of it, and is coded', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const noor = w.as('noor')
    const choice = (await noor.get('/material/new')).text
    for (const [kind, { facts, isOfPerson }] of Object.entries(materialForms)) {
      expect(choice).toContain(`/material/new?kind=${kind}"`)
      const form = (await noor.get(`/material/new?kind=${kind}`)).text
      for (const name of Object.keys(filled)) {
        expect([kind, name, form.includes(`name="${name}"`)]).toEqual([
          kind,
          name,
          facts.includes(name as never),
        ])
      }
      expect([kind, form.includes('name="person_id"')]).toEqual([kind, isOfPerson])
      const sent = { ...filled, ...words, kind, person_id: 'sam', no_names: 'yes' }
      expect([kind, (await noor.post('/material', sent)).status]).toEqual([kind, 303])
      const id = await latest(w)
      const row = await w.db
        .selectFrom('materials')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect([kind, row.person_id]).toEqual([kind, isOfPerson ? 'sam' : null])
      const page = (await w.as('ravi').get(`/material/${id}`)).text
      expect([kind, page.includes('drie gezinswerkers')]).toEqual([kind, facts.includes('present')])
      expect([kind, page.includes('the person who has custody')]).toEqual([kind, kind === 'mirror'])
      const quoted = await w.as('ravi').post(`/coding/materials/${id}/quotations`, {
        words: 'veel gebeld',
        name: 'Bellen',
      })
      expect([kind, quoted.status]).toEqual([kind, 303])
    }
  })

  it('is refused without what its form needs, and keeps what was typed', async () => {
    const w = await world(engine)
    const refused = [
      ['observation', 'place', 'Fill in where it was'],
      ['shadowing', 'on_day', 'Fill in on which day'],
      ['group', 'present_count', 'Fill in how many people: 2 to 500'],
      ['document', 'source', 'Fill in who made it'],
      ['mirror', 'permitted_by', 'Choose who gave permission'],
      ['mirror', 'permission', 'Fill in how and when permission was given'],
      ['mirror', 'no_names', 'Look it over and tick this'],
    ] as const
    for (const [kind, field, problem] of refused) {
      const sent = { ...filled, ...words, kind, no_names: 'yes', [field]: '' }
      const page = await w.as('noor').post('/material', sent)
      expect([kind, page.status]).toEqual([kind, 422])
      for (const text of [problem, 'Er wordt veel gebeld.']) expect(page.text).toContain(text)
    }
    expect(await w.db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('of young people and parents holds nobody by whom they can be found, whatever is sent', async () => {
    const w = await world(engine)
    const traces = ['Bel 06-12345678 even.', 'mail naar mam@voorbeeld.example', 'Zij wonen op 1234 AB.']
    for (const text of traces) {
      const page = await w.as('noor').post('/material', { ...mirror, text })
      expect([text, page.status]).toEqual([text, 422])
      expect(page.text).toContain('by which somebody can be found')
      expect((await w.as('noor').post('/material', { ...mirror, permission: text })).status).toBe(422)
    }
    // Nobody who speaks gets a name, however it is written.
    const text = 'Ans: Het wachten duurde lang.\nBram: Ja.\nAns: Heel lang.\nBram: Ja.'
    const said = { ...mirror, ...noName('Ans', 'Bram'), text, person_id: 'sam' }
    expect((await w.as('noor').post('/material', said)).status).toBe(303)
    expect(await w.db.selectFrom('material_speakers').select('name').execute()).toEqual([])
    const file = { name: 'gesprek.txt', content: Buffer.from('Uit een bestand.') }
    expect((await w.as('noor').upload('/material', { ...mirror, text: '' }, file)).status).toBe(422)
    // Nor when it is corrected, and no sound hangs on it.
    const notes = await latest(w)
    const correct = (more: Form) =>
      w.as('noor').post(`/material/${notes}`, { title: 'Wachten', text: 'Anders.', version: 1, ...more })
    for (const trace of traces) {
      const page = await correct({ text: `Anders. ${trace}` })
      expect([trace, page.status, page.text.includes(`Anders. ${trace}`)]).toEqual([trace, 422, true])
      expect(page.text).toContain('by which somebody can be found')
      expect((await correct({ title: trace })).status).toBe(422)
    }
    expect((await correct({ speakers: '[]', new_speaker: 'Ans', text: 'Ans: Anders.' })).status).toBe(303)
    expect(await w.db.selectFrom('material_speakers').select('name').execute()).toEqual([])
    await agree(w, 'sam')
    await w.as('noor').post('/interviews', { person_id: 'sam', held_on: '', place: '', interviewer_id: '' })
    const { id: talk } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
    expect((await w.as('noor').post(`/interviews/${talk}/ties`, { material_id: notes })).status).toBe(404)
  })

  it('of a group tells who speaks, which is kept, shown and searched in', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    const text = [
      'Leider: Waar denk je aan bij dit beeld?',
      'Anja: Aan de sleutel van het kantoor.',
      'Boris: Aan de sleutel van thuis.',
      'Carla: Ik heb geen sleutel.',
      'Leider: Waarom niet?',
      'Carla: Die deur staat altijd open.',
      'Anja: Bij ons ook.',
      'Boris: Bij ons niet.',
    ].join('\n')
    const group = { ...filled, ...words, kind: 'group', text, person_id: '' }
    const seen = await noor.post('/material', group)
    expect([seen.status, seen.text.includes('This is what we recognised')]).toEqual([200, true])
    // What was typed beside the words stands in that form still.
    expect(seen.text).toMatch(/name="present_count"[^>]*value="6"/)
    const names = ['Gespreksleider', 'Eén', 'Twee', 'Drie']
    const roles = ['interviewer', 'other', 'other', 'other']
    const speakers = Object.fromEntries(
      names.flatMap((name, at) => [
        [`name-${at + 1}`, name],
        [`role-${at + 1}`, roles[at] ?? ''],
      ]),
    )
    const confirmed = { ...group, ...speakers, speakers: 'Leider\nAnja\nBoris\nCarla' }
    expect((await noor.post('/material', confirmed)).status).toBe(303)
    const id = await latest(w)
    const kept = await w.db
      .selectFrom('material_speakers')
      .select(['name', 'role'])
      .orderBy('number')
      .execute()
    expect(kept).toEqual(names.map((name, at) => ({ name, role: roles[at] })))
    const page = (await w.as('ravi').get(`/material/${id}`)).text
    expect(page).toMatch(/Gespreksleider[^]*Eén[^]*Aan de sleutel van het kantoor/)
    expect(page).not.toContain('Anja')
    const found = async (query: string) =>
      (await w.as('ravi').get(`/material/search?words=${query}`)).text.match(/<mark>sleutel<\/mark>/g)
        ?.length ?? 0
    expect(await found('sleutel')).toBe(3)
    expect(await found('sleutel&speaker=other')).toBe(3)
    expect(await found('sleutel&speaker=interviewer')).toBe(0)
    expect(await found('sleutel&kind=group')).toBe(3)
    expect(await found('sleutel&kind=transcript')).toBe(0)
    expect(
      await w
        .as('kai')
        .get('/material/search?words=sleutel')
        .then(({ status }) => status),
    ).toBe(404)
  })

  it('of young people and parents is kept once each word that may be a name went, or is said to be none', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    const kept = () => w.db.selectFrom('materials').select(['text', 'version']).execute()
    const text = 'Toen belde Kevin, en mevrouw Bos kwam. Op school heet dat De Brug.'
    const first = await noor.post('/material', { ...mirror, text })
    expect([first.status, first.text.includes(text)]).toEqual([422, true])
    expect(first.text).toMatch(/This looks like a name: [^<]*Kevin/)
    expect(first.text).toContain('name="not_names"')
    expect(await kept()).toEqual([])
    const seen = /name="seen_names" value="([^"]*)"/.exec(first.text)?.[1] ?? ''
    // Ticked, and another name typed meanwhile.
    const more = {
      ...mirror,
      text: text.replace('kwam', 'kwam met Fatima'),
      not_names: 'yes',
      seen_names: seen,
    }
    const second = await noor.post('/material', more)
    expect([second.status, second.text.includes('looks like a name: Fatima.')]).toEqual([422, true])
    expect(second.text).not.toMatch(/id="not_names"[^>]*checked/)
    expect(
      (await noor.post('/material', { ...mirror, text, not_names: 'yes', seen_names: seen })).status,
    ).toBe(303)
    const path = `/material/${await latest(w)}`
    const correct = (next: string, said: Form = {}) =>
      noor.post(path, { title: 'Een blad', text: next, version: 1, ...said })
    const named = await correct(text.replace('kwam', 'kwam met Youssef'))
    expect([named.status, named.text.includes('looks like a name: Youssef.')]).toEqual([422, true])
    expect((await correct(`${text} Er werd gelachen.`)).status).toBe(303)
    expect(await kept()).toEqual([{ text: `${text} Er werd gelachen.`, version: 2 }])
    const facts = await noor.post(`${path}/facts`, { ...filled, permission: 'van Fatima', version: 1 })
    expect([facts.status, facts.text.includes('looks like a name: Fatima')]).toEqual([422, true])
  })

  it('of young people and parents leaves no name behind that was taken out of it', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    expect((await noor.post('/material/originals', { keeps: 'yes', count: 0, version: 0 })).status).toBe(303)
    const text = 'Iemand vertelt: mevrouw Kanariebos belde. Toen kwam Kanariebos nog eens, met Sam Visser.'
    const overlooked = noName('mevrouw Kanariebos', 'Kanariebos', 'Sam Visser', 'Vinkenbos')
    expect((await noor.post('/material', { ...mirror, ...overlooked, text })).status).toBe(303)
    const id = await latest(w)
    const page = (await noor.get(`/material/${id}/names`)).text
    const form: Form = { all: 'yes' }
    for (const [tag] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1]
      if (name) form[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? ''
    }
    for (const [, name = '', value = ''] of page.matchAll(/name="(as-\d+)"[^>]*?value="([^"]*)"/gs))
      form[name] = value
    expect((await noor.post(`/material/${id}/names`, form)).status).toBe(303)
    const row = await w.db.selectFrom('materials').select('text').executeTakeFirstOrThrow()
    expect(row.text).toMatch(/\[[^\]]+\][^]*\[[^\]]+\]/)
    for (const table of [
      'materials',
      'material_versions',
      'material_originals',
      'material_speakers',
      'pseudonyms',
    ] as const) {
      const kept = JSON.stringify(await w.db.selectFrom(table).selectAll().execute())
      expect([table, kept.toLowerCase().includes('kanarie')]).toEqual([table, false])
    }
    // Nor does the next one get the number that was given.
    const other = { ...mirror, ...overlooked, text: 'Mevrouw Vinkenbos belde.' }
    expect((await noor.post('/material', other)).status).toBe(303)
    const next = (await noor.get(`/material/${await latest(w)}/names`)).text
    const given = /\[([^\]]+ \d+)\]/.exec(row.text)?.[1] ?? ''
    expect(given).not.toBe('')
    expect(next).not.toContain(`[${given}]`)
  })

  it('can be mended in what is known of it, by one at a time and by who may', async () => {
    const w = await world(engine)
    await w.as('noor').post('/material', { ...filled, ...words, kind: 'observation' })
    const facts = `/material/${await latest(w)}/facts`
    expect((await w.as('noor').get(facts)).text).toContain('value="De vergaderkamer"')
    expect((await w.as('noor').post(facts, { ...filled, place: 'De gang', version: 1 })).status).toBe(303)
    expect((await logOf(w.db)).at(-1)).toBe('material.edit')
    const late = await w.as('ravi').post(facts, { ...filled, place: 'Het plein', version: 1 })
    expect([late.status, late.text.includes('Het plein'), late.text.includes('De gang')]).toEqual([
      409,
      true,
      true,
    ])
    expect((await w.as('noor').post(facts, { ...filled, place: '', version: 2 })).status).toBe(422)
    expect((await w.as('ada').post(facts, { ...filled, version: 2 })).status).toBe(403)
    expect((await w.as('kai').get(facts)).status).toBe(404)
  })
})

describe('what somebody can be found by', () => {
  it.each([
    'mam@voorbeeld.example',
    '06 1234 5678',
    '+31 (0)30-1234567',
    '1234 AB',
    'NL00 1234 5678 90 is 1234567890',
  ])('is seen: %s', (text) => {
    expect(traceIn(`Zij zei ${text} en ging.`)).toBeDefined()
  })

  it.each([
    'Het duurde 3,5 jaar.',
    'Op 12 maart 2026 om 14:30.',
    'Zaal 4, groep 12',
    'In 2024 ging het beter.',
  ])('is not seen where there is none: %s', (text) => {
    expect(traceIn(text)).toBeUndefined()
  })
})
