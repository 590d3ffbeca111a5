import { drawBarsIn } from './bars.ts'
import { offerCopying } from './copy.ts'
import { sayIn } from './notes.ts'
import { documentOf, partsChanged, rememberParts } from './parts.ts'
import { keptView } from './talk-keep.ts'

/** Lets go of what the screen shows, and takes up what comes in its place. */
export type Views = { leave: () => Promise<void>; enter: () => Promise<void> }

/**
 * Turns the talk into another view of it without leaving the page, so that a recording goes on: the screen that is
 * shared and back, a photo that came in, the code to add photos by. All of it comes from the server as it would by its
 * link or its form, which work so where this script does not run.
 */
export function turnViews(views: Views): void {
  let isBusy = false
  const once = async (work: () => Promise<void>) => {
    if (isBusy) return
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
    }
  }
  const show = async (fetched: Document, address: string) => {
    const focus = focusNow()
    await views.leave()
    // One step back is no other view: what was written does not come back to a screen that is shared by that.
    history.replaceState(null, '', address)
    put(fetched)
    await views.enter()
    focus()
  }
  const follow = async (link: HTMLAnchorElement) => {
    const isOther = link.hash !== ''
    const answer = await asked(link.href)
    if (answer) await show(await documentOf(answer), isOther ? link.href : `${link.href}${location.hash}`)
  }
  const send = async (form: HTMLFormElement) => {
    const data = new FormData(form)
    const isPlain = form.enctype !== 'multipart/form-data'
    const body = isPlain ? new URLSearchParams(data as unknown as Record<string, string>) : data
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
    const fetched = answer && (await documentOf(answer))
    if (!answer || !fetched || answer.status >= 500) {
      sayIn(form, wordsWithout())
      return
    }
    if (!answer.ok) {
      sayIn(form, fetched.querySelector('main > p')?.textContent ?? fetched.title)
      return
    }
    const here = fetched.querySelector('[data-talk]') ? fetched : await fresh()
    if (here) await show(here, `${location.pathname}${hashOfNew(here)}`)
  }
  document.addEventListener(
    'click',
    (event) => {
      const target = event.target instanceof Element ? event.target : undefined
      const link = target?.closest<HTMLAnchorElement>('a[data-turns]')
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      void once(() => follow(link))
    },
    { capture: true },
  )
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || !form.matches('[data-turns]')) return
      event.preventDefault()
      void once(() => send(form))
    },
    { capture: true },
  )
  document.addEventListener(partsChanged, (event) => {
    event.preventDefault()
    const { detail } = event as CustomEvent<Document>
    if (detail.querySelector('[data-talk]')) void once(() => show(detail, location.href))
  })
}

/** A view of the talk from the server, or as it was kept. Without either it says so, and the screen stays as it is. */
async function asked(address: string): Promise<Response | undefined> {
  const said = document.querySelector<HTMLElement>('[data-bar-said]')
  if (said) said.textContent = ''
  const answer = await fetch(address, { signal: AbortSignal.timeout(6000) }).catch(() => undefined)
  if (answer?.status === 401 || answer?.status === 404) {
    location.assign(address)
    return undefined
  }
  const found = answer?.ok ? answer : await keptView(address)
  if (!found && said) said.textContent = wordsWithout()
  return found
}

async function fresh(): Promise<Document | undefined> {
  const answer = await asked(location.pathname)
  return answer && documentOf(answer)
}

function wordsWithout(): string {
  return document.querySelector<HTMLElement>('[data-bar-said]')?.dataset.barSaid ?? ''
}

/** Where to go for a photo that was not there before. */
function hashOfNew(fetched: Document): string {
  const added = Array.from(fetched.querySelectorAll('.talk-slide'), ({ id }) => id).find(
    (id) => document.getElementById(id) === null,
  )
  return added ? `#${added}` : location.hash
}

/** Puts the views of a page in the place of those on the screen. What stands between them stays, as the recorder. */
function put(fetched: Document): void {
  const open = Array.from(document.querySelectorAll('details[open][id]'), ({ id }) => id)
  for (const view of document.querySelectorAll('[data-view]')) {
    const next = fetched.getElementById(view.id)
    view.replaceChildren(...(next?.childNodes ?? []))
    drawBarsIn(view)
  }
  const [talk, other] = [document, fetched].map((one) => one.querySelector<HTMLElement>('[data-talk]'))
  for (const name of ['here', 'marks']) {
    const value = other?.dataset[name]
    if (value === undefined) delete talk?.dataset[name]
    else if (talk) talk.dataset[name] = value
  }
  document.title = fetched.title
  document.body.className = fetched.body.className
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  rememberParts()
  offerCopying()
}

/** Gives the focus back to what has the name of what had it, at the same place in its text. */
function focusNow(): () => void {
  const had = document.activeElement
  const at = had instanceof HTMLTextAreaElement ? [had.selectionStart, had.selectionEnd] : []
  return () => {
    if (had === null || had === document.body || had.isConnected) return
    const next = document.getElementById(had.id) ?? document.getElementById('share')
    next?.focus({ preventScroll: true })
    const [start, end] = at
    if (next instanceof HTMLTextAreaElement && start !== undefined && end !== undefined)
      next.setSelectionRange(start, end)
  }
}
