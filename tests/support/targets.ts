import type { Page } from 'playwright-core'

/**
 * What one can press on a page that is less than 44 pixels high or wide, a line for each. A link that is part of a
 * sentence may be as high as its line.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${search})()`)
}

const search = `() => {
  const place = scrollY
  const pressed = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  const isShown = (one) =>
    one.checkVisibility() && one.getBoundingClientRect().width > 1 && !one.matches('.skip:not(:focus)')
  const isInSentence = (one) =>
    one.matches('a') &&
    [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim().length > 1)
  const isSmall = (one) => {
    one.scrollIntoView({ block: 'center' })
    const [{ left, top, width, height }] = one.getClientRects()
    const [x, y] = [left + width / 2, top + height / 2]
    const isHit = (across, down) => {
      const hit = document.elementFromPoint(x + across, y + down)
      return one.contains(hit) || [...(one.labels ?? [])].some((label) => label.contains(hit))
    }
    const reach = (across, down) => {
      let far = 0
      while (far < 44 && isHit((far + 1) * across, (far + 1) * down)) far += 1
      return far
    }
    return !isHit(0, 0) || reach(0, -1) + reach(0, 1) < 42 || reach(-1, 0) + reach(1, 0) < 42
  }
  const small = pressed.filter((one) => isShown(one) && !isInSentence(one) && isSmall(one))
  scrollTo(0, place)
  return small.map((one) => 'too small to press: ' + one.outerHTML.slice(0, 160))
}`
