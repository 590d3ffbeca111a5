import { expect, it, jest } from '@jest/globals'
import { HtmlValidate } from 'html-validate'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { chooseAll, joined, openSession, prepared, withPoints, type Session } from './support/feedback.ts'
import { withFindings } from './support/findings.ts'
import { drawFromList } from './support/names.ts'
import { picture } from './support/pictures.ts'
import { world, type Form, type Name, type World } from './support/world.ts'

jest.setTimeout(120_000)

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:standard'],
  rules: {
    // Boxes and buttons of one name are one field.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
})

it.each(engines.slice(0, 1))('each page that a lead can open is valid HTML, on %s', async (engine) => {
  const made = await world(engine)
  const { path } = await session(made)
  await made.as('noor').post('/invitations')
  await made.as('noor').post('/people/traits', { name: 'Al in dienst', values: 'ja\nnee' })
  await drawFromList(made.as('noor').post)
  const agreed = { title: 'Bordjes', owner_name: 'Otto', said_yes: 'yes', look_on: '2026-12-14' }
  await made.as('noor').post('/actions', agreed)
  await made.mails()
  await made.as('noor').post('/guide/opening', { title: '"<', preface: 'Eerst.\n\n<b>', version: 0 })
  await made.as('noor').post('/guide/publication')
  await holdAssembly(made)
  await holdTalk(made)
  const met = await walk(made, 'noor', ['//', '//nowhere', '//sign-in', '//password', '//p/unknown'])
  for (const part of [
    '',
    '/study',
    '/study/elements',
    '/study/teams/kreken',
    '/people/sam',
    '/people/import',
    '/people/network',
    '/people/traits',
    '/people/plan',
    '/people/names',
    '/people/draws',
    '/people/mirror',
    '/findings/door',
    '/findings/door/evidence',
    '/findings/points/signs/edit',
    ...['', '/notes', '/edit', '/removal', '/screen', '/screen?at=2'].map((below) => path + below),
  ])
    expect(met).toContain(`/studies/${made.study}${part}`)
  expect(met).toContain(`/guides/${made.study}`)
  const preview = await made.as('noor').post('/people/names/preview', { list: 'Naam;"<"\n"<";' })
  expect([preview.status, await faultsIn('preview', preview.text)]).toEqual([200, []])
  for (const page of [
    /\/interviews\/.+\/texts\/new/,
    /\/mails\/./,
    /\/people\/draws\/./,
    /\/people\/network\/[^.]/,
    /\/actions\/.+\/edit/,
    /\/actions\/owners\/./,
    /\/assembly\/.*\/items\/./,
  ])
    expect(met.filter((address) => page.test(address))).not.toEqual([])
})

it.each(engines.slice(0, 1))('each page of the administrator and the stranger too, on %s', async (engine) => {
  const made = await world(engine)
  expect(await walk(made, 'bea', ['//', '//accounts'])).toContain('/profile')
  await walk(made, 'ada', [''])
  await walk(made, 'stranger', ['//sign-in', '//set-up', '//password', '//people', '//link-help'])
})

it.each(engines.slice(0, 1))('each page of a participant too, on %s', async (engine) => {
  const made = await world(engine)
  await agree(made, 'sam')
  const own = '/participants/sam/photos'
  await made.as('sam').post(`${own}/text`, { words: 'Twee "sleutels" <b>' })
  const file = { field: 'picture', name: 'a.jpg', content: await picture(40) }
  await made.as('sam').upload(`${own}/drawing`, { client_id: 'the-drawing', words: '"<' }, file)
  const met = await walk(made, 'sam', ['/participants/sam'])
  expect(met).toContain(`/studies/${made.study}${own}/drawing`)
  expect(met.filter((address) => /photos\/[^/]{36}\/drawing$/.test(address))).toHaveLength(1)
  const refused = await made
    .as('sam', 'nl')
    .post(`${own}/drawing`, { client_id: 'the-next-one', words: '"<' })
  expect(refused.status).toBe(422)
  expect(await faultsIn(own, refused.text)).toEqual([])
})

it.each(engines.slice(0, 1))('each page of who joins a session too, on %s', async (engine) => {
  const s = await session(await world(engine))
  const { join_code } = await s.session()
  const attendee = await joined(s)
  const validates = async (path: string) => {
    expect(await faultsIn(path, (await attendee.agent.get(path)).text)).toEqual([])
  }
  for (const path of ['/s', '/s/unknown', attendee.own]) await validates(path)
  const door = (await s.as('stranger').get(`//s/${join_code ?? ''}`)).text
  expect(await faultsIn('/s/CODE', door)).toEqual([])
  await attendee.give('signs')
  await validates(attendee.own)
  await s.as('noor').post(`${s.path}/reveal`)
  await validates(attendee.own)
  for (const path of [s.path, `${s.path}/screen?at=2`, '/feedback'])
    expect(await faultsIn(path, (await s.as('noor').get(path)).text)).toEqual([])
  await s.as('noor').post(`${s.path}/closing`)
  await validates(attendee.own)
})

