import { done, written } from './indexed.ts'

/** A part of a recording that is not wholly on the server: where it goes, and how many pieces it has so far. */
export type WaitingPart = {
  mark: string
  /** Whose it is: nobody else who signs in on this browser sends it or hears of it. */
  account: string
  /** The address of the recordings of its talk. */
  address: string
  type: string
  begunAt: string
  pieces: number
}
export type WaitingPiece = { mark: string; seq: number; untilMs: number; content: ArrayBuffer }

/** Where sound waits until the server has it. */
export type SoundStore = {
  /** Whether it outlasts the page. */
  isLasting: boolean
  parts: () => Promise<WaitingPart[]>
  /** The first piece that waits of a part. */
  first: (mark: string) => Promise<WaitingPiece | undefined>
  /** How many pieces wait of the parts of a talk. */
  count: (address: string) => Promise<number>
  put: (part: WaitingPart, piece: WaitingPiece) => Promise<void>
  removePiece: (piece: WaitingPiece) => Promise<void>
  removePart: (mark: string) => Promise<void>
}

/** What nobody came back for goes after so long, in milliseconds. */
const patience = 60 * 24 * 60 * 60_000

/** Opens what waits of one account. Where this browser keeps nothing, as in a private window, it lasts as long as the page. */
export async function openSoundStore(account: string): Promise<SoundStore> {
  const kept = await openKept(account).catch(() => undefined)
  const held = openHeld()
  if (!kept) return held
  const store: SoundStore = {
    isLasting: true,
    async parts() {
      const parts = await kept.parts()
      // A part of which some pieces are kept and some held counts as far as the furthest.
      const more = (await held.parts()).filter((one) => !parts.some(({ mark }) => mark === one.mark))
      const most = await held.parts()
      return [...parts, ...more].map((one) => most.find(({ mark }) => mark === one.mark) ?? one)
    },
    first: async (mark) => (await kept.first(mark)) ?? held.first(mark),
    count: async (address) => (await kept.count(address)) + (await held.count(address)),
    async put(part, piece) {
      try {
        if (!store.isLasting) throw new Error('held in memory')
        await kept.put(part, piece)
      } catch {
        // The disk is full: from here on it must do with memory.
        store.isLasting = false
        await held.put(part, piece)
      }
    },
    async removePiece(piece) {
      await held.removePiece(piece)
      await kept.removePiece(piece)
    },
    async removePart(mark) {
      await held.removePart(mark)
      await kept.removePart(mark)
    },
  }
  return store
}

function openHeld(): SoundStore {
  const parts = new Map<string, WaitingPart>()
  let pieces: WaitingPiece[] = []
  return {
    isLasting: false,
    parts: () => Promise.resolve([...parts.values()]),
    first: (mark) => Promise.resolve(pieces.find((piece) => piece.mark === mark)),
    count: (address) =>
      Promise.resolve(pieces.filter(({ mark }) => parts.get(mark)?.address === address).length),
    put(part, piece) {
      parts.set(part.mark, { ...part })
      pieces.push(piece)
      return Promise.resolve()
    },
    removePiece({ mark, seq }) {
      pieces = pieces.filter((piece) => piece.mark !== mark || piece.seq !== seq)
      return Promise.resolve()
    },
    removePart(mark) {
      parts.delete(mark)
      pieces = pieces.filter((piece) => piece.mark !== mark)
      return Promise.resolve()
    },
  }
}

async function openKept(account: string): Promise<SoundStore> {
  const opening = indexedDB.open('voetspoor-sound', 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('parts', { keyPath: 'mark' })
    opening.result.createObjectStore('pieces', { keyPath: ['mark', 'seq'] })
  }
  const db = await done(opening)
  const ofPart = (mark: string) => IDBKeyRange.bound([mark, 0], [mark, Infinity])
  const everyPart = () =>
    done(db.transaction('parts').objectStore('parts').getAll() as IDBRequest<WaitingPart[]>)
  const allParts = async () => (await everyPart()).filter((part) => part.account === account)
  const removePart = async (mark: string) => {
    const change = db.transaction(['parts', 'pieces'], 'readwrite')
    change.objectStore('parts').delete(mark)
    change.objectStore('pieces').delete(ofPart(mark))
    await written(change)
  }
  const limit = Date.now() - patience
  for (const { mark, begunAt } of await everyPart()) if (Date.parse(begunAt) < limit) await removePart(mark)
  return {
    isLasting: true,
    parts: allParts,
    async first(mark) {
      const store = db.transaction('pieces').objectStore('pieces')
      const [piece] = await done(store.getAll(ofPart(mark), 1) as IDBRequest<WaitingPiece[]>)
      return piece
    },
    async count(address) {
      const counts = (await allParts())
        .filter((part) => part.address === address)
        .map(({ mark }) => done(db.transaction('pieces').objectStore('pieces').count(ofPart(mark))))
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    },
    async put(part, piece) {
      // To the disk before it is said to be there: a crash of the machine may come.
      const change = db.transaction(['parts', 'pieces'], 'readwrite', { durability: 'strict' })
      change.objectStore('parts').put(part)
      change.objectStore('pieces').put(piece)
      await written(change)
    },
    async removePiece({ mark, seq }) {
      const change = db.transaction('pieces', 'readwrite')
      change.objectStore('pieces').delete([mark, seq])
      await written(change)
    },
    removePart,
  }
}
