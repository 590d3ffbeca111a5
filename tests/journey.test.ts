import { describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { emailOf } from './support/cast.ts'
import { crawl, placesOf } from './support/crawl.ts'
import { engines, type Engine } from './support/databases.ts'
import { drawFromList } from './support/names.ts'
import { picture } from './support/pictures.ts'
import { tone } from './support/sound.ts'
import { logOf, world, type Form, type Name, type World } from './support/world.ts'

jest.setTimeout(180_000)

/** What Tess says, and what is said and written of it. */
const words = {
  keys: 'De sleutels van twee gebouwen',
  door: 'De deur die nooit dicht gaat',
  mug: 'Mijn mok staat op de verkeerde plank',
  remark: 'Graag zonder het nummer op het label',
  noteAtKeys: 'Ze draagt beide bossen altijd bij zich',
  noteAtSide: 'Leert van beide kanten',
  transcript: 'Ik begin met de sleutels',
  quotation: 'want die heb ik altijd bij me',
  about: 'Liever zonder het woordje want',
}
const everything = Object.values(words)
const hers = [words.keys, words.door, words.mug, words.remark, words.quotation, words.about]
/** To the person herself the whole talk is open, with the words that it began with. */
const ownWords = everything.filter((one) => hers.includes(one) || one === words.transcript)

type Journey = Pick<World, 'db' | 'app' | 'as' | 'mails'> & { study: string; base: string }
type Phone = ReturnType<typeof phoneOn>

describe.each(engines)('the whole way, on %s', (engine) => {
  it('from a study to a talk, then stopping, and coming back', async () => {
    const w = await startedStudy(engine)
    await addPeople(w)
    await post(w, 'noor', '/people/traits', { name: 'Al langer in dienst', values: 'ja\nnee' })
    await drawFromList((path, form) => post(w, 'noor', path, form))
    const { tess, bo } = await inviteThem(w)
    await takePart(tess)
    await bringThree(tess)
    await layTogether(w)
    const talk = await planTalk(w)
    await holdTalk(w, talk)
    await keepWords(w, talk)
    await askAndAnswer(w, tess)
    await codeAndAnswer(w, tess)
    const finding = await findAndAdvise(w)
    const chosen = await giveBack(w, finding)
    const otto = await agreeOnAction(w, chosen)
    const mia = await meetTheAssembly(w)
    expect((await w.as('stranger').get(`//guides/${w.study}`)).status).toBe(404)
    await publishGuide(w)

    expect(await readBy(w, 'noor')).toEqual(everything)
    expect(await readBy(w, 'ada')).toEqual(hers)
    expect(await readBy(w, tess)).toEqual(ownWords)
    expect(await readBy(w, mia)).toEqual([words.keys, words.quotation])
    expect(await shownTo(w, 'leaders')).toEqual([words.keys, words.quotation])
    expect(await shownTo(w, 'everyone')).toEqual([words.quotation])

    await tess.post('/withdrawal')
    expect((await tess.get('/withdrawal')).text).toContain('Dank je voor je bericht')
    // Everybody else looks in tests/canary.test.ts.
    for (const who of ['noor', tess] as const) expect(await readBy(w, who)).toEqual([])
    expect(await shownTo(w, 'leaders')).toEqual([])
    expect((await get(w, 'noor', '')).text).toContain('Bij 1 bevinding viel bewijs weg')
    expect((await get(w, 'noor', `/findings/${finding}`)).text).toContain(
      '2 citaten of foto’s zijn weggevallen',
    )

    await agree(tess)
    expect((await get(w, 'noor', `/findings/${finding}`)).text).not.toContain('weggevallen')
    expect(await readBy(w, 'noor')).toEqual(everything)
    expect(await readBy(w, tess)).toEqual(ownWords)
    expect(await shownTo(w, 'leaders')).toEqual([words.keys, words.quotation])
    expect(await readBy(w, bo)).toEqual([words.quotation])
    expect(await readBy(w, otto)).toEqual([words.keys, words.quotation])

    expect((await logOf(w.db)).filter((action) => !action.includes(' ')).slice(2)).toEqual([
      ...['studies.start', 'study.edit', 'study.edit', 'study.edit', 'study.edit', 'study.edit'],
      'study.edit',
      ...['members.edit', 'members.edit', 'people.edit'],
      ...Array.from({ length: 5 }, () => 'sample.edit'),
      ...['people.invite', 'mails.send', 'mails.send'],
      ...['links.enter', 'links.enter', 'consent.give', 'key.choose'],
      ...['photos.add', 'photos.add', 'photos.add', 'photos.group'],
      ...['interviews.edit', 'interviews.edit', 'interviews.edit', 'interviews.edit'],
      ...['recordings.edit', 'interviews.edit', 'interviews.edit', 'photos.wish', 'photos.answer'],
      ...['photos.wish', 'answers.register'],
      ...['coding.edit', 'material.edit', 'coding.wish', 'quotations.answer', 'coding.wish', 'passages.say'],
      ...['findings.edit', 'findings.edit', 'findings.edit', 'findings.edit'],
      ...['feedback.edit', 'feedback.edit', 'feedback.edit', 'sessions.join', 'dots.place', 'dots.place'],
      ...['feedback.edit', 'feedback.edit', 'feedback.edit'],
      ...['actions.edit', 'actions.edit', 'actions.edit', 'links.enter', 'actions.check'],
      ...['assembly.edit', 'assembly.edit', 'assembly.edit', 'assembly.edit', 'assembly.edit'],
      ...[
        'assembly.edit',
        'mails.send',
        'mails.send',
        'mails.send',
        'links.enter',
        'papers.remark',
        'assembly.edit',
        'assembly.edit',
      ],
      ...['assembly.edit'],
      ...['guide.edit', 'guide.edit'],
      ...['consent.withdraw', 'consent.give'],
    ])
  })
})

/** Noor starts a study from the template, fills what the invitation needs, and asks two others to join her. */
async function startedStudy(engine: Engine): Promise<Journey> {
  const { db, app, as, mails } = await world(engine)
  const about = {
    name: 'Samen in Waterland',
    network_name: 'Waterland',
    language: 'nl',
    beginning: 'template',
  }
  const { headers } = await as('noor').post('//studies', about)
  const base = String(headers.location)
  const w = { db, app, as, mails, base, study: base.split('/').at(-1) ?? '' }
  expect((await get(w, 'noor', '')).text).toContain('Zet erbij welke organisaties meedoen')
  await post(w, 'noor', '/study/photos', {
    ...{ photos_by: '2026-12-20', min_photos: 3, max_photos: 5, small_group: 5, version: 1 },
  })
  await post(w, 'noor', '/study/agreements', {
    ...{ commissioner: 'De bestuurders van Waterland.', contact_name: 'Noor', contact: '06 00 00 00 00' },
    ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
    ...{ keep_recording: 'twee weken', keep_data: 'een jaar', version: 2 },
  })
  await post(w, 'noor', '/study/organisations', { name: 'Oeverlicht' })
  await post(w, 'noor', '/study/organisations', { name: 'Wilgenroos' })
  await post(w, 'noor', '/study/teams', { name: 'Kreken' })
  await post(w, 'noor', '/study/issues', { name: 'Wie beslist er als het spannend wordt?' })
  await post(w, 'noor', '/study/members', {
    ...{ email: emailOf('ravi'), role: 'researcher', sees_names: 'yes', reads_raw: 'yes' },
  })
  await post(w, 'noor', '/study/members', { email: emailOf('ada'), role: 'advisor' })
  return w
}

async function addPeople(w: Journey): Promise<void> {
  const people =
    'Tess Kuiper;tess@voorbeeld.example;Oeverlicht;Kreken\nBo de Wit;bo@voorbeeld.example;Wilgenroos;Kreken'
  await post(w, 'ravi', '/people/import', { language: 'nl', people })
  expect((await get(w, 'noor', '/people')).text).toContain('Tess Kuiper')
  expect((await get(w, 'ada', '/people')).text).not.toContain('Tess Kuiper')
}

/** The invitations go out; Noor reads them, and Tess and Bo open the links that stand in them. */
async function inviteThem(w: Journey): Promise<{ tess: Phone; bo: Phone }> {
  await post(w, 'noor', '/invitations', {})
  const open = async (id = '') => {
    const letter = await get(w, 'noor', `/mails/${id}`)
    return opened(w, /href="http:\/\/localhost:3000(\/p\/[\w-]{32})"/.exec(letter.text)?.[1] ?? '')
  }
  const [first, second] = await w.mails()
  return { tess: await open(first?.id), bo: await open(second?.id) }
}

async function takePart(tess: Phone): Promise<void> {
  const page = await tess.get('')
  expect(page.text).toContain('Neem 3 tot 5 foto’s mee')
  expect(page.text).toContain('06 00 00 00 00')
  expect((await tess.get('/photos')).headers.location).toContain('/consent')
  await agree(tess)
  expect((await tess.get('')).text).toContain('Dag Tess')
  await tess.post('/code', { code: 'brug 12', again: 'brug12' })
}

async function agree(tess: Phone): Promise<void> {
  const seen = /name="seen" value="([\w-]+)"/.exec((await tess.get('/consent')).text)?.[1] ?? ''
  await tess.post('/consent', { takes_part: 'yes', may_record: 'yes', seen })
}

async function bringThree(tess: Phone): Promise<void> {
  await tess.bring(words.keys, 40)
  await tess.bring(words.door, 200)
  await tess.post('/photos/text', { words: words.mug })
  expect((await tess.get('/photos')).text).toContain('3 van de 3 tot 5')
}

/** Ravi sees what came in, and plans a talk. Gives its id. */
async function planTalk(w: Journey): Promise<string> {
  const wall = await get(w, 'ravi', '/photos')
  for (const said of [words.keys, words.door, words.mug]) expect(wall.text).toContain(said)
  const { person_id } = await photoSaying(w, words.keys)
  await post(w, 'ravi', '/interviews', {
    person_id,
    held_on: '2026-11-20',
    place: 'Kantoor',
    interviewer_id: '',
  })
  const { id } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  expect((await get(w, 'noor', '/interviews')).text).toContain('Kantoor')
  expect((await get(w, 'ada', '/interviews')).text).not.toContain('Kantoor')
  return id
}

/** At the table: a photo is laid on a side of the model, notes are written, and it is recorded. */
async function holdTalk(w: Journey, talk: string): Promise<void> {
  const page = await get(w, 'ravi', `/interviews/${talk}/talk`)
  const [, side = ''] = /id="side-([\w-]+)"/.exec(page.text) ?? []
  const { id } = await photoSaying(w, words.keys)
  await post(w, 'ravi', `/interviews/${talk}/sides/${id}`, { element_id: side })
  await post(w, 'ravi', `/interviews/${talk}/notes/photo:${id}`, { text: words.noteAtKeys, version: 0 })
  await post(w, 'ravi', `/interviews/${talk}/notes/side:${side}`, { text: words.noteAtSide, version: 0 })
  expect((await get(w, 'noor', `/interviews/${talk}/talk`)).text).toMatch(/aria-label="[^"]+, foto 1"/)
  const content = tone(1)
  const told = { origin: 'recorded', type: 'audio/wav', begun_at: '2026-11-20T09:00:00.000Z', until_ms: 1000 }
  const sent = await w
    .as('ravi')
    .upload(
      `/${w.base}/interviews/${talk}/recordings/${'a'.repeat(32)}/pieces/0`,
      { ...told, bytes: content.length },
      { field: 'piece', name: 'piece', content },
    )
  expect(sent.status).toBe(200)
}

/** Afterwards: the notes become a text, and what was said is written out; both are of the talk. */
async function keepWords(w: Journey, talk: string): Promise<void> {
  const text = await post(w, 'ravi', `/interviews/${talk}/notes-as-text`, {})
  expect((await w.as('noor', 'nl').get(`/${text}`)).text).toContain(words.noteAtSide)
  const form = await get(w, 'noor', `/interviews/${talk}/texts/new`)
  const [, title = ''] = /name="title"[^>]*value="([^"]+)"/.exec(form.text) ?? []
  const transcript = { kind: 'transcript', title, text: `${words.transcript}, ${words.quotation}.` }
  expect(await post(w, 'noor', `/interviews/${talk}/texts`, transcript)).toContain(`/interviews/${talk}`)
  const page = await get(w, 'noor', `/interviews/${talk}`)
  for (const said of ['Aantekeningen', 'Uitgeschreven gesprek']) expect(page.text).toContain(`>${said}</a>`)
}

