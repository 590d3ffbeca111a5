import { describe, expect, it } from '@jest/globals'
import { keptTurns } from '../src/method/turns.ts'
import { agree } from './support/agree.ts'
import { versionIn } from './support/answers.ts'
import { engines, type Engine } from './support/databases.ts'
import { hour, hourAsDocx, hourAsVtt } from './support/hour.ts'
import { docx, pdf } from './support/talk-files.ts'
import { world, type World } from './support/world.ts'

const text = `[00:00:05] Ans: Welke foto nemen we?

[00:00:09] Bram: Deze, met de sleutels.

[00:00:12] Ans: Waarom?

[00:01:15] Bram: Let op: daarom.`
const typed = { kind: 'transcript', title: 'Uitgeschreven gesprek', person_id: 'sam', text }
const named = { 'name-1': 'Interviewer', 'role-1': 'interviewer', 'name-2': 'P07', 'role-2': 'participant' }
const confirmed = { ...typed, ...named, speakers: 'Ans\nBram' }

async function opened(engine: Engine) {
  const w = await world(engine)
  await agree(w, 'sam')
  return w
}

const kept = (w: World) =>
  w.db.selectFrom('materials').select(['id', 'text', 'turns']).executeTakeFirstOrThrow()
const speakersOf = (w: World) =>
  w.db.selectFrom('material_speakers').select(['number', 'name', 'role']).orderBy('number').execute()

/** The form that corrects a text, as it comes: with its lines as they are typed. */
async function formOf(w: World, id: string) {
  const { text: page } = await w.as('noor').get(`/material/${id}/edit`)
  const areaOf = (name: string) =>
    (new RegExp(`name="${name}"[^>]*>\\n?([^<]*)</textarea>`).exec(page)?.[1] ?? '').replaceAll('&#34;', '"')
  return {
    title: 'Gesprek',
    text: areaOf('text'),
    speakers: areaOf('speakers'),
    version: versionIn(page, `/material/${id}`),
  }
}

