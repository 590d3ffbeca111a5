import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, jest } from '@jest/globals'
import { sql } from 'kysely'
import request from 'supertest'
import {
  aviary,
  canary,
  done,
  labels,
  leftOut,
  memberId,
  onlyId,
  quoted,
  saidOfPassage,
} from './support/aviary.ts'
import { talk } from './support/aviary.ts'
import { wordsOfSam, wordsOfVera, type Aviary, type Label } from './support/aviary.ts'
import { emailOf } from './support/cast.ts'
import { crawl, placesOf, type Met } from './support/crawl.ts'
import { engines, type Engine } from './support/databases.ts'
import { joined } from './support/feedback.ts'
import { listed } from './support/names.ts'
import type { Name, World } from './support/world.ts'

jest.setTimeout(240_000)

/** Who has a way in, and who has none. Of an administrator and of another study's people the latter tells (below). */
const everybody = ['noor', 'ravi', 'ada', 'sam', 'vera', 'stranger'] as const
const rungs = ['participants', 'leaders', 'everyone'] as const

/** What Otto meets who came in by the own link, whatever he asks for. */
async function crawlAsOwner(w: World): Promise<Met[]> {
  return (await asOwner(w))()
}

async function asOwner({ app, as, db, study }: World): Promise<() => Promise<Met[]>> {
  const { owner_id } = await db.selectFrom('action_points').select('owner_id').executeTakeFirstOrThrow()
  const made = await as('ravi').post(`/actions/owners/${owner_id ?? ''}/links`)
  const device = request.agent(app)
  await device.get(/\/o\/[\w-]{32}/.exec(made.text)?.[0] ?? '')
  return () => crawl(db, study, (address) => device.get(address))
}

/** All that the member of the assembly comes upon, by a link that the team made. */
async function crawlAsMember(w: World): Promise<Met[]> {
  return (await asMember(w))()
}

async function asMember(w: World): Promise<() => Promise<Met[]>> {
  const meeting = await onlyId(w, 'meetings')
  const page = await w.as('noor').post(`/assembly/${meeting}/members/${await memberId(w)}/links`)
  const [, link = ''] = /value="http:\/\/localhost:3000(\/a\/[\w-]+)"/.exec(page.text) ?? []
  const device = request.agent(w.app)
  await device.get(link)
  return () => crawl(w.db, w.study, (address) => device.get(address).set('cookie', 'language=nl'))
}

/** What somebody meets who joined the session by its code. */
async function asAttendee(w: World): Promise<() => Promise<Met[]>> {
  const { id, join_code } = await w.db.selectFrom('feedback_sessions').selectAll().executeTakeFirstOrThrow()
  const { agent } = await joined({
    ...{ ...w, id, path: '' },
    session: () => Promise.resolve({ join_code, state: 'open', version: 1 }),
  })
  return () => crawl(w.db, w.study, (address) => agent.get(address))
}

/** But for all that is kept about oneself: that is for its person, whatever is hidden (tests/kept.test.ts). */
const crawlAs = async ({ db, study, as }: World, name: Name): Promise<Met[]> => {
  const met = await crawl(db, study, (address) => as(name, 'nl').get(`/${address}`))
  return met.filter(({ address }) => !address.endsWith(`/participants/${name}/kept/archive`))
}

/** Who of these still finds what, and where. */
async function leaks(
  w: World,
  names: readonly Name[],
  secrets: readonly (string | Buffer)[],
): Promise<string[]> {
  const found = names.map(async (name) => leaksIn(name, await crawlAs(w, name), secrets))
  return (await Promise.all(found)).flat()
}

/** What stands in what somebody met, and where. */
function leaksIn(who: string, met: readonly Met[], secrets: readonly (string | Buffer)[]): string[] {
  return secrets.flatMap((secret) => {
    const what = typeof secret === 'string' ? secret : 'a picture'
    return placesOf(met, secret).map((place) => `${who} ${place}: ${what}`)
  })
}

/** What anyone may read of Sam in the published guide, and see there. */
const published = ({ photos, study }: Aviary) => {
  const { words } = canary('everyone')
  const page = `/guides/${study}`
  const picture = `${page}/photos/${photos.everyone.id}`
  return [
    ...[words, quoted('everyone').words, 'De Vlonder'].map((said) => `${page}: ${said}`),
    ...['large', 'thumb'].map((size) => `${picture}/${size}: a picture`),
  ]
}

