/** What the compiler must refuse. `npm run types` fails when it refuses one of these no longer. */
import type { AccountSeat, Guest, Seat } from '../src/access/seat.ts'
import type { Db, Tx } from '../src/db/schema.ts'
import type { Answer } from '../src/http/page.ts'
import type { AccountRoute, OpenRoute, Route, StudyRoute } from '../src/http/route.ts'
import { insertItem, itemsOf, studyOf } from '../src/steps/study/queries.ts'
import type { Key } from '../src/text/text.ts'

declare const db: Db
declare const tx: Tx
declare const seat: Seat
declare const account: AccountSeat
declare const guest: Guest
const item = { name: 'Overleg', explanation: '' }
const handle = (): Answer => ({ redirect: '/' })

// @ts-expect-error A write needs a Tx, which only change() hands out.
export const written = insertItem(db, seat, 'issues', item)

// @ts-expect-error A Seat is not made by hand.
export const handmade: Seat = { ...({} as Omit<Seat, symbol>), personId: 'sam', role: 'lead' }

// @ts-expect-error A query needs a Seat.
export const unseated = itemsOf(db)

// @ts-expect-error An account outside studies is no seat in one.
export const elsewhere = insertItem(tx, account, 'issues', item)

// @ts-expect-error A Guest is not made by hand either.
export const uninvited: Guest = { kind: 'guest', studyId: 'x', language: 'nl' }

// @ts-expect-error Who reads a published guide has no seat in its study.
export const beyond = studyOf(db, guest)

// @ts-expect-error A route names its right.
export const open: Route = { method: 'get', path: '/photos', door: 'account', handle }

// @ts-expect-error And its door.
export const doorless: Route = { method: 'get', path: '/photos', may: 'study.read', handle }

// @ts-expect-error And the right exists.
export const unknown: Route = { method: 'get', path: '/photos', door: 'account', may: 'photos.steal', handle }

// @ts-expect-error A right in a study is no right outside.
export const outside: AccountRoute = { method: 'get', path: '/', door: 'account', may: 'study.read', handle }

// @ts-expect-error Who may be anyone comes in by no other door.
export const anyone: OpenRoute = { method: 'get', path: '/', door: 'account', may: 'anyone', handle }

export const touching: StudyRoute = {
  ...{ method: 'get', path: '/studies/:study', door: 'account', may: 'study.read' },
  // @ts-expect-error A handler gives its answer; it never meets the response.
  handle: ({ response }) => ({ redirect: String(response) }),
}

// @ts-expect-error A text exists.
export const untold: Key = 'photos.none'
