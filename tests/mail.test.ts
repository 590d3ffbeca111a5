import { createServer, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { change } from '../src/access/change.ts'
import type { Db } from '../src/db/schema.ts'
import { openPostgres } from '../src/db/open.ts'
import { bySmtp, type Deliver } from '../src/mail/deliver.ts'
import { createOutbox, insertMail } from '../src/mail/outbox.ts'
import { emailOf, now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const minute = 60_000
const from = 'Voetspoor <test@voorbeeld.example>'
const running: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()))
})

type Received = { to: string; content: string }

/** A mail server on this machine that takes all but what it is told to refuse. */
async function mailServer(refuses: { recipient?: string; content?: boolean } = {}) {
  const received: Received[] = []
  const refusal = (code: number) => Object.assign(new Error('not here'), { responseCode: code })
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      done(address === refuses.recipient ? refusal(550) : null)
    },
    onData: (stream, { envelope }, done) => {
      void text(stream).then((content) => {
        const to = envelope.rcptTo.map(({ address }) => address).join()
        if (!refuses.content) received.push({ to, content })
        done(refuses.content ? refusal(451) : null)
      })
    },
  })
  const port = await listening(server.server)
  running.push(
    () =>
      new Promise((closed) => {
        server.close(closed)
      }),
  )
  return { url: `smtp://127.0.0.1:${port}`, received }
}

/** A mail server that takes a message and dies before it says so. */
const dyingServer = () => takingServer((socket) => socket.destroy())

/** One that takes a message to somebody and says nothing any more. */
const silentServer = (name: string) =>
  takingServer((socket, message) => {
    if (!message.includes(`To: ${emailOf(name)}`)) socket.write('250 fine\r\n')
  })

/** A mail server that takes messages, and then does as it is told. */
async function takingServer(then: (socket: Socket, message: string) => void) {
  const taken: string[] = []
  const server = createServer((socket) => {
    let inData = false
    let message = ''
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      const said = String(bytes)
      if (inData) {
        message += said
        if (!message.endsWith('\r\n.\r\n')) return
        taken.push(message)
        inData = false
        then(socket, message)
      } else if (said.startsWith('DATA')) {
        inData = true
        socket.write('354 go on\r\n')
      } else socket.write('250 fine\r\n')
    })
    socket.write('220 here\r\n')
  })
  const port = await listening(server)
  running.push(
    () =>
      new Promise((closed) => {
        server.close(() => {
          closed()
        })
      }),
  )
  return { url: `smtp://127.0.0.1:${port}`, taken }
}

async function listening(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return (server.address() as { port: number }).port
}

/** The outbox of a world, which sends in another way. */
async function outboxOf(engine: Engine, deliver: Deliver) {
  const house = await world(engine)
  const settings = {
    now: () => house.clock.now,
    baseUrl: 'https://voetspoor.voorbeeld.example',
    timeZone: 'Europe/Amsterdam',
    onError: (error: unknown) => {
      throw error
    },
  }
  const outbox = createOutbox(house.db, deliver, settings)
  const state = async () => {
    await outbox.sendDue()
    return house.db.selectFrom('mails').select(['state', 'tries', 'problem']).orderBy('id').execute()
  }
  return { ...house, settings, outbox, state }
}

async function writeTo(db: Db, studyId: string, personId: 'sam' | 'vera', body = 'Kom binnen: {link}') {
  const at = now.toISOString()
  const mail = {
    address: emailOf(personId),
    language: 'nl',
    template: 'invitation',
    subject: 'Doe je mee?',
  } as const
  const to = { studyId, personId, role: 'participant' } as const
  await change(db, { kind: 'system', action: 'cast', at }, async (tx) => {
    await insertMail(tx, { to, ...mail, body }, at)
    return { id: '' }
  })
}

const linkPattern = /https:\/\/voetspoor\.voorbeeld\.example\/p\/[\w-]{32}/

/** Undoes the folding of quoted-printable. */
const unfolded = (content = '') => content.replaceAll('=\r\n', '').replaceAll('=\n', '')

