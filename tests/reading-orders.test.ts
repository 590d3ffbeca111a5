import { describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openRungs, readBackAnswers, type OpenRung, type ReadBackAnswer } from '../src/method/lists.ts'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { world, type Form, type World } from './support/world.ts'

jest.setTimeout(240_000)

const own = '/participants/sam'
const sentences = ['Ik belde over de sleutel.', 'Daarna ging het goed.', 'En toen was het klaar.']
const text = sentences.join('\n')

/** What somebody does, in whatever order; `of` is the sentence. */
type Act =
  | { act: 'answer'; of: number; answer: ReadBackAnswer; rung: OpenRung }
  | { act: 'ask' | 'unask' | 'leaveOut' | 'putBack'; of: number }
  | { act: 'takeWords' | 'giveWords' | 'stop' | 'agree' | 'correct' }

const of = fc.nat({ max: sentences.length - 1 })
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('answer' as const),
      of,
      answer: fc.constantFrom(...readBackAnswers),
      rung: fc.constantFrom(...openRungs),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constantFrom('ask', 'unask', 'leaveOut', 'leaveOut', 'putBack'), of }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('takeWords', 'giveWords', 'stop', 'agree', 'correct') }),
  },
)

/** What stands of a sentence: the last answer to the question that stands, and whether it is left out. */
type Stands = { isAsked: boolean; upTo: OpenRung | undefined; isLeftOut: boolean }

/** What holds after each act, told in a few lines: what the program does must come to the same. */
class Held {
  takesPart = true
  givesWords = true
  sentences: Stands[] = sentences.map(() => ({ isAsked: false, upTo: undefined, isLeftOut: false }))

  add(one: Act): void {
    if (one.act === 'stop') this.takesPart = false
    if (one.act === 'agree') this.takesPart = true
    // Who has stopped has nothing to take back or to give again.
    if (one.act === 'takeWords' && this.takesPart) this.givesWords = false
    if (one.act === 'giveWords' && this.takesPart) this.givesWords = true
    const sentence = 'of' in one ? this.sentences[one.of] : undefined
    // What is out of sight can be neither asked nor answered.
    if (!sentence || !this.takesPart || !this.givesWords) return
    if (one.act === 'leaveOut') sentence.isLeftOut = true
    if (one.act === 'putBack') sentence.isLeftOut = false
    if (sentence.isLeftOut) return
    if (one.act === 'ask') sentence.isAsked = true
    if (one.act === 'unask') Object.assign(sentence, { isAsked: false, upTo: undefined })
    if (one.act === 'answer' && sentence.isAsked) {
      sentence.upTo = one.answer === 'fine' ? one.rung : undefined
    }
  }

  /** Which sentences those of each rung may see. */
  shown(): number[][] {
    const mayBe = (rung: OpenRung) =>
      sentences.flatMap((_, at) => {
        const { upTo, isLeftOut } = this.sentences[at] ?? { isLeftOut: true }
        const isSeen = this.takesPart && this.givesWords && !isLeftOut && upTo !== undefined
        return isSeen && openRungs.indexOf(upTo) >= openRungs.indexOf(rung) ? [at] : []
      })
    return openRungs.map(mayBe)
  }
}

/** Sam's talk with three sentences that are quoted, open to read whole. */
async function talk(engine: Engine) {
  const w = await world(engine)
  const { as, db } = w
  await agree(w, 'sam')
  await as('noor').post('/material', { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text })
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  const ids: string[] = []
  for (const words of sentences) {
    await as('noor').post(`/coding/materials/${material}/quotations`, { words, name: 'Sleutels' })
    const row = await db.selectFrom('quotations').select('id').where('words', '=', words).executeTakeFirst()
    ids.push(row?.id ?? '')
  }
  const open = { material_id: material, until_on: '2026-12-04' }
  expect((await as('noor').post('/coding/reading/sam/texts', open)).status).toBe(303)
  return { w, material, ids }
}

