import { forgetSeen } from './talk-store.ts'

/** What kept talks are called among what this browser keeps: the account, and the address of the talk. */
const prefix = 'talk '
let timer = 0

/**
 * Keeps this talk at hand, so that a reload or a new start of the browser without a connection brings it back: its page,
 * its photos, styles and scripts. Only over https and on localhost, where browsers have service workers; the worker
 * gets no other page than this talk.
 */
export async function keepTalk(): Promise<void> {
  const { account } = document.body.dataset
  if (!('serviceWorker' in navigator) || !('caches' in window) || account === undefined) return
  try {
    await navigator.serviceWorker.register('/talk-worker.js', {
      scope: location.pathname,
      updateViaCache: 'none',
    })
    await keepPages()
    await keepAll(Array.from(new Set([...builtFiles(), ...photos()])))
  } catch {
    // A full disk, or a browser that keeps nothing: then there is no page without a connection, and notes are kept still.
  }
}

/** The page changed on the server: the copy here is made anew, a moment later. */
export function changed(): void {
  if (!('caches' in window) || !document.querySelector('[data-talk]')) return
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void keepPages().catch(() => undefined), 1500)
}

/** A view of this talk as it was kept, for when there is no connection. */
export async function keptView(address: string): Promise<Response | undefined> {
  if (!('caches' in window)) return undefined
  const { pathname, searchParams } = new URL(address, location.href)
  const cache = await cacheOf()
  return cache.match(searchParams.has('share') ? `${pathname}?share=1` : pathname)
}

/** Lets go of kept talks that are not of whoever is signed in here, and of those that are too old. */
export async function forgetTalks(): Promise<void> {
  if (!('caches' in window)) return
  const { account } = document.body.dataset
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  const others = names.filter((name) => account === undefined || !name.startsWith(`${prefix}${account} `))
  if (others.length > 0) await forget(others)
}

/** Before somebody signs out, nothing of talks is left at hand; what was not sent yet stays, and only its writer gets it. */
export function forgetOnSignOut(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-clears-drafts]')) {
    form.addEventListener('submit', (event) => {
      if (!('caches' in window) || event.defaultPrevented) return
      event.preventDefault()
      const limit = new Promise((resolve) => setTimeout(resolve, 1500))
      const names = caches.keys().then((all) => forget(all.filter((name) => name.startsWith(prefix))))
      void Promise.race([names.catch(() => undefined), limit]).then(() => {
        form.submit()
      })
    })
  }
}

async function forget(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await caches.delete(name)
    const scope = new URL(name.slice(name.lastIndexOf(' ') + 1), location.origin).href
    const registrations = await navigator.serviceWorker.getRegistrations()
    for (const one of registrations) if (one.scope === scope) await one.unregister()
  }
  await forgetSeen()
}

function cacheOf(): Promise<Cache> {
  return caches.open(`${prefix}${document.body.dataset.account ?? ''} ${location.pathname}`)
}

/** Both ways of looking at it: with all that was written, and for a screen that is shared. */
async function keepPages(): Promise<void> {
  await keepAll([location.pathname, `${location.pathname}?share=1`])
}

async function keepAll(addresses: readonly string[]): Promise<void> {
  const cache = await cacheOf()
  for (const address of addresses) {
    if (address.startsWith('/assets/') && (await cache.match(address))) continue
    const answer = await fetch(address)
    // What came from here itself is no newer.
    if (!answer.ok || answer.redirected || answer.headers.has(keptAt)) continue
    const headers = new Headers(answer.headers)
    headers.set(keptAt, String(Date.now()))
    headers.delete('content-encoding')
    headers.delete('content-length')
    await cache.put(address, new Response(await answer.blob(), { headers }))
  }
}

const keptAt = 'x-kept-at'

/** Styles, scripts and letters, as this page loaded them. */
function builtFiles(): string[] {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  const here = loaded.filter(({ origin, pathname }) => origin === location.origin && isOfPage(pathname))
  return here.map(({ pathname }) => pathname)
}

function isOfPage(pathname: string): boolean {
  return pathname.startsWith('/assets/') || pathname === '/favicon.svg'
}

function photos(): string[] {
  const images = document.querySelectorAll<HTMLImageElement>('.talk img')
  return Array.from(images, ({ src }) => new URL(src)).flatMap(({ origin, pathname }) =>
    origin === location.origin ? [pathname] : [],
  )
}
