import { placeTime } from './clock.ts'
import { keepNotes } from './notes.ts'
import { playParts, type Player } from './player.ts'
import { openTalkStore } from './talk-store.ts'

/** How far it goes back when one listens on, so that the last words are heard again: in milliseconds. */
const rewind = 1500
const skip = 3000

type Deed = 'play' | 'back' | 'forward' | 'slower' | 'faster' | 'time'

/**
 * What keys do, named so that they are free: in the browsers, in a field of text, and for who reads a screen by ear.
 * Foot pedals send F-keys.
 */
const keys: Readonly<Record<string, Deed>> = {
  ...{ F4: 'play', 'Ctrl+Space': 'play' },
  ...{ F2: 'back', 'Ctrl+,': 'back' },
  ...{ F8: 'forward', 'Ctrl+.': 'forward' },
  ...{ 'Shift+F2': 'slower', 'Shift+F8': 'faster' },
  ...{ F9: 'time', 'Ctrl+Enter': 'time' },
}

/**
 * Types a talk out while one listens, without leaving the text: keys and buttons play, go back and write times and
 * names. What is typed saves itself as the notes of a talk do. Without this script there is a field with a button.
 */
export async function typeAlong(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('form[data-typing]')
  const area = form?.querySelector('textarea')
  if (!form || !area) return
  const player = playParts()
  if (area.readOnly) return
  const deeds = deedsOf(player, () => {
    beginLine(area, timeOf(player), '')
  })
  const speak = (nth: string) => {
    const name = nameAt(form, nth)
    if (name !== '') beginLine(area, timeOf(player), `${name}: `)
  }
  document.addEventListener('keydown', (event) => {
    // A list opens by such keys itself.
    if (event.target instanceof HTMLSelectElement) return
    const key = chord(event)
    const nth = /^Ctrl\+Shift\+([1-4])$/.exec(key)?.[1]
    const deed = keys[key]
    if (nth === undefined && (deed === undefined || !deeds[deed])) return
    event.preventDefault()
    if (nth !== undefined) speak(nth)
    // A pedal that is held down sends its key again and again.
    else if (deed && !(event.repeat && deed === 'play')) deeds[deed]?.()
  })
  showBar(form, area, deeds, speak)
  form.querySelector('[data-keys]')?.removeAttribute('hidden')
  const store = await openTalkStore(document.body.dataset.account ?? '')
  const notes = await keepNotes(store, new AbortController().signal)
  keepWhole(form, async () => {
    // What is on its way goes first, then what was typed meanwhile.
    await notes.flush()
    await notes.flush()
    return !(await store.all()).some((kept) => kept.kind === 'note' && notes.isOwn(kept))
  })
}

function deedsOf(player: Player | undefined, time: () => void): Partial<Record<Deed, () => void>> {
  if (!player) return {}
  const by = (milliseconds: number) => () => {
    const to = player.position() + milliseconds
    if (player.isPlaying()) player.play(to)
    else player.seek(to)
  }
  return {
    play() {
      if (player.isPlaying()) player.pause()
      else player.play(player.position() - rewind)
    },
    back: by(-skip),
    forward: by(skip),
    slower() {
      player.speed(-1)
    },
    faster() {
      player.speed(1)
    },
    time,
  }
}

/** The keys that are held, as the table of keys has them; empty with keys that write letters or are the system's. */
function chord({ key, code, ctrlKey, altKey, metaKey, shiftKey, isComposing }: KeyboardEvent): string {
  if (altKey || metaKey || isComposing) return ''
  // With Shift a digit is another letter, on each keyboard another.
  const own = /^(?:Digit|Numpad)([1-4])$/.exec(code)?.[1] ?? (key === ' ' ? 'Space' : key)
  return `${ctrlKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${own}`
}

function nameAt(form: HTMLFormElement, nth: string): string {
  const field = form.elements.namedItem(`speaker-${nth}`)
  return field instanceof HTMLInputElement ? field.value.replaceAll(':', ' ').trim() : ''
}

function timeOf(player: Player | undefined): string {
  return player ? `[${placeTime(player.position())}] ` : ''
}

/** The same by buttons, for who has no such keys. Each speaker's bears the name that it writes. */
function showBar(
  form: HTMLFormElement,
  area: HTMLTextAreaElement,
  deeds: Partial<Record<Deed, () => void>>,
  speak: (nth: string) => void,
): void {
  const bar = form.querySelector<HTMLElement>('[data-typing-bar]')
  if (!bar) return
  const buttons = Array.from(bar.querySelectorAll<HTMLButtonElement>('button[data-speaker]'))
  const label = () => {
    for (const button of buttons) {
      const nth = (button.dataset.speaker ?? '').slice(-1)
      const name = nameAt(form, nth)
      button.textContent = `${nth}: ${name}`
      button.hidden = name === ''
    }
  }
  for (const button of buttons)
    button.addEventListener('click', () => {
      speak((button.dataset.speaker ?? '').slice(-1))
    })
  for (const button of bar.querySelectorAll<HTMLButtonElement>('button[data-deed]')) {
    button.addEventListener('click', () => {
      deeds[button.dataset.deed as Deed]?.()
    })
  }
  // The field keeps the caret, and a phone its keyboard.
  bar.addEventListener('pointerdown', (event) => {
    if (document.activeElement === area) event.preventDefault()
  })
  form.addEventListener('input', label)
  label()
  bar.hidden = false
}

/** Begins a line with a time and a name. A line that holds nothing but its time gets the name behind that. */
function beginLine(area: HTMLTextAreaElement, time: string, name: string): void {
  const line = area.value.slice(0, area.selectionStart).split('\n').at(-1) ?? ''
  const isTimed = /^\[[\d:]+\] ?$/.test(line)
  const begin = isTimed && name !== '' ? (line.endsWith(' ') ? '' : ' ') : `${line === '' ? '' : '\n'}${time}`
  area.focus()
  // Only what is written so can be undone by Ctrl and Z.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way.
  if (document.execCommand('insertText', false, begin + name)) return
  area.setRangeText(begin + name, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Keeps the whole as a text once the server has all that was typed: what still waits here would come back as the text
 * of somebody else.
 */
function keepWhole(form: HTMLFormElement, isAllSent: () => Promise<boolean>): void {
  let isReady = false
  const onSubmit = (event: SubmitEvent) => {
    const button = event.submitter
    if (!(button instanceof HTMLButtonElement) || button.dataset.keep === undefined || isReady) return
    event.preventDefault()
    event.stopImmediatePropagation()
    void isAllSent().then((isSent) => {
      if (!isSent) return
      isReady = true
      form.requestSubmit(button)
      isReady = false
    })
  }
  form.addEventListener('submit', onSubmit, { capture: true })
}