const picturesOfSam = ({ photos }: Aviary) => labels.flatMap((label) => photos[label].pictures)

/** For the tests that only look. */
const untouched = new Map<Engine, Promise<Aviary>>()
const shared = (engine: Engine) => {
  const known = untouched.get(engine) ?? aviary(engine, 'file')
  untouched.set(engine, known)
  return known
}

describe.each(engines)('a canary, on %s', (engine) => {
  // On the second engine those who see most: what hides it is in the views.
  const watchers = engine === engines[0] ? everybody : (['noor', 'sam'] as const)
  it('is gone with each photo that is taken away, from every page, every export and the disk', async () => {
    const w = await aviary(engine)
    const gone: (string | Buffer)[] = []
    for (const label of labels) {
      const { id, files, pictures } = w.photos[label]
      expect((await w.as('sam').post(`/participants/sam/photos/${id}/removal`)).status).toBe(303)
      gone.push(...Object.values(canary(label)), ...pictures)
      // Halfway who sees most would see what is left.
      if (label === 'leaders') expect(await leaks(w, ['noor'], gone)).toEqual([])
      const stored = await readdir(w.uploads)
      expect(stored.filter((name) => files.includes(name))).toEqual([])
    }
    expect(await leaks(w, watchers, gone)).toEqual([])
    const stored = (await readdir(w.uploads)).filter((name) => name !== 'temporary')
    const { file } = await w.db.selectFrom('recording_parts').select('file').executeTakeFirstOrThrow()
    expect(stored.toSorted()).toEqual([...w.photos.vera.files, file].toSorted())
    expect(await readdir(path.join(w.uploads, 'temporary'))).toEqual([])
  })

  it('is gone when its person stops, from every page and every export of every role', async () => {
    const w = await aviary(engine)
    const interview = await onlyId(w, 'interviews')
    expect((await w.as('ravi').post(`/interviews/${interview}/notes-as-text`)).status).toBe(303)
    const doors = engine === engines[0] ? [await asOwner(w), await asMember(w), await asAttendee(w)] : []
    expect((await w.as('sam').post('/participants/sam/withdrawal')).status).toBe(303)
    const secrets = [...wordsOfSam, ...picturesOfSam(w)]
    expect(await leaks(w, watchers, secrets)).toEqual([])
    for (const walk of doors) expect(leaksIn('at a door', await walk(), secrets)).toEqual([])
  })

  it('of a lower rung is in no view of a higher one, and nothing there leads to a person', async () => {
    const w = await shared(engine)
    const tables = await w.db.introspection.getTables()
    for (const [place, rung] of rungs.entries()) {
      const views = tables.filter(({ name }) => name.endsWith(`_for_${rung}`))
      expect(views.map(({ name }) => name)).toContain(`photos_for_${rung}`)
      const wordsFor = (label: Label) => [canary(label).words, quoted(label).words]
      const hidden = [
        ...(['researchers', ...rungs.slice(0, place)] as const).flatMap(wordsFor),
        ...labels.flatMap((label) => [canary(label).remark, canary(label).note, quoted(label).remark]),
        ...[...wordsOfVera, ...Object.values(talk).flat()],
      ]
      for (const { name, columns } of views) {
        const leading = /person|people|participant|number|client|checksum|(^|_)(at|on|by|since|until)$/
        expect(columns.map((column) => column.name).filter((column) => leading.test(column))).toEqual([])
        const { rows } = await sql`select * from ${sql.table(name)}`.execute(w.db)
        expect(rows).not.toEqual([])
        expect(hidden.filter((words) => JSON.stringify(rows).includes(words))).toEqual([])
        expect(wordsFor(rung).filter((words) => JSON.stringify(rows).includes(words))).not.toEqual([])
      }
    }
  })
})

