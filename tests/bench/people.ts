import { change } from '../../src/access/change.ts'
import { insertLink } from '../../src/access/links.ts'
import { enterByLink, signIn, stranger } from '../../src/access/visits.ts'
import { openSqlite } from '../../src/db/open.ts'
import type { Db } from '../../src/db/schema.ts'
import { emailOf, fillCast } from '../support/cast.ts'
import { insertCrowd } from '../support/crowd.ts'
import { ask } from './phone.ts'
import type { Place } from './place.ts'

/** Who are in a house that was filled: a study, its lead, and people who said to take part, each with a cookie. */
export type Filled = { study: string; lead: Visitor; sam: Visitor; people: Visitor[] }
/** Somebody with a browser. */
export type Visitor = { id: string; cookie: string }

/** Fills a migrated place with the cast and so many more people who take part. Gives the way to start over. */
export async function fill(place: Place, count: number): Promise<Filled> {
  const db = openSqlite(place.database)
  try {
    await fillCast(db)
    const now = new Date()
    const { id: study } = await db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Vlonder')
      .executeTakeFirstOrThrow()
    const [sam] = await linked(db, study, ['sam'], now)
    if (!sam) throw new Error('The cast has no Sam.')
    const running = await place.start()
    await agree(place.root, study, sam)
    await running.stop()
    const ids = await insertCrowd(db, study, numbersFrom(1000, count))
    return { study, lead: await signedIn(db, now), sam, people: await linked(db, study, ids, now) }
  } finally {
    await db.destroy()
  }
}

function numbersFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place)
}

/** Sam says to take part at the door, as everybody after Sam did. */
async function agree(root: string, study: string, sam: Visitor): Promise<void> {
  const page = `${root}/studies/${study}/participants/sam/consent`
  const { text } = await ask(page, sam)
  const [, seen = ''] = /name="seen" value="([\w-]+)"/.exec(text) ?? []
  const { status } = await ask(page, sam, { takes_part: 'yes', seen })
  if (status !== 303) throw new Error(`Agreeing to take part gives ${status}.`)
}

const actor = { kind: 'system', action: 'bench' } as const

async function linked(db: Db, studyId: string, ids: readonly string[], now: Date): Promise<Visitor[]> {
  const visitors: Visitor[] = []
  await change(db, { ...actor, at: now.toISOString() }, async (tx) => {
    for (const personId of ids) {
      const seat = { studyId, personId, role: 'participant' } as const
      const { id } = await insertLink(tx, seat, now)
      const token = await enterByLink(tx, stranger, { id, ...seat }, now)
      visitors.push({ id: personId, cookie: `visit=${token}` })
    }
    return { id: studyId }
  })
  return visitors
}

async function signedIn(db: Db, now: Date): Promise<Visitor> {
  const { id } = await db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', emailOf('noor'))
    .executeTakeFirstOrThrow()
  let token = ''
  await change(db, { ...actor, at: now.toISOString() }, async (tx) => {
    token = await signIn(tx, stranger, id, now)
    return { id }
  })
  return { id, cookie: `visit=${token}` }
}
