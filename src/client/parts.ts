import { drawBarsIn } from './bars.ts'

/** Said on the document once parts were put in their place, with the page that was fetched. */
export const partsShown = 'voetspoor:parts'
/** Said before a page that has other parts by now is loaded anew, with what was fetched. Who prevents it, shows that. */
export const partsChanged = 'voetspoor:others'

const kept = new WeakMap<Element, string>()

/** Remembers how the parts came, before a script drew in them. */
export function rememberParts(): void {
  for (const part of document.querySelectorAll('[data-part]')) kept.set(part, part.innerHTML)
}

/**
 * Puts the parts of a page that was fetched in the place of those on the screen, where they differ. What has the focus
 * keeps it, and what was opened stays open. Where the focus is on nothing, or what had it is gone, what everybody waits
 * for takes it, with the eye. A page that has other parts by now is loaded anew.
 */
export async function showParts(answer: Response): Promise<void> {
  showPartsOf(await documentOf(answer))
}

/** The page of an answer. */
export async function documentOf(answer: Response): Promise<Document> {
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

function showPartsOf(fetched: Document): void {
  const pairs = Array.from(document.querySelectorAll('[data-part]'), (part) => ({
    part,
    next: fetched.getElementById(part.id),
  }))
  if (pairs.some(({ next }) => next === null)) {
    const isShown = !document.dispatchEvent(
      new CustomEvent<Document>(partsChanged, { detail: fetched, cancelable: true }),
    )
    if (!isShown) location.reload()
    return
  }
  const focused = document.activeElement
  const around = idsAround(focused)
  const awaited = document.querySelector<HTMLElement>('[data-awaited]:not(:has(*))')
  for (const { part, next } of pairs) {
    const html = next?.innerHTML ?? ''
    if (kept.get(part) === html) continue
    kept.set(part, html)
    const open = Array.from(part.querySelectorAll('details[open][id]'), ({ id }) => id)
    part.innerHTML = html
    for (const id of open) document.getElementById(id)?.setAttribute('open', '')
    drawBarsIn(part)
  }
  say(fetched)
  document.dispatchEvent(new CustomEvent<Document>(partsShown, { detail: fetched }))
  if (focused?.isConnected && focused !== document.body) return
  if (awaited?.firstElementChild) show(awaited)
  else giveFocus(around)
}

/** The ids of an element and of what it stands in, from the inside out, as far as its part. */
function idsAround(element: Element | null): string[] {
  const ids: string[] = []
  for (let one = element?.closest('[id]'); one; one = one.parentElement?.closest('[id]')) {
    // A button that is gone hands its focus to the other one of its point.
    if (one.id) ids.push(one.id, one.id.replace(/^take-/, 'give-'))
    if (one.matches('[data-part]')) return ids
  }
  return []
}

/** Gives the focus to the first of these that is there. */
function giveFocus(ids: readonly string[]): void {
  const found = ids.map((id) => document.getElementById(id)).find((element) => element !== null)
  const target = found instanceof HTMLDetailsElement ? found.querySelector('summary') : found
  if (!target) return
  if (target.tabIndex < 0) target.tabIndex = -1
  target.focus({ preventScroll: true })
}

/** Brings an element to the top of the screen; focus alone leaves it at the bottom, where nobody looks. */
function show(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  element.scrollIntoView()
}

/** What is read aloud stays where it is, so that it is. */
function say(fetched: Document): void {
  const [said, next] = [document, fetched].map((one) => one.querySelector('[data-said]'))
  if (said && next && said.textContent !== next.textContent) said.innerHTML = next.innerHTML
}

/** Asks for the page once more, at once, and shows what changed on it. Gives what came of asking, if anything. */
export async function refreshParts(): Promise<number | undefined> {
  const here = whereNow()
  if (!here) return undefined
  const answer = await fetch(here).catch(() => undefined)
  if (answer?.ok) {
    const fetched = await documentOf(answer)
    // The page may have turned into another view of it meanwhile.
    if (whereNow() === here) showPartsOf(fetched)
  }
  return answer?.status
}

function whereNow(): string | undefined {
  return document.querySelector<HTMLElement>('[data-here]')?.dataset.here
}
