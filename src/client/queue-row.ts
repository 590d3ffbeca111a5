import type { Waiting } from './queue-store.ts'

/** How a photo stands, as its row says it. */
export type State =
  | 'waiting'
  | 'sending'
  | 'retrying'
  | 'offline'
  | 'busy'
  | 'signedOut'
  | 'gone'
  | 'in'
  | 'unread'
  | 'tooLarge'

/** The row of a photo that is on its way. */
export type Row = {
  say: (state: State) => void
  /** Says what the server said of a photo that it did not take. */
  refuse: (why: string) => void
  /** How far it is, from 0 up to 1. */
  progress: (part: number) => void
  remove: () => void
}

/** Adds the row of a photo to the list. */
export function addRow(
  section: HTMLElement,
  photo: Pick<Waiting, 'name'>,
  content: Blob | undefined,
  letGo: () => void,
): Row {
  const template = section.querySelector<HTMLTemplateElement>('template[data-waiting-row]')
  const item = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  const state = item.querySelector('[role="status"]')
  const bar = item.querySelector('progress')
  const button = item.querySelector('button')
  item.querySelector('.name')?.append(photo.name)
  item.querySelector('button .visually-hidden')?.append(photo.name)
  bar?.setAttribute('aria-label', photo.name)
  button?.addEventListener('click', letGo)
  if (content) showImage(item, content)
  section.querySelector('ul')?.append(item)
  section.hidden = false

  const write = (text: string) => {
    // What is said twice is not read aloud twice.
    if (state && state.textContent !== text) state.textContent = text
  }
  return {
    say(key) {
      write(wordsIn(section, key))
      item.classList.toggle('wrong', key === 'unread' || key === 'tooLarge' || key === 'gone')
      if (bar) bar.hidden = key !== 'sending'
      if (button) button.hidden = key === 'in'
    },
    refuse(why) {
      write(why)
      item.classList.add('wrong')
      if (bar) bar.hidden = true
      button?.firstChild?.replaceWith(`${wordsIn(section, 'letGoRefused')} `)
    },
    progress(part) {
      if (bar) bar.value = part
    },
    remove() {
      const hadFocus = item.contains(document.activeElement)
      item.remove()
      if (hadFocus) section.querySelector('h2')?.focus()
      section.hidden = section.querySelector('ul > li') === null
    },
  }
}

function wordsIn(section: HTMLElement, key: string): string {
  const words = section.querySelector<HTMLTemplateElement>('template[data-waiting-words]')
  return words?.content.querySelector(`[data-state="${key}"]`)?.textContent ?? ''
}

function showImage(item: HTMLElement, content: Blob): void {
  const image = document.createElement('img')
  image.alt = ''
  // Kinds that this browser cannot show may still be good ones.
  image.onerror = () => {
    image.remove()
  }
  image.onload = () => {
    URL.revokeObjectURL(image.src)
  }
  image.src = URL.createObjectURL(content)
  item.prepend(image)
}
