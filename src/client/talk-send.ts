import { isThere, openTalkStore, type Kept, type TalkStore } from './talk-store.ts'

/** What the server said to something of a talk. */
export type Sent =
  | { kind: 'done'; version: number; text: string }
  /** Somebody else wrote in the note first: both texts are kept there. */
  | { kind: 'both'; version: number; theirs: string }
  | { kind: 'refused'; problem: string }
  | { kind: 'gone' }
  | { kind: 'signedOut' }
  /** No connection; or, where it was answered, only this cannot be done now, and the server may say why. */
  | { kind: 'later'; isAnswered?: boolean; problem?: string }

/** Sends something of a talk, once. What happened tells how long ago, for the clock of this browser may be wrong. */
export async function send({
  action,
  fields,
  at,
  kind,
}: Pick<Kept, 'action' | 'fields' | 'at' | 'kind'>): Promise<Sent> {
  const body = new URLSearchParams(fields)
  if (kind === 'deed') body.set('ago', String(Math.max(0, Date.now() - at)))
  try {
    const answer = await fetch(action, {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
      signal: AbortSignal.timeout(20_000),
    })
    if (answer.status === 401) return { kind: 'signedOut' }
    // Taken away, or of somebody who took the words back: then nothing of it stays here either.
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' }
    if (answer.headers.get('content-type')?.startsWith('application/json') !== true)
      return { kind: 'later', isAnswered: true }
    const said = (await answer.json()) as {
      version?: number
      text?: string
      theirs?: string
      problem?: string
    }
    const { version = 0, text = '', theirs, problem } = said
    // There is no room: the same is taken when there is.
    if (answer.status === 507) return { kind: 'later', isAnswered: true, ...(problem ? { problem } : {}) }
    if (problem !== undefined) return { kind: 'refused', problem }
    if (theirs !== undefined) return { kind: 'both', version, theirs }
    return answer.ok ? { kind: 'done', version, text } : { kind: 'later', isAnswered: true }
  } catch {
    return { kind: 'later' }
  }
}

/**
 * Sends what waits of whoever is signed in, in its order, but for what the page sees to itself. Tells whether nothing
 * waits any more, and what the server said of what does.
 */
export async function sendWaiting(
  store: TalkStore,
  isOwn: (kept: Kept) => boolean,
): Promise<{ isAllSent: boolean; problem?: string }> {
  let isAllSent = true
  let problem: string | undefined
  const waiting = (await store.all()).filter((kept) => kept.kind !== 'seen' && !isOwn(kept))
  const held = new Set<string>()
  for (const kept of waiting) {
    // What was done later to the same thing comes after what waits of it.
    if (held.has(kept.action)) continue
    const sent = await send(kept)
    if (sent.kind === 'done' || sent.kind === 'both' || sent.kind === 'gone') {
      const now = (await store.all()).find(({ id }) => id === kept.id)
      // A word may have come to it meanwhile.
      if (JSON.stringify(now?.fields) === JSON.stringify(kept.fields)) await store.remove(kept.id)
      else isAllSent = false
      // What is refused would be so again: it stays for its writer.
    } else if (sent.kind === 'later' && sent.isAnswered) {
      held.add(kept.action)
      isAllSent = false
      problem ??= sent.problem
    } else if (sent.kind !== 'refused') return { isAllSent: false }
  }
  return { isAllSent, ...(problem === undefined ? {} : { problem }) }
}

/** On any page: what was left waiting of a talk goes to the server, if whoever wrote it is signed in. */
export async function sendLeftOver(): Promise<void> {
  const { account } = document.body.dataset
  if (account === undefined || document.querySelector('[data-talk], [data-typing]')) return
  if (!(await isThere())) return
  await sendWaiting(await openTalkStore(account), () => false)
}
