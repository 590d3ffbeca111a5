import { drawBarsIn } from './bars.ts'

const kept = new WeakMap<Element, string>()

/** Remembers how the parts came, before a script drew in them. */
export function rememberParts(): void {
  for (const part of document.querySelectorAll('[data-part]')) kept.set(part, part.innerHTML)
}

/**
 * Puts the parts of a page that was fetched in the place of those on the screen, where they differ. What has the focus
 * keeps it. A page that has other parts by now is loaded anew.
 */
export async function showParts(answer: Response): Promise<void> {
  const fetched = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const pairs = Array.from(document.querySelectorAll('[data-part]'), (part) => ({
    part,
    next: fetched.getElementById(part.id),
  }))
  if (pairs.some(({ next }) => next === null)) {
    location.reload()
    return
  }
  const focused = document.activeElement?.id
  for (const { part, next } of pairs) {
    const html = next?.innerHTML ?? ''
    if (kept.get(part) === html) continue
    kept.set(part, html)
    part.innerHTML = html
    drawBarsIn(part)
  }
  say(fetched)
  if (focused && document.activeElement?.id !== focused) giveFocus(focused)
}

/** A button that is gone hands its focus to the other one of its point. */
function giveFocus(id: string): void {
  const other = id.replace(/^take-/, 'give-')
  const found = document.getElementById(id) ?? document.getElementById(other)
  found?.focus({ preventScroll: true })
}

/** What is read aloud stays where it is, so that it is. */
function say(fetched: Document): void {
  const [said, next] = [document, fetched].map((one) => one.querySelector('[data-said]'))
  if (said && next && said.textContent !== next.textContent) said.textContent = next.textContent
}