describe.each(engines)('a text with speakers, on %s', (engine) => {
  it('is shown as it was recognised, and not kept before that was seen', async () => {
    const w = await opened(engine)
    const page = await w.as('noor').post('/material', typed)
    expect(page.status).toBe(200)
    for (const words of ['This is what we recognised', '00:01:15', '>Ans<', '>Bram<', 'speaks 2 times'])
      expect(page.text).toContain(words)
    expect(page.text).toContain('[00:00:09] Bram: Deze, met de sleutels.')
    expect(await w.db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('is kept with who each speaker is: the words, and beside them the turns', async () => {
    const w = await opened(engine)
    expect((await w.as('noor').post('/material', confirmed)).status).toBe(303)
    const { text: words, turns } = await kept(w)
    expect(words).toBe('Welke foto nemen we?\n\nDeze, met de sleutels.\n\nWaarom?\n\nLet op: daarom.')
    expect(JSON.parse(turns)).toEqual([
      [0, 1, 5000],
      [22, 2, 9000],
      [46, 1, 12_000],
      [55, 2, 75_000],
    ])
    expect(await speakersOf(w)).toEqual([
      { number: 1, name: 'Interviewer', role: 'interviewer' },
      { number: 2, name: 'P07', role: 'participant' },
    ])
  })

  it('is read with who speaks and when; out of sight with its person, as its speakers are', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/material', confirmed)
    const { id } = await kept(w)
    const page = await w.as('noor').get(`/material/${id}`)
    expect(page.text).toMatch(
      /<b>P07<\/b> <span class="turn-time" data-play-at="75000"[^>]*>00:01:15<\/span>/,
    )
    expect(page.text).toContain('Let op: daarom.</span></p>')
    await w.as('noor').post(`/material/${id}`, {
      title: 'Gesprek',
      text: 'Welke foto nemen we?\n\nDeze.\n\nWaarom?\n\nLet op: daarom.',
      version: 1,
    })
    const corrected = await w.as('noor').get(`/material/${id}`)
    expect(corrected.text).toMatch(/>00:01:15<\/span> <\/span><span id="at-\d+">Let op: daarom/)
    const earlier = await w.db.selectFrom('material_versions').select('turns').executeTakeFirstOrThrow()
    expect(JSON.parse(earlier.turns)).toHaveLength(4)
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('noor').get(`/material/${id}`)).status).toBe(404)
    expect(await w.db.selectFrom('material_speakers_for_researchers').select('name').execute()).toEqual([])
  })

  it('may have two names for one person, and names that are no speaker’s', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/material', { ...confirmed, 'name-1': 'iemand', 'name-2': 'Iemand' })
    expect(await speakersOf(w)).toEqual([{ number: 1, name: 'iemand', role: 'interviewer' }])
    expect(JSON.parse((await kept(w)).turns)).toContainEqual([55, 1, 75_000])
    await w.db.deleteFrom('materials').execute()
    await w.as('noor').post('/material', { ...confirmed, 'role-2': 'none' })
    expect((await kept(w)).text).toContain('Bram: Deze, met de sleutels.')
    expect(await speakersOf(w)).toHaveLength(1)
  })

  it('comes back whole when something is wrong with it', async () => {
    const w = await opened(engine)
    const wrong = [
      [{ ...confirmed, 'name-2': ' : ' }, 'Give this speaker a name'],
      [{ ...confirmed, title: '' }, 'Give the text a title'],
      [{ ...confirmed, text: ' ' }, 'Paste the text, or choose a file'],
    ] as const
    for (const [form, problem] of wrong) {
      const page = await w.as('noor').post('/material', form)
      expect(page.status).toBe(422)
      for (const words of [problem, 'value="Interviewer"', 'Ans\nBram</textarea>'])
        expect(page.text).toContain(words)
    }
    const unnamed = await w.as('noor').post('/material', { ...typed, title: '' })
    expect(unnamed.status).toBe(422)
    expect(unnamed.text).toContain('[00:00:09] Bram: Deze')
    const again = await w.as('noor').post('/material', { ...typed, found: 'Ans\nBram' })
    expect(again.text).toContain('speaks 2 times')
    expect(await w.db.selectFrom('materials').select('id').execute()).toEqual([])
  })

  it('of an hour comes in as subtitles and from Word, with each word, speaker and time', async () => {
    const w = await opened(engine)
    const said = hour()
    for (const [name, content, last] of [
      ['a.vtt', Buffer.from(hourAsVtt()), 3_349_100],
      ['a.docx', hourAsDocx(), 3_349_000],
    ] as const) {
      const page = await w.as('noor').upload('/material', { ...typed, text: '' }, { name, content })
      expect(page.status).toBe(200)
      for (const words of ['>Roos van Vliet<', '>Ömer Aydın<', '11,162 words', '00:55:'])
        expect(page.text).toContain(words)
      const [, shown = ''] = /name="text"[^>]*>\n?([^<]*)<\/textarea>/.exec(page.text) ?? []
      const names = { 'name-1': 'Roos', 'name-2': 'P07', speakers: 'Roos van Vliet\nÖmer Aydın' }
      const sent = { ...confirmed, title: name, text: shown.replaceAll('&amp;', '&'), ...names }
      expect((await w.as('noor').post('/material', sent)).status).toBe(303)
      const row = await w.db
        .selectFrom('materials')
        .selectAll()
        .where('title', '=', name)
        .executeTakeFirstOrThrow()
      expect(row.text.replaceAll(/\s+/g, ' ')).toBe(said.map(({ text }) => text).join(' '))
      const turns = keptTurns(row.turns)
      expect(turns.slice(0, 2).map(([start, speaker]) => [start, speaker])).toEqual([
        [0, 1],
        [38, 2],
      ])
      expect(turns.at(-1)?.slice(1)).toEqual([2, last])
    }
  })

  it('is long or not by its words alone', async () => {
    const w = await opened(engine)
    const long = `Ans: ${'é'.repeat(149_999)}\nBram: ${'日'.repeat(150_000)}`
    const sent = (words: string) =>
      w.as('noor').upload('/material', { ...confirmed, text: words }, { name: 'x', content: Buffer.alloc(0) })
    expect((await sent(`${long}x`)).status).toBe(422)
    expect((await sent(long)).status).toBe(303)
    expect((await kept(w)).text).toHaveLength(300_000)
  })

  it('of a talk is kept with that talk', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/interviews', { person_id: 'sam', held_on: '2026-11-20', place: '' })
    const { id } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
    const page = await w.as('noor').post(`/interviews/${id}/texts`, typed)
    expect(page.text).toContain(`action="/studies/${w.study}/interviews/${id}/texts"`)
    expect((await w.as('noor').post(`/interviews/${id}/texts`, confirmed)).status).toBe(303)
    expect(await speakersOf(w)).toHaveLength(2)
  })

  it.each([
    ['%PDF-1.7 half', 'it is damaged'],
    ['\0\0\0\0', 'this kind of file'],
    [' ', 'There is no text in this file'],
    ['x'.repeat(3_000_001), 'This file is too long'],
    [docx(' '.repeat(31 * 1024 * 1024)), 'This file is too heavy to read'],
  ])('says what is wrong with a file: %#', async (content, problem) => {
    const w = await opened(engine)
    const file = { name: 'a.txt', content: Buffer.from(content) }
    const page = await w.as('noor').upload('/material', typed, file)
    expect(page.status).toBe(422)
    for (const words of [problem, 'Deze, met de sleutels']) expect(page.text).toContain(words)
  })

  it('is not read when too many are read already, and what was typed stays', async () => {
    const w = await opened(engine)
    const file = { name: 'a.pdf', content: pdf([['hoi', 0]]) }
    const send = () => w.as('noor').upload('/material', typed, file)
    const pages = await Promise.all(Array.from({ length: 24 }, send))
    const refused = pages.filter(({ status }) => status === 422)
    expect(refused.length).toBeGreaterThan(0)
    expect(pages.filter(({ status }) => status < 400)).toHaveLength(24 - refused.length)
    for (const page of refused)
      for (const words of ['Try again in a minute', 'Deze, met de sleutels'])
        expect(page.text).toContain(words)
  })

  it('is corrected with its times and speakers, and its quotations keep their places', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/material', confirmed)
    const { id, text: words } = await kept(w)
    const [start, quoted] = [words.indexOf('met de sleutels'), 'met de sleutels']
    const piece = { start, end: start + quoted.length, words: quoted, name: 'Sleutels' }
    expect((await w.as('ravi').post(`/coding/materials/${id}/quotations`, piece)).status).toBe(303)
    const form = await formOf(w, id)
    expect(form.text).toContain('[00:00:09] P07: Deze, met de sleutels.')
    expect(form.speakers).toBe('1 Interviewer\n2 P07')

    const same = await w.as('noor').post(`/material/${id}`, form)
    expect(same.status).toBe(303)
    expect(await w.db.selectFrom('material_versions').select('version').execute()).toEqual([])

    const next = form.text
      .replace('[00:00:09] P07: Deze', '[00:00:10] Interviewer: Deze')
      .replace('[00:00:12] Interviewer: Waarom?', '[00:00:12] P07: Waarom?\n[00:00:13] Kim: Ja, waarom?')
    const changed = { ...form, text: next, new_speaker: 'Kim', version: 2 }
    expect((await w.as('noor').post(`/material/${id}`, changed)).headers.location).toMatch(
      /\/material\/[\w-]+$/,
    )
    const now = await kept(w)
    expect(now.text).toBe(words.replace('Waarom?', 'Waarom?\nJa, waarom?'))
    expect(JSON.parse(now.turns)).toEqual([
      [0, 1, 5000],
      [now.text.indexOf('Deze'), 1, 10_000],
      [now.text.indexOf('Waarom?'), 2, 12_000],
      [now.text.indexOf('Ja, waarom'), 3, 13_000],
      [now.text.indexOf('Let op'), 2, 75_000],
    ])
    expect((await speakersOf(w)).at(-1)).toEqual({ number: 3, name: 'Kim', role: 'unknown' })
    const { start_offset, standing } = await w.db
      .selectFrom('quotations')
      .select(['start_offset', 'standing'])
      .executeTakeFirstOrThrow()
    expect([start_offset, standing]).toEqual([start, 'anchored'])
    const earlier = await w.db
      .selectFrom('material_versions')
      .select(['text', 'turns'])
      .executeTakeFirstOrThrow()
    expect([earlier.text, (JSON.parse(earlier.turns) as unknown[]).length]).toEqual([words, 4])
    const found = await w.as('noor').get('/material/search?words=waarom&speaker=Kim')
    expect(found.status).toBe(200)
  })

  it('keeps another version and is found by who speaks, where that alone was corrected', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/material', confirmed)
    const { id, text: words } = await kept(w)
    const form = await formOf(w, id)
    const next = { ...form, text: form.text.replace('Interviewer: Waarom?', 'P07: Waarom?') }
    await w.as('noor').post(`/material/${id}`, next)
    expect((await kept(w)).text).toBe(words)
    expect(await w.db.selectFrom('material_versions').select('version').execute()).toEqual([{ version: 1 }])
    const units = await w.db.selectFrom('search_units').select(['start_offset', 'speaker']).execute()
    expect(units.find(({ start_offset }) => start_offset === words.indexOf('Waarom?'))?.speaker).toBe(2)
    expect((await w.as('noor').get(`/material/${id}/versions/1`)).status).toBe(200)
  })

  it('says where a new speaker has no line, and what is too long, with what was typed', async () => {
    const w = await opened(engine)
    await w.as('noor').post('/material', confirmed)
    const { id } = await kept(w)
    const form = await formOf(w, id)
    const silent = await w.as('noor').post(`/material/${id}`, { ...form, new_speaker: 'Kim' })
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('value="Kim"')
    expect(silent.text).toContain('1 Interviewer\n2 P07</textarea>')
    const long = await w
      .as('noor')
      .post(`/material/${id}`, { ...form, text: `[00:00:01] P07: ${'woord '.repeat(50_100)}` })
    expect(long.status).toBe(422)
    expect(long.text).toContain('[00:00:01] P07: woord')
    const empty = await w.as('noor').post(`/material/${id}`, { ...form, text: '[00:00:01] P07: ' })
    expect(empty.status).toBe(422)
  })

  it('whose lines merely look like that stays itself', async () => {
    const w = await opened(engine)
    const own = '[00:00:05] Ans: zo stond het er.\n\\Ans: en zo.'
    await w.as('noor').post('/material', {
      ...typed,
      ...named,

      text: own,
      'role-1': 'none',
      'role-2': 'none',
      speakers: 'Ans\nBram',
    })
    const { id, text: words, turns } = await kept(w)
    for (let version = 1; version < 3; version += 1) {
      const form = await formOf(w, id)
      await w.as('noor').post(`/material/${id}`, form)
      expect(await kept(w)).toEqual({ id, text: words, turns })
    }
    const plain = 'Eerst: dit.\n[00:00:05] Ans: zo stond het er.\n\\ en zo.'
    await w.as('noor').post('/material', { ...typed, text: plain, speakers: '' })
    const [, other] = await w.db.selectFrom('materials').selectAll().orderBy('id').execute()
    expect(other?.text).toContain('zo stond het er.')
    const form = await formOf(w, other?.id ?? '')
    await w.as('noor').post(`/material/${other?.id ?? ''}`, form)
    const again = await w.db.selectFrom('materials').selectAll().orderBy('id').execute()
    expect([again[1]?.text, again[1]?.turns]).toEqual([other?.text, other?.turns])
  })
})
