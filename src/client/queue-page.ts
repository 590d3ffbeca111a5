import type { Said } from './queue-entries.ts'

/** The photo is in and its words are not: the page of that photo came back, with what was typed. */
export function asksForWords(said: Document): boolean {
  return said.querySelector('.problems') !== null && said.querySelector('form[data-queue]') === null
}

export function showWords(said: Document): void {
  const main = said.querySelector('main')
  if (!main) return
  document.title = said.title
  document.querySelector('main')?.replaceWith(main)
  main.querySelector<HTMLElement>('.problems')?.focus()
}

/** The words of the server about a form that it refused. */
export function whyIn(said: Document): string {
  const why = said.querySelector('.problems li') ?? said.querySelector('main .lead, main p')
  return why?.textContent.trim() ?? ''
}

/**
 * Shows what the server has by now, above the form, in which somebody may be typing. What was opened stays open, and what
 * has the focus keeps it.
 */
export async function showWhatIsIn(): Promise<void> {
  const answer = await fetch(location.pathname).catch(() => undefined)
  if (!answer?.ok) return
  const fetched = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // What is being dragged is not taken away from under the finger: it is asked for again when it is let go.
  if (document.querySelector('.own-photos.ordering')) return
  const focused = placeOf(document.activeElement)
  const [old, next] = [document, fetched].map((one) => Array.from(one.querySelectorAll('[data-photos-in]')))
  for (const [place, part] of old?.entries() ?? []) {
    for (const { id, open } of part.querySelectorAll('details'))
      if (id) fetched.getElementById(id)?.toggleAttribute('open', open)
    const now = next?.[place]
    // What is the same stays: a finger may be on it.
    if (now && !part.isEqualNode(now)) part.replaceWith(now)
  }
  if (focused) giveFocus(focused)
  hideOwnAnnounced(ownMarks)
}

type FocusPlace = { id: string; nth: number }
const focusable = 'a[href], button, summary'

/** Where the focus is in what is about to be replaced: the how manieth of what has this id. */
function placeOf(element: Element | null): FocusPlace | undefined {
  const around = element?.closest('[data-photos-in]') && element.closest('li[id], section[id]')
  if (!element || !around) return undefined
  return { id: around.id, nth: Array.from(around.querySelectorAll(focusable)).indexOf(element) }
}

function giveFocus({ id, nth }: FocusPlace): void {
  const all = Array.from(document.getElementById(id)?.querySelectorAll<HTMLElement>(focusable) ?? [])
  ;(all[nth] ?? all.at(-1))?.focus({ preventScroll: true })
}

/** The marks of the photos that the server has by now, or the answer that it gave instead. */
export async function marksIn(): Promise<ReadonlySet<string> | Said> {
  const answer = await fetch(location.pathname).catch(() => undefined)
  if (!answer?.ok)
    return { status: answer?.status ?? 0, retryAfter: answer?.headers.get('Retry-After') ?? null }
  const fetched = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return new Set(fetched.querySelector<HTMLElement>('[data-marks]')?.dataset.marks?.split(' '))
}

let ownMarks: ReadonlySet<string> = new Set()

/** What waits in this browser stands in its queue, and not among what was chosen elsewhere. */
export function hideOwnAnnounced(own: ReadonlySet<string>): void {
  ownMarks = own
  const items = Array.from(document.querySelectorAll<HTMLElement>('[data-announced] [data-mark]'))
  for (const item of items) item.hidden = own.has(item.dataset.mark ?? '')
  const section = document.querySelector<HTMLElement>('[data-announced]')
  if (section) section.hidden = items.every(({ hidden }) => hidden)
}

/** What was chosen on another device, and has not arrived. */
export function announcedElsewhere(own: ReadonlySet<string>): { mark: string; bytes: number }[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[data-announced] [data-mark]'),
    ({ dataset }) => ({
      mark: dataset.mark ?? '',
      bytes: Number(dataset.bytes),
    }),
  ).filter(({ mark }) => !own.has(mark))
}

/** Says, at the photo that it is about, that its place was not saved. */
export function sayNotSaved(item: Element | null | undefined): void {
  const notice = document.querySelector('[data-order-failed]')
  notice?.removeAttribute('hidden')
  if (notice) item?.prepend(notice)
}
