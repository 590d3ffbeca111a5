import { describe, expect, it } from '@jest/globals'
import { createOutbox } from '../src/mail/outbox.ts'
import { emailOf, now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { makeWhole } from './support/whole.ts'
import { world } from './support/world.ts'

const minute = 60_000

/** A study whose invitations are whole. */
async function ready(engine: Engine) {
  const w = await world(engine)
  await makeWhole(w)
  const written = async () =>
    (await w.db.selectFrom('mails').select(['person_id', 'state']).orderBy('id').execute()).map(
      ({ person_id, state }) => `${person_id} ${state}`,
    )
  return { ...w, written }
}

describe.each(engines)('an invitation goes at most once, on %s', (engine) => {
  it('also when two researchers press at the same time, one by one or all at once', async () => {
    const { as, written } = await ready(engine)
    const one = () => [as('noor'), as('ravi')].map((who) => who.post('/people/sam/invitation'))
    const statuses = async (answers: ReturnType<typeof one>) =>
      (await Promise.all(answers)).map(({ status }) => status).sort()
    expect(await statuses(one())).toEqual([303, 409])
    const all = [as('noor'), as('ravi')].map((who) => who.post('/invitations', { person: 'vera:0' }))
    expect(await statuses(all)).toEqual([303, 409])
    expect(await written()).toEqual(['sam waiting', 'vera waiting'])
  })

  it('while one waits, and while nobody knows whether it arrived, until somebody says so', async () => {
    const { as, db, clock, written } = await ready(engine)
    const noor = as('noor', 'nl')
    await noor.post('/people/sam/invitation')
    const waiting = await noor.get('/people/sam')
    expect(waiting.text).toContain('Er staat al een uitnodiging klaar')
    expect(waiting.text).not.toContain('sam/invitation"')
    const again = await noor.post('/people/sam/invitation', { had: '1' })
    expect([again.status, again.text]).toEqual([
      409,
      expect.stringContaining('Er staat al een uitnodiging klaar voor deze persoon'),
    ])
    expect((await noor.get('/invitations?to=chosen&person=sam')).text).toContain(
      'Sam Visser: er staat al een uitnodiging klaar',
    )
    // Its words stand there as they go, without the link that is made while sending.
    expect(waiting.text).toMatch(/Wat er in de mail staat[\s\S]*Dear Sam,[\s\S]*\[personal link\]/)
    await db.updateTable('mails').set({ state: 'sending' }).execute()
    clock.now = new Date(now.getTime() + 10 * minute)
    expect((await noor.post('/people/sam/invitation', { had: '1' })).text).toContain(
      'Zeg eerst of die is aangekomen',
    )
    expect((await noor.post('/invitations', { person: 'sam:1' })).status).toBe(409)
    expect(await written()).toEqual(['sam sending'])
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    expect((await noor.post(`/people/sam/mails/${id}/arrival`)).status).toBe(303)
    // One that left may be followed by another, by whoever saw that it left.
    const page = (await noor.get('/people/sam')).text
    expect(page).toContain('name="had" value="1"')
    expect(page).toContain('Uitnodiging nog een keer mailen')
    expect((await noor.post('/people/sam/invitation', { had: '0' })).status).toBe(409)
    expect((await noor.post('/people/sam/invitation', { had: '1' })).status).toBe(303)
    expect(await written()).toEqual(['sam sent', 'sam waiting'])
  })

  it('also by who goes back to the page that asked, and sends from it once more', async () => {
    const { as, mails, written } = await ready(engine)
    const noor = as('noor', 'nl')
    const person = ['sam:0', 'vera:0']
    expect((await noor.post('/invitations', { person })).status).toBe(303)
    await mails()
    const back = await noor.post('/invitations', { person })
    expect([back.status, back.text]).toEqual([409, expect.stringContaining('Er is niets verstuurd')])
    // Who was written to meanwhile is not offered again.
    expect(back.text).not.toContain('name="person"')
    expect(back.text).toContain('Niemand krijgt nu een mail')
    // Who looks anew and wants it all the same says so.
    expect((await noor.get('/invitations?to=chosen&person=sam')).text).toContain('Stuur die nog een keer')
    const unsaid = await noor.post('/invitations', { person: 'sam:1' })
    expect([unsaid.status, unsaid.text]).toEqual([422, expect.stringContaining('Vink aan dat je')])
    expect(await written()).toEqual(['sam sent', 'vera sent'])
    expect((await noor.post('/invitations', { person: 'sam:1', again: 'yes' })).status).toBe(303)
    expect(await written()).toEqual(['sam sent', 'vera sent', 'sam waiting'])
    expect((await noor.post('/invitations', { person: 'sam:one' })).status).toBe(400)
    expect((await noor.post('/people/sam/invitation', { had: 'one' })).status).toBe(400)
  })

  it('and is offered once more by one button where it failed', async () => {
    const { as, db } = await ready(engine)
    const noor = as('noor', 'nl')
    const offered = async () => {
      const page = (await noor.get('/people/sam')).text
      return [page.includes('/repetition"'), page.includes('/people/sam/invitation"')]
    }
    expect(await offered()).toEqual([false, true])
    await noor.post('/people/sam/invitation')
    await db.updateTable('mails').set({ state: 'failed', problem: '550 no such user' }).execute()
    expect(await offered()).toEqual([true, false])
    // Beside another mail the invitation stays, as that button does not send it.
    await db.updateTable('mails').set({ template: 'reminder' }).execute()
    expect(await offered()).toEqual([true, true])
    await db.updateTable('mails').set({ template: 'invitation' }).execute()
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    expect((await noor.post(`/people/sam/mails/${id}/arrival`)).status).toBe(303)
    expect(await offered()).toEqual([false, true])
  })

  it('and to many, to nobody whose links were ended', async () => {
    const { as, written } = await ready(engine)
    const noor = as('noor', 'nl')
    await noor.post('/people/sam/links')
    await noor.post('/people/sam/links/removal')
    const page = (await noor.get('/invitations?to=chosen&person=sam&person=vera')).text
    expect(page).toContain('Sam Visser: de links zijn stopgezet')
    expect(page).not.toContain('value="sam:0"')
    const both = await noor.post('/invitations', { person: ['sam:0', 'vera:0'] })
    expect([both.status, await written()]).toEqual([409, []])
    expect((await noor.post('/invitations', { person: 'vera:0' })).status).toBe(303)
    // On the page of the person it can be meant.
    expect((await noor.post('/people/sam/invitation', { had: '0' })).status).toBe(303)
    expect(await written()).toEqual(['vera waiting', 'sam waiting'])
  })

  it('also by repeating an old one beside a new one', async () => {
    const { as, db, written } = await ready(engine)
    await as('noor').post('/people/sam/invitation')
    await db.updateTable('mails').set({ state: 'failed', problem: '550 no such user' }).execute()
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    expect((await as('noor').post('/people/sam/invitation', { had: '1' })).status).toBe(303)
    expect((await as('noor').post(`/mails/${id}/repetition`)).status).toBe(409)
    const left = {
      state: 'sent',
      sent_at: new Date(now.getTime() + minute).toISOString(),
      was_kept: 0,
    } as const
    await db.updateTable('mails').set(left).where('state', '=', 'waiting').execute()
    expect((await as('noor').post(`/mails/${id}/repetition`)).status).toBe(409)
    expect(await written()).toEqual(['sam failed', 'sam sent'])
    // With the other gone, the first can go.
    await db.deleteFrom('mails').where('id', '!=', id).execute()
    expect((await as('noor').post(`/mails/${id}/repetition`)).status).toBe(303)
  })
})

describe.each(engines)('an invitation that has not left, on %s', (engine) => {
  /** How many people the list counts in which state. */
  const said = (page: string) =>
    [...page.matchAll(/<strong>(\d+)<\/strong>\s*<a href="[^"]*\?state=(\w+)"/g)].map(
      ([, count, state]) => `${state} ${count}`,
    )

  it('is told apart from one that was sent, on the list, on the page of the person and in the counts', async () => {
    const { as, db, mails } = await ready(engine)
    const noor = as('noor', 'nl')
    expect((await noor.post('/invitations', { person: ['sam:0', 'vera:0'] })).status).toBe(303)
    const list = async () => (await noor.get('/people')).text
    expect(said(await list())).toEqual(['waiting 2'])
    expect(await list()).not.toContain('>uitgenodigd<')
    expect((await noor.get('/people/sam')).text).toContain('wacht op verzending')
    // The server is down: the outbox tries, takes the link away again and tries later.
    const dead = () => Promise.reject(Object.assign(new Error('ECONNREFUSED'), { syscall: 'connect' }))
    const settings = { now: () => now, baseUrl: 'http://localhost:3000', timeZone: 'Europe/Amsterdam' }
    await createOutbox(db, dead, { ...settings, onError: () => undefined }).sendDue()
    expect(await list()).toContain('Onze mailserver is niet te bereiken')
    expect(said(await list())).toEqual(['waiting 2'])
    expect((await noor.get('/people?state=waiting')).text).toContain('Sam Visser')
    await db.updateTable('mails').set({ state: 'failed' }).where('person_id', '=', 'vera').execute()
    expect(said(await list())).toEqual(['waiting 1', 'unsent 1'])
    // Whom a link was handed all the same is asked.
    expect((await noor.post('/people/vera/links')).status).toBe(200)
    expect(said(await list())).toEqual(['waiting 1', 'invited 1'])
    // Where the address is mended, it is tried there at once; the same address waits for its turn.
    const page = (await noor.get('/people/sam')).text
    const edited = (email: string) => noor.edit('/people/sam', { name: 'Sam Visser', language: 'nl', email })
    const waiting = () =>
      db.selectFrom('mails').select(['tries', 'problem', 'due_at']).where('person_id', '=', 'sam').execute()
    expect(page).toContain('1 keer geprobeerd')
    expect((await edited(emailOf('sam'))).status).toBe(303)
    expect(await waiting()).toEqual([expect.objectContaining({ tries: 1, problem: expect.any(String) })])
    expect((await edited('sam@anders.example')).status).toBe(303)
    expect(await waiting()).toEqual([{ tries: 0, problem: null, due_at: now.toISOString() }])
    expect((await noor.get('/people/sam')).text).not.toContain('geprobeerd')
    expect((await mails()).find(({ person_id }) => person_id === 'sam')).toMatchObject({
      ...{ state: 'sent', address: 'sam@anders.example' },
    })
    expect(said(await list())).toEqual(['invited 2'])
  })
})

describe.each(engines)('an invitation that waited and was taken back, on %s', (engine) => {
  it('leaves somebody who is not asked yet, where a no was written down by mistake or the links were stopped', async () => {
    const { as, db } = await ready(engine)
    const noor = as('noor', 'nl')
    const states = async () =>
      [...(await noor.get('/people')).text.matchAll(/\?state=(\w+)"/g)].map(([, state]) => state)
    expect((await noor.post('/invitations', { person: ['sam:0', 'vera:0'] })).status).toBe(303)
    const no = { way: 'phone', signed_on: '2026-11-22' }
    expect((await noor.edit('/people/sam/refusal', no)).status).toBe(303)
    expect(await states()).toEqual(['waiting', 'declined'])
    expect((await noor.edit('/people/sam/said/removal', { sure: 'yes' })).status).toBe(303)
    expect(await states()).toEqual(['added', 'waiting'])
    expect((await noor.post('/people/vera/links/removal')).status).toBe(303)
    expect(await states()).toEqual(['added'])
    expect((await noor.post('/invitations', { person: ['sam:0', 'vera:0'] })).status).toBe(303)
    expect(await db.selectFrom('mails').select('person_id').execute()).toHaveLength(2)
  })
})

describe.each(engines)('an invitation to who said yes already, on %s', (engine) => {
  it('says so at once, in the preview, before it goes and in the mail, and to nobody else', async () => {
    const { as, db, mails } = await ready(engine)
    await db.updateTable('studies').set({ made_at: '2026-11-15T09:00:00.000Z' }).execute()
    await db.updateTable('people').set({ language: 'nl' }).where('id', '=', 'sam').execute()
    const noor = as('noor', 'nl')
    const at = '/people/sam/participation'
    const text = /<option value="([\w-]+)"[^>]*>De tekst van nu, /.exec((await noor.get(at)).text)?.[1] ?? ''
    expect((await noor.edit(at, { way: 'phone', signed_on: '2026-11-20', text })).status).toBe(303)
    const sentence = 'Je hebt al gezegd dat je meedoet; hieronder staat je eigen link.'
    const first = new RegExp(`<p>\\s*Beste Sam,\\s*</p>\\s*<p>\\s*${sentence}\\s*</p>`)
    const look = async (query: string) => (await noor.get(`/previews/${query}`)).text
    expect(await look('invitation?person=sam&language=nl')).toMatch(first)
    for (const query of ['invitation?person=vera&language=nl', 'invitation', 'reminder?person=sam'])
      expect(await look(query)).not.toContain('al gezegd')
    const ask = (await noor.get('/invitations?to=chosen&person=sam&person=vera')).text
    expect(ask).toContain(`1 van hen doet al mee. In die mail staat na de aanhef: “${sentence}”`)
    expect(ask).toMatch(first)
    expect(ask).toContain('Dear Vera,')
    expect((await noor.get('/invitations?to=chosen&person=vera')).text).not.toContain('al gezegd')
    expect((await noor.post('/invitations', { person: ['sam:0', 'vera:0'] })).status).toBe(303)
    const bodies = new Map((await mails()).map(({ person_id, body }) => [person_id, body]))
    expect(bodies.get('sam')).toMatch(new RegExp(`^Beste Sam,\\n\\n${sentence}\\n\\n`))
    expect(bodies.get('vera')).toMatch(/^Dear Vera,\n/)
  })
})

describe.each(engines)('rather not, on %s', (engine) => {
  it('is other words for who did nothing yet, and afterwards a way back until the day the link works', async () => {
    const { as } = await ready(engine)
    const own = '/participants/sam/withdrawal'
    const sam = as('sam', 'nl')
    const before = (await sam.get(own)).text
    expect(before).toContain('Je deed nog niets, dus er zijn geen foto’s of woorden van je')
    expect(before).not.toContain('Je kunt een foto, een zin of alles weghalen')
    await sam.post(own)
    const after = (await sam.get(own)).text
    expect(after).toContain('Je link werkt tot en met 22 december 2026')
    expect(after).not.toContain('20 december')
    expect(after).toMatch(/participants\/sam\/consent">Toch meedoen/)
  })
})

it('what was agreed about working time stands in the invitation and in what one agrees to', async () => {
  const { as, db } = await ready('SQLite')
  expect((await as('sam', 'nl').get('/participants/sam/consent')).text).not.toContain('werktijd')
  await db
    .updateTable('study_texts')
    .set({ text: 'Meedoen is werktijd: {network} betaalt.' })
    .where('key', '=', 'invitation.workTime')
    .where('language', '=', 'nl')
    .execute()
  const words = 'Meedoen is werktijd: De Vlonder betaalt.'
  expect((await as('sam', 'nl').get('/participants/sam/consent')).text).toContain(words)
  const mail = (await as('noor', 'nl').get('/previews/invitation?language=nl')).text
  expect(mail).toContain('Doe je mee? Dan zien we je foto’s graag uiterlijk op 20 december 2026.')
  expect(mail).toContain(words)
})

it('a text that was changed in one language says that the other is from before, until that is saved', async () => {
  const { as } = await ready('SQLite')
  const noor = as('noor', 'nl')
  const [dutch, english] = ['/study/texts/mails/nl', '/study/texts/mails/en']
  const typed = async (path: string, changed: Record<string, string>) => {
    const { text } = await noor.get(path)
    const inputs = [...text.matchAll(/<input[^>]*id="([\w.]+)"[^>]*value="([^"]*)"/g)]
    const areas = [...text.matchAll(/<textarea[^>]*id="([\w.]+)"[^>]*>\n?([^<]*)</g)]
    const all = Object.fromEntries([...inputs, ...areas].map(([, name = '', value = '']) => [name, value]))
    expect((await noor.edit(path, { ...all, ...changed })).status).toBe(303)
  }
  expect((await noor.get(dutch)).text).not.toContain('is van eerder')
  await typed(dutch, { 'reminder.subject': 'Je foto’s: lukt het?' })
  expect((await noor.get(dutch)).text.match(/de tekst in het English is van eerder/g)).toHaveLength(1)
  expect((await noor.get(english)).text).toContain('is van eerder dan die in de andere taal')
  await typed(english, {})
  for (const path of [dutch, english]) expect((await noor.get(path)).text).not.toContain('is van eerder')
})
