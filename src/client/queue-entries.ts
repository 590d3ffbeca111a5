import type { Row } from './queue-row.ts'
import { outcomeOf } from './queue-rules.ts'
import type { Store, Waiting } from './queue-store.ts'

/**
 * A photo of this page's queue: what is kept of it, its row, and when it is tried again; `mayBeIn` when it was sent before
 * and no answer came.
 */
export type Entry = {
  photo: Waiting
  row: Row
  tries: number
  notBefore: number
  mayBeIn: boolean
  stop: (() => void) | undefined
}

/** What an answer of the server says of when to go on; the status is 0 when none came. */
export type Said = { status: number; retryAfter: string | null }

export type Page = {
  form: HTMLFormElement
  section: HTMLElement
  /** Where those stand that were refused. */
  failed: HTMLElement
  store: Store
  owner: string
  entries: Entry[]
  /** How many came in since there was last nothing on its way. */
  arrived: number
}

/** Whether a photo is still to be sent. */
export function isUnderway({ photo }: Entry): boolean {
  return photo.refused === undefined
}

/**
 * Tells the server which photos are to come, so that somebody can ask after them. Gives its answer: undefined when there
 * was nothing to tell.
 */
export async function announce(page: Page): Promise<Said | undefined> {
  const unknown = page.entries.filter((entry) => isUnderway(entry) && !entry.photo.isAnnounced)
  if (unknown.length === 0) return undefined
  const device = matchMedia('(pointer: coarse)').matches ? 'phone' : 'computer'
  const fields: [string, string][] = unknown.map(({ photo }) => ['photo', `${photo.mark}:${photo.bytes}`])
  const said = await post(announcements(page), [...fields, ['device', device]])
  if (outcomeOf(said.status) !== 'in') return said
  for (const { photo } of unknown) {
    photo.isAnnounced = true
    await page.store.put(photo)
  }
  return said
}

/** The marks of what waits in this browser. */
export function marksWaiting({ entries }: Page): Set<string> {
  return new Set(entries.map(({ photo }) => photo.mark))
}

/** Where photos are announced. */
export function announcements({ form }: Page): string {
  return form.dataset.queue ?? ''
}

/** Sends a few fields. */
export async function post(address: string, fields: [string, string][]): Promise<Said> {
  const headers = { Accept: 'application/json' }
  return fetch(address, { method: 'POST', headers, body: new URLSearchParams(fields) }).then(
    ({ status, headers: said }) => ({ status, retryAfter: said.get('Retry-After') }),
    () => ({ status: 0, retryAfter: null }),
  )
}