// Who may see what is decided in policy, seat and views; the views are tried on both engines above.
describe.each(engines.slice(0, 1))('a canary before each role, on %s', (engine) => {
  /** What they meet who change nothing by asking. */
  const known = new Map<Name, Promise<Met[]>>()
  const metBy = async (name: Name) => {
    const met = known.get(name) ?? crawlAs(await shared(engine), name)
    known.set(name, met)
    return met
  }

  it('is there to be found at first', async () => {
    const w = await shared(engine)
    const met = [...(await metBy('noor')), ...(await metBy('sam'))]
    // What a text was before it was corrected is kept and shown to nobody yet.
    const shown = wordsOfSam.filter((words) => words !== 'kanarie-vorige-versie')
    for (const secret of [...shown, ...picturesOfSam(w)]) expect(placesOf(met, secret)).not.toEqual([])
  })

  it('that was left out reaches its own person alone, and what was said of the text who reads whole talks', async () => {
    const w = await shared(engine)
    const material = await onlyId(w, 'materials')
    const ownText = `/studies/${w.study}/participants/sam/texts/${material}`
    const met = await Promise.all(everybody.map(async (name) => leaksIn(name, await metBy(name), [leftOut])))
    expect(met.flat()).toEqual([`sam ${ownText}: ${leftOut}`])
    const said = await Promise.all(
      everybody.map(async (name) => leaksIn(name, await metBy(name), [saidOfPassage])),
    )
    const who = new Set(said.flat().map((place) => place.split(' ')[0]))
    expect(who).toEqual(new Set(['noor', 'ravi', 'sam']))
    for (const name of ['bea', 'kai'] as const)
      expect(leaksIn(name, await metBy(name), [leftOut, saidOfPassage])).toEqual([])
  })

  it('of a name, an address, a place, a note or a transcript does not reach the advisor', async () => {
    const raw = [...talk.notes, ...talk.transcript, ...labels.map((label) => canary(label).note)]
    const names = ['Sam Visser', 'Vera Visser', 'Visser', emailOf('sam'), emailOf('vera'), 'kanarie-plaats']
    const drawn = [listed, 'kanarie-lijstreden', 'kanarie-toevalsgetal']
    expect(leaksIn('ada', await metBy('ada'), [...names, ...drawn, ...raw])).toEqual([])
  })

  it('of any study does not reach the administrator, another study or a stranger, but for what everyone may see', async () => {
    const w = await shared(engine)
    const secrets = [...wordsOfSam, ...wordsOfVera, ...picturesOfSam(w), 'De Vlonder', 'Visser', listed]
    const outside = ['bea', 'kai', 'stranger'] as const
    for (const name of outside) {
      const open = published(w).map((place) => `${name} ${place}`)
      expect(new Set(leaksIn(name, await metBy(name), secrets))).toEqual(new Set(open))
    }
    for (const { address, status } of await metBy('bea')) {
      if (address.startsWith(`/studies/${w.study}`)) expect(`${address} ${status}`).toBe(`${address} 404`)
    }
  })

  it('of one participant does not reach the other, and of the talk neither', async () => {
    const w = await shared(engine)
    const ofVera = [...wordsOfVera, ...w.photos.vera.pictures, 'Vera', emailOf('vera')]
    const ofSam = [...wordsOfSam, ...picturesOfSam(w), 'Sam Visser', emailOf('sam')]
    // The own text is open to read whole.
    const ofSamAlone = (await metBy('sam')).filter(({ address }) => !address.includes('/sam/texts/'))
    expect(leaksIn('sam', ofSamAlone, [...ofVera, ...Object.values(talk).flat()])).toEqual([])
    const open = new Set(published(w).map((place) => `vera ${place}`))
    expect(leaksIn('vera', await metBy('vera'), ofSam).filter((leak) => !open.has(leak))).toEqual([])
  })

  it('reaches who takes something up as far as the leaders’ rung, and without whose it is', async () => {
    const w = await shared(engine)
    const met = await crawlAsOwner(w)
    const found = (secrets: readonly (string | Buffer)[]) =>
      secrets.filter((secret) => placesOf(met, secret).length > 0)
    const wordsFor = (label: Label) => [canary(label).words, quoted(label).words]
    const open = [...wordsFor('everyone'), ...wordsFor('leaders')]
    expect(found(open)).toEqual(open)
    const large = w.photos.everyone.pictures[1] ?? ''
    expect(found([large])).toEqual([large])
    const hidden = wordsOfSam.filter((words) => !open.includes(words))
    const pictures = [...w.photos.participants.pictures, ...w.photos.researchers.pictures]
    const whose = ['Sam Visser', 'P07', 'P12', 'Vera', emailOf('sam'), 'Oeverlicht', 'Kreken']
    expect(found([...hidden, ...wordsOfVera, ...pictures, ...w.photos.vera.pictures, ...whose])).toEqual([])
  })

  it('reaches the assembly up to the rung of leaders, without whose it is', async () => {
    const w = await shared(engine)
    const met = await crawlAsMember(w)
    const open = (['leaders', 'everyone'] as const).flatMap((label) => [
      canary(label).words,
      quoted(label).words,
      ...w.photos[label].pictures.slice(1),
    ])
    for (const secret of open) expect(placesOf(met, secret)).not.toEqual([])
    const shut = [
      ...(['participants', 'researchers'] as const).flatMap((label) => [
        canary(label).words,
        quoted(label).words,
        ...w.photos[label].pictures,
      ]),
      ...labels.flatMap((label) => [canary(label).remark, canary(label).note, quoted(label).remark]),
      ...[...wordsOfVera, ...w.photos.vera.pictures, ...Object.values(talk).flat()],
      ...['Visser', emailOf('sam'), emailOf('vera'), 'P07', 'P12', 'Wilgenroos', 'Kreken'],
      // The master of a picture is for researchers, also where they may show it.
      ...labels.flatMap((label) => w.photos[label].pictures.slice(0, 1)),
    ]
    expect(shut.flatMap((secret) => placesOf(met, secret).map((place) => [place, secret]))).toEqual([])
  })

  it('reaches who is at a session as far as its rung may see, and no further', async () => {
    const w = await shared(engine)
    const met = await (await asAttendee(w))()
    const seen = labels.slice(0, 3)
    for (const label of seen) {
      for (const secret of [canary(label).words, quoted(label).words])
        expect(placesOf(met, secret)).not.toEqual([])
    }
    for (const label of ['everyone', 'participants'] as const)
      expect(placesOf(met, w.photos[label].pictures[1] ?? '')).not.toEqual([])
    const hidden = [
      ...[canary('researchers').words, quoted('researchers').words, ...w.photos.researchers.pictures],
      ...labels.flatMap((label) => [canary(label).remark, canary(label).note, quoted(label).remark]),
      ...[...wordsOfVera, ...w.photos.vera.pictures, ...Object.values(talk).flat()],
      // Never the master, which is the largest.
      ...labels.flatMap((label) => w.photos[label].pictures.slice(0, 1)),
      ...['Sam Visser', 'Vera', 'P07', 'Oeverlicht'],
    ]
    expect(hidden.filter((secret) => placesOf(met, secret).length > 0)).toEqual([])
  })
})

