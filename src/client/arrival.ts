/**
 * Tells the server that somebody reads the page behind a personal link: whoever touches it, scrolls or types. That the
 * link was opened alone proves nothing, since mail scanners do that too.
 */
export function noteArrival(): void {
  const address = document.querySelector<HTMLElement>('[data-arrival]')?.dataset.arrival
  if (!address) return
  const noted = new AbortController()
  const note = () => {
    noted.abort()
    void fetch(address, { method: 'POST', keepalive: true }).catch(() => undefined)
  }
  for (const sign of ['pointerdown', 'keydown', 'wheel', 'touchmove'])
    addEventListener(sign, note, { passive: true, signal: noted.signal })
}
