import { describe, expect, it } from '@jest/globals'
import { engines } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { world } from './support/world.ts'

const confirmed = 'De deur heeft geen bordje.'
const corrected = 'De voordeur heeft geen bordje.'

/** What Sam said of a door was confirmed for everyone, and is evidence; then its text is corrected. */
async function withCorrected(engine: (typeof engines)[number], next = corrected) {
  const w = await world(engine)
  await withFindings(w)
  const code = await w.as('ravi').post('/coding/quotations/open/codes', { name: 'Deuren' })
  expect(code.status).toBe(303)
  const { id } = await w.db
    .selectFrom('codes')
    .select('id')
    .where('name', '=', 'Deuren')
    .executeTakeFirstOrThrow()
  const text = `${next} Niemand weet wie er werkt.`
  const saved = await w.as('noor').post('/material/talk', { title: 'Talk', text, version: 1 })
  expect(saved.headers.location).toContain('/review')
  await w.as('sam').post('/participants/sam/code', { code: 'zeven7', again: 'zeven7' })
  const researchersSee = [
    ...['/findings/door', '/findings/door/evidence', '/findings/evidence'],
    ...[`/coding/codes/${id}`, '/coding/quotations/open', '/material/talk'],
  ]
  const shared = async () =>
    Promise.all(
      (['participants', 'leaders', 'everyone'] as const).map(async (rung) => {
        const rows = await w.db.selectFrom(`quotations_for_${rung}`).select('words').execute()
        return rows.map(({ words }) => words)
      }),
    )
  return { ...w, researchersSee, shared }
}

describe.each(engines)('a quotation whose words changed, on %s', (engine) => {
  it.each([
    [corrected, 'text was changed'],
    ['Iets heel anders.', 'not in the text any more'],
  ])('is marked wherever researchers see it, when it became: %s', async (next, mark) => {
    const w = await withCorrected(engine, next)
    for (const page of w.researchersSee) {
      const { status, text } = await w.as('ravi').get(page)
      expect([page, status, text.includes(mark)]).toEqual([page, 200, true])
    }
    expect((await w.as('ada').get('/findings/door')).text).toContain(mark)
  })

  it('stays for all others with the words that its person confirmed, and says nothing of it', async () => {
    const w = await withCorrected(engine)
    expect(await w.shared()).toEqual([[confirmed], [confirmed], [confirmed]])
    for (const page of ['/participants/sam/reading-back', '/participants/sam/trail']) {
      const { status, text } = await w.as('sam').get(page)
      expect([page, status, text.includes(confirmed)]).toEqual([page, 200, true])
      expect(text).not.toContain('voordeur')
      expect(text).not.toContain('text was changed')
    }
  })

  it('is seen by nobody else once it has other words, until its person answers for those', async () => {
    const w = await withCorrected(engine)
    const place = { words: corrected, version: 2, standing: 'review' }
    expect((await w.as('ravi').post('/coding/quotations/open/place', place)).status).toBe(303)
    expect(await w.shared()).toEqual([[], [], []])
    const reading = (await w.as('sam').get('/participants/sam/reading-back')).text
    expect(reading).toContain(corrected)
    expect(reading).not.toContain(confirmed)
  })

  it('stays confirmed where the old words are kept, and is marked as such', async () => {
    const w = await withCorrected(engine, 'Iets heel anders.')
    expect((await w.as('ravi').post('/coding/quotations/open/kept')).status).toBe(303)
    expect(await w.shared()).toEqual([[confirmed], [confirmed], [confirmed]])
    for (const page of w.researchersSee) {
      const { text } = await w.as('ravi').get(page)
      expect([page, text.includes('old words, not in the text any more')]).toEqual([page, true])
    }
  })
})