const named = ['photos', 'quotations', 'finding_photos', 'finding_quotations'] as const

/** The names in the views of a rung, by view. */
async function namesFor({ db }: World, rung: (typeof rungs)[number]): Promise<Record<string, string[]>> {
  const names = named.map(async (what): Promise<[string, string[]]> => {
    const rows = await db.selectFrom(`${what}_for_${rung}`).select('name').execute()
    return [what, rows.flatMap(({ name }) => name ?? [])]
  })
  return Object.fromEntries(await Promise.all(names))
}

/** Sam asks, of one thing of each rung, that his name stands with it, or that it does not. */
async function askForName(w: Aviary, isAsked: boolean): Promise<void> {
  const more: Record<string, string> = isAsked ? { with_name: 'yes' } : {}
  const quotation = async (label: Label) =>
    w.db
      .selectFrom('quotations')
      .select('id')
      .where('words', '=', quoted(label).words)
      .executeTakeFirstOrThrow()
  const own = '/participants/sam'
  const leaders = { answer: 'fine', rung: 'leaders', recognisable: 'no', ...more }
  await done(w.as('sam').post(`${own}/photos/${w.photos.leaders.id}/permission`, leaders))
  for (const rung of ['everyone', 'participants'] as const) {
    const { id } = await quotation(rung)
    await done(w.as('sam').post(`${own}/quotations/${id}/permission`, { answer: 'fine', rung, ...more }))
  }
  const { id } = await quotation('researchers')
  await done(w.as('sam').post(`${own}/quotations/${id}/permission`, { answer: 'no', ...more }))
}

