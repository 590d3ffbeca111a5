import { done, written } from './indexed.ts'

/** What of a talk waits for a connection: a note, or something that was done. Each account's own. */
export type Kept = {
  /** What names it among what waits of this account. */
  id: string
  account: string
  action: string
  fields: Record<string, string>
  /** When it was typed or done, by this browser's clock. */
  at: number
  /** Of a note: the version that it was typed over, and whether the server has it. */
  kind: 'note' | 'deed' | 'seen'
}

export type TalkStore = {
  all: () => Promise<Kept[]>
  /** Tells whether it outlasts the page and the browser: not where the browser keeps nothing, or has no room left. */
  put: (kept: Omit<Kept, 'account'>) => Promise<boolean>
  remove: (id: string) => Promise<void>
}

/** What is done in a talk, each thing with a name of its own: the same name again takes its place. */
export type Deeds = { put: (id: string, action: string, fields: Record<string, string>) => Promise<void> }

const items = 'items'
const name = 'voetspoor-talks'
/** What nobody came back for goes after so long, in milliseconds; what the server has, after a day. */
const patience = { note: 60 * 24 * 60 * 60_000, deed: 30 * 24 * 60 * 60_000, seen: 24 * 60 * 60_000 }

/**
 * Opens what waits of one account. Where the browser keeps nothing, or has no room left, it lasts as long as the page,
 * which is not left then without a question.
 */
export async function openTalkStore(account: string): Promise<TalkStore> {
  const db = await openDatabase().catch(() => undefined)
  const held = new Map<string, Kept>()
  const keyOf = (id: string) => `${account} ${id}`
  window.addEventListener('beforeunload', (event) => {
    if (Array.from(held.values()).some(({ kind }) => kind !== 'seen')) event.preventDefault()
  })
  return {
    async all() {
      const found = db
        ? await done(db.transaction(items).objectStore(items).getAll() as IDBRequest<Kept[]>)
        : []
      const kept = found.filter((one) => one.account === account && !held.has(one.id))
      const own = [...kept, ...held.values()]
      return own.toSorted((one, other) => one.at - other.at)
    },
    async put(kept) {
      const own = { ...kept, account }
      try {
        if (!db) throw new Error('nothing is kept here')
        const change = db.transaction(items, 'readwrite')
        change.objectStore(items).put(own, keyOf(kept.id))
        await written(change)
        held.delete(kept.id)
        return true
      } catch {
        held.set(kept.id, own)
        return false
      }
    },
    async remove(id) {
      held.delete(id)
      if (!db) return
      const change = db.transaction(items, 'readwrite')
      change.objectStore(items).delete(keyOf(id))
      await written(change)
    },
  }
}

/** Forgets what the server has, of everybody who used this browser. What it does not have yet stays, each its owner's. */
export async function forgetSeen(): Promise<void> {
  if (!(await isThere())) return
  const db = await openDatabase().catch(() => undefined)
  if (!db) return
  await removeWhere(db, ({ kind }) => kind === 'seen')
  db.close()
}

/** Whether anything was ever kept here: looking must not make it. */
export async function isThere(): Promise<boolean> {
  try {
    const known = await indexedDB.databases()
    return known.some((one) => one.name === name)
  } catch {
    // A browser that does not tell.
    return true
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(items)
  }
  const db = await done(opening)
  const now = Date.now()
  await removeWhere(db, ({ kind, at }) => now - at > patience[kind])
  return db
}

async function removeWhere(db: IDBDatabase, isOld: (kept: Kept) => boolean): Promise<void> {
  const change = db.transaction(items, 'readwrite')
  const cursor = change.objectStore(items).openCursor()
  cursor.onsuccess = () => {
    const row = cursor.result
    if (!row) return
    if (isOld(row.value as Kept)) row.delete()
    row.continue()
  }
  await written(change)
}
