import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { change } from '../src/access/change.ts'
import type { Seat } from '../src/access/seat.ts'
import type { Turn } from '../src/method/turns.ts'
import { insertMaterial } from '../src/steps/material/queries.ts'
import { indexTexts } from '../src/steps/material/index-queries.ts'
import { placesWith } from '../src/steps/material/search-queries.ts'
import { foundIn, termsIn, unitsOf } from '../src/steps/material/search-rules.ts'
import { agree } from './support/agree.ts'
import { now } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'

const noSearch = { kind: undefined, organisation: '', team: '', speaker: undefined }

async function add(w: World, text: string, more: Record<string, string> = {}): Promise<string> {
  const form = { kind: 'transcript', title: 'Een gesprek', person_id: 'sam', text, ...more }
  expect((await w.as('noor').post('/material', form)).status).toBe(303)
  const { id } = await w.db
    .selectFrom('materials')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

async function searched(w: World, words: string, more = '', name: 'noor' | 'ravi' = 'noor') {
  const { status, text } = await w.as(name).get(`/material/search?words=${encodeURIComponent(words)}${more}`)
  const marked = [...text.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, word]) => String(word))
  const places = [...text.matchAll(/href="[^"]*\/material\/([\w-]+)#at-(\d+)"/g)].map(([, id, at]) => [
    id,
    Number(at),
  ])
  return { status, text, marked, places, says: /role="status">(.*?)</.exec(text)?.[1] ?? '' }
}

const talk = [
  'Vraag. Vertel eens over je werk.',
  'Antwoord. Ik draag twee petten. In het wijkteam ken ik de gezinnen.',
  'Vraag. En de wachtlijst?',
  'Antwoord. Die wachtlijsten zijn lang, zegt Zoë. Twee collega’s dragen ook petten.',
].join('\n')