/** The team asks for one photo; Tess lets it go up to the leaders. Of the others nothing was asked: that is a no. */
async function askAndAnswer(w: Journey, tess: Phone): Promise<void> {
  const { id } = await photoSaying(w, words.keys)
  await post(w, 'noor', `/photos/${id}/wish`, {})
  expect((await tess.get('/reading-back')).text).toContain(words.keys)
  const answer = { answer: 'fine', rung: 'leaders', recognisable: 'no', remark: words.remark }
  await tess.post(`/photos/${id}/permission`, answer)
  expect((await get(w, 'noor', `/photos/${id}`)).text).toContain('tot en met leidinggevenden')
  // To another one she says no, on paper.
  const { id: door, person_id } = await photoSaying(w, words.door)
  await post(w, 'noor', `/photos/${door}/wish`, {})
  const paper = { signed_on: '2026-11-20', [`mark-${door}`]: 'no' }
  const edited = await w.as('noor').edit(`/${w.base}/people/${person_id}/paper-answers`, paper)
  expect(edited.status).toBe(303)
}

/** Ravi codes a sentence, and the team asks for it; Tess lets it go to everyone. */
async function codeAndAnswer(w: Journey, tess: Phone): Promise<void> {
  const { id: material } = await w.db
    .selectFrom('materials')
    .select('id')
    .where('kind', '=', 'transcript')
    .executeTakeFirstOrThrow()
  const { id: photo_id } = await photoSaying(w, words.keys)
  const quotation = { words: words.quotation, name: 'Altijd bij de hand', photo_id }
  await post(w, 'ravi', `/coding/materials/${material}/quotations`, quotation)
  expect((await get(w, 'ada', '/coding')).text).toContain('Altijd bij de hand')
  // A slip before the sentence is mended; the quotation moves along.
  const { title, text, version } = await w.db
    .selectFrom('materials')
    .select(['title', 'text', 'version'])
    .where('id', '=', material)
    .executeTakeFirstOrThrow()
  await post(w, 'ravi', `/material/${material}`, { title, text: `Verbeterd.\n${text}`, version })
  expect((await get(w, 'ravi', `/material/${material}/versions/${version}`)).text).toContain('Verbeterd.')
  const { id } = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
  const { id: talk } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  const quoted = await get(w, 'ravi', `/coding/quotations/${id}`)
  for (const page of [`/material/${material}`, `/interviews/${talk}`])
    expect(quoted.text).toContain(`${page}"`)
  await post(w, 'noor', `/coding/quotations/${id}/wish`, {})
  const asked = (await tess.get('/reading-back')).text
  expect(asked).toContain(words.quotation)
  // The photo that she said yes to, the one that she said no to on paper, and this.
  expect(asked).toContain('Je antwoordde op 2 van de 3.')
  await tess.post(`/quotations/${id}/permission`, { answer: 'fine', rung: 'everyone', remark: words.about })
  await readWhole(w, tess, material)
}