const sam = ['Sam Visser']
const nobody = { photos: [], quotations: [], finding_photos: [], finding_quotations: [] }

describe.each(engines)('a name that was asked for, on %s', (engine) => {
  it('is read by leaders and everyone with that thing alone, and by nobody once it is taken back', async () => {
    const w = await aviary(engine)
    for (const rung of rungs) expect(await namesFor(w, rung)).toEqual(nobody)
    await askForName(w, true)
    const seen = () => Promise.all(rungs.map((rung) => namesFor(w, rung)))
    const forEveryone = { ...nobody, quotations: sam, finding_quotations: sam }
    const asked = [
      nobody,
      { photos: sam, quotations: sam, finding_photos: sam, finding_quotations: sam },
      forEveryone,
    ]
    expect(await seen()).toEqual(asked)
    const own = await w.as('sam', 'nl').get('/participants/sam/reading-back')
    // Of the photo for leaders and the sentence for everyone: among participants, and after a no, there is no name to keep.
    expect(own.text.match(/name="with_name"[^>]* checked>/g)).toHaveLength(2)
    const { id } = w.photos.leaders
    expect((await w.as('noor', 'nl').get(`/photos/${id}`)).text).toContain(', met naam')
    if (engine === engines[0]) await walkTheNames(w)
    await done(w.as('sam').post(`/participants/sam/photos/${id}/removal`))
    expect(await seen()).toEqual([nobody, forEveryone, forEveryone])
    await askAgainWithout(w)
    expect(await seen()).toEqual([nobody, nobody, nobody])
    expect((await w.as('stranger').get(`//guides/${w.study}`)).text).not.toContain('Visser')
  })
})

/** Takes back the name alone: what it stood with stays as open as it was. */
async function askAgainWithout(w: Aviary): Promise<void> {
  const { id } = await w.db
    .selectFrom('quotations')
    .select('id')
    .where('words', '=', quoted('everyone').words)
    .executeTakeFirstOrThrow()
  const answer = { answer: 'fine', rung: 'everyone' }
  await done(w.as('sam').post(`/participants/sam/quotations/${id}/permission`, answer))
  expect((await w.as('stranger').get(`//guides/${w.study}`)).text).toContain(quoted('everyone').words)
}

/** Where leaders, the advisor, the other participant and anyone come upon a name. */
async function walkTheNames(w: Aviary): Promise<void> {
  const guide = `/guides/${w.study}`
  const places = (met: Met[], name: string) =>
    placesOf(met, name).map((address) => address.replaceAll(/[0-9a-f]{8}-[-0-9a-f]{27}/g, 'ID'))
  const members = await crawlAsMember(w)
  const owners = await crawlAsOwner(w)
  expect(places(members, 'Sam Visser').some((address) => address.endsWith('/meetings/ID'))).toBe(true)
  expect(places(owners, 'Sam Visser')).not.toEqual([])
  for (const met of [members, owners]) expect(placesOf(met, 'Vera Visser')).toEqual([])
  for (const name of ['vera', 'stranger'] as const)
    expect([name, placesOf(await crawlAs(w, name), 'Sam Visser')]).toEqual([name, [guide]])
  // Who sees no names sees this one where leaders do: in what is made for them.
  const advisor = await crawlAs(w, 'ada')
  expect(placesOf(advisor, 'Vera Visser')).toEqual([])
  for (const place of places(advisor, 'Sam Visser'))
    expect(place).toMatch(/guides?\/|\/guide|\/assembly\/ID\/papers|\/feedback\/ID/)
}

/** Somebody more is asked, and says no; and somebody who took part stops. */
async function askAndLose({ app, as, db }: World): Promise<string> {
  const asked = { name: 'Kanarie Gevraagd', email: 'gevraagd@voorbeeld.example', language: 'nl' }
  await done(as('noor').post('/people', { ...asked, organisation_id: 'oeverlicht', team_id: 'kreken' }))
  const { id } = await db
    .selectFrom('people')
    .select('id')
    .where('name', '=', asked.name)
    .executeTakeFirstOrThrow()
  await done(as('noor').post(`/people/${id}/invitation`))
  const page = await as('noor').post(`/people/${id}/links`)
  const device = request.agent(app)
  const own = await device.get(/\/p\/[\w-]{32}/.exec(page.text)?.[0] ?? '')
  await done(
    device
      .post(`${String(own.headers.location)}/withdrawal`)
      .type('form')
      .send({}),
  )
  await done(as('vera').post('/participants/vera/withdrawal'))
  const said = await db.selectFrom('consents').select('person_id').where('takes_part', '=', 0).execute()
  expect(said.map(({ person_id }) => person_id).toSorted()).toEqual([id, 'vera'].toSorted())
  return id
}

