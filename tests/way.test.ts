import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { world, type World } from './support/world.ts'

/** What the page says of the trail, as one line. */
function trailOn(text: string): string {
  const [, part = ''] = /<h2>The trail<\/h2>([\s\S]*?)<\/section>/.exec(text) ?? []
  return part
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** The text of the findings is of a talk. */
async function ofTalk({ db, as }: World): Promise<{ talk: string }> {
  const planned = { person_id: 'sam', held_on: '2026-11-20', place: 'Kantoor', interviewer_id: '' }
  await as('noor').post('/interviews', planned)
  const { id } = await db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  expect((await as('noor').post(`/interviews/${id}/ties`, { material_id: 'talk' })).status).toBe(303)
  return { talk: `/interviews/${id}` }
}

/** Finding `door` has come as far as an action point about which the assembly was asked. */
async function farOn({ db, as }: World): Promise<{ action: string }> {
  await as('noor').post('/actions', {
    ...{ title: 'Signs at all doors', owner_name: 'Otto', said_yes: 'yes', findings: 'door' },
  })
  const { id: action } = await db.selectFrom('action_points').select('id').executeTakeFirstOrThrow()
  await as('noor').post('/assembly', { name: 'Spring' })
  const { id: meeting } = await db.selectFrom('meetings').select('id').executeTakeFirstOrThrow()
  const asked = { kind: 'answer', title: 'Money for signs', action_id: action }
  expect((await as('noor').post(`/assembly/${meeting}/items`, asked)).status).toBe(303)
  await as('noor').post(`/assembly/${meeting}/state`, { from: 'draft', to: 'shared' })
  const { id: item } = await db.selectFrom('agenda_items').select('id').executeTakeFirstOrThrow()
  const answer = { answer: 'agreed', reason: '', version: 1 }
  expect((await as('noor').post(`/assembly/${meeting}/items/${item}/answer`, answer)).status).toBe(303)
  return { action }
}

describe.each(engines)('the way, on %s', (engine) => {
  it('leads a researcher from a quotation to the answer of the assembly, and back to who spoke', async () => {
    const w = await world(engine)
    await withFindings(w)
    const { talk } = await ofTalk(w)
    const { action } = await farOn(w)
    const fromQuotation = trailOn((await w.as('ravi').get('/coding/quotations/open')).text)
    for (const stop of [
      ...[
        'Whose it is P07 1 talk 20 November 2026 1 text Talk You are here',
        '1 finding Een deur zonder bordje',
      ],
      ...['1 recommendation Hang een naam', '1 development point Overal een bordje'],
      ...['1 action point Signs at all doors', 'In the general assembly Money for signs (agreed)'],
    ])
      expect(fromQuotation).toContain(stop)
    const actionPage = (await w.as('ravi').get(`/actions/${action}`)).text
    expect(actionPage).toContain('Evidence: 2 quotations')
    expect(actionPage.indexOf('<h2>The trail</h2>')).toBeLessThan(
      actionPage.indexOf('<h2>What happened</h2>'),
    )
    const fromAction = trailOn(actionPage)
    for (const stop of [
      'Whose it is P07 1 talk 20 November 2026 1 text Talk',
      '2 quotations',
      '1 finding Een deur zonder bordje',
      'Money for signs',
    ])
      expect(fromAction).toContain(stop)
    expect(trailOn((await w.as('ravi').get('/material/talk')).text)).toMatch(
      /^Whose it is P07 1 talk 20 November 2026 You are here 2 quotations .* Money for signs \(agreed\)$/,
    )
    expect(trailOn((await w.as('ravi').get(talk)).text)).toMatch(
      /^Whose it is P07 You are here 1 text Talk 2 quotations .* Money for signs \(agreed\)$/,
    )
    expect(trailOn((await w.as('ravi').get('/findings/mug')).text)).toBe(
      'You are here Nothing has come of it yet',
    )
  })

  it('leads an advisor who reads no whole talks to the talk, and past its text', async () => {
    const w = await world(engine)
    await withFindings(w)
    const { talk } = await ofTalk(w)
    const { text } = await w.as('ada').get('/coding/quotations/open')
    expect(trailOn(text)).toContain('1 talk 20 November 2026 1 text Talk')
    expect(text).toContain(`${talk}"`)
    expect(text).not.toContain('/material/talk')
    expect(text).not.toContain('Kantoor')
  })

  it('leads a participant from an own sentence onwards, without what is still in the making', async () => {
    const w = await world(engine)
    await withFindings(w)
    await ofTalk(w)
    const own = async () => (await w.as('sam').get('/participants/sam/trail')).text
    const before = await own()
    expect(before).toContain('Een deur zonder bordje')
    expect(before).not.toContain('Signs at all doors')
    await farOn(w)
    const after = await own()
    expect(after).toContain('Signs at all doors')
    for (const plain of ['What we heard', 'What we recommend', 'What the group wants to work on'])
      expect(after).toContain(plain)
    expect(after).not.toMatch(/\d (quotation|finding|recommendation|development point)/)
    expect(after).toContain('Money for signs (agreed)')
    expect(after).not.toMatch(/href="[^"]*\/(findings|actions|assembly|interviews)/)
    expect(after).not.toContain('20 November')
    await w.db.updateTable('findings').set({ state: 'draft' }).where('id', '=', 'door').execute()
    expect(await own()).not.toContain('Een deur zonder bordje')
  })

  it('shows a participant nothing of what others brought', async () => {
    const w = await world(engine)
    await withFindings(w)
    await agree(w, 'vera')
    const text = (await w.as('vera').get('/participants/vera/trail')).text
    for (const words of ['Een deur zonder bordje', 'De deur heeft geen bordje'])
      expect(text).not.toContain(words)
    expect((await w.as('vera').get('/participants/sam/trail')).status).toBe(404)
    expect((await w.as('noor').get('/participants/sam/trail')).status).toBe(404)
  })

  it('ends in the guide once that is published, also for whoever brought it', async () => {
    const w = await world(engine)
    await withFindings(w)
    await w.as('noor').post('/guide/opening', { title: 'What others can learn', preface: '', version: 0 })
    const ends = async () => ({
      quotation: trailOn((await w.as('ravi').get('/coding/quotations/open')).text),
      finding: trailOn((await w.as('ravi').get('/findings/door')).text),
      draft: trailOn((await w.as('ravi').get('/findings/mug')).text),
      own: (await w.as('sam').get('/participants/sam/trail')).text,
    })
    for (const trail of Object.values(await ends())) expect(trail).not.toContain('In the guide')
    expect((await w.as('noor').post('/guide/publication', { version: 1 })).status).toBe(303)
    const { draft, own, ...published } = await ends()
    for (const trail of Object.values(published)) expect(trail).toMatch(/In the guide What others can learn$/)
    expect(draft).not.toContain('In the guide')
    expect(own).toContain('What others can learn')
  })

  it('tells who stops where something could be seen already, before and after', async () => {
    const w = await world(engine)
    await withFindings(w)
    await agree(w, 'vera')
    await farOn(w)
    await w.as('noor').post('/guide/opening', { title: 'What others can learn', preface: '', version: 0 })
    await w.as('noor').post('/guide/publication', { version: 1 })
    const stopping = async (name: 'sam' | 'vera') =>
      (await w.as(name).get(`/participants/${name}/withdrawal`)).text
    const places = [
      'With an action point: Signs at all doors',
      'In the papers for Spring',
      'In the guide: What',
    ]
    for (const place of places) expect(await stopping('sam')).toContain(place)
    expect(await stopping('vera')).toContain('Nothing of yours has been shown')
    for (const name of ['sam', 'vera'] as const)
      expect((await w.as(name).post(`/participants/${name}/withdrawal`)).status).toBe(303)
    const stopped = await stopping('sam')
    for (const place of places) expect(stopped).toContain(place)
    expect(stopped).toContain('can no longer be seen anywhere')
    expect(stopped).not.toContain('Your link keeps working')
    const other = await stopping('vera')
    expect(other).toContain('Nothing of yours has been shown')
    for (const place of places) expect(other).not.toContain(place)
  })

  it('unfolds what it does not show at once', async () => {
    const w = await world(engine)
    await withFindings(w)
    const made = { study_id: w.study, text: 'Een punt', made_at: '2026-11-22T09:00:00.000Z', version: 1 }
    const ids = [1, 2, 3, 4, 5, 6, 7].map((n) => `z-point-${n}`)
    await w.db
      .insertInto('development_points')
      .values(ids.map((id) => ({ id, ...made })))
      .execute()
    await w.db
      .insertInto('point_findings')
      .values(ids.map((point_id) => ({ study_id: w.study, point_id, finding_id: 'door' })))
      .execute()
    const { text } = await w.as('ravi').get('/findings/door')
    const [before = '', unfolded = ''] = text.split('<summary>and 2 more</summary>')
    expect(before).toContain('points#z-point-5"')
    expect(unfolded).toMatch(/points#z-point-6"[\s\S]*points#z-point-7"[\s\S]*<\/details>/)
  })

  it('stands on one step of the study and says of the others that they are under way', async () => {
    const w = await world(engine)
    await withFindings(w)
    const { text } = await w.as('noor').get('')
    expect(text.match(/aria-current="step"/g)).toHaveLength(1)
    expect(text.match(/\(where we are now\)/g)).toHaveLength(1)
    expect(text).toContain('(under way)')
  })

  it('does not wait for who has stopped', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    await agree(w, 'vera')
    const begun = async () => /(\d+) of (\d+) have begun/.exec((await w.as('noor').get('')).text)?.slice(1)
    expect(await begun()).toEqual(['2', '2'])
    expect((await w.as('noor').get('/people')).text).not.toContain('>stopped<')
    await w.as('sam').post('/participants/sam/withdrawal')
    expect(await begun()).toEqual(['1', '1'])
    expect((await w.as('noor').get('/people')).text).toContain('>stopped<')
  })
})
