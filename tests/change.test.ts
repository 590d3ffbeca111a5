import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { change } from '../src/access/change.ts'
import type { Right } from '../src/access/policy.ts'
import { takeAccount, takeSeat } from '../src/access/seat.ts'
import { visitorWith } from '../src/access/visits.ts'
import { insertItem, itemsOf } from '../src/steps/study/queries.ts'
import { cookieOf, now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { logOf, world } from './support/world.ts'

const at = now.toISOString()
// What better-sqlite3 throws is no Error to Jest.
const saying = (words: string): object => ({ message: expect.stringContaining(words) as unknown })
const begun = ['studies.start', 'studies.start']

async function seated(engine: Engine, right: Right) {
  const { db, study: studyId } = await world(engine)
  const visitor = await visitorWith(db, (await cookieOf(db, 'noor')).replace('visit=', ''), now)
  const seat = await takeSeat(db, { visitor, door: 'account', studyId, personId: undefined, right, at })
  return { db, seat, visitor }
}

describe.each(engines)('a change, on %s', (engine) => {
  it('is written with its entry in the log, which holds ids and no content', async () => {
    const { db, seat } = await seated(engine, 'study.edit')
    const item = await change(db, seat, (tx) =>
      insertItem(tx, seat, 'issues', { name: 'Geheim', explanation: '' }),
    )
    const entry = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(1)
    expect(await entry.executeTakeFirst()).toMatchObject({
      ...{ at, study_id: seat.studyId, actor: 'seat', actor_id: seat.personId, role: 'lead' },
      ...{ action: 'study.edit', outcome: 'done', subjects: JSON.stringify([item?.id]) },
    })
    expect(JSON.stringify(await db.selectFrom('audit_log').selectAll().execute())).not.toContain('Geheim')
  })

  it('that fails takes its write and its entry with it', async () => {
    const { db, seat } = await seated(engine, 'study.edit')
    const failing = change(db, seat, async (tx) => {
      await insertItem(tx, seat, 'issues', { name: 'Overleg', explanation: '' })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await itemsOf(db, seat, 'issues')).toEqual([])
    expect(await logOf(db)).toEqual(begun)
  })

  it('whose entry fails is not written', async () => {
    const { db, seat } = await seated(engine, 'study.edit')
    await sql`alter table audit_log rename to elsewhere`.execute(db)
    const failing = change(db, seat, (tx) =>
      insertItem(tx, seat, 'issues', { name: 'Overleg', explanation: '' }),
    )
    await expect(failing).rejects.toMatchObject(saying('audit_log'))
    expect(await itemsOf(db, seat, 'issues')).toEqual([])
  })

  it('that changed nothing leaves no entry', async () => {
    const { db, seat } = await seated(engine, 'study.edit')
    await change(db, seat, () => Promise.resolve(undefined))
    expect(await logOf(db)).toEqual(begun)
  })

  it('refuses db inside it, and lets it be used again after', async () => {
    const { db, seat } = await seated(engine, 'study.edit')
    const mistaken = change(db, seat, async () => {
      await itemsOf(db, seat, 'issues')
      return undefined
    })
    await expect(mistaken).rejects.toThrow('Use tx')
    let later: Promise<unknown> = Promise.resolve()
    await change(db, seat, (tx) => {
      later = pause(20).then(() => itemsOf(db, seat, 'issues'))
      return insertItem(tx, seat, 'issues', { name: 'Overleg', explanation: '' })
    })
    expect(await later).toHaveLength(1)
  })

  it('is not for a right to look only', async () => {
    const { db, seat, visitor } = await seated(engine, 'study.read')
    const writing = () =>
      change(db, seat, (tx) => insertItem(tx, seat, 'issues', { name: 'Overleg', explanation: '' }))
    expect(writing).toThrow('a right to look only')
    const account = await takeAccount(db, { visitor, right: 'home.read', at })
    expect(() => change(db, account, () => Promise.resolve(undefined))).toThrow('a right to look only')
    expect(await itemsOf(db, seat, 'issues')).toEqual([])
  })

  it('stays in the log, which takes no other words', async () => {
    const { db } = await seated(engine, 'study.edit')
    const before = await db.selectFrom('audit_log').selectAll().orderBy('id').execute()
    for (const mistake of [
      () => db.updateTable('audit_log').set({ action: 'nothing' }).execute(),
      () => db.deleteFrom('audit_log').execute(),
      ...(engine === 'PostgreSQL' ? [() => sql`truncate audit_log`.execute(db)] : []),
    ]) {
      await expect(mistake()).rejects.toMatchObject(saying('append-only'))
    }
    expect(await db.selectFrom('audit_log').selectAll().orderBy('id').execute()).toEqual(before)
  })

  it('writes down who was refused', async () => {
    const { as, db } = await world(engine)
    await as('ada').post('/study/subject')
    await as('noor').get('//accounts')
    expect(await logOf(db)).toEqual([...begun, 'study.edit refused', 'accounts.read refused'])
  })
})

const onSqlite = engines.includes('SQLite') ? it : it.skip

onSqlite('a change that waits for anything but queries is refused on SQLite', async () => {
  const { db, seat } = await seated('SQLite', 'study.edit')
  const waiting = change(db, seat, async (tx) => {
    const item = await insertItem(tx, seat, 'issues', { name: 'Overleg', explanation: '' })
    await pause(1)
    return item
  })
  await expect(waiting).rejects.toThrow('Await nothing but queries')
  expect(await itemsOf(db, seat, 'issues')).toEqual([])
})

onSqlite('the log on SQLite lets no row be put in the place of another', async () => {
  const { db } = await seated('SQLite', 'study.edit')
  const replacing = sql`insert or replace into audit_log select id, at, study_id, actor, actor_id, role, 'nothing', outcome, subjects, fields from audit_log`
  await replacing.execute(db).catch(() => undefined)
  expect(await db.selectFrom('audit_log').select('id').where('action', '=', 'nothing').execute()).toEqual([])
})