/** Who is no researcher, each with a way to ask for every page. */
async function outsiders(w: World): Promise<Record<string, () => Promise<Met[]>>> {
  return {
    leader: await asMember(w),
    owner: await asOwner(w),
    attendee: await asAttendee(w),
    participant: () => crawlAs(w, 'sam'),
    anyone: () => crawlAs(w, 'stranger'),
  }
}

/** What came back, by address, without what differs each time one asks. */
function pagesIn(met: readonly Met[]): Map<string, string> {
  const eachTime =
    /name="(?:once|client_id)" value="[^"]*"|"(?:date|set-cookie|ratelimit[\w-]*|etag|content-length)":(?:"[^"]*"|\[[^\]]*\]),?/g
  return new Map(
    met.map(({ address, status, bytes }) => [
      address,
      `${status} ${bytes.toString('latin1').replaceAll(eachTime, '')}`,
    ]),
  )
}

describe.each(engines.slice(0, 1))('who was asked, said no or stopped, on %s', (engine) => {
  it('changes not a letter of any page that somebody outside the researchers can open', async () => {
    const w = await aviary(engine)
    const crawls = Object.entries(await outsiders(w))
    const before = new Map<string, Map<string, string>>()
    for (const [who, walk] of crawls) before.set(who, pagesIn(await walk()))
    const home = (await w.as('noor').get('')).text
    const id = await askAndLose(w)
    expect((await w.as('noor').get('')).text).not.toBe(home)
    for (const [who, walk] of crawls) {
      const [known, now] = [before.get(who), pagesIn(await walk())]
      const changed = [...now].filter(([address, page]) => known?.get(address) !== page)
      // The addresses of somebody new are answered as those of nobody at all.
      const others = changed.filter(([address]) => !address.includes(id)).map(([address]) => address)
      expect([who, others]).toEqual([who, []])
      const open = changed.filter(([, page]) => !/^40[134] /.test(page)).map(([address]) => address)
      expect([who, open]).toEqual([who, []])
    }
  })
})

// On one engine: tests/taken-back.test.ts has the same on both, where it is blotted out and hidden.
describe.each(engines.slice(0, 1))('a canary that is taken back, on %s', (engine) => {
  it('is gone with a photo from a text made of notes, with each sentence from any, and with all words', async () => {
    const w = await aviary(engine)
    const sam = w.as('sam')
    const interview = await onlyId(w, 'interviews')
    await done(w.as('ravi').post(`/interviews/${interview}/notes-as-text`))
    // Of what is told of it in the talk nothing stays in the text that was made of the notes.
    await done(sam.post(`/participants/sam/photos/${w.photos.everyone.id}/removal`))
    const quotations = await w.db
      .selectFrom('quotations_for_researchers')
      .select('id')
      .orderBy('id')
      .execute()
    const [first = ''] = quotations.map(({ id }) => id)
    const asked = await sam.get(`/participants/sam/quotations/${first}/removal`)
    expect(asked.text).toContain('In the papers for Voorjaar')
    for (const { id } of quotations) await done(sam.post(`/participants/sam/quotations/${id}/removal`))
    const sentences = labels.flatMap((label) => Object.values(quoted(label)))
    // Nobody sees more than who leads; all others look once, at the end.
    expect(await leaks(w, ['noor'], [...sentences, canary('everyone').words])).toEqual([])
    expect((await sam.get('/participants/sam/withdrawal')).text).toContain('In the papers for Voorjaar')
    await done(sam.post('/participants/sam/words/withdrawal'))
    const spoken = [
      ...sentences,
      ...talk.notes,
      ...talk.transcript,
      ...labels.map((label) => canary(label).note),
    ]
    expect(await leaks(w, everybody, spoken)).toEqual([])
    expect(await leaks(w, ['noor'], [canary('leaders').words])).not.toEqual([])
  })
})
