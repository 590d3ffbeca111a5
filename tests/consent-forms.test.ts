import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { makeWhole } from './support/whole.ts'
import { logOf, world, type World } from './support/world.ts'

const at = '/consent-forms'

/** A study whose texts are whole. Sam reads English, Vera Dutch. */
async function whole(engine: Engine): Promise<World> {
  const w = await world(engine)
  await makeWhole(w)
  await w.db.updateTable('people').set({ language: 'en' }).where('id', '=', 'sam').execute()
  await w.db.updateTable('people').set({ language: 'nl' }).where('id', '=', 'vera').execute()
  return w
}

const papersIn = (page: string) =>
  [...page.matchAll(/<article class="answer-form[\s\S]*?<\/article>/g)].map(([paper]) => paper)
const versionOn = (paper = '') => /(?:Versie|Version) (\w{6}), /.exec(paper)?.[1] ?? 'none'
const textsIn = ({ db }: World) => db.selectFrom('agreement_texts').select('language').execute()

describe.each(engines)('an agreement to sign on paper, on %s', (engine) => {
  it('holds word for word what is agreed to on the own page, in the language of who signs', async () => {
    const w = await whole(engine)
    const noor = w.as('noor')
    expect((await noor.get('/people/vera')).text).toContain('name="person" value="vera"')
    const [paper = '', ...others] = papersIn((await noor.post(at, { person: 'vera' })).text)
    expect(others).toEqual([])
    const own = (await w.as('vera', 'nl').get('/participants/vera/consent')).text
    const main = own.slice(own.indexOf('<main'), own.indexOf('</main>'))
    const said = [...main.matchAll(/<(?:p|li|h2[^>]*)>([^<]{3,})</g)].map(([, line = '']) => line)
    expect(said.length).toBeGreaterThan(10)
    for (const line of said.filter((one) => !one.includes('Lees dit'))) expect(paper).toContain(line)
    expect(paper).toMatch(/lang="nl"[\s\S]*Voor Vera/)
    expect(paper.match(/<li>Ja<\/li>\s*<li>Nee<\/li>/g)).toHaveLength(3)
    for (const line of ['Plaats', 'Datum', 'Naam', 'Handtekening', 'Toch stoppen?', '06 11 11 11 11'])
      expect(paper).toContain(line)
    // No number stands beside the name on what goes from hand to hand.
    expect(paper).not.toMatch(/P\d\d/)
  })

  it('is registered under the version that stands on it, also when the text was changed since', async () => {
    const w = await whole(engine)
    const noor = w.as('noor')
    const [paper] = papersIn((await noor.post(at, { person: 'sam' })).text)
    await noor.post(at, { person: 'sam' })
    expect(await textsIn(w)).toEqual([{ language: 'en' }])
    await w.db.updateTable('studies').set({ commissioner: 'De gemeente vroeg erom.' }).execute()
    const page = (await noor.get('/people/sam/paper-consent')).text
    const [, text = ''] =
      new RegExp(`value="([0-9a-f-]{36})">Since[^<]*version ${versionOn(paper)}`).exec(page) ?? []
    expect(text).not.toBe('')
    const [, version = ''] = /name="version" value="([\w-]*)"/.exec(page) ?? []
    const signed = { version, text, signed_on: '2026-11-22' }
    expect((await noor.post('/people/sam/paper-consent', signed)).status).toBe(303)
    const [now] = papersIn((await noor.post(at, { person: 'sam' })).text)
    expect(versionOn(now)).toMatch(/^[0-9A-F]{6}$/)
    expect(versionOn(now)).not.toBe(versionOn(paper))
    // Kept at the first print, registered, and kept again as it is now; what is there is not written once more.
    expect((await logOf(w.db)).filter((action) => action === 'people.edit')).toHaveLength(3)
    expect(await textsIn(w)).toHaveLength(2)
  })

  it('is there for all who have not said yet, each on a paper of their own', async () => {
    const w = await whole(engine)
    const noor = w.as('noor')
    const count = (await w.db.selectFrom('participants').select('person_id').execute()).length
    expect(papersIn((await noor.post(at)).text)).toHaveLength(count)
    await agree(w, 'sam')
    expect((await noor.get('/people')).text).toContain(`for who has not said yet (${count - 1})`)
    const papers = papersIn((await noor.post(at)).text)
    expect(papers).toHaveLength(count - 1)
    expect(papers.join()).not.toContain('Sam')
    expect(papers.join()).toContain('Vera')
  })

  it('calls nobody by name in a text that is kept before it is signed', async () => {
    const w = await whole(engine)
    await w.db
      .updateTable('study_texts')
      .set({ text: 'Dag {firstName}, doe je mee?' })
      .where('key', '=', 'consent.intro')
      .execute()
    const [paper] = papersIn((await w.as('noor').post(at, { person: 'vera' })).text)
    expect(paper).toContain('Dag Vera, doe je mee?')
    expect(await textsIn(w)).toEqual([])
  })

  it('is not made while the text is not whole, nor by who sees no names', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    const page = await noor.post(at, { person: 'sam' })
    expect([page.status, papersIn(page.text)]).toEqual([422, []])
    expect(page.text).toContain('/study/agreements')
    expect(await textsIn(w)).toEqual([])
    expect((await noor.post(at, { person: 'nobody' })).status).toBe(404)
    expect((await noor.post(at, { person: 'x'.repeat(50) })).status).toBe(400)
    expect((await w.as('ada').post(at)).status).toBe(403)
    expect((await w.as('sam').post(at)).status).not.toBe(200)
    expect((await w.as('kai').post(at)).status).toBe(404)
    expect((await w.as('ada').get('/people')).text).not.toContain('consent-forms')
  })
})