describe.each(engines)('the outbox, on %s', (engine) => {
  it('sends each mail once, with a link that stands nowhere else', async () => {
    const { url, received } = await mailServer()
    const { db, study, state } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam', 'Kom binnen via {link}. Of zeg nee ({declineLink}).')
    await writeTo(db, study, 'vera', 'Zonder link')
    for (let times = 0; times < 2; times += 1) {
      expect(await state()).toEqual([
        { state: 'sent', tries: 1, problem: null },
        { state: 'sent', tries: 1, problem: null },
      ])
    }
    expect(received.map(({ to }) => to)).toEqual([emailOf('sam'), emailOf('vera')])
    // What stands right after an address would be taken for a part of it.
    const text = unfolded(received[0]?.content)
    expect(text).toMatch(new RegExp(`${linkPattern.source} \\. Of zeg nee \\(${linkPattern.source}/no \\)`))
    expect(received[0]?.content).toContain('Auto-Submitted: auto-generated')
    expect(await db.selectFrom('links').select('person_id').execute()).toEqual([{ person_id: 'sam' }])
    expect(JSON.stringify(await db.selectFrom('mails').selectAll().execute())).not.toMatch(linkPattern)
  })

  it('tries again after growing pauses, and gives up, when the recipient is refused', async () => {
    const { url, received } = await mailServer({ recipient: emailOf('sam') })
    const { db, study, state, clock, as } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam')
    let elapsed = 0
    for (const [index, pause] of [1, 5, 30, 120, 480].entries()) {
      expect((await state())[0]).toMatchObject({ state: 'waiting', tries: index + 1 })
      elapsed += pause * minute
      clock.now = new Date(now.getTime() + elapsed - 1)
      expect((await state())[0]).toMatchObject({ state: 'waiting', tries: index + 1 })
      clock.now = new Date(now.getTime() + elapsed)
    }
    expect((await state())[0]).toMatchObject({
      state: 'failed',
      tries: 6,
      problem: expect.stringContaining('550'),
    })
    expect(received).toEqual([])
    expect(await db.selectFrom('links').select('id').execute()).toEqual([])
    clock.now = now
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    expect((await as('noor').get(`/mails/${id}`)).text).toContain('not here')
  })

  it('tries again when the server refuses the text, or cannot be reached', async () => {
    const { url } = await mailServer({ content: true })
    const closed = createServer()
    const port = await listening(closed)
    await new Promise((done) => closed.close(done))
    for (const address of [url, `smtp://127.0.0.1:${port}`]) {
      const { db, study, state, clock } = await outboxOf(engine, bySmtp(address, from))
      await writeTo(db, study, 'sam')
      expect((await state())[0]).toMatchObject({ state: 'waiting', tries: 1 })
      clock.now = new Date(now.getTime() + minute)
      expect((await state())[0]).toMatchObject({ state: 'waiting', tries: 2 })
      expect(await db.selectFrom('links').select('id').execute()).toEqual([])
    }
  })

  it('goes on with the others', async () => {
    const { url, received } = await mailServer({ recipient: emailOf('sam') })
    const { db, study, state } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam')
    await writeTo(db, study, 'vera')
    expect((await state()).map((mail) => mail.state)).toEqual(['waiting', 'sent'])
    expect(received).toHaveLength(1)
  })

  it('leaves one alone that a server does not answer, and goes on with the others', async () => {
    const { url, taken } = await silentServer('sam')
    const { db, study, state } = await outboxOf(engine, bySmtp(url, from, 1000))
    await writeTo(db, study, 'sam')
    await writeTo(db, study, 'vera')
    // The first may have arrived.
    expect((await state()).map((mail) => mail.state)).toEqual(['sending', 'sent'])
    expect(taken).toHaveLength(2)
  })

  it('does not send again what a dying server may have taken, and says so', async () => {
    const { url, taken } = await dyingServer()
    const { db, study, state, clock, as } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam')
    expect((await state())[0]).toMatchObject({ state: 'sending', tries: 1, problem: expect.any(String) })
    clock.now = new Date(now.getTime() + 10 * 60 * minute)
    expect((await state())[0]).toMatchObject({ state: 'sending', tries: 1 })
    expect(taken).toHaveLength(1)
    expect(await db.selectFrom('links').select('id').execute()).toHaveLength(1)
    expect((await as('noor').get('/mails')).text).toContain('maybe sent')
  })

  it('sends once more when a lead says so, and not while it is on its way', async () => {
    const tries: unknown[] = []
    const deliver = (mail: unknown) => {
      tries.push(mail)
      return tries.length === 1 ? Promise.reject(new Error('power cut')) : Promise.resolve('sent' as const)
    }
    const { db, study, state, clock, as } = await outboxOf(engine, deliver)
    await writeTo(db, study, 'sam')
    await state()
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    const again = `/mails/${id}/repetition`
    expect((await as('noor').post(again)).status).toBe(409)
    clock.now = new Date(now.getTime() + 10 * minute)
    expect((await as('noor').get(`/mails/${id}`)).text).toContain('Sending broke off halfway')
    for (const [name, status] of [
      ['ravi', 403],
      ['kai', 404],
      ['noor', 303],
      ['noor', 409],
    ] as const)
      expect([name, (await as(name).post(again)).status]).toEqual([name, status])
    expect(tries).toHaveLength(1)
    expect((await state())[0]).toMatchObject({ state: 'sent', tries: 1, problem: null })
    expect(tries).toHaveLength(2)
    expect((await as('noor').post(again)).status).toBe(409)
  })

  it('keeps with each mail whether it left, and sends one that did not once more', async () => {
    const went: ('kept' | 'sent')[] = ['kept', 'sent', 'sent']
    const { db, study, state, as } = await outboxOf(engine, () => Promise.resolve(went.shift() ?? 'sent'))
    await writeTo(db, study, 'sam')
    await writeTo(db, study, 'vera')
    await state()
    const chips = async (path: string) =>
      [...(await as('noor').get(path)).text.matchAll(/class="chip [^>]*>\s*(sent|kept)\s*</g)].map(
        ([, word]) => word,
      )
    // The newest first; the house has no mail server now.
    expect(await chips('/mails')).toEqual(['sent', 'kept'])
    const { id } = await db
      .selectFrom('mails')
      .select('id')
      .where('was_kept', '=', 1)
      .executeTakeFirstOrThrow()
    const again = `/mails/${id}/repetition`
    expect((await as('noor').post(again)).status).toBe(303)
    await state()
    expect(await chips('/mails')).toEqual(['sent', 'sent'])
    expect((await as('noor').post(again)).status).toBe(409)
    await db.updateTable('mails').set({ was_kept: null }).execute()
    expect(await chips('/mails')).toEqual(['kept', 'kept'])
  })

  it('stands by the person with why it failed, and is settled there', async () => {
    const { url } = await mailServer({ recipient: emailOf('sam') })
    const { db, study, state, as, clock } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam')
    await state()
    const list = async (name: 'ravi' | 'ada') => (await as(name, 'nl').get('/people')).text
    expect(await list('ravi')).toContain('1 keer geprobeerd. Dit mailadres bestaat niet')
    expect(await list('ravi')).toContain('De volgende poging is op 22 november 2026 om 10:01.')
    expect(await list('ada')).not.toContain('keer geprobeerd')
    await as('noor').edit('/people/sam', { name: 'Sam', email: 'sam@elders.example', language: 'nl' })
    expect(await db.selectFrom('mails').select('address').execute()).toEqual([
      { address: 'sam@elders.example' },
    ])
    await db.updateTable('mails').set({ state: 'sending' }).execute()
    const { id } = await db.selectFrom('mails').select('id').executeTakeFirstOrThrow()
    const arrival = `/people/sam/mails/${id}/arrival`
    expect((await as('ravi').post(arrival)).status).toBe(409)
    clock.now = new Date(now.getTime() + 10 * minute)
    const person = await as('ravi', 'nl').get('/people/sam')
    expect(person.text).toContain('misschien verzonden')
    expect(person.text).toContain(arrival)
    for (const [name, at, status] of [
      ['ada', 'sam', 403],
      ['kai', 'sam', 404],
      ['ravi', 'vera', 404],
      ['ravi', 'sam', 303],
      ['ravi', 'sam', 409],
    ] as const) {
      const answer = await as(name).post(`/people/${at}/mails/${id}/arrival`)
      expect([name, at, answer.status]).toEqual([name, at, status])
    }
    expect((await state())[0]).toMatchObject({ state: 'sent' })
  })

  it('tells in a table of all mails what the page does, for a lead who sees names, and that is noted', async () => {
    const { url } = await dyingServer()
    const { db, study, state, clock, as } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam', 'Kom niet in de tabel: {link}')
    await state()
    clock.now = new Date(now.getTime() + 10 * 60 * minute)
    await db.updateTable('mails').set({ subject: '=1+1; of niet' }).execute()
    const { text, headers } = await as('noor', 'nl').get('/mails.csv')
    expect(headers['content-disposition']).toContain('filename=mails.csv')
    expect(text.slice(1).trim().split('\r\n')).toEqual([
      'Onderwerp;Aan;Wanneer;Stand',
      expect.stringMatching(/^"'=1\+1; of niet";sam@voorbeeld\.example;2026-11-2\d.*Z;misschien verzonden$/),
    ])
    expect(await logOf(db)).toContain('mails.export read')
    expect((await as('noor').get('/mails')).text).toContain('/mails.csv"')
    for (const name of ['ravi', 'ada'] as const) {
      expect([name, (await as(name).get('/mails.csv')).status]).toEqual([name, 403])
    }
    await db.updateTable('seats').set({ sees_names: 0 }).where('study_id', '=', study).execute()
    expect((await as('noor').get('/mails.csv')).status).toBe(403)
  })

  it('does not send again what a crash left in the middle', async () => {
    const { db, study, state, clock } = await outboxOf(engine, () => Promise.reject(new Error('power cut')))
    await writeTo(db, study, 'sam')
    expect((await state())[0]).toMatchObject({ state: 'sending', tries: 1 })
    clock.now = new Date(now.getTime() + 600 * minute)
    expect((await state())[0]).toMatchObject({ state: 'sending', tries: 1 })
  })

  it('makes no link for a mail that it could not mark, and loses none', async () => {
    const { url, received } = await mailServer()
    const { db, study, outbox, state } = await outboxOf(engine, bySmtp(url, from))
    await writeTo(db, study, 'sam')
    await db.schema.alterTable('links').renameTo('elsewhere').execute()
    await expect(outbox.sendDue()).rejects.toMatchObject({
      message: expect.stringContaining('links') as unknown,
    })
    await db.schema.alterTable('elsewhere').renameTo('links').execute()
    expect((await state())[0]).toMatchObject({ state: 'sent', tries: 1 })
    expect(received).toHaveLength(1)
  })
})

const onPostgres = engines.includes('PostgreSQL') ? it : it.skip

onPostgres('two outboxes on one PostgreSQL send each mail once', async () => {
  const { url, received } = await mailServer()
  const { db, study, settings, outbox } = await outboxOf('PostgreSQL', bySmtp(url, from))
  const name = sql<{ name: string }>`select current_database() as name`
  const address = new URL(process.env.TEST_POSTGRES ?? '')
  address.pathname = (await name.execute(db)).rows[0]?.name ?? ''
  const second = openPostgres(address.href)
  for (let mail = 0; mail < 20; mail += 1) await writeTo(db, study, mail % 2 ? 'sam' : 'vera')
  const other = createOutbox(second, bySmtp(url, from), settings)
  await Promise.all([outbox.sendDue(), other.sendDue(), outbox.sendDue()])
  await second.destroy()
  expect(received).toHaveLength(20)
  expect(new Set(received.map(({ content }) => /^Message-ID: (.+)$/im.exec(content)?.[1])).size).toBe(20)
  expect(await db.selectFrom('links').select('id').execute()).toHaveLength(20)
})
