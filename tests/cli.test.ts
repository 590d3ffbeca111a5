import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { Agent, get, request, type IncomingMessage } from 'node:http'
import { createServer, connect, type AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import pg from 'pg'
import { openSqlite } from '../src/db/open.ts'
import type { WaysIn } from '../src/example/ways-in.ts'
import { engines } from './support/databases.ts'
import { freshFolder, root, run, settingsIn, started, type Settings } from './support/program.ts'

let folder: string
let settings: Settings
let address: string
beforeEach(async () => {
  folder = await freshFolder()
  settings = await settingsIn(folder)
  address = `http://localhost:${settings.PORT ?? ''}`
})

async function server(more: Settings = {}) {
  const running = started(['start'], { ...settings, ...more })
  await running.says('Voetspoor serves on')
  return running
}

async function answerOf(url: string, agent?: Agent): Promise<{ status: number; body: string }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) =>
    get(url, { agent: agent ?? new Agent(), headers: { 'accept-language': 'en' } }, resolve).once(
      'error',
      reject,
    ),
  )
  return { status: answer.statusCode ?? 0, body: await text(answer) }
}

/** Refused in one line on standard error, with nothing on standard output. */
async function refusal(words: string[], more: Settings = {}, typed = ''): Promise<string> {
  const { code, stdout, stderr } = await run(words, { ...settings, ...more }, typed)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^[^\n]+\n$/)
  return stderr.trim()
}

const account = (name: string, ...more: string[]) => [
  ...['account', 'add', '--email', `${name}@voorbeeld.example`, '--name', name],
  ...more,
]