/** Does one thing as a person would: refused or not, what holds after it is what counts. */
async function doOne({ w, material, ids }: Awaited<ReturnType<typeof talk>>, one: Act): Promise<number> {
  const { as, db } = w
  const id = 'of' in one ? (ids[one.of] ?? '') : ''
  const words = 'of' in one ? (sentences[one.of] ?? '') : ''
  const send = async (who: 'sam' | 'noor', path: string, form: Form = {}) =>
    (await as(who).post(path, form)).status
  switch (one.act) {
    case 'answer':
      return send('sam', `${own}/quotations/${id}/permission`, {
        ...{ answer: one.answer, rung: one.rung, remark: 'Anders' },
      })
    case 'ask':
      return send('noor', `/coding/quotations/${id}/wish`)
    case 'unask':
      return send('noor', `/coding/quotations/${id}/wish/removal`)
    case 'leaveOut': {
      const now = await db.selectFrom('materials').select(['text', 'version']).executeTakeFirstOrThrow()
      const from = now.text.length - text.length + text.indexOf(words)
      const piece = { from, to: from + words.length, version: now.version }
      return send('sam', `${own}/texts/${material}/passages`, { kind: 'leave_out', words, ...piece })
    }
    case 'putBack': {
      const passages = db.selectFrom('passages').select('id')
      const said = await passages.where('words', '=', words).executeTakeFirst()
      return said ? send('sam', `${own}/passages/${said.id}/removal`) : 404
    }
    case 'takeWords':
      return send('sam', `${own}/words/withdrawal`)
    case 'giveWords':
      return send('sam', `${own}/words/return`)
    case 'stop':
      return send('sam', `${own}/withdrawal`)
    case 'agree':
      return (await agree(w, 'sam')).status
    case 'correct': {
      const now = await db.selectFrom('materials').select(['text', 'version']).executeTakeFirstOrThrow()
      const form = { title: 'Gesprek', text: `Een regel erbij.\n${now.text}`, version: now.version }
      const status = await send('noor', `/material/${material}`, form)
      // Out of sight it is nobody's to correct.
      expect([303, 404]).toContain(status)
      return status
    }
  }
}

async function shownIn({ db }: World, ids: readonly string[]): Promise<number[][]> {
  const views = openRungs.map((rung) => `quotations_for_${rung}`)
  const rows = await Promise.all(
    views.map(
      async (view) => (await sql<{ id: string }>`select id from ${sql.table(view)}`.execute(db)).rows,
    ),
  )
  return rows.map((seen) => seen.map(({ id }) => ids.indexOf(id)).toSorted())
}

const yes = (at: number, rung: OpenRung): Act => ({ act: 'answer', of: at, answer: 'fine', rung })
const no = (at: number): Act => ({ act: 'answer', of: at, answer: 'no', rung: 'everyone' })

/** Orders that cost somebody something elsewhere, or nearly did here. */
const orders: [Act[]][] = [
  [
    [
      { act: 'ask', of: 0 },
      yes(0, 'everyone'),
      { act: 'leaveOut', of: 0 },
      { act: 'stop' },
      { act: 'agree' },
    ],
  ],
  [[{ act: 'ask', of: 0 }, yes(0, 'leaders'), { act: 'unask', of: 0 }, { act: 'ask', of: 0 }]],
  [
    [
      ...[{ act: 'ask', of: 1 } as const, yes(1, 'everyone'), { act: 'leaveOut', of: 1 } as const],
      ...[{ act: 'correct' } as const, no(1), { act: 'putBack', of: 1 } as const, no(1)],
    ],
  ],
  [[{ act: 'ask', of: 2 }, yes(2, 'everyone'), { act: 'takeWords' }, { act: 'stop' }, { act: 'agree' }]],
]

describe.each(engines)('in whatever order things are said, on %s', (engine) => {
  it('nothing is shown further than the last standing answer allows', async () => {
    const isHere = engine === engines[0]
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 4, maxLength: 16 }), async (acts) => {
        const there = await talk(engine)
        const held = new Held()
        // Asked of all from the start: else most orders come to nothing.
        for (const one of [...sentences.map((_, at): Act => ({ act: 'ask', of: at })), ...acts]) {
          await doOne(there, one)
          held.add(one)
          expect([one, await shownIn(there.w, there.ids)]).toEqual([one, held.shown()])
        }
        await there.w.db.destroy().catch(() => undefined)
      }),
      { numRuns: isHere ? 25 : 4, examples: orders, interruptAfterTimeLimit: 60_000 },
    )
  })
})
