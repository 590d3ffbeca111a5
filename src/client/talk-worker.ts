/**
 * The worker of one talk: its scope is that talk's own address, so no other page passes here. With a connection the
 * server answers; without one, what was kept of this talk. What the server refuses is thrown away at once, and what is
 * a day old is no longer shown.
 */
type Answering = Event & { request: Request; respondWith: (answer: Promise<Response>) => void }
type Living = Event & { waitUntil: (work: Promise<unknown>) => void }
const worker = self as unknown as EventTarget & {
  registration: { scope: string; unregister: () => Promise<boolean> }
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
  location: Location
}
const talk = new URL(worker.registration.scope).pathname
const longest = 24 * 60 * 60_000
/** A connection that hangs is none. */
const patience = 6000

worker.addEventListener('install', (event) => {
  ;(event as Living).waitUntil(worker.skipWaiting())
})

worker.addEventListener('activate', (event) => {
  ;(event as Living).waitUntil(worker.clients.claim())
})

worker.addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Answering
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  const answer = respondWith.bind(event)
  if (request.mode === 'navigate') {
    if (pathname === talk) answer(page(request))
  } else if (pathname.startsWith('/assets/')) answer(built(request))
  else if (/^\/studies\/[^/]+\/photos\/[^/]+\/(large|thumb)$/.test(pathname)) answer(photo(request))
})

async function page(request: Request): Promise<Response> {
  const url = new URL(request.url)
  const address = url.searchParams.has('share') ? `${talk}?share=1` : talk
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patience) })
    if ([401, 403, 404, 410].includes(answer.status)) await forget()
    // A server that is starting again, behind another that answers for it.
    if (answer.status >= 502 && answer.status <= 504) return (await kept(address)) ?? answer
    return answer
  } catch (error) {
    const found = await kept(address)
    if (found) return found
    throw error
  }
}

async function built(request: Request): Promise<Response> {
  return (await kept(new URL(request.url).pathname)) ?? fetch(request)
}

async function photo(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const found = await kept(new URL(request.url).pathname)
    if (found) return found
    throw error
  }
}

async function kept(address: string): Promise<Response | undefined> {
  for (const name of await names()) {
    const found = await (await caches.open(name)).match(address)
    if (!found) continue
    if (Date.now() - Number(found.headers.get('x-kept-at')) < longest) return found
    await caches.delete(name)
  }
  return undefined
}

async function forget(): Promise<void> {
  for (const name of await names()) await caches.delete(name)
  await worker.registration.unregister()
}

async function names(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith('talk ') && name.endsWith(` ${talk}`))
}
