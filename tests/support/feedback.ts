import { expect } from '@jest/globals'
import request from 'supertest'
import type { Form, World } from './world.ts'

const form = {
  kind: 'participants',
  held_on: '2026-12-03',
  place: 'De Schuur',
  dots: 3,
  rung: '',
  present: '',
}

/** A feedback session of noor's study. `path` is below the study. */
export type Session = World & {
  id: string
  path: string
  /** The session as it is stored now. */
  session: () => Promise<{ join_code: string | null; state: string; version: number }>
}

/** Adds points `keys` and `desk` to those of withFindings(). */
export async function withPoints({ db, study }: World): Promise<void> {
  const made = { study_id: study, made_at: '2026-11-22T09:00:00.000Z', version: 1 }
  await db
    .insertInto('development_points')
    .values([
      { id: 'keys', ...made, text: 'De sleutels delen' },
      { id: 'desk', ...made, text: 'Een eigen bureau' },
    ])
    .execute()
}

/** Prepares a session, as noor. */
export async function prepared(w: World, more: Form = {}): Promise<Session> {
  const { status, headers } = await w.as('noor').post('/feedback', { ...form, ...more })
  expect(status).toBe(303)
  const id = String(headers.location).split('/').at(-1) ?? ''
  const session = () =>
    w.db.selectFrom('feedback_sessions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { ...w, id, path: `/feedback/${id}`, session }
}

/** Chooses finding `door`, and points `signs` and `keys`, in this order. */
export async function chooseAll({ as, path }: Session, version = 1): Promise<void> {
  const places = { 'finding-door': '1', 'point-signs': '1', 'point-keys': '2' }
  const { status } = await as('noor').post(`${path}/contents`, { version, ...places })
  expect(status).toBe(303)
}

export async function openSession({ as, path }: Session): Promise<void> {
  expect((await as('noor').post(`${path}/opening`)).status).toBe(303)
}

/** Somebody joins by the code, in a browser of their own or in one that is given. */
export async function joined(s: Session, agent = request.agent(s.app)) {
  const { join_code: code } = await s.session()
  const english = (path: string) => agent.get(path).set('accept-language', 'en')
  const door = await english(`/s/${code}`)
  const [cookie = ''] = ((door.headers['set-cookie'] ?? []) as unknown as string[]).map(
    (one) => one.split(';')[0],
  )
  const { status, headers } = await agent.post(`/s/${code}`).set('accept-language', 'en')
  expect(status).toBe(303)
  const own = String(headers.location)
  return {
    agent,
    own,
    /** Of a browser that had none yet. */
    cookie,
    get: () => english(own),
    give: (point: string) => agent.post(`${own}/points/${point}/dots`),
    take: (point: string) => agent.post(`${own}/points/${point}/dots/removal`),
  }
}
