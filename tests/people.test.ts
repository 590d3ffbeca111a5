import { describe, expect, it } from '@jest/globals'
import { written } from '../src/method/numbers.ts'
import { agree } from './support/agree.ts'
import { crowd, pagesFrom } from './support/crowd.ts'
import { engines } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const tess = {
  name: 'Tess Kuiper',
  email: 'Tess@Voorbeeld.example',
  language: 'nl',
  organisation_id: 'wilgenroos',
  team_id: 'kreken',
}

describe.each(engines)('adding one person, on %s', (engine) => {
  it('works, with a number that is drawn and not dealt', async () => {
    const { as, db } = await world(engine)
    expect((await as('noor').post('/people', tess)).status).toBe(303)
    const page = await as('ravi').get('/people')
    expect(page.text).toContain('Tess Kuiper')
    expect(page.text).toContain('tess@voorbeeld.example')
    const { number } = await db
      .selectFrom('participants')
      .select('number')
      .where('person_id', 'not in', ['sam', 'vera'])
      .executeTakeFirstOrThrow()
    expect([7, 12]).not.toContain(number)
    expect(await logOf(db)).toEqual(['studies.start', 'studies.start', 'people.edit'])
  })

  it('is not for those who see no names, nor for another study', async () => {
    const { as } = await world(engine)
    expect((await as('ada').post('/people', tess)).status).toBe(403)
    expect((await as('kai').post('/people', tess)).status).toBe(404)
    expect((await as('bea').post('/people', tess)).status).toBe(404)
    expect((await as('stranger').post('/people', tess)).status).toBe(401)
  })

  it('says what is missing and keeps what was typed', async () => {
    const { as } = await world(engine)
    const page = await as('noor', 'nl').post('/people', { ...tess, name: ' ', email: '"x" <y>' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Vul een naam in')
    expect(page.text).toContain('Dit is geen e-mailadres')
    expect(page.text).toContain('value="&#34;x&#34; &lt;y&gt;"')
  })

  it('asks whether somebody of the same name is somebody else, and keeps what was typed', async () => {
    const { as, db } = await world(engine)
    const noor = as('noor', 'nl')
    const sam = { ...tess, name: 'sam  VISSER', email: 'sam.twee@voorbeeld.example' }
    const count = async () => (await db.selectFrom('participants').select('number').execute()).length
    const before = await count()
    expect((await noor.get('/people/new')).text).not.toContain('name="other"')
    const asked = await noor.post('/people', sam)
    expect([asked.status, await count()]).toEqual([422, before])
    expect(asked.text).toContain('Zo heet al iemand op de lijst (P07)')
    expect(asked.text).toContain('Dit is iemand anders dan P07')
    expect(asked.text).toContain('value="sam.twee@voorbeeld.example"')
    // With something else wrong, the tick stands there too, and stays as it was.
    const wrong = await noor.post('/people', { ...sam, email: 'x', other: 'yes' })
    expect([wrong.status, /name="other"[^>]*checked/.test(wrong.text)]).toEqual([422, true])
    // Who has the address of somebody is that person, whatever was ticked.
    const same = await noor.post('/people', { ...sam, email: 'sam@voorbeeld.example', other: 'yes' })
    expect([same.status, await count()]).toEqual([422, before])
    expect((await noor.post('/people', { ...sam, email: '', other: 'yes' })).status).toBe(303)
    expect(await count()).toBe(before + 1)
    expect((await noor.post('/people', sam)).text).toMatch(/Dit is iemand anders dan P\d+, P\d+/)
  })

  it('takes no organisation of another study', async () => {
    const { as } = await world(engine)
    expect((await as('noor').post('/people', { ...tess, organisation_id: 'elsewhere' })).status).toBe(404)
  })

  it('is done once when the form is sent twice', async () => {
    const { as, db } = await world(engine)
    const form = { ...tess, once: 'a-mark' }
    const answers = await Promise.all([as('noor').post('/people', form), as('noor').post('/people', form)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const { count } = await db
      .selectFrom('participants')
      .select((row) => row.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(3)
  })
})

describe.each(engines)('adding many, on %s', (engine) => {
  const lines = (...rows: string[]) => ({ language: 'nl', people: rows.join('\n') })

  it('takes commas, semicolons and tabs, with or without headings', async () => {
    const { as } = await world(engine)
    for (const form of [
      lines('Tess Kuiper;tess@a.example;Wilgenroos;Kreken', 'Bo de Wit;;oeverlicht;'),
      lines('naam\te-mail\torganisatie\tteam', 'Jip Bakker\tjip@a.example\tOeverlicht\tKREKEN'),
      lines('team,name,email', 'Kreken,"Jansen, Mo",mo@a.example'),
    ]) {
      expect((await as('noor').post('/people/import', form)).status).toBe(303)
    }
    const page = await as('noor').get('/people')
    for (const name of ['Tess Kuiper', 'Bo de Wit', 'Jip Bakker', 'Mo Jansen'])
      expect(page.text).toContain(name)
  })

  it('takes nobody when one line is wrong, names each line, and keeps the text', async () => {
    const { as, db } = await world(engine)
    const form = lines(
      'Tess Kuiper;tess@a.example;Wilgenroos;Kreken',
      'Bo de Wit;geen adres;;',
      'Jip Bakker;jip@a.example;Nergens;',
      ';mo@a.example;;',
      'Sam Visser;sam@voorbeeld.example;;',
    )
    const page = await as('noor', 'nl').post('/people/import', form)
    expect(page.status).toBe(422)
    for (const problem of [
      'Regel 2: “geen adres” is geen e-mailadres',
      'Regel 3: organisatie “Nergens” staat niet in dit onderzoek',
      'Regel 4: de naam ontbreekt',
      'Regel 5: “sam@voorbeeld.example” staat al op de lijst',
    ]) {
      expect(page.text).toContain(problem)
    }
    // With each stand the words of its line, by which it is found.
    expect(
      [...page.text.matchAll(/<span class="hint">([^<]*;[^<]*)<\/span>/g)].map(([, words]) => words),
    ).toEqual([
      'Bo de Wit;geen adres;;',
      'Jip Bakker;jip@a.example;Nergens;',
      ';mo@a.example;;',
      'Sam Visser;sam@voorbeeld.example;;',
    ])
    expect(page.text).toContain('Jip Bakker;jip@a.example;Nergens;')
    expect(await db.selectFrom('participants').select('number').execute()).toHaveLength(2)
  })

  it('takes nobody when it does not know a heading, and says which', async () => {
    const { as, db } = await world(engine)
    const form = lines('Naam;Mail;Waar in dienst;Groep', 'Tess Kuiper;tess@a.example;Wilgenroos;Kreken')
    const page = await as('noor', 'nl').post('/people/import', form)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Regel 1: kop “Waar in dienst” kennen we niet')
    expect(page.text).toContain('Regel 1: kop “Groep” kennen we niet')
    expect(await db.selectFrom('participants').select('number').execute()).toHaveLength(2)
  })

  it('does not add who is there already by another address, and says whose name it is', async () => {
    const { as, db } = await world(engine)
    const form = lines('Tess Kuiper;tess@a.example', 'SAM  visser;sam.nieuw@voorbeeld.example')
    const page = await as('noor', 'nl').post('/people/import', form)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Regel 2: zo heet al iemand op de lijst (P07)')
    expect(await db.selectFrom('participants').select('number').execute()).toHaveLength(2)
  })

  it('adds nobody twice who is on two of its lines, and says which', async () => {
    const { as, db } = await world(engine)
    const form = lines(
      ...['Tess Kuiper;tess@a.example', 'Bo de Wit', 'Tess;TESS@a.example', 'Bo  de wit;bo@a.example'],
    )
    const page = await as('noor', 'nl').post('/people/import', form)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Regel 3: dit mailadres staat ook op regel 1.')
    expect(page.text).toContain('Regel 4: zo heet ook iemand op regel 2.')
    expect(await db.selectFrom('participants').select('number').execute()).toHaveLength(2)
  })

  it('reads a file as Excel writes it', async () => {
    const { as } = await world(engine)
    const file = Buffer.from('naam;e-mail\r\nZoë Müller;zoe@a.example\r\n', 'latin1')
    const answer = await as('noor').upload(
      '/people/import',
      { language: 'nl' },
      { name: 'mensen.csv', content: file },
    )
    expect(answer.status).toBe(303)
    expect((await as('noor').get('/people')).text).toContain('Zoë Müller')
  })
})

describe.each(engines)('one participant, on %s', (engine) => {
  it('is a number to those who see no names', async () => {
    const { as } = await world(engine)
    for (const path of ['/people', '/people/sam']) {
      const page = await as('ada').get(path)
      expect(page.status).toBe(200)
      expect(page.text).toContain('P07')
      expect(page.text).not.toContain('Sam Visser')
      expect(page.text).not.toContain('sam@voorbeeld.example')
    }
    expect((await as('ada').get('/people.csv')).status).toBe(403)
  })

  it('is changed by one of two who had the same version in view', async () => {
    const { as } = await world(engine)
    const form = { ...tess, name: 'Sam Smit', version: 1 }
    expect((await as('noor').post('/people/sam', form)).status).toBe(303)
    const late = await as('ravi').post('/people/sam', {
      ...form,
      name: 'Samuel',
      language: 'en',
      team_id: '',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Samuel"')
    // What is stored stands beside it in words, where it differs.
    const now = [...late.text.matchAll(/id="(\w+)-now">\s*<p>.*?<\/p>\s*<p[^>]*>(.*?)<\/p>/g)]
    expect(now.map(([, field, words]) => [field, words])).toEqual([
      ['name', 'Sam Smit'],
      ['email', 'tess@voorbeeld.example'],
      ['team_id', 'Kreken'],
      ['language', 'Nederlands'],
    ])
    expect((await as('noor').get('/people/sam')).text).toContain('Sam Smit')
  })

  it('goes with all that hangs on it, and its number is not drawn again', async () => {
    const w = await world(engine)
    const { as, db } = w
    expect((await as('kai').post('/people/sam/removal')).status).toBe(404)
    expect((await as('noor').get('/people/sam')).text).not.toMatch(/<form[^>]*people\/sam\/removal/)
    const asked = await as('noor', 'nl').get('/people/sam/removal')
    expect(asked.text).toContain('P07 · Sam Visser weghalen')
    expect(asked.text).toContain('Nummer P07. Het wordt niet opnieuw gebruikt.')
    expect((await as('ada').get('/people/sam/removal')).status).toBe(403)
    expect((await as('kai').get('/people/sam/removal')).status).toBe(404)
    await agree(w, 'vera')
    expect((await as('noor').get('/people/vera/removal')).headers.location).toContain('/people/vera/erasure')
    expect((await as('noor').post('/people/sam/removal')).status).toBe(303)
    expect((await as('noor').get('/people/sam')).status).toBe(404)
    expect(await db.selectFrom('seats').select('role').where('person_id', '=', 'sam').execute()).toEqual([])
    expect(await db.selectFrom('drawn_numbers').select('number').orderBy('number').execute()).toHaveLength(2)
  })

  it('does not exist for another study', async () => {
    const { as, db } = await world(engine)
    const { id } = await db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Wadden')
      .executeTakeFirstOrThrow()
    expect((await as('kai').get(`//studies/${id}/people/sam`)).status).toBe(404)
  })
})

describe.each(engines)('how far people are, on %s', (engine) => {
  it('is counted, and picks who is shown', async () => {
    const w = await world(engine)
    const { as, db } = w
    await agree(w, 'sam')
    await as('vera').post('/participants/vera/withdrawal')
    const list = async (query = '') => {
      const { text } = await as('ada', 'nl').get(`/people${query}`)
      return { text, shown: [...text.matchAll(/>(P\d+)<\/a>/g)].map(([, number]) => number) }
    }
    const all = await list()
    expect(all.shown).toEqual(['P07', 'P12'])
    expect(all.text).toMatch(/<strong>1<\/strong>\s*<a href="[^"]*\?state=declined">zei nee/)
    expect((await list('?state=declined')).shown).toEqual(['P12'])
    expect((await list('?photos=0')).shown).toEqual(['P07'])
    expect((await list('?state=invited')).text).toContain('Er is nu niemand bij wie dat zo is')
    expect((await list('?state=nonsense')).shown).toHaveLength(2)
    const text = { person_id: 'sam', words: 'Een tekst', client_id: 'client-text' }
    expect((await as('sam').post('/participants/sam/photos/text', text)).status).toBe(303)
    expect((await list('?state=photos')).shown).toEqual(['P07'])
    await db.updateTable('participants').set({ ready_at: '2026-11-22T09:00:00.000Z' }).execute()
    expect((await list('?state=ready')).shown).toEqual(['P07'])
    await as('noor').post('/interviews', { person_id: 'sam', held_on: '2026-11-21', interviewer_id: 'ravi' })
    expect((await list('?state=interviewed')).shown).toEqual(['P07'])
    await as('sam').post('/participants/sam/withdrawal')
    expect((await list('?state=withdrawn')).shown).toEqual(['P07'])
  })
})

describe.each(engines)('inviting, on %s', (engine) => {
  const agreements = {
    commissioner: 'De bestuurders van De Vlonder.',
    contact_name: 'Noor',
    contact: '06 00 00 00 00',
    responsible: 'Oeverlicht',
    privacy_officer: 'fg@oeverlicht.example',
    key_holder: 'een adviseur van buiten',
    keep_recording: 'twee weken na het gesprek',
    keep_data: 'tot een jaar na het onderzoek',
  }
  const known = { photos_by: '2026-12-20', min_photos: 3, max_photos: 5, small_group: 5, version: 1 }

  it('sends nothing while the letter lacks something, and says what', async () => {
    const { as, mails } = await world(engine)
    const page = await as('noor', 'nl').post('/people/sam/invitation')
    expect(page.status).toBe(422)
    expect(page.text).toContain('de datum waarop de foto’s er moeten zijn')
    expect(page.text).toContain('wie verantwoordelijk is voor de gegevens')
    expect(await mails()).toEqual([])
  })

  it('mails each who was not asked, in the person’s language, with a link of their own', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    expect((await as('noor').post('/invitations')).status).toBe(303)
    const sent = await mails()
    expect(sent.map(({ address, state }) => [address, state])).toEqual([
      ['sam@voorbeeld.example', 'sent'],
      ['vera@voorbeeld.example', 'sent'],
    ])
    expect(sent[0]?.subject).toContain('Would you')
    const mail = await as('noor').get(`/mails/${sent[0]?.id}`)
    expect(mail.text).toMatch(/http:\/\/localhost:3000\/p\/[\w-]{32}/)
    expect(mail.text).toContain('Sam,')
    for (const { text } of [mail, await as('noor').get('/mails')]) {
      expect(text).toMatch(/class="chip neutral">\s*kept/)
      expect(text).not.toMatch(/class="chip[^>]*>\s*sent/)
    }
    expect(JSON.stringify(await db.selectFrom('mails').selectAll().execute())).not.toContain('/p/')
    expect((await as('ravi').get(`/mails/${sent[0]?.id}`)).status).toBe(403)
    expect((await as('bea').get(`/mails/${sent[0]?.id}`)).status).toBe(404)
    await as('noor').post('/invitations')
    expect(await mails()).toHaveLength(2)
  })

  it('leads to what is missing, for a mail and for a link alike', async () => {
    const { as, db } = await world(engine)
    for (const path of ['/people/sam/links', '/people/sam/invitation', '/invitations']) {
      const page = await as('noor', 'nl').post(path)
      expect([path, page.status]).toEqual([path, 422])
      expect(page.text).toMatch(/study\/agreements">wie verantwoordelijk is voor de gegevens<\/a>/)
      expect(page.text).toMatch(/study\/photos">de datum waarop/)
    }
    expect(await db.selectFrom('links').select('id').where('role', '=', 'participant').execute()).toEqual([])
  })

  it('says that nobody was invited when nobody has an address', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    await db.updateTable('people').set({ email: null }).where('id', 'in', ['sam', 'vera']).execute()
    expect((await as('noor').get('/people')).text).toContain('2 people have no e-mail address')
    expect((await as('noor').get('/people')).text).not.toContain('/invitations">Invite')
    const page = await as('noor').post('/invitations')
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('Nobody was invited')])
    expect(await mails()).toEqual([])
  })

  it('asks before many mails go, and sends to those that stood there', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    const ask = async (query = '') => (await as('ravi', 'nl').get(`/invitations${query}`)).text
    const all = await ask()
    expect(all).toContain('2 mensen krijgen nu een mail')
    expect(all).toContain('Er is geen mailserver ingesteld: de mails worden bewaard en niet verstuurd')
    expect(all.match(/name="person" value="\w+:0"/g)).toHaveLength(2)
    expect(await ask('?to=chosen')).toContain('Je hebt niemand aangevinkt')
    expect(await ask('?to=chosen&person=vera&person=elsewhere')).toContain('1 persoon krijgt nu een mail')
    expect((await as('ravi').post('/invitations', { person: 'vera' })).status).toBe(303)
    expect((await mails()).map(({ address }) => address)).toEqual(['vera@voorbeeld.example'])
    expect(await ask('?to=chosen&person=vera')).toContain(
      'Deze persoon kreeg de uitnodiging al. Stuur die nog een keer.',
    )
    await db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    expect(await ask('?to=chosen&person=vera&person=sam')).toContain('P07 · Sam Visser: heeft geen mailadres')
    for (const [name, status] of [
      ['ada', 403],
      ['kai', 404],
      ['sam', 401],
    ] as const) {
      expect([name, (await as(name).get('/invitations')).status]).toEqual([name, status])
      expect([name, (await as(name).get('/previews/invitation')).status]).toEqual([name, status])
    }
  })

  it('shows a mail as somebody would get it, with what is missing', async () => {
    const { as, db } = await world(engine)
    const look = (query: string) => as('noor', 'nl').get(`/previews/${query}`)
    const bare = await look('invitation?language=nl')
    expect(bare.text).toContain('Beste Robin')
    expect(bare.text).toContain('ontbreekt: de datum waarop de foto’s er moeten zijn')
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    const sams = await look('reminder?person=sam')
    expect(sams.text).toContain('Dear Sam,')
    expect(sams.text).not.toContain('{photosIn}')
    expect((await look('reminder?person=sam&language=nl')).text).toContain('Beste Sam,')
    for (const wrong of ['nothing', 'invitation?person=elsewhere']) {
      expect((await look(wrong)).status).toBe(404)
    }
    const texts = await as('noor', 'nl').get('/study/texts/mails/nl')
    expect(texts.text).toMatch(/<code>\{declineLink\}<\/code><\/dt>\s*<dd>.*voor iedereen anders/)
    expect(texts.text).toMatch(/<code>\{deadline\}<\/code><\/dt>\s*<dd>.*nu: 20 december 2026/)
    expect(texts.text).toMatch(/<code>\{question\}<\/code><\/dt>\s*<dd>.*nu: Hoe is het voor jou/)
    await db
      .updateTable('study_texts')
      .set({ text: '{firstName}: {question}' })
      .where('key', '=', 'reminder.subject')
      .execute()
    expect((await look('reminder?language=nl')).text).toContain('Robin: Hoe is het voor jou')
    await db.updateTable('studies').set({ question: '', other_words: '{}' }).execute()
    const unasked = await look('reminder?language=nl')
    expect(unasked.text).toMatch(/study\/subject">de vraag van het onderzoek</)
    const [, version = ''] = /name="version" value="([\w-]+)"/.exec(texts.text) ?? []
    for (const [body, said] of [
      ['Hallo {voornaam}, {link} {declineLink}', '{voornaam} kunnen we niet invullen'],
      ['Hallo daar, {link}', 'Zet {declineLink} in deze mail. Zonder die link kan niemand nee zeggen'],
      ['Hallo allemaal', 'Zet {link} en {declineLink} in deze mail'],
    ] as const) {
      const typed = { version, 'reminder.body': body }
      const refused = await as('noor', 'nl').post('/study/texts/mails/nl', typed)
      expect([body, refused.status]).toEqual([body, 422])
      expect(refused.text).toContain(`</span> ${said}`)
      expect(refused.text).toContain(`>\n${body}</textarea>`)
    }
  })

  it('sends no mail without a way to say no, however its text came there', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    await db
      .updateTable('study_texts')
      .set({ text: 'Dear {firstName}, {link}' })
      .where('key', '=', 'invitation.body')
      .where('language', '=', 'en')
      .execute()
    for (const path of ['/people/sam/invitation', '/invitations']) {
      const page = await as('noor', 'nl').post(path)
      expect([path, page.status]).toEqual([path, 422])
      expect(page.text).toMatch(
        /texts\/mails\/en">Uitnodiging \(English\): de link om nee te zeggen of te stoppen</,
      )
    }
    expect(await mails()).toEqual([])
    await db.updateTable('people').set({ language: 'nl' }).where('id', '=', 'vera').execute()
    expect((await as('noor').post('/people/vera/invitation')).status).toBe(303)
  })

  it('sends nothing more to who said no, also what still waited', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    await as('noor').post('/people/sam/invitation')
    expect((await as('sam').post('/participants/sam/withdrawal')).status).toBe(303)
    expect(await mails()).toEqual([])
    const page = (await as('noor', 'nl').get('/people/sam')).text
    expect(page).toContain('Deze persoon zei nee, en krijgt geen mail en geen kaart meer')
    expect(page).not.toMatch(/sam\/invitation"|previews\/invitation|cards\?person/)
    // Whoever said no may still ask for a way in, to change that or to have something erased.
    expect(page).toContain('sam/links"')
    const again = await as('noor', 'nl').post('/people/sam/invitation')
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('krijgt geen mail meer')])
    expect(await db.selectFrom('mails').select('id').execute()).toEqual([])
  })

  it('asks nobody for photos by a day that is past, also not by a mail that waited', async () => {
    const { as, mails, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    await as('noor').post('/people/vera/invitation')
    const past = { ...known, photos_by: '2026-11-21' }
    expect((await as('noor').edit('/study/photos', past)).status).toBe(303)
    expect((await as('noor').get('/study')).text).toContain('21 November 2026, is past')
    expect((await as('ada').get('/study')).text).not.toContain('is past')
    expect(await mails()).toMatchObject([{ state: 'failed' }])
    for (const page of [
      await as('noor').get('/invitations'),
      await as('noor').post('/invitations'),
      await as('noor').post('/invitations', { person: 'sam' }),
    ]) {
      expect([page.status, page.text]).toEqual([422, expect.stringContaining('21 November 2026, is past')])
      expect(page.text).toMatch(/study\/photos">Change the date<\/a>/)
      expect(page.text).not.toMatch(/name="person"/)
    }
    expect((await as('noor').post('/people/sam/invitation')).status).toBe(422)
    const [waiting] = await mails()
    expect((await as('noor').post(`/people/vera/mails/${waiting?.id}/repetition`)).status).toBe(422)
    const vera = (await as('noor').get('/people/vera')).text
    expect(vera).toContain('Choose a new date, and then send a new invitation')
    expect(vera).not.toMatch(/\/(invitation|repetition)"/)
    expect((await as('noor').get('/previews/reminder')).text).toContain('is past')
    expect((await as('noor').get('')).text).toContain('choose a new one before you invite')
    expect(await mails()).toHaveLength(1)
    // A link leads to more than the photos, and to a page that names no day that is past.
    expect((await as('noor').post('/people/sam/links')).status).toBe(200)
    const own = (await as('sam').get('/participants/sam')).text
    expect([own.includes('You still can, until your talk'), own.includes('21 November')]).toEqual([
      true,
      false,
    ])
    await as('sam').post('/participants/sam/withdrawal')
    const declined = (await as('sam').get('/participants/sam/withdrawal')).text
    expect(declined).not.toContain('21 November')
    expect(declined).toContain('works up to and including 22 December 2026')
    // Sent once more when there is a new date, it says that one.
    await db.updateTable('studies').set({ photos_by: '2027-02-03' }).execute()
    expect((await as('noor').post(`/people/vera/mails/${waiting?.id}/repetition`)).status).toBe(303)
    const [sent] = await mails()
    expect([sent?.state, sent?.body]).toEqual(['sent', expect.stringContaining('3 February 2027')])
  })

  it('gives a link to hand over, once; ending it ends the browsers that came in by it', async () => {
    const { as, db } = await world(engine)
    await as('noor').post('/study/photos', known)
    await as('noor').post('/study/agreements', { ...agreements, version: 2 })
    const page = await as('noor').post('/people/sam/links')
    expect(page.text).toMatch(/value="http:\/\/localhost:3000\/p\/[\w-]{32}"/)
    expect((await as('noor').get('/people/sam')).text).not.toMatch(/\/p\/[\w-]{32}/)
    const renewed = await as('noor').post('/people/sam/links/renewal')
    const [old, fresh] = [page, renewed].map(
      ({ text }) => /value="http:\/\/localhost:3000(\/p\/[\w-]{32})"/.exec(text)?.[1],
    )
    expect((await as('stranger').get(`/${old}`)).status).toBe(410)
    expect((await as('stranger').get(`/${fresh}`)).status).toBe(303)
    expect((await as('noor').post('/people/sam/links/removal')).status).toBe(303)
    const open = await db.selectFrom('links').select('id').where('ended_at', 'is', null).execute()
    expect(open).toEqual([])
  })
})

it('offers no invitation to who had the talk, and marks the step on pages beside it', async () => {
  const { as, mails } = await world('SQLite')
  const noor = as('noor')
  expect((await noor.get('/people')).text).toContain('Invite 2 people')
  await noor.post('/interviews', {
    person_id: 'sam',
    held_on: '2026-11-20',
    place: '',
    interviewer_id: 'ravi',
  })
  expect((await noor.get('/people')).text).toContain('Invite 1 person')
  expect((await noor.get('')).text).toContain('1 participant has not been invited')
  const asked = await noor.get('/invitations')
  expect(asked.text).toContain('vera@voorbeeld.example')
  expect(asked.text).not.toContain('sam@voorbeeld.example')
  // Ticked in a page that was open before, or by hand: nothing goes, and each is told of with why.
  const list = (await noor.get('/people')).text
  expect([list.includes('name="person" value="sam"'), list.includes('name="person" value="vera"')]).toEqual([
    false,
    true,
  ])
  const late = await noor.post('/invitations', { person: ['sam', 'vera'] })
  expect([late.status, late.text]).toEqual([409, expect.stringContaining('Sam Visser: has had the talk')])
  expect(late.text).toContain('Nothing was sent')
  expect(late.text).toContain('P12 · Vera')
  expect((await noor.post('/people/sam/invitation')).text).toContain('This person has had the talk')
  const sam = (await noor.get('/people/sam')).text
  expect([sam.includes('sam/invitation"'), sam.includes('/cards?person=sam')]).toEqual([false, true])
  expect(await mails()).toEqual([])
  for (const path of ['/reminders', '/agreements', '/cards?person=vera', '/people?state=added'])
    expect([path, (await noor.get(path)).text]).toEqual([
      path,
      expect.stringMatching(/\/people" aria-current="page"/) as unknown,
    ])
})

it('the list as CSV keeps formulas from being formulas', async () => {
  const { as } = await world('SQLite')
  await as('noor').post('/people', { ...tess, name: '=1+1', email: '' })
  const answer = await as('noor', 'nl').get('/people.csv')
  expect(answer.headers['content-type']).toContain('text/csv')
  expect(answer.text).toContain('P07;Sam Visser;sam@voorbeeld.example;Oeverlicht;Kreken')
  expect(answer.text).toContain("'=1+1")
})

describe.each(engines)('a long list of people, on %s', (engine) => {
  const seenOn = (page: string) => [...page.matchAll(/>(P\d+)<\/a>/g)].map(([, number]) => number)

  it('has each on one page, by number, and goes on only where there is more', async () => {
    const w = await world(engine)
    const numbers = Array.from({ length: 99 }, (_, index) => index + 101)
    await crowd(w, numbers.slice(0, 98))
    expect((await pagesFrom(w, 'noor', '/people')).map((page) => seenOn(page).length)).toEqual([100])
    await w.db.deleteFrom('people').where('id', '=', 'vera').execute()
    await crowd(w, numbers.slice(98))
    await w.as('noor').post('/people', tess)
    const pages = await pagesFrom(w, 'ada', '/people')
    expect(pages.map((page) => seenOn(page).length)).toEqual([100, 1])
    const inOrder = await w.db.selectFrom('participants').select('number').orderBy('number').execute()
    expect(pages.flatMap(seenOn)).toEqual(inOrder.map(({ number }) => written(number)))
  })
})
