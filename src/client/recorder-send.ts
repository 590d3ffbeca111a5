import type { SoundStore, WaitingPart, WaitingPiece } from './recorder-store.ts'

/** How sending goes: it does, there is no connection, nobody is signed in, or the server refuses it, and may say why. */
export type Sent = 'all' | 'offline' | 'signedOut' | 'refused' | { problem: string }

/** The lock of a part that is being recorded, in whichever tab: its end is not told before. */
export function lockOf(mark: string): string {
  return `voetspoor-recording-${mark}`
}

/** Sends what waits, one tab at a time, oldest first, and tells the end of parts of which nothing more comes. */
export async function sendWaiting(store: SoundStore, onPiece: () => void): Promise<Sent> {
  const work = () => sendAll(store, onPiece)
  return 'locks' in navigator ? navigator.locks.request('voetspoor-sound', work) : work()
}

async function sendAll(store: SoundStore, onPiece: () => void): Promise<Sent> {
  let said: Sent = 'all'
  for (const part of await store.parts()) {
    const one = await sendPart(store, part, onPiece)
    if (one === 'offline' || one === 'signedOut') return one
    if (one !== 'all') said = one
  }
  return said
}

async function sendPart(store: SoundStore, part: WaitingPart, onPiece: () => void): Promise<Sent> {
  for (let piece = await store.first(part.mark); piece; piece = await store.first(part.mark)) {
    const said = await settle(store, part, await sendPiece(part, piece))
    if (said !== 'all') return said
    await store.removePiece(piece)
    onPiece()
  }
  if (await isRecorded(part.mark)) return 'all'
  // What was recorded while this was sent.
  const [last] = (await store.parts()).filter(({ mark }) => mark === part.mark)
  if (!last || (await store.first(part.mark))) return 'all'
  const body = new URLSearchParams({ pieces: String(last.pieces) })
  const said = await settle(store, part, await post(`${part.address}/${part.mark}/end`, body))
  if (said === 'all') await store.removePart(part.mark)
  return said
}

function sendPiece(part: WaitingPart, { seq, untilMs, content }: WaitingPiece) {
  const body = new FormData()
  const times = { begun_at: part.begunAt, sent_at: new Date().toISOString() }
  const told = { origin: 'recorded', type: part.type, ...times }
  const more = { bytes: String(content.byteLength), until_ms: String(Math.round(untilMs)) }
  for (const [name, value] of Object.entries({ ...told, ...more })) body.append(name, value)
  body.append('piece', new Blob([content]), 'piece')
  return post(`${part.address}/${part.mark}/pieces/${seq}`, body)
}

/** Asks the server to take something. Undefined where there is no connection, or no answer within half a minute. */
async function post(address: string, body: FormData | URLSearchParams): Promise<Response | undefined> {
  const headers = { Accept: 'application/json' }
  const signal = AbortSignal.timeout(30_000)
  return fetch(address, { method: 'POST', headers, body, signal }).catch(() => undefined)
}

/**
 * What an answer means for a part: sound that is not agreed to any more does not stay here either. What the server does
 * not take waits here, and holds up no other part.
 */
async function settle(store: SoundStore, part: WaitingPart, answer: Response | undefined): Promise<Sent> {
  if (!answer) return 'offline'
  if (answer.ok) return 'all'
  if (answer.status === 401) return 'signedOut'
  const { problem } = (await answer.json().catch(() => ({}))) as { problem?: string }
  if (problem === undefined) return 'refused'
  if (answer.status === 410 || answer.status === 409) await store.removePart(part.mark)
  return { problem }
}

async function isRecorded(mark: string): Promise<boolean> {
  if (!('locks' in navigator)) return false
  const free = await navigator.locks.request(lockOf(mark), { ifAvailable: true }, (lock) => lock !== null)
  return !free
}
