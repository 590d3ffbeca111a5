import { refreshParts, rememberParts } from './parts.ts'

/** A whole room asks at once: each waits a moment of its own. In milliseconds, at most. */
const jitter = 1000
/** After an answer that is none, such as of a server that is starting again: the browser itself gives up then. */
const again = 10_000

/**
 * Keeps a page as it is on the server. An event says only that something changed; the page is then asked for again,
 * by the visitor's own seat. Nothing is asked while nobody looks.
 */
export function followLive(): void {
  const page = document.querySelector<HTMLElement>('[data-live]')
  const { live, here } = page?.dataset ?? {}
  if (!live || !here) return
  rememberParts()
  let source: EventSource | undefined
  let timer = 0
  const refresh = () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void show(), Math.random() * jitter)
  }
  const follow = () => {
    if (document.hidden) {
      source?.close()
      source = undefined
      return
    }
    source ??= open(live, refresh, () => {
      source = undefined
      window.setTimeout(() => {
        refresh()
        follow()
      }, again)
    })
  }
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) refresh()
    follow()
  })
  follow()
}

function open(address: string, refresh: () => void, onLost: () => void): EventSource {
  const source = new EventSource(address)
  source.addEventListener('message', refresh)
  // What was missed before, also between the answer that brought this page and the first time that it opens.
  source.addEventListener('open', refresh)
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) onLost()
  })
  return source
}

async function show(): Promise<void> {
  const status = await refreshParts()
  // In a talk one types or records, which must go on: what waits is sent once somebody is signed in again.
  const said = document.querySelector<HTMLElement>('[data-ended-visit]')
  if (said && status === 401) said.textContent = said.dataset.endedVisit ?? ''
  else if (said && status === 200 && said.textContent === said.dataset.endedVisit) said.textContent = ''
  // The seat has ended: the page that comes says so.
  if (status === 404 || (status === 401 && !said)) location.reload()
}
