import { newMark } from './new-mark.ts'
import { keepNotes } from './notes.ts'
import { partsShown, refreshParts } from './parts.ts'
import { countMinutes } from './talk-clock.ts'
import { changed, keepTalk } from './talk-keep.ts'
import { drawLaid, sidesToLayOn } from './talk-sides.ts'
import { sendWaiting } from './talk-send.ts'
import { openTalkStore, type Deeds, type Kept, type TalkStore } from './talk-store.ts'
import { turnPhotos } from './talk-turn.ts'
import { turnViews } from './talk-view.ts'

const again = 5000
const forAWord = 20_000
const patience = 1500

/**
 * The talk itself: one photo at a time, sides to lay it on, moments to mark, and notes. What is done shows at once, waits
 * in this browser, and goes to the server in its order when there is a connection. Without this script there are
 * buttons and links for all of it.
 */
export async function holdTalk(): Promise<void> {
  const talk = document.querySelector<HTMLElement>('[data-talk]')
  if (!talk) return
  const store = await openTalkStore(document.body.dataset.account ?? '')
  let timer = 0
  let atWork = false
  const sendAll = async () => {
    if (atWork) {
      later(300)
      return
    }
    atWork = true
    const before = await store.all()
    const { isAllSent: isSent, problem } = await sendWaiting(store, (kept) => view.isOwn(kept))
    atWork = false
    if (before.some((kept) => isDeed(kept, talk))) {
      sayUnsent(!isSent, problem)
      if (isSent) {
        await refreshParts()
        changed()
      }
    }
    if (!isSent) later(again)
  }
  const later = (milliseconds: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void sendAll(), milliseconds)
  }
  const deeds: Deeds = {
    async put(id, action, fields) {
      // With its talk: several may wait in one day, and each was begun and ended.
      const named = `deed ${action} ${id}`
      await store.put({ id: named, action, fields, at: whenOf(id, named, await store.all()), kind: 'deed' })
      later(0)
    },
  }
  let view = await takeUp(talk, store, deeds)
  countMinutes(deeds, () => view.flush())
  turnViews({
    async leave() {
      // What does not reach the server by then waits here, and goes from here.
      await Promise.race([view.flush(), passed(patience)])
      view.leave()
    },
    async enter() {
      view = await takeUp(talk, store, deeds)
      later(0)
    },
  })
  window.addEventListener('online', () => {
    later(0)
  })
  later(0)
  if (document.readyState !== 'complete') await loaded()
  await keepTalk()
}

/** What the screen shows of the talk, until another view comes in its place. */
type View = { flush: () => Promise<void>; isOwn: (kept: Kept) => boolean; leave: () => void }

async function takeUp(talk: HTMLElement, store: TalkStore, deeds: Deeds): Promise<View> {
  const here = new AbortController()
  const { signal } = here
  const waiting = await store.all()
  const photos = turnPhotos(signal)
  const { flush, isOwn } = await keepNotes(store, signal)
  const lay = sidesToLayOn(photos, deeds, signal)
  for (const kept of waiting.filter((one) => isDeed(one, talk))) {
    const [, photo] = /\/sides\/([\w-]+)$/.exec(kept.action) ?? []
    if (photo) drawLaid(photo, kept.fields.element_id ?? '')
  }
  document.addEventListener(partsShown, lay.showChosen, { signal })
  markMoments(deeds, signal)
  return {
    flush,
    isOwn,
    leave: () => {
      here.abort()
    },
  }
}

/** What was done keeps its time, when only a word comes to it. */
function whenOf(id: string, named: string, all: readonly Kept[]): number {
  if (!id.startsWith('mark ')) return Date.now()
  return times.get(id) ?? all.find((one) => one.id === named)?.at ?? Date.now()
}
const times = new Map<string, number>()

function isDeed({ kind, action }: Kept, talk: HTMLElement): boolean {
  return kind === 'deed' && action.startsWith(`${talk.dataset.talk ?? ''}/`)
}

function sayUnsent(isUnsent: boolean, problem: string | undefined): void {
  const said = document.querySelector<HTMLElement>('[data-lay-said]')
  if (!said) return
  if (isUnsent) said.textContent = lastUnsent = problem ?? said.dataset.unsaved ?? ''
  else if (said.textContent === lastUnsent) said.textContent = ''
}
let lastUnsent = ''

/** A moment that matters is marked by its button, or by Ctrl and Enter from anywhere; a word can come after it. */
function markMoments(deeds: Deeds, signal: AbortSignal): void {
  const form = document.querySelector<HTMLFormElement>('form[data-mark]')
  const action =
    form?.getAttribute('action') ?? document.querySelector<HTMLElement>('[data-marks]')?.dataset.marks
  if (!action) return
  const said = document.querySelector<HTMLElement>('[data-mark-said]')
  const box = document.querySelector<HTMLElement>('[data-mark-word]')
  const word = box?.querySelector('input')
  let last = ''
  let timer = 0
  const mark = () => {
    last = newMark()
    times.set(`mark ${last}`, Date.now())
    void deeds.put(`mark ${last}`, action, { client_id: last, word: '' })
    if (!said || !box || !word) return
    const time = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    said.textContent = (said.dataset.markSaid ?? '').replace('{time}', time)
    word.value = ''
    box.hidden = false
    window.clearTimeout(timer)
    timer = window.setTimeout(letGo, forAWord)
  }
  /** The bar is itself again when nobody has a word to add. */
  const letGo = () => {
    if (signal.aborted || !box || !word) return
    if (document.activeElement === word) {
      timer = window.setTimeout(letGo, forAWord)
      return
    }
    box.hidden = true
    if (said) said.textContent = ''
  }
  const putWord = () => {
    if (last !== '' && word && word.value.trim() !== '')
      void deeds.put(`mark ${last}`, action, { client_id: last, word: word.value })
  }
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    mark()
  })
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey) || event.repeat) return
    event.preventDefault()
    mark()
  }
  document.addEventListener('keydown', onKey, { signal })
  word?.addEventListener('change', putWord)
  word?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !box) return
    event.preventDefault()
    putWord()
    box.hidden = true
    form?.querySelector('button')?.focus()
  })
}

function loaded(): Promise<Event> {
  return new Promise((resolve) => {
    window.addEventListener('load', resolve)
  })
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, milliseconds)
  })
}
