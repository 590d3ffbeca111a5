import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import type { World } from './support/world.ts'
import { cookieOf } from './support/cast.ts'
import { chooseAll, joined, openSession, prepared, withPoints } from './support/feedback.ts'
import { withFindings } from './support/findings.ts'
import { createLive } from '../src/http/live.ts'
import { world } from './support/world.ts'

/** A stream of events as a browser has it: what came, and whether it ended. */
async function streamOf({ app }: World, path: string, cookie: string) {
  const { port } = app.address() as AddressInfo
  const headers = { cookie, accept: 'text/event-stream', 'accept-encoding': 'gzip' }
  const asked = get({ port, path, headers, host: '127.0.0.1' })
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  const stream = { answer, said: '', ended: false }
  answer.on('data', (data) => (stream.said += String(data)))
  answer.on('end', () => (stream.ended = true))
  return stream
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await pause(20)
  expect(isSo()).toBe(true)
}

describe('a live page', () => {
  it('is told that something changed and nothing else, and ends with its seat', async () => {
    const w = await world('SQLite')
    await withFindings(w)
    await withPoints(w)
    const s = await prepared(w)
    await chooseAll(s)
    await openSession(s)
    const attendee = await joined(s)
    // What was told of opening it has passed.
    await pause(400)
    const room = await streamOf(s, `/studies/${s.study}${s.path}/live`, await cookieOf(s.db, 'noor'))
    const phone = await streamOf(s, `${attendee.own}/live`, attendee.cookie)
    for (const { answer } of [room, phone]) {
      expect(answer.statusCode).toBe(200)
      expect(answer.headers['content-type']).toContain('text/event-stream')
      expect(answer.headers['cache-control']).toContain('no-store')
      expect(answer.headers['content-encoding']).toBeUndefined()
    }
    await Promise.all([attendee.give('signs'), attendee.give('signs'), attendee.give('keys')])
    await until(() => room.said.includes('changed'))
    // What changes within a moment is told as one; and no phone hears of the dots of others.
    expect(room.said).toBe('retry: 3000\n\ndata: changed\n\n')
    expect(phone.said).toBe('retry: 3000\n\n')
    await s.as('noor').post(`${s.path}/reveal`)
    await until(() => phone.said.includes('changed'))
    expect(phone.ended).toBe(false)
    await s.as('noor').post(`${s.path}/closing`)
    await until(() => phone.ended)
    expect(room.ended).toBe(false)
  })

  it('is no use of a visit: who leaves it open is signed out in time', async () => {
    const s = await prepared(await world('SQLite'))
    const room = await streamOf(s, `/studies/${s.study}${s.path}/live`, await cookieOf(s.db, 'noor'))
    const seen = async () =>
      (await s.db.selectFrom('visits').select('account_seen_at').execute()).map((one) => one.account_seen_at)
    const before = await seen()
    s.clock.now = new Date(s.clock.now.getTime() + 11 * 60 * 60_000)
    const { status } = await s.as('ravi').post(`${s.path}/ballot`, { ballot: 'open' })
    expect(status).toBe(303)
    await until(() => room.said.includes('changed'))
    await pause(200)
    expect(await seen()).toEqual(expect.arrayContaining(before))
    s.clock.now = new Date(s.clock.now.getTime() + 2 * 60 * 60_000)
    await s.as('ravi').post(`${s.path}/ballot`, { ballot: 'phones' })
    await until(() => room.ended)
  })

  it('has a few streams a visit at most: the newest stay', async () => {
    const w = await world('SQLite')
    const s = await prepared(w)
    const path = `/studies/${s.study}${s.path}/live`
    const [own, other] = [await cookieOf(s.db, 'noor'), await cookieOf(s.db, 'ravi')]
    const streams = [await streamOf(s, path, other)]
    for (let count = 0; count < 8; count += 1) streams.push(await streamOf(s, path, own))
    await until(() => streams.filter(({ ended }) => ended).length === 2)
    expect(streams.map(({ ended }) => ended)).toEqual([false, true, true, ...Array<boolean>(6).fill(false)])
  })

  it('is led to the page itself where no events are asked for', async () => {
    const w = await world('SQLite')
    await withFindings(w)
    const s = await prepared(w)
    const { status, headers } = await s.as('ada').get(`${s.path}/live`)
    expect([status, headers.location]).toEqual([303, `/studies/${s.study}${s.path}`])
    expect((await s.as('kai').get(`${s.path}/live`)).status).toBe(404)
  })
})

describe('when the program stops', () => {
  it('streams end at once, and none begins', async () => {
    const live = createLive(() => undefined)
    const w = await world('SQLite', { live })
    const s = await prepared(w)
    const cookie = await cookieOf(s.db, 'noor')
    const stream = await streamOf(s, `/studies/${s.study}${s.path}/live`, cookie)
    live.close()
    await until(() => stream.ended)
    const late = await streamOf(s, `/studies/${s.study}${s.path}/live`, cookie)
    await until(() => late.ended)
  })
})

describe('what is computed once', () => {
  it('is computed again after a change or a failure, and not before', async () => {
    const live = createLive(() => undefined)
    let count = 0
    const figure = () => live.once('topic', () => Promise.resolve((count += 1)))
    expect(await Promise.all([figure(), figure(), figure()])).toEqual([1, 1, 1])
    live.changed('other')
    expect(await figure()).toBe(1)
    live.changed('topic')
    expect(await figure()).toBe(2)
    live.changed('topic')
    const failing = live.once('topic', () => Promise.reject(new Error('gone')))
    await expect(failing).rejects.toThrow('gone')
    expect(await figure()).toBe(3)
    live.close()
  })
})