/** The text is open to its person, who says something of its first word. */
async function readWhole(w: Journey, tess: Phone, material: string): Promise<void> {
  const { person_id, version } = await w.db
    .selectFrom('materials')
    .select(['person_id', 'version'])
    .where('id', '=', material)
    .executeTakeFirstOrThrow()
  const open = { material_id: material, until_on: '2026-12-20' }
  await post(w, 'noor', `/coding/reading/${person_id ?? ''}/texts`, open)
  const [word] = /Verbeterd\./.exec((await tess.get(`/texts/${material}`)).text) ?? ['']
  const said = { from: 0, to: word.length, words: word, version, kind: 'different', remark: 'Mooier zo.' }
  await tess.post(`/texts/${material}/passages`, said)
  expect((await get(w, 'noor', `/coding/reading/${person_id ?? ''}`)).text).toContain('Mooier zo.')
}

/** Ravi writes what was heard, from the quotation and its photo; a point and a recommendation come of it. */
async function findAndAdvise(w: Journey): Promise<string> {
  const { id: quotation } = await w.db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
  const { id: photo } = await photoSaying(w, words.keys)
  const chosen = await get(w, 'ravi', `/findings/new?quotation=${quotation}&photo=${photo}`)
  expect(chosen.text).toContain(words.quotation)
  const sentence = { title: 'Sleutels staan voor twee plekken', kind: 'example', text: '', holds_for: '' }
  const made = await post(w, 'ravi', '/findings', { ...sentence, quotation, photo })
  const finding = made.split('/').at(-1) ?? ''
  await post(w, 'ravi', `/findings/${finding}/readiness`, { version: 1 })
  await post(w, 'ravi', '/findings/points', { text: 'Eén sleutelplan', finding })
  await post(w, 'noor', '/findings/recommendations', { text: 'Maak een sleutelplan', finding })
  const page = await get(w, 'ada', `/findings/${finding}`)
  for (const said of ['1 mens · 1 citaat, 1 foto', '1 aanbeveling', '1 ontwikkelpunt', words.quotation]) {
    expect(page.text).toContain(said)
  }
  expect((await get(w, 'ada', `/coding/quotations/${quotation}`)).text).toContain('1 bevinding')
  return finding
}

