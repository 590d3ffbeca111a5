import type { Halt } from './queue-rules.ts'
import type { Waiting } from './queue-store.ts'

/** How a photo stands, as its row says it. */
export type State = 'waiting' | 'sending' | 'retrying' | 'offline' | 'busy' | Halt | 'in'

/** The row of a photo that is on its way. */
export type Row = {
  say: (state: State) => void
  /** Says why a photo was not taken, among the others that were not. */
  refuse: (why: string) => void
  /** How far it is, from 0 up to 1. */
  progress: (part: number) => void
  remove: () => void
}

/** Adds the row of a photo to the list. */
export function addRow(
  { section, failed }: { section: HTMLElement; failed: HTMLElement },
  photo: Pick<Waiting, 'name'>,
  content: Blob | undefined,
  letGo: () => void,
): Row {
  const template = section.querySelector<HTMLTemplateElement>('template[data-waiting-row]')
  const item = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  const state = item.querySelector('.state')
  const bar = item.querySelector('progress')
  const button = item.querySelector('button')
  item.querySelector('.name')?.append(photo.name)
  item.querySelector('button .visually-hidden')?.append(photo.name)
  bar?.setAttribute('aria-label', photo.name)
  button?.addEventListener('click', letGo)
  showImage(item, photo.name, content)
  moveTo(section)

  /** A list without rows is not there; the focus goes with the row, or to the list that it leaves. */
  function moveTo(list: HTMLElement | undefined): void {
    const old = item.closest('section')
    const hadFocus = item.contains(document.activeElement)
    if (list) {
      list.querySelector('ul')?.append(item)
      list.hidden = false
    } else item.remove()
    if (old) leave(old, hadFocus)
  }

  return {
    say(key) {
      if (state) state.textContent = wordsIn(section, key)
      item.classList.toggle('wrong', key === 'gone' || key === 'ended')
      if (bar) bar.hidden = key !== 'sending'
      if (button) button.hidden = key === 'in'
    },
    refuse(why) {
      if (state) state.textContent = why
      item.classList.add('wrong')
      if (bar) bar.hidden = true
      button?.firstChild?.replaceWith(`${wordsIn(section, 'letGoRefused')} `)
      moveTo(failed)
    },
    progress(part) {
      if (bar) bar.value = part
    },
    remove() {
      moveTo(undefined)
    },
  }
}

/** One of the words that the page brought for its queue. */
export function wordsIn(section: HTMLElement, key: string): string {
  const words = section.querySelector<HTMLTemplateElement>('template[data-waiting-words]')
  return words?.content.querySelector(`[data-state="${key}"]`)?.textContent ?? ''
}

/** A row left a list. What had the focus there hands it to the list's heading, or to the word of what came in. */
function leave(list: HTMLElement, hadFocus: boolean): void {
  const heading = list.querySelector('h2')
  const wasHere = hadFocus || document.activeElement === heading
  list.hidden = list.querySelector('ul > li') === null
  if (!wasHere) return
  const others = Array.from(
    document.querySelectorAll<HTMLElement>('.notice.in, [data-waiting] > h2, [data-failed] > h2'),
  )
  const next = list.hidden ? others.find((one) => one.checkVisibility()) : heading
  // With nothing left of it, what is next to do is the form.
  ;(next ?? document.querySelector<HTMLElement>('form[data-queue] input[type="file"]'))?.focus()
}

/** The photo, or its kind where this browser cannot show it, or has it no more. */
function showImage(item: HTMLElement, name: string, content: Blob | undefined): void {
  const tile = document.createElement('span')
  tile.className = 'tile'
  tile.ariaHidden = 'true'
  tile.textContent = /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? ''
  item.prepend(tile)
  if (!content) return
  const image = document.createElement('img')
  image.alt = ''
  image.onload = () => {
    URL.revokeObjectURL(image.src)
    tile.replaceWith(image)
  }
  image.src = URL.createObjectURL(content)
}
