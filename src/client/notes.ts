import { newMark } from './new-mark.ts'
import { partsShown, refreshParts } from './parts.ts'
import { changed } from './talk-keep.ts'
import { send } from './talk-send.ts'
import type { Kept, TalkStore } from './talk-store.ts'

/** A note of the talk on the screen. */
type Note = {
  spot: string
  /** Sends what was typed, and waits for that. */
  flush: () => Promise<void>
  /** What is stored by now, with the marks of the texts beside it. */
  see: (version: number, text: string, others: readonly string[]) => void
  /** What was chosen where there were two texts. */
  settle: (mark: string, version: number, text: string) => void
}
type Word = 'saved' | 'saving' | 'unsaved' | 'signedOut' | 'theirs' | 'onlyHere'

const wait = 800
const again = 5000

/**
 * Notes of a talk save themselves a moment after typing, one sending at a time a note. What is typed is kept in the
 * browser at once, so that a reload, a crash or a lost connection takes nothing away. When somebody else wrote in the
 * same note, the server keeps both texts, and whoever opens the talk can choose. Without this script there is a button
 * at each note.
 */
export async function keepNotes(
  store: TalkStore,
  signal: AbortSignal,
): Promise<{ flush: () => Promise<void>; isOwn: (kept: Kept) => boolean }> {
  const all = await store.all()
  const own = new Set<string>()
  const notes: Note[] = []
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-note]')) {
    const note = keepNote(form, store, all, own, signal)
    if (note) notes.push(note)
  }
  const onParts = (event: Event) => {
    const fetched = (event as CustomEvent<Document>).detail
    for (const box of fetched.querySelectorAll<HTMLElement>('[data-both]')) {
      const marks = Array.from(
        box.querySelectorAll<HTMLElement>('[data-other]'),
        ({ dataset }) => dataset.other ?? '',
      )
      const note = notes.find(({ spot }) => spot === box.dataset.both)
      note?.see(Number(box.dataset.version), box.dataset.stored ?? '', marks)
    }
  }
  document.addEventListener(partsShown, onParts, { signal })
  chooseHere(notes, signal)
  return {
    flush: async () => {
      await Promise.all(notes.map((note) => note.flush()))
    },
    isOwn: ({ id }) => own.has(id),
  }
}