/** Anyone can read what was heard in the guide, with her sentence as far as she lets it go. */
async function publishGuide(w: Journey): Promise<void> {
  await post(w, 'noor', '/guide/opening', { title: 'Twee bossen sleutels', preface: '', version: 0 })
  await post(w, 'ravi', '/guide/publication', {})
  expect((await w.as('stranger', 'nl').get(`//guides/${w.study}`)).text).toContain(words.quotation)
}

/** In the room Otto says yes to something; Noor fills in the rest, and Otto tells how it goes. */
async function agreeOnAction(w: Journey, chosen: Form): Promise<Phone> {
  const said = { title: 'Eén sleutelbos', owner_name: 'Otto Maas', said_yes: 'yes', look_on: '2026-12-20' }
  const action = (await post(w, 'ravi', '/actions', { ...said, ...chosen })).split('/').at(-1) ?? ''
  const page = await get(w, 'noor', `/actions/${action}`)
  const owner = /actions\/owners\/([\w-]+)/.exec(page.text)?.[1] ?? ''
  const more = { owner_id: owner, said_yes: 'yes', look_on: '2026-12-20', every_weeks: '6', version: 1 }
  await post(w, 'noor', `/actions/${action}`, { title: 'Eén sleutelbos', ...more })
  const made = await w.as('noor', 'nl').post(`/${w.base}/actions/owners/${owner}/links`)
  const otto = await opened(w, /\/o\/[\w-]{32}/.exec(made.text)?.[0] ?? '')
  await otto.post(`/actions/${action}/checks`, { standing: 'on_track', text: 'De smid is gebeld' })
  expect((await otto.get('')).text).toContain('Eén sleutelbos')
  expect((await get(w, 'ada', `/actions/${action}`)).text).toContain('De smid is gebeld')
  return otto
}

