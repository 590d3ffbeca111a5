const keys: Record<string, 'next' | 'prev'> = {
  ArrowRight: 'next',
  PageDown: 'next',
  ArrowLeft: 'prev',
  PageUp: 'prev',
}

/** In a room the arrow keys go on and back, and Escape stops. A clicker presses Page Down and Page Up. */
export function turnByKeys(): void {
  if (!document.querySelector('.room')) return
  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (event.key === 'Escape') document.querySelector<HTMLAnchorElement>('.room a[data-stop]')?.click()
    const { [event.key]: to } = keys
    if (!to) return
    // What does not fit is scrolled through first.
    if (event.key.startsWith('Page') && !isAtEnd(to)) return
    const link = document.querySelector<HTMLAnchorElement>(`.pager a[rel="${to}"]`)
    if (!link) return
    event.preventDefault()
    link.click()
  })
}

function isAtEnd(to: 'next' | 'prev'): boolean {
  const { scrollHeight, clientHeight, scrollTop } = document.documentElement
  return to === 'prev' ? scrollTop <= 0 : scrollTop + clientHeight >= scrollHeight - 1
}