function keepNote(
  form: HTMLFormElement,
  store: TalkStore,
  all: readonly Kept[],
  own: Set<string>,
  signal: AbortSignal,
): Note | undefined {
  const area = form.querySelector('textarea')
  const version = form.querySelector<HTMLInputElement>('input[name="version"]')
  const status = form.querySelector<HTMLElement>('.saved')
  if (!area || !version || !status || area.readOnly) return undefined
  const action = form.getAttribute('action') ?? ''
  form.querySelector('button:not([type="button"])')?.setAttribute('hidden', '')
  const isRefused = form.querySelector('[role="alert"]') !== null
  let timer = 0
  let atWork: Promise<void> | undefined
  // What was typed before this script was there, or put back by the browser, is not what the server has.
  let saved = isRefused ? '' : area.defaultValue
  /** The version over which the text of this page was typed. */
  let base = Number(version.value)
  /** Names this text where somebody else was first. */
  let mark = newMark()
  let isBeside = false
  /** What was sent without hearing what became of it. */
  const unanswered = new Set<string>()
  /** Whether this browser keeps what was typed last. */
  let isKept = true
  /** Whether the connection came back while something was being sent: then the next try does not wait. */
  let isBack = false

  const say = (word: Word) => {
    status.textContent = status.dataset[word] ?? ''
  }
  const idOf = () => `note ${action} ${mark}`
  const keep = async () => {
    own.add(idOf())
    if (area.value === saved) {
      await store.remove(idOf())
      isKept = true
      return
    }
    const fields = { version: String(base), text: area.value, client_id: mark }
    isKept = await store.put({ id: idOf(), action, fields, at: Date.now(), kind: 'note' })
  }
  const remember = () => {
    const fields = { version: String(base), text: saved }
    return store.put({ id: `seen ${action}`, action, fields, at: Date.now(), kind: 'seen' })
  }
  const later = (milliseconds: number) => {
    window.clearTimeout(timer)
    // What the screen no longer shows waits in the store, and goes from there.
    if (!signal.aborted) timer = window.setTimeout(() => void save(), milliseconds)
  }
  const put = (text: string, newer: number) => {
    const { selectionStart, selectionEnd } = area
    area.value = saved = text
    if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd)
    base = newer
    version.value = String(newer)
  }
  const save = async () => {
    if (atWork) return atWork
    if (area.value === saved) return
    atWork = sendIt()
      .catch(() => again)
      .then((pause) => {
        atWork = undefined
        if (area.value !== saved) later(isBack ? 0 : pause)
        isBack = false
      })
    return atWork
  }
  /** Sends what the note says now. Gives for how long the next time can wait. */
  const sendIt = async (): Promise<number> => {
    const text = area.value
    say('saving')
    const fields = { version: String(base), text, client_id: mark }
    const answer = await send({ action, fields, at: Date.now(), kind: 'note' })
    switch (answer.kind) {
      case 'done':
        saved = text
        base = answer.version
        version.value = String(base)
        isBeside = false
        unanswered.clear()
        await keep()
        await remember()
        say('saved')
        changed()
        return wait
      case 'both':
        if (unanswered.has(answer.theirs)) {
          // It was this page that was first: the server took it, and fell before it could say so.
          unanswered.clear()
          base = answer.version
          version.value = String(base)
          return 0
        }
        saved = text
        isBeside = text !== ''
        await keep()
        if (text === '' && area.value === '') put(answer.theirs, answer.version)
        say(isBeside ? 'theirs' : 'saved')
        await refreshParts()
        changed()
        return wait
      case 'refused':
        // Sending it again would not help: its writer has to make it shorter.
        status.textContent = answer.problem
        saved = area.value === text ? text : saved
        return wait
      case 'gone':
        await store.remove(idOf())
        location.reload()
        return wait
      case 'signedOut':
        say(isKept ? 'signedOut' : 'onlyHere')
        return 2 * again
      case 'later':
        unanswered.add(text)
        if (isKept && answer.problem) status.textContent = answer.problem
        else say(isKept ? 'unsaved' : 'onlyHere')
        return again
    }
  }

  const takeUp = () => {
    const isTyped = !isRefused && area.value !== saved
    const seen = all.find(({ id }) => id === `seen ${action}`)
    // A page that came from this browser's own keeping may be older than what was saved.
    if (seen && Number(seen.fields.version) > base && !isRefused && !isTyped)
      put(seen.fields.text ?? '', Number(seen.fields.version))
    const waiting = all.filter((kept) => kept.kind === 'note' && kept.action === action)
    const same = waiting.find(({ fields }) => fields.text === area.value)
    // What waits under words that were typed already goes by itself, and both are there to choose from.
    const last = isTyped ? same : waiting.at(-1)
    if (last && !isRefused && (isTyped || last !== same)) {
      mark = last.fields.client_id ?? mark
      own.add(idOf())
      base = Number(last.fields.version)
      version.value = String(base)
      area.value = last.fields.text ?? ''
      later(0)
    } else if (isTyped) {
      void keep()
      later(wait)
    }
  }
  takeUp()
  area.addEventListener('input', () => {
    void keep()
    later(wait)
  })
  form.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('formaction')) return
    event.preventDefault()
    later(0)
  })
  const onOnline = () => {
    isBack = atWork !== undefined
    later(0)
  }
  // Also when somebody comes back, who may have signed in elsewhere.
  const onTurn = () => {
    void save()
  }
  const onLeave = () => {
    window.clearTimeout(timer)
  }
  window.addEventListener('online', onOnline, { signal })
  document.addEventListener('visibilitychange', onTurn, { signal })
  signal.addEventListener('abort', onLeave)
  return {
    spot: form.dataset.note ?? '',
    flush: save,
    see(newer, text, others) {
      if (atWork || area.value !== saved) return
      if (isBeside && !others.includes(mark)) {
        isBeside = false
        mark = newMark()
        put(text, newer)
        status.textContent = ''
      } else if (!isBeside && newer > base) put(text, newer)
    },
    settle(chosen, newer, text) {
      if (chosen === mark && isBeside) {
        isBeside = false
        mark = newMark()
      } else if (isBeside || area.value !== saved) return
      put(text, newer)
      say('saved')
    },
  }
}

/** The choice between two texts is made without leaving the talk; without a connection it stays to be made. */
function chooseHere(notes: readonly Note[], signal: AbortSignal): void {
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-choice]')) return
    event.preventDefault()
    const action = form.getAttribute('action') ?? ''
    const fields = Object.fromEntries(
      new FormData(form, event.submitter) as unknown as Iterable<[string, string]>,
    )
    const box = form.closest<HTMLElement>('[data-both]')
    const note = notes.find(({ spot }) => spot === box?.dataset.both)
    void (async () => {
      await note?.flush()
      const answer = await send({ action, fields, at: Date.now(), kind: 'note' })
      if (answer.kind === 'done') note?.settle(fields.client_id ?? '', answer.version, answer.text)
      if (answer.kind === 'refused') sayIn(form, answer.problem)
      if (answer.kind === 'later') {
        const status = box?.parentElement?.querySelector<HTMLElement>('.saved')
        sayIn(form, answer.problem ?? status?.dataset.unsaved ?? '')
        return
      }
      if (answer.kind !== 'refused') await refreshParts()
      changed()
    })()
  }
  document.addEventListener('submit', onSubmit, { signal })
}

/** Says above the fields of a form what is wrong. */
export function sayIn(form: HTMLFormElement, words: string): void {
  form.querySelector('[role="alert"]')?.remove()
  const said = document.createElement('p')
  said.className = 'problem'
  said.setAttribute('role', 'alert')
  said.textContent = words
  form.prepend(said)
}
