import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import request from 'supertest'
import { inTransaction } from '../src/db/transaction.ts'
import { uploadsIn } from '../src/http/upload-folder.ts'
import { cookieOf } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { filesIn, mark, soundTalk, whole } from './support/sent-sound.ts'

const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))

describe.each(engines)('a full disk, on %s', (engine) => {
  it('is told to a script in words, and what it sends is taken when there is room', async () => {
    const { app, db, study, storage, w, talk, send } = await soundTalk(engine)
    const write = storage.write
    storage.write = full
    const address = `/studies/${study}${talk}/recordings/${mark}/pieces/0`
    const answer = await request(app)
      .post(address)
      .set({ cookie: `${await cookieOf(db, 'ravi')}; language=en`, accept: 'application/json' })
      .field({ origin: 'recorded', type: 'audio/wav', begun_at: '', bytes: whole.length, until_ms: 6000 })
      .attach('piece', whole, 'piece')
    expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([
      ...[507, '60', { problem: expect.stringContaining('the disk of the server is full') }],
    ])
    expect(await filesIn(w)).toBe(0)
    expect(await readdir(path.join(w.uploads, 'temporary'))).toEqual([])
    storage.write = write
    expect((await send(0, whole)).status).toBe(200)
  })

  it('is told on the page to who has no script', async () => {
    const { as, storage, talk, send } = await soundTalk(engine)
    storage.write = full
    const file = { field: 'sound', name: 'x.wav', content: whole }
    const sent = await as('ravi').upload(`${talk}/recordings`, {}, file)
    expect([sent.status, sent.text]).toEqual([422, expect.stringContaining('send the file again')])
    const piece = await send(0, whole)
    expect([piece.status, piece.text]).toEqual([507, expect.stringContaining('The server has no room left')])
  })
})

it('is told of a SQLite file that cannot grow, which keeps what it has and goes on when there is room', async () => {
  const { app, db, study, talk, as } = await soundTalk('SQLite')
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  const most = (pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(db)
  const note = { text: 'Veel woorden. '.repeat(1000), version: 0, client_id: 'a'.repeat(24) }
  const own = { cookie: `${await cookieOf(db, 'ravi')}; language=en`, accept: 'application/json' }
  const save = () => request(app).post(`/studies/${study}${talk}/notes/talk`).type('form').set(own).send(note)
  await most(rows[0]?.page_count ?? 0)
  for (const answer of [await save(), await save()])
    expect([answer.status, answer.body]).toEqual([507, { problem: expect.stringContaining('full') }])
  await most(1_000_000)
  expect((await save()).body).toEqual({ version: 1 })
  expect((await as('ravi').get(`${talk}/talk`)).text).toContain('Veel woorden. Veel woorden.')
})

it('is not hidden by SQLite taking back the transaction by itself, as it does when the disk is full', async () => {
  const { db } = await soundTalk('SQLite')
  const twice = inTransaction(db, async (tx) => {
    await sql`insert or rollback into house select * from house`.execute(tx)
  })
  await expect(twice).rejects.toMatchObject({ code: expect.stringContaining('SQLITE_CONSTRAINT') })
  expect(await db.selectFrom('house').select('id').execute()).toHaveLength(1)
})

it('leaves nothing of an upload that was broken off in the middle', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-uploads-'))
  const stream = Readable.from(
    (function* () {
      yield Buffer.alloc(100_000)
      throw new Error('on purpose')
    })(),
  )
  const file = { stream } as Express.Multer.File
  const error = await new Promise((done) => {
    uploadsIn(folder)._handleFile({} as never, file, done)
  })
  expect([String(error), await readdir(folder)]).toEqual(['Error: on purpose', []])
  await rm(folder, { recursive: true })
})