describe('the server', () => {
  it('says how it is doing', async () => {
    await server()
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    const { status, body } = await answerOf(`${address}/healthz`)
    expect(status).toBe(200)
    const { commit } = JSON.parse(body) as { commit: string }
    expect(commit).toMatch(/^[0-9a-f]{7,}$|^unknown$/)
    expect(body).toBe(JSON.stringify({ status: 'ok', version, commit, database: 'sqlite' }))
  })

  it('prints a set-up link once a start, and only while there is no account', async () => {
    const first = await server()
    const said = await first.says('/set-up/')
    expect(said.match(/set-up/g)).toHaveLength(1)
    const [link = ''] = /http\S+/.exec(said.slice(said.indexOf('once'))) ?? []
    expect((await answerOf(link)).status).toBe(200)
    first.child.kill('SIGTERM')
    expect(await first.outcome).toMatchObject({ code: 0, stderr: '' })
    const second = await server()
    const [other = ''] = /http\S+set-up\S+/.exec(await second.says('/set-up/')) ?? []
    expect(other).not.toBe(link)
    expect((await answerOf(link)).body).not.toContain('name="password"')
    expect((await answerOf(other)).body).toContain('name="password"')
    second.child.kill('SIGTERM')
    await second.outcome
    await run(account('noor', '--role', 'administrator'), settings)
    const third = await server()
    third.child.kill('SIGTERM')
    expect((await third.outcome).stdout).toBe(`Voetspoor serves on ${address}\n`)
  })

  it('works beside the command line', async () => {
    await server()
    expect(await run(account('noor'), settings)).toMatchObject({ code: 0, stderr: '' })
    expect(await run(['backup', path.join(folder, 'copy')], settings)).toMatchObject({ code: 0, stderr: '' })
    expect((await answerOf(`${address}/healthz`)).status).toBe(200)
  })

  it('ends with 0 on SIGTERM, with connections that wait and a request that hangs', async () => {
    const running = await server()
    const agent = new Agent({ keepAlive: true })
    await answerOf(`${address}/healthz`, agent)
    const silent = connect(Number(settings.PORT), 'localhost')
    const hanging = request(`${address}/sign-in`, {
      method: 'POST',
      headers: { 'content-length': 1000, 'content-type': 'application/x-www-form-urlencoded' },
    })
    for (const socket of [silent, hanging]) socket.on('error', () => undefined)
    hanging.write('email=')
    await pause(200)
    const start = Date.now()
    running.child.kill('SIGTERM')
    expect(await running.outcome).toMatchObject({ code: 0, signal: null })
    expect(Date.now() - start).toBeLessThan(10_000)
    agent.destroy()
  })

  it('lets a request in flight end after SIGTERM, and takes no other', async () => {
    const running = await server()
    const body = 'email=noor%40voorbeeld.example&password=wrong-and-long-enough'
    const slow = request(`${address}/sign-in`, {
      method: 'POST',
      agent: new Agent({ keepAlive: true }),
      headers: {
        'content-length': body.length,
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
    })
    const answer = new Promise<IncomingMessage>((resolve, reject) =>
      slow.once('response', resolve).once('error', reject),
    )
    slow.write(body.slice(0, 10))
    await pause(200)
    running.child.kill('SIGTERM')
    await pause(500)
    await expect(answerOf(`${address}/healthz`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    slow.end(body.slice(10))
    const { statusCode } = await answer
    expect(statusCode).toBe(422)
    const answered = Date.now()
    expect(await running.outcome).toMatchObject({ code: 0, signal: null })
    // Well before an idle line would be given up.
    expect(Date.now() - answered).toBeLessThan(4000)
  })
})

describe('a start is refused in one line', () => {
  it.each([
    [{ PORT: 'abc' }, 'PORT'],
    [{ BASE_URL: 'voetspoor.example' }, 'BASE_URL'],
    [{ TIME_ZONE: 'Europe/Vlonder' }, 'TIME_ZONE'],
    [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://noor:secret@localhost:1/none' }, 'ECONNREFUSED'],
    [{ HOST: 'nowhere.invalid' }, 'cannot be used'],
  ])('with %j', async (more, words) => {
    const said = await refusal(['start'], more)
    expect(said).toContain(words)
    expect(said).not.toContain('secret')
  })

  it('on a port that is in use', async () => {
    const other = createServer()
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const { port } = other.address() as AddressInfo
    expect(await refusal(['start'], { PORT: String(port) })).toContain(`Port ${port} on localhost is in use`)
    await new Promise((closed) => other.close(closed))
  })

  it.each(['DATA_DIR', 'UPLOADS_DIR'])('with %s below a file, or a file itself', async (name) => {
    const file = path.join(folder, 'file')
    await writeFile(file, 'mine')
    for (const place of [file, path.join(file, 'below')])
      expect(await refusal(['start'], { [name]: place })).toContain(place)
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it('with a file that is no database', async () => {
    const file = path.join(folder, 'data/voetspoor.sqlite')
    await mkdir(path.dirname(file))
    await writeFile(file, 'a letter to the editor, '.repeat(1000))
    const before = await readFile(file)
    expect(await refusal(['start'])).toContain(file)
    expect(await refusal(['backup', path.join(folder, 'copy')])).toContain(file)
    expect(await readFile(file)).toEqual(before)
    expect(await readdir(path.dirname(file))).toEqual(['voetspoor.sqlite'])
  })

  it('with the database of a newer program', async () => {
    await run(['migrate'], settings)
    const db = openSqlite(path.join(folder, 'data/voetspoor.sqlite'))
    await sql`insert into migrations (name, checksum, at) values ('9999_later.sql', 'x', 'now')`.execute(db)
    await db.destroy()
    expect(await refusal(['start'])).toContain('newer than this program')
  })
})

describe('account add', () => {
  it('prints a link to choose a password, and nothing else', async () => {
    const { code, stdout, stderr } = await run(account('noor', '--role', 'administrator'), settings)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^${address}/password/[\\w-]{20,}\n$`))
    await server()
    expect((await answerOf(stdout.trim())).body).toContain('name="password"')
  })

  it('adds roles up, and keeps the language', async () => {
    await run(
      account('noor', '--role', 'administrator', '--role', 'researcher', '--language', 'en'),
      settings,
    )
    await run(account('jelle'), settings)
    const db = openSqlite(path.join(folder, 'data/voetspoor.sqlite'))
    const accounts = await db.selectFrom('accounts').selectAll().orderBy('id').execute()
    await db.destroy()
    expect(accounts).toMatchObject([
      { email: 'noor@voorbeeld.example', is_administrator: 1, is_researcher: 1, language: 'en' },
      { email: 'jelle@voorbeeld.example', is_administrator: 0, is_researcher: 0, language: 'nl' },
    ])
  })

  it('takes a password from standard input', async () => {
    const typed = 'een zin die niemand raadt 7\n'
    const added = await run(account('noor', '--password-stdin'), settings, typed)
    expect(added).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
    await server()
    const signedIn = await fetch(`${address}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ email: 'noor@voorbeeld.example', password: typed.trim() }),
    })
    expect(signedIn.status).toBe(303)
  })

  it('refuses in one line, and adds nothing', async () => {
    expect(await refusal(account('noor', '--password-stdin'), {}, 'short')).toContain('characters')
    expect(await refusal(account('noor', '--password-stdin'), {}, 'password1234\n')).toContain('guessed')
    expect(await refusal(account('noor', '--role', 'queen'))).toContain('--role is one of')
    expect(await refusal(['account', 'add', '--name', 'noor'])).toContain('--email is missing')
    expect(await refusal(account('noor', '--colour', 'red'))).toContain('--colour')
    expect(await refusal(account('noor', 'stray'))).toContain('stray')
    expect(await refusal(['account', 'remove'])).toContain('account add')
    expect((await run(account('noor'), settings)).code).toBe(0)
    const again = ['account', 'add', '--email', ' Noor@Voorbeeld.example', '--name', 'again']
    expect(await refusal(again)).toContain('already')
  })
})

describe('example', () => {
  it('adds a study beside the running server, with ways in that work', async () => {
    await server()
    const { code, stdout } = await run(['example', '--json'], settings)
    expect(code).toBe(0)
    const ways = JSON.parse(stdout) as WaysIn
    expect(ways.administrator?.email).toBe('beheer@vlonder.example')
    expect(ways.session.code).toMatch(/^[A-HJ-KM-NP-Z2-9]{6}$/)
    expect((await answerOf(ways.participant.link)).status).toBe(303)
    // 53 pictures were drawn, each in three sizes.
    const stored = (await readdir(path.join(folder, 'uploads'))).filter((name) => /^[0-9a-f]{32}$/.test(name))
    expect(stored).toHaveLength(3 * 53)
  }, 240_000)

  it('refuses an option that it does not know, and adds nothing', async () => {
    expect(await refusal(['example', '--force'])).toContain('--force')
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the command line', () => {
  it('prints the routes without a database or a good setting', async () => {
    const { code, stdout, stderr } = await run(['routes'], { DATABASE_URL: 'nonsense', PORT: 'abc' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const line of stdout.trim().split('\n'))
      expect(line).toMatch(/^(GET|POST) \/\S* \w+ \S+ [\w,-]+( needs:\w+)?$/)
    expect(stdout).toContain('GET /healthz anyone anyone anyone\n')
  })

  it('helps, and names every command', async () => {
    for (const words of [[], ['--help']]) {
      const { code, stdout, stderr } = await run(words, {})
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      for (const command of [
        'start',
        'migrate',
        'account add',
        'example',
        'routes',
        'backup DIR',
        'restore DIR',
      ])
        expect(stdout).toContain(`\n  ${command} `)
    }
  })

  it.each(['nonsense', 'constructor'])('knows no command %j', async (word) => {
    expect(await refusal([word])).toContain(`There is no command "${word}"`)
  })

  it.each([
    [['start', '--port=80']],
    [['migrate', 'now']],
    [['routes', '--json']],
    [['backup']],
    [['backup', 'a', 'b']],
  ])('says how to say %j', async (words) => {
    expect(await refusal(words)).toMatch(/^Say `voetspoor /)
    expect(await readdir(folder)).toEqual([])
  })

  it('backs up and restores', async () => {
    await run(account('noor'), settings)
    const copy = path.join(folder, 'copy')
    const made = await run(['backup', copy], settings)
    expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(copy) })
    expect(await refusal(['backup', copy])).toContain('is there already')
    expect(await refusal(['restore', copy])).toContain('into an empty place only')
    const other = await settingsIn(path.join(folder, 'other'))
    expect(await run(['restore', copy], other)).toMatchObject({ code: 0, stderr: '' })
    settings = other
    expect(await refusal(account('noor'))).toContain('already')
  })
})

;(engines.includes('PostgreSQL') ? describe : describe.skip)('on PostgreSQL', () => {
  let name: string
  beforeEach(async () => {
    name = `cli-${path.basename(folder).toLowerCase()}`
    await onServer(`create database "${name}"`)
    const url = new URL(process.env.TEST_POSTGRES ?? '')
    url.pathname = name
    settings.DATABASE_URL = url.href
    return undefined
  })

  it('outlives a restart of the database, and says so while it is away', async () => {
    const running = await server()
    await running.says('/set-up/')
    expect((await answerOf(`${address}/healthz`)).body).toContain('"database":"postgresql"')
    await Promise.all(Array.from({ length: 8 }, () => answerOf(`${address}/sign-in`)))
    await onServer(`alter database "${name}" allow_connections false`)
    await endConnections(name)
    const away = await answerOf(`${address}/healthz`)
    expect(away.status).toBe(503)
    expect(away.body).toContain('"status":"unavailable"')
    await onServer(`alter database "${name}" allow_connections true`)
    expect((await answerOf(`${address}/healthz`)).status).toBe(200)
    for (let tries = 0; tries < 3; tries += 1) {
      await endConnections(name)
      await pause(50)
      expect((await answerOf(`${address}/healthz`)).status).toBe(200)
      expect((await answerOf(`${address}/sign-in`)).status).toBe(200)
    }
    running.child.kill('SIGTERM')
    expect(await running.outcome).toMatchObject({ code: 0 })
    await onServer(`drop database "${name}" (force)`)
  })

  it('ends on SIGTERM while the database hangs', async () => {
    const running = await server()
    await running.says('/set-up/')
    const lock = new pg.Client({ connectionString: settings.DATABASE_URL })
    await lock.connect()
    await lock.query('begin; lock table visits, accounts, account_links in access exclusive mode')
    const waiting = fetch(`${address}/sign-in`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ email: 'noor@voorbeeld.example', password: 'long and hard to guess' }),
    }).catch(() => undefined)
    await pause(300)
    const start = Date.now()
    running.child.kill('SIGTERM')
    expect(await running.outcome).toMatchObject({ code: 0, signal: null })
    expect(Date.now() - start).toBeLessThan(10_000)
    await waiting
    await lock.end()
    await onServer(`drop database "${name}" (force)`)
  })

  it('refuses in one line a database that is not there, and a back-up', async () => {
    const url = new URL(settings.DATABASE_URL ?? '')
    url.pathname = 'missing'
    expect(await refusal(['start'], { DATABASE_URL: url.href })).toContain('does not exist')
    expect(await refusal(['backup', path.join(folder, 'copy')])).toContain('pg_dump')
    expect(await refusal(['restore', path.join(folder, 'copy')])).toContain('pg_restore')
    await onServer(`drop database "${name}" (force)`)
  })
})

async function onServer(statement: string, values: string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES ?? '' })
  await client.connect()
  await client.query(statement, values)
  await client.end()
}

function endConnections(name: string): Promise<void> {
  return onServer('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
}