/** What was heard and asked goes to the assembly: Mia reads, asks, and the team writes down what was answered. */
async function meetTheAssembly(w: Journey): Promise<Phone> {
  const path = (await post(w, 'noor', '/assembly', { name: 'Voorjaar', held_on: '2027-03-04' })).replace(
    `/${w.base}`.slice(1),
    '',
  )
  await post(w, 'noor', `${path}/items`, { kind: 'answer', title: 'Twee uur per week', minutes: 10 })
  await post(w, 'noor', '/assembly/members', { name: 'Mia', email: 'mia@voorbeeld.example', language: 'nl' })
  const [, member = ''] = /name="members"[^>]*value="([\w-]+)"/.exec((await get(w, 'noor', path)).text) ?? []
  await post(w, 'ravi', `${path}/members`, { members: [member] })
  await post(w, 'noor', `${path}/state`, { from: 'draft', to: 'shared' })
  await post(w, 'noor', `${path}/invitations`, {})
  const letter = await get(w, 'noor', `/mails/${(await w.mails()).at(-1)?.id ?? ''}`)
  const mia = await opened(w, /href="http:\/\/localhost:3000(\/a\/[\w-]{32})"/.exec(letter.text)?.[1] ?? '')
  const papers = `/meetings/${path.split('/').at(-1) ?? ''}`
  expect((await mia.get(papers)).text).toContain('Twee uur per week')
  await mia.post(`${papers}/remarks`, { kind: 'question', text: 'Wiens uren?', item_id: '' })
  expect((await get(w, 'noor', '')).text).toContain('1 vraag van een lid zonder antwoord')
  const [, reply = ''] =
    /action="[^"]*(\/remarks\/[\w-]+\/reply)"/.exec((await get(w, 'ravi', path)).text) ?? []
  await post(w, 'ravi', `${path}${reply}`, { reply: 'Van het team.', seen: '' })
  const [, item = ''] = /href="[^"]*(\/items\/[\w-]+)"/.exec((await get(w, 'ravi', path)).text) ?? []
  await post(w, 'ravi', `${path}${item}/answer`, { answer: 'partly', reason: 'Eén uur.', version: 1 })
  await post(w, 'ravi', `${path}/promises`, { who: 'Mia', what: 'Regelt een sleutel' })
  expect((await mia.get(`${papers}/answers`)).text).toContain('Regelt een sleutel')
  return mia
}