describe.each(engines)('searching the texts, on %s', (engine) => {
  it('finds words in their forms, words side by side and beginnings, each at its place', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await add(w, talk)
    const other = await add(w, 'Een gezin.', { kind: 'notes', person_id: '', title: 'Bezoek' })
    const wachtlijst = await searched(w, 'wachtlijst')
    expect(wachtlijst.marked).toEqual(['wachtlijst', 'wachtlijsten'])
    expect(wachtlijst.says).toBe('2 places in 1 text.')
    const line = (start: string) => talk.indexOf(start)
    expect(wachtlijst.places).toEqual([
      [id, line('Vraag. En')],
      [id, line('Antwoord. Die')],
    ])
    expect((await searched(w, 'gezin')).places).toEqual([
      [other, 0],
      [id, line('Antwoord. Ik')],
    ])
    expect((await searched(w, '"twee petten"')).marked).toEqual(['twee', 'petten'])
    expect((await searched(w, 'petten twee')).places).toHaveLength(2)
    expect((await searched(w, 'wijk*')).marked).toEqual(['wijkteam'])
    expect((await searched(w, 'zoe')).marked).toEqual(['Zoë'])
    expect((await searched(w, 'collega')).marked).toEqual(['collega’s'])
    expect((await searched(w, 'wijk')).says).toBe('Nothing found. It may be there in other words.')
    expect((await searched(w, '&!')).says).toBe('Type at least one word.')
    expect((await searched(w, '')).says).toBe('')
    expect((await logOf(w.db)).at(-1)).toBe('material.read read')
  })

  it('looks within a kind, an organisation and a team', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    await agree(w, 'vera')
    const own = await add(w, 'De sleutels hangen er.')
    const hers = await add(w, 'Haar sleutel.', { person_id: 'vera' })
    const nobodys = await add(w, 'Een sleutel.', { kind: 'notes', person_id: '' })
    const ids = async (more: string) => (await searched(w, 'sleutel', more)).places.map(([id]) => id)
    expect(await ids('')).toEqual([nobodys, hers, own])
    expect(await ids('&kind=transcript')).toEqual([hers, own])
    expect(await ids('&kind=geen')).toEqual([nobodys, hers, own])
    const sam = await w.db
      .selectFrom('participants')
      .select(['organisation_id', 'team_id'])
      .where('person_id', '=', 'sam')
      .executeTakeFirstOrThrow()
    const vera = await w.db
      .selectFrom('participants')
      .select(['organisation_id', 'team_id'])
      .where('person_id', '=', 'vera')
      .executeTakeFirstOrThrow()
    const both = sam.organisation_id === vera.organisation_id ? [hers, own] : [own]
    expect(await ids(`&organisation=${sam.organisation_id}`)).toEqual(both)
    expect(await ids(`&team=${sam.team_id}`)).toEqual(sam.team_id === vera.team_id ? [hers, own] : [own])
    expect(await ids('&team=nowhere')).toEqual([])
  })

  it('looks within what one who speaks is', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const { id: study } = await w.db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Vlonder')
      .executeTakeFirstOrThrow()
    const seat = { studyId: study, personId: 'ravi', at: now.toISOString() } as Seat
    const lines = ['Waar hangt de sleutel?', 'De sleutel hangt er.', 'En de sleutel van het hek.']
    const text = {
      ...{ kind: 'transcript' as const, title: 'Gesprek', person_id: 'sam', text: lines.join('\n') },
      turns: [
        [0, 1, 0],
        [23, 2, 4000],
      ] satisfies Turn[],
      speakers: [
        { number: 1, name: 'Ans', role: 'interviewer' as const },
        { number: 2, name: 'P07', role: 'participant' as const },
      ],
    }
    const actor = { kind: 'system', action: 'test', at: seat.at } as const
    await change(w.db, actor, (tx) => insertMaterial(tx, seat, text))
    const places = async (more: string) => (await searched(w, 'sleutel', more)).places.map(([, at]) => at)
    expect(await places('')).toEqual([0, 23, 44])
    expect(await places('&speaker=participant')).toEqual([23, 44])
    expect(await places('&speaker=interviewer')).toEqual([0])
    const page = (await searched(w, 'sleutel')).text
    expect(page).toContain('<b>P07:</b>')
    expect(page).toContain('>participant<')
    expect(page).not.toContain('>someone else<')
  })

  it('comes a page at a time', async () => {
    const w = await world(engine)
    const lines = Array.from({ length: 60 }, (_, index) => `Regel ${index} over sleutels.`)
    await add(w, lines.join('\n'), { person_id: '' })
    let page = await searched(w, 'sleutel')
    const seen = page.places.map(([, at]) => at)
    for (let next = nextIn(page.text); next; next = nextIn(page.text)) {
      page = await searched(w, 'sleutel', next)
      seen.push(...page.places.map(([, at]) => at))
      expect(page.says).toBe('60 places in 1 text.')
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen).size).toBe(60)
    expect(seen).toEqual(seen.toSorted((a, b) => Number(a) - Number(b)))
  })

  it('finds nothing that is withdrawn, blotted out, corrected, removed or of another study', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const id = await add(w, talk)
    const found = async () => (await searched(w, 'petten')).places.length
    expect(await found()).toBe(2)
    await w.as('sam').post('/participants/sam/words/withdrawal')
    expect(await found()).toBe(0)
    await w.as('sam').post('/participants/sam/words/return')
    expect(await found()).toBe(2)
    const kais = await w.db.selectFrom('studies').select('id').where('name', '=', 'De Wadden').execute()
    expect(kais).toHaveLength(1)
    const foreign = await w.as('kai').get(`/material/search?words=petten`)
    expect(foreign.status).toBe(404)
    expect((await w.as('ada').get('/material/search?words=petten')).status).toBe(403)
    await w
      .as('noor')
      .post(`/coding/materials/${id}/quotations`, { words: 'Ik draag twee petten.', name: 'x' })
    const { id: quotation } = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
    await w.as('noor').post(`/coding/quotations/${quotation}/wish`)
    expect((await w.as('sam').post(`/participants/sam/quotations/${quotation}/removal`)).status).toBe(303)
    expect(await found()).toBe(1)
    expect((await searched(w, 'gezinnen')).places).toHaveLength(1)
    const other = await add(w, 'Een oude fiets.')
    await w.as('noor').post(`/material/${other}`, { title: 'x', text: 'Een nieuwe bril.', version: 1 })
    expect((await searched(w, 'fiets')).places).toHaveLength(0)
    expect((await searched(w, 'bril')).places).toHaveLength(1)
    await w.as('noor').post(`/material/${other}/removal`)
    expect((await searched(w, 'bril')).places).toHaveLength(0)
    expect(
      await w.db.selectFrom('search_units').select('id').where('material_id', '=', other).execute(),
    ).toEqual([])
  })

  it('reads a text that nobody made findable at the next start', async () => {
    const w = await world(engine)
    const id = await add(w, 'Een oude fiets.', { person_id: '' })
    await change(w.db, { kind: 'system', action: 'test', at: now.toISOString() }, async (tx) => {
      await tx.updateTable('materials').set({ text: 'Een nieuwe bril.' }).where('id', '=', id).execute()
      return undefined
    })
    expect((await searched(w, 'fiets')).places).toHaveLength(0)
    await indexTexts(w.db, now)
    expect((await searched(w, 'bril')).places).toEqual([[id, 0]])
    await indexTexts(w.db, now)
    expect((await searched(w, 'bril')).places).toEqual([[id, 0]])
  })

  it('finds what the rules say, whatever the letters', async () => {
    const w = await world(engine)
    const seat = {
      studyId: (
        await w.db
          .selectFrom('studies')
          .select('id')
          .where('name', '=', 'De Vlonder')
          .executeTakeFirstOrThrow()
      ).id,
    }
    const words =
      "gezin Gezinnen petten pet zoë's 1e5 3,5 12:30 e-mail مرحبا łódź and NOT or near ĳs -x".split(' ')
    const text = fc
      .array(fc.constantFrom(...words, 'x\n', '.'), { maxLength: 30 })
      .map((all) => all.join(' '))
    const id = await add(w, 'x', { person_id: '' })
    let version = 1
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom(...words, '"gezin petten"', 'gez*', '1*', 'pet and', '"12:30 e"'),
        async (body, typed) => {
          const answer = await w
            .as('noor')
            .post(`/material/${id}`, { title: 'x', text: `x ${body}`, version })
          expect(answer.status).toBe(303)
          version += 1
          const { text: kept } = await w.db
            .selectFrom('materials')
            .select('text')
            .where('id', '=', id)
            .executeTakeFirstOrThrow()
          const terms = termsIn(typed)
          const expected = unitsOf(kept)
            .filter(({ start, end }) =>
              terms.every((term) => foundIn(kept.slice(start, end), [term]).length > 0),
            )
            .map(({ start }) => start)
            .slice(0, 26)
          const places = await placesWith(w.db, seat as never, terms, noSearch, undefined)
          expect(places.map(({ start_offset }) => start_offset)).toEqual(expected)
        },
      ),
      { numRuns: engine === 'SQLite' ? 120 : 60 },
    )
  })
})

function nextIn(page: string): string | undefined {
  const [, after] = /[?&;]after=([^"&]+)" rel="next"/.exec(page) ?? []
  return after && `&after=${after}`
}
