import type { Row } from './queue-row.ts'
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

/** Tells the server which photos are to come, so that somebody can ask after them. */
export async function announce(page: Page): Promise<void> {
  const unknown = page.entries.filter((entry) => isUnderway(entry) && !entry.photo.isAnnounced)
  if (unknown.length === 0) return
  const device = matchMedia('(pointer: coarse)').matches ? 'phone' : 'computer'
  const fields: [string, string][] = unknown.map(({ photo }) => ['photo', `${photo.mark}:${photo.bytes}`])
  if (!(await post(announcements(page), [...fields, ['device', device]]))) return
  for (const { photo } of unknown) {
    photo.isAnnounced = true
    await page.store.put(photo)
  }
}

/** The marks of what waits in this browser. */
export function marksWaiting({ entries }: Page): Set<string> {
  return new Set(entries.map(({ photo }) => photo.mark))
}

/** Where photos are announced. */
export function announcements({ form }: Page): string {
  return form.dataset.queue ?? ''
}

/** Sends a few fields, and says whether they were taken. */
export async function post(address: string, fields: [string, string][]): Promise<boolean> {
  const headers = { Accept: 'application/json' }
  return fetch(address, { method: 'POST', headers, body: new URLSearchParams(fields) }).then(
    ({ ok }) => ok,
    () => false,
  )
}
