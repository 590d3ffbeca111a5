import { readdir } from 'node:fs/promises'
import { expect } from '@jest/globals'
import { isStoredName } from '../../src/files/storage.ts'
import { agree } from './agree.ts'
import type { Engine } from './databases.ts'
import { cut, tone } from './sound.ts'
import { world, type Name, type World } from './world.ts'

const planned = { person_id: 'sam', held_on: '2026-11-20', place: 'Kantoor', interviewer_id: 'ravi' }
/** The mark of the part that is sent. */
export const mark = 'a'.repeat(32)

/** A talk with Sam, and what sends sound of it as a browser would. */
export async function soundTalk(engine: Engine, choices: Record<string, string> = { may_record: 'yes' }) {
  const w = await world(engine)
  await agree(w, 'sam', choices)
  const { headers } = await w.as('ravi').post('/interviews', planned)
  const talk = String(headers.location).replace(`/studies/${w.study}`, '')
  const send = (
    seq: number,
    content: Buffer,
    more: Record<string, string | number> = {},
    name: Name = 'ravi',
  ) =>
    w.as(name).upload(
      `${talk}/recordings/${mark}/pieces/${seq}`,
      {
        ...{ origin: 'recorded', type: 'audio/wav', begun_at: w.clock.now.toISOString() },
        ...{ bytes: content.length, ...more },
        ...(more.origin === 'sent' ? {} : { until_ms: (seq + 1) * 2000 }),
      },
      { field: 'piece', name: 'piece', content },
    )
  const end = (pieces: number) => w.as('ravi').post(`${talk}/recordings/${mark}/end`, { pieces })
  return { ...w, w, talk, send, end, sound: `${talk}/recordings/${mark}/sound` }
}

/** How many files are stored. */
export const filesIn = async ({ uploads }: World) => (await readdir(uploads)).filter(isStoredName).length

/** Six seconds of sound. */
export const whole = tone(6)
/** The same in three pieces. */
export const pieces = cut(whole, 3)

/** Sends all three. */
export async function sendAll(talk: Awaited<ReturnType<typeof soundTalk>>): Promise<void> {
  for (const [seq, content] of pieces.entries()) expect((await talk.send(seq, content)).status).toBe(200)
}
