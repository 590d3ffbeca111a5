import { done, written } from './indexed.ts'

/** A photo that was chosen and is not in: its mark, whose it is, and what is said with it. */
export type Waiting = {
  mark: string
  owner: string
  name: string
  type: string
  bytes: number
  fields: [name: string, value: string][]
  chosenAt: number
  /** Whether the server knows that it is to come. */
  isAnnounced: boolean
  /** Why it was not taken, in the words of the page or of the server. */
  refused?: string
  /** It stands in the form, and was not added yet. */
  isChosen?: boolean
}

/** Where photos wait until they are in. Each person's own: nobody sees or sends what another chose on the same phone. */
export type Store = {
  /** Whether it outlasts the page. */
  isLasting: boolean
  all: () => Promise<Waiting[]>
  content: (mark: string) => Promise<ArrayBuffer | undefined>
  /** Keeps a photo, and its content where that is given. Once this returns it outlasts the page, if the store does. */
  put: (photo: Waiting, content?: ArrayBuffer) => Promise<void>
  remove: (mark: string) => Promise<void>
}

const photos = 'photos'
const contents = 'contents'
/** What nobody came back for goes after so long, in milliseconds. */
const patience = 60 * 24 * 60 * 60 * 1000

/** Opens the store of one person. Where the browser keeps nothing, as in a private window, it lasts as long as the page. */
export async function openStore(owner: string): Promise<Store> {
  const kept = await openKept(owner).catch(() => undefined)
  const held = openHeld()
  if (!kept) return held
  const store: Store = {
    isLasting: true,
    all: async () => [...(await kept.all()), ...(await held.all())],
    content: async (mark) => (await held.content(mark)) ?? kept.content(mark),
    async put(photo, content) {
      try {
        if (await held.content(photo.mark)) throw new Error('held in memory')
        await kept.put(photo, content)
      } catch {
        // The disk is full: this one must do with memory.
        await held.put(photo, content)
        store.isLasting = false
      }
    },
    async remove(mark) {
      await held.remove(mark)
      await kept.remove(mark)
    },
  }
  return store
}

/** Throws away what waits of one person, who stopped. Gives what that was. */
export async function emptyStore(owner: string): Promise<Waiting[]> {
  const store = await openStore(owner)
  const all = await store.all()
  for (const { mark } of all) await store.remove(mark)
  return all
}

function openHeld(): Store {
  const held = new Map<string, { photo: Waiting; content: ArrayBuffer | undefined }>()
  return {
    isLasting: false,
    all: () => Promise.resolve(Array.from(held.values(), ({ photo }) => photo)),
    content: (mark) => Promise.resolve(held.get(mark)?.content),
    put(photo, content = held.get(photo.mark)?.content) {
      held.set(photo.mark, { photo, content })
      return Promise.resolve()
    },
    remove(mark) {
      held.delete(mark)
      return Promise.resolve()
    },
  }
}

async function openKept(owner: string): Promise<Store> {
  const opening = indexedDB.open('voetspoor', 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(photos, { keyPath: 'mark' }).createIndex('owner', 'owner')
    opening.result.createObjectStore(contents)
  }
  const db = await done(opening)
  const limit = Date.now() - patience
  const old = await done(db.transaction(photos).objectStore(photos).getAll() as IDBRequest<Waiting[]>)
  for (const { mark, chosenAt } of old) if (chosenAt < limit) await remove(mark)
  return {
    isLasting: true,
    async all() {
      const own = db.transaction(photos).objectStore(photos).index('owner').getAll(owner)
      return (await done(own as IDBRequest<Waiting[]>)).sort((a, b) => a.chosenAt - b.chosenAt)
    },
    content: (mark) =>
      done(db.transaction(contents).objectStore(contents).get(mark) as IDBRequest<ArrayBuffer | undefined>),
    async put(photo, content) {
      const change = db.transaction([photos, contents], 'readwrite')
      change.objectStore(photos).put(photo)
      if (content) change.objectStore(contents).put(content, photo.mark)
      await written(change)
    },
    remove,
  }

  async function remove(mark: string): Promise<void> {
    const change = db.transaction([photos, contents], 'readwrite')
    change.objectStore(photos).delete(mark)
    change.objectStore(contents).delete(mark)
    await written(change)
  }
}
