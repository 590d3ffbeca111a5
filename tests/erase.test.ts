import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import Database from 'better-sqlite3'
import request from 'supertest'
import { change } from '../src/access/change.ts'
import { insertLink } from '../src/access/links.ts'
import { copySqlite } from '../src/db/copy.ts'
import { migrate } from '../src/db/migrate.ts'
import { openSqlite } from '../src/db/open.ts'
import { purgeErased } from '../src/steps/people/erase-queries.ts'
import { agree } from './support/agree.ts'
import { emailOf } from './support/cast.ts'
import { engines, removeAfter, type Fill } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { logOf, world, type World } from './support/world.ts'

const own = '/participants/sam'
const secrets = [
  ...['kanarie-foto', 'kanarie-tekst', 'kanarie-notitie', 'kanarie-opmerking', 'kanarie-oud'],
  // A word by itself, as the search keeps it.
  ...['Sam Visser', emailOf('sam'), 'zzzwijgkanarie'],
]

/** Sam brings, says and answers something; Vera too, and the team uses both. */
async function bring(w: World): Promise<void> {
  const { as, db } = w
  const noor = as('noor')
  for (const name of ['sam', 'vera'] as const) {
    await agree(w, name)
    const file = { field: 'picture', name: 'a.jpg', content: await picture(name === 'sam' ? 10 : 200) }
    const form = { client_id: `client-${name}`, words: name === 'sam' ? 'kanarie-foto' : 'Een fiets' }
    await as(name).upload(`/participants/${name}/photos`, form, file)
  }
  await noor.post('/interviews', { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' })
  const { id: talk } = await db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  await noor.post(`/interviews/${talk}/notes/talk`, { text: 'kanarie-notitie', version: 0 })
  const text = { kind: 'transcript', person_id: 'sam', title: 'Gesprek', text: 'kanarie-oud' }
  await noor.post('/material', text)
  const { id: material } = await db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  // Long texts lie on pages of their own.
  const long = `kanarie-tekst zzzwijgkanarie ${'over sleutels '.repeat(900)}kanarie-tekst-einde`
  await noor.post(`/material/${material}`, { title: 'Gesprek', text: long, version: 1 })
  const words = { words: 'kanarie-tekst-einde', name: 'Sleutels' }
  await noor.post(`/coding/materials/${material}/quotations`, words)
  const { id: quotation } = await db.selectFrom('quotations').select('id').executeTakeFirstOrThrow()
  await noor.post(`/coding/quotations/${quotation}/wish`)
  const fine = { answer: 'fine', rung: 'everyone', remark: 'kanarie-opmerking' }
  await as('sam').post(`${own}/quotations/${quotation}/permission`, fine)
}

describe.each(engines)('erasing everything, on %s', (engine) => {
  it('asks once more, and then leaves no row, no file and no link, and nothing of others goes', async () => {
    const w = await world(engine)
    const { as, db } = w
    await bring(w)
    expect((await as('vera').get(`${own}/erasure`)).status).toBe(404)
    const unsure = await as('sam').post(`${own}/erasure`)
    expect([unsure.status, unsure.text.includes('Tick this if you are sure')]).toEqual([422, true])
    expect((await as('sam').post(`${own}/erasure`, { sure: 'yes' })).headers.location).toBe('/erased')
    expect((await as('stranger').get('//erased')).text).toContain('Everything of yours is erased')
    expect((await as('sam').get(own)).status).toBe(404)
    const tables = (await db.introspection.getTables()).filter(({ isView }) => !isView)
    for (const { name } of tables.filter((table) => table.name !== 'audit_log')) {
      const rows = await db
        .selectFrom(name as 'people')
        .selectAll()
        .execute()
      const left = [...secrets, '"sam"'].filter((secret) => JSON.stringify(rows).includes(secret))
      expect([name, left]).toEqual([name, []])
    }
    expect((await readdir(w.uploads)).filter((name) => name !== 'temporary')).toHaveLength(3)
    expect((await as('vera').get('/participants/vera/photos')).text).toContain('Een fiets')
    expect(await db.selectFrom('agreement_texts').select('id').execute()).toHaveLength(1)
    expect((await logOf(db)).slice(-2)).toEqual(['own.erase', 'erasures.purge'])
    const log = JSON.stringify(await db.selectFrom('audit_log').selectAll().execute())
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
    expect((await as('noor').get('/people')).text).not.toContain('P07')
  })

  it('on request is for the lead alone, with how it was asked; a link that is left says what happened', async () => {
    const w = await world(engine)
    const { as, db } = w
    const seat = { studyId: w.study, personId: 'sam', role: 'participant' } as const
    const actor = { kind: 'system', action: 'test', at: w.clock.now.toISOString() } as const
    const { token } = await change(db, actor, (tx) => insertLink(tx, seat, w.clock.now))
    await as('sam').post(`${own}/withdrawal`)
    // What somebody said is not removed by others, as an entry by mistake is.
    expect((await as('noor').post('/people/sam/removal')).headers.location).toContain('/erasure')
    expect((await as('ravi').get('/people/sam/erasure')).status).toBe(403)
    expect((await as('ravi').post('/people/sam/erasure', { sure: 'yes', reason: 'x' })).status).toBe(403)
    const unsaid = await as('noor').post('/people/sam/erasure', { sure: 'yes', reason: '' })
    expect([unsaid.status, unsaid.text.includes('Write down how')]).toEqual([422, true])
    const asked = { sure: 'yes', reason: 'Letter of 3 March' }
    expect((await as('kai').post('/people/sam/erasure', asked)).status).toBe(404)
    expect((await as('noor').post('/people/sam/erasure', asked)).status).toBe(303)
    expect((await as('noor').post('/people/sam/erasure', asked)).status).toBe(404)
    const old = await request(w.app).get(`/p/${token}`).set('cookie', 'language=nl')
    expect([old.status, old.text.includes('Alles wat bij deze link hoorde, is gewist')]).toEqual([410, true])
    expect((await as('noor').get('/people/vera/erasure')).text).toContain('by Noor: Letter of 3 March')
    const [erasure] = await db.selectFrom('erasures').selectAll().execute()
    expect(erasure?.purged_at).toBe(w.clock.now.toISOString())
  })
})

it('leaves nothing in the file, in the log beside it, and in a later back-up', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-erase-'))
  removeAfter('test', () => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'voetspoor.sqlite')
  const open = async (fill: Fill) => {
    const db = openSqlite(file)
    removeAfter('test', () => db.destroy())
    await migrate(db)
    await fill(db)
    return db
  }
  const w = await world('SQLite', { open })
  await bring(w)
  const found = async () => {
    const files = [file, `${file}-wal`].filter((name) => existsSync(name))
    const bytes = Buffer.concat(await Promise.all(files.map((name) => readFile(name))))
    return secrets.filter((secret) => bytes.includes(secret))
  }
  expect(await found()).toEqual(secrets)
  // While another process reads, as a back-up does, the log cannot be emptied; the clock does it later.
  const reader = new Database(file, { readonly: true })
  reader.exec('begin; select * from people')
  const reading = reader.prepare('select * from people').iterate()
  reading.next()
  expect((await w.as('sam').post(`${own}/erasure`, { sure: 'yes' })).status).toBe(303)
  expect((await w.db.selectFrom('erasures').selectAll().execute())[0]?.purged_at).toBeNull()
  reading.return?.()
  reader.close()
  await purgeErased(w.db, w.clock.now)
  expect((await w.db.selectFrom('erasures').selectAll().execute())[0]?.purged_at).not.toBeNull()
  expect(await found()).toEqual([])
  const copy = path.join(folder, 'copy.sqlite')
  await copySqlite(file, copy)
  const bytes = await readFile(copy)
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
  expect(bytes.includes('Een fiets')).toBe(true)
})