/** An open session. */
async function session(made: World): Promise<Session> {
  await withFindings(made)
  await withPoints(made)
  const s = await prepared(made)
  await chooseAll(s)
  await openSession(s)
  return s
}

const refusals: [Name, string, Form][] = [
  ['noor', '//studies', {}],
  ['noor', '//profile', { name: '' }],
  ['noor', '//profile/password', {}],
  ['noor', '/study/subject', {}],
  ['noor', '/study/network', { version: 1 }],
  ['noor', '/study/photos', { version: 1 }],
  ['noor', '/study/teams', { begins_on: 'never' }],
  ['noor', '/study/elements', {}],
  ['noor', '/study/members', {}],
  ['noor', '/study/removal', {}],
  ['noor', '/people', { email: '<' }],
  ['noor', '/material', { title: '"<' }],
  ['noor', '/guide/opening', { preface: '<', version: 0 }],
  ['noor', '/guide/publication', {}],
  ['noor', '/guide/photos', { chosen: 'x'.repeat(60) }],
  ['noor', '/people/sam', {}],
  ['noor', '/actions', { said_yes: 'yes', look_on: 'never' }],
  ['noor', '/people/import', { people: 'Bo de Wit;nowhere\nSam;"', language: 'nl' }],
  ['noor', '/findings', { quotation: 'open' }],
  ['noor', '/findings/points', {}],
  ['noor', '/findings/recommendations', {}],
  ['noor', '/assembly', { held_on: 'never' }],
  ['noor', '/assembly/members', { email: '<' }],
  ['noor', '/assembly/members/import', { people: 'Bo;nowhere', language: 'nl' }],
  ['noor', '/feedback', { place: '"<' }],
  ['bea', '//accounts', { name: '"<' }],
  ['stranger', '//s/none', {}],
  ['stranger', '//sign-in', {}],
  ['stranger', '//password', {}],
  ['stranger', '/people', { name: '"<b>' }],
]

it.each(engines.slice(0, 1))('each form that comes back is valid HTML, on %s', async (engine) => {
  const { as } = await world(engine)
  for (const [name, path, form] of refusals) {
    const { status, text } = await as(name, 'nl').post(path, form)
    expect(`${path}: ${status >= 400 && status < 500 ? 'refused' : status}`).toBe(`${path}: refused`)
    expect(await faultsIn(path, text)).toEqual([])
  }
})

/** A talk with a text, and a second text that could be put with it. */
async function holdTalk({ as }: World): Promise<void> {
  const { headers } = await as('noor').post('/interviews', { person_id: 'sam', held_on: '2026-11-20' })
  const talk = `/${String(headers.location)}`
  await as('noor').post(`${talk}/ties`, { material_id: 'talk' })
  const text = { kind: 'notes', title: 'Over "hier" <en> daar', person_id: 'sam', text: 'Hier.' }
  expect((await as('noor').post('/material', text)).status).toBe(303)
}

/** A meeting of the assembly with something of everything on its page. */
async function holdAssembly({ as }: World): Promise<void> {
  const { headers } = await as('noor').post('/assembly', { name: 'Voorjaar', introduction: 'Een.\n\nTwee.' })
  const meeting = `/${String(headers.location)}`
  await as('noor').post(`${meeting}/items`, { kind: 'answer', title: 'Uren <en> "geld"', minutes: 5 })
  await as('noor').post('/assembly/members', { name: 'Mia Bakker', email: '', language: 'nl' })
  await as('noor').post(`${meeting}/state`, { from: 'draft', to: 'shared' })
  await as('noor').post(`${meeting}/promises`, { who: 'Mia', what: 'Belt' })
}

/** Follows all links from some pages, looks at what they lead to, and gives the addresses that were met. */
async function walk({ as }: World, name: Name, from: string[]): Promise<string[]> {
  const due = [...from]
  const seen = new Set<string>()
  const met: string[] = []
  for (let address = due.shift(); address !== undefined; address = due.shift()) {
    const { status, text, type, headers } = await as(name, 'nl').get(address)
    const next = [...(type === 'text/html' ? linksIn(text) : []), (headers as { location?: string }).location]
    met.push(address.replace(/^\/\//, '/'))
    if (type === 'text/html' && status !== 303) expect(await faultsIn(address, text)).toEqual([])
    for (const link of next) {
      if (!link?.startsWith('/') || seen.has(link)) continue
      seen.add(link)
      due.push(`/${link}`)
    }
  }
  return met
}

function linksIn(html: string): string[] {
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = '']) => href)
  return links.map((href) => href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'))
}

async function faultsIn(address: string, html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => {
      const where = html.split('\n')[line - 1]?.trim() ?? ''
      return `${address}: ${ruleId}: ${message} in ${where}`
    }),
  )
}