/** What was heard goes back to who said it: somebody joins by the code, divides dots, and sees the result. */
async function giveBack(w: Journey, finding: string): Promise<Form> {
  const { id: point } = await w.db.selectFrom('development_points').select('id').executeTakeFirstOrThrow()
  const about = { kind: 'participants', held_on: '2026-12-03', place: '', dots: 2, rung: '', present: '' }
  const session_id = (await post(w, 'noor', '/feedback', about)).split('/').at(-1) ?? ''
  const session = `/feedback/${session_id}`
  const chosen = { version: 1, [`finding-${finding}`]: '1', [`point-${point}`]: '1' }
  await post(w, 'noor', `${session}/contents`, chosen)
  await post(w, 'noor', `${session}/opening`, {})
  const { join_code } = await w.db.selectFrom('feedback_sessions').selectAll().executeTakeFirstOrThrow()
  const device = request.agent(w.app)
  await device.get(`/s/${join_code ?? ''}`)
  const { headers } = await device.post(`/s/${join_code ?? ''}`)
  const someone = phoneOn(device, String(headers.location))
  expect((await someone.get('')).text).toContain(words.quotation)
  await someone.post(`/points/${point}/dots`)
  await someone.post(`/points/${point}/dots`)
  expect((await someone.get('')).text).toContain('Je hebt geen stippen meer')
  await post(w, 'noor', `${session}/reveal`, {})
  expect((await someone.get('')).text).toContain('<td class="num">2</td>')
  const said = {
    version: 4,
    said: 'Iedereen herkende het',
    [`finding-${finding}`]: '',
    [`point-${point}`]: '',
  }
  await post(w, 'ravi', `${session}/notes`, said)
  await post(w, 'noor', `${session}/closing`, {})
  expect((await get(w, 'ada', '')).text).toContain('1 van 1 gehouden')
  return { session: session_id, point }
}

const get = ({ as, base }: Journey, name: Name, path: string) => as(name, 'nl').get(`/${base}${path}`)

/** Sends a form that must succeed, and gives where it leads. */
async function post({ as, base }: Journey, name: Name, path: string, form: Form): Promise<string> {
  const { status, headers } = await as(name, 'nl').post(`/${base}${path}`, form)
  expect(`${path} ${status}`).toBe(`${path} 303`)
  return String(headers.location)
}

/** A phone on which a personal link was opened. Its paths are below the person's own page. */
async function opened({ app }: Journey, link: string): Promise<Phone> {
  const device = request.agent(app)
  const { headers } = await device.get(link)
  return phoneOn(device, String(headers.location))
}

function phoneOn(device: ReturnType<typeof request.agent>, own: string) {
  const succeed = (path: string, status: number) => {
    expect(`${path} ${status}`).toBe(`${path} 303`)
  }
  return {
    get: (path: string) => device.get(path.startsWith('//') ? path.slice(1) : `${own}${path}`),
    post: async (path: string, form: Form = {}) => {
      const { status } = await device.post(`${own}${path}`).type('form').send(form)
      succeed(path, status)
    },
    bring: async (said: string, red: number) => {
      const asked = device.post(`${own}/photos`).field('client_id', `photo-${red}`).field('words', said)
      const { status } = await asked.attach('picture', await picture(red), 'IMG_0001.jpg')
      succeed('/photos', status)
    },
  }
}

async function layTogether(w: Journey): Promise<void> {
  const photos = await w.db.selectFrom('photos').select('id').execute()
  const photo = photos.map(({ id }) => id)
  await post(w, 'noor', '/photos/groups', { photo, group: 'new', title: 'Onderweg', seen: 'f' })
}

/** Which of the words somebody comes upon, whatever page or list is asked for. */
async function readBy({ db, study, as }: Journey, who: Name | Phone): Promise<string[]> {
  const visitor = typeof who === 'string' ? as(who, 'nl') : who
  const met = await crawl(db, study, (address) => visitor.get(`/${address}`))
  return everything.filter((said) => placesOf(met, said).length > 0)
}

/** The words that may go up to a rung, of photos and of talks. */
async function shownTo({ db, study }: Journey, rung: 'leaders' | 'everyone'): Promise<string[]> {
  const views = [`photos_for_${rung}`, `quotations_for_${rung}`] as const
  const rows = await Promise.all(
    views.map((view) => db.selectFrom(view).select('words').where('study_id', '=', study).execute()),
  )
  return rows.flat().map((row) => row.words)
}

function photoSaying({ db }: Journey, said: string): Promise<{ id: string; person_id: string }> {
  return db
    .selectFrom('photos')
    .select(['id', 'person_id'])
    .where('words', '=', said)
    .executeTakeFirstOrThrow()
}
