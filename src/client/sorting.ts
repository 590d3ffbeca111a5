import { rememberParts, showParts } from './parts.ts'

/**
 * Lets photos be dragged into another group. All that were ticked go along with a ticked one. Without a mouse, or
 * without this script, photos are ticked and laid by the form below.
 */
export function sortByDragging(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-sort]')
  const sorted = document.querySelector<HTMLElement>('#sorted')
  if (!form || !sorted || !matchMedia('(pointer: fine)').matches) return
  rememberParts()
  for (const part of form.querySelectorAll<HTMLElement>('[data-dragged]')) part.hidden = false
  for (const part of form.querySelectorAll<HTMLElement>('[data-undragged]')) part.hidden = true
  let dragged: string[] = []

  sorted.addEventListener('pointerdown', ({ target }) => {
    photoAt(target)?.setAttribute('draggable', 'true')
  })
  sorted.addEventListener('dragstart', (event) => {
    const photo = photoAt(event.target)
    if (!photo || !event.dataTransfer) return
    dragged = together(photo)
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', String(dragged.length))
  })
  sorted.addEventListener('dragover', (event) => {
    const group = groupAt(event.target)
    if (!group || dragged.length === 0) return
    event.preventDefault()
    mark(group)
  })
  sorted.addEventListener('dragend', () => {
    dragged = []
    mark(null)
  })
  sorted.addEventListener('drop', (event) => {
    const group = groupAt(event.target)
    if (!group || dragged.length === 0) return
    event.preventDefault()
    mark(null)
    void lay(form, dragged, group.dataset.group ?? '')
    dragged = []
  })

  /** The photo alone, or all that are ticked where it is one of them. */
  function together(photo: HTMLElement): string[] {
    const ticked = Array.from(
      document.querySelectorAll<HTMLInputElement>('input[name="photo"]:checked'),
      ({ value }) => value,
    )
    const id = photo.dataset.photo ?? ''
    return ticked.includes(id) ? ticked : [id]
  }

  function mark(group: HTMLElement | null): void {
    for (const one of document.querySelectorAll('.group')) one.classList.toggle('aimed', one === group)
  }
}

function photoAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-photo]') : null
}

function groupAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-group]') : null
}

async function lay(form: HTMLFormElement, photos: readonly string[], group: string): Promise<void> {
  const seen = form.querySelector<HTMLInputElement>('input[name="seen"]')?.value ?? ''
  const body = new URLSearchParams({ group, seen, title: '' })
  for (const photo of photos) body.append('photo', photo)
  try {
    const answer = await fetch(form.action, { method: 'POST', body })
    // A refusal is a page that says why: somebody else laid it elsewhere meanwhile.
    if (answer.status === 409) say(form, (await titleOf(answer.clone())) ?? '')
    else if (!answer.ok) throw new Error(String(answer.status))
    await showParts(answer)
  } catch {
    say(form, form.dataset.failed ?? '')
  }
}

async function titleOf(answer: Response): Promise<string | undefined> {
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return page.querySelector('.problems li')?.textContent.trim()
}

function say(form: HTMLFormElement, words: string): void {
  const told = form.querySelector('[data-told]')
  if (told) told.textContent = words
}
