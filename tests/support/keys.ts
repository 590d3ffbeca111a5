import { expect } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'

/** Presses Tab until something has the focus. Fails when it never has, or when a stop on the way does not show it. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press(key)
    expect(await unseen(page)).toBe('')
    if (await hasFocus(wanted)) return
  }
  throw new Error(`${String(wanted)} is not reached by ${key} on ${page.url()}`)
}

/** Tells whether something has the focus. */
export async function hasFocus(wanted: Locator): Promise<boolean> {
  return (await wanted.and(wanted.page().locator(':focus')).count()) > 0
}

/** What has the focus without a line around it, cut off, or under something else; empty when it can be seen. */
function unseen(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const at = document.activeElement
    // The button of a date in it has the focus: the browser draws a line around that itself.
    if (at === document.body || (at.type === 'date' && !at.matches(':focus'))) return ''
    const { top, bottom } = at.getBoundingClientRect()
    const [line] = at.getClientRects()
    const seen = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2)
    const isWhole = top >= 0 && bottom <= innerHeight
    const isShown = getComputedStyle(at).outlineStyle !== 'none' && isWhole && at.contains(seen)
    return isShown ? '' : at.outerHTML
  })()`)
}
