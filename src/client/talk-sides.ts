import type { Deeds } from './talk-store.ts'
import type { Photos } from './talk-turn.ts'

const svg = 'http://www.w3.org/2000/svg'
const whole = 'talk'
/** What is chosen, also while the screen is shared and back again. */
let chosen = whole

/**
 * A photo is laid on a side: by pressing the photo and then the side, by dragging it there, or by the button at the side
 * that is chosen. The side that is chosen shows its questions and its note.
 */
export function sidesToLayOn(photos: Photos, deeds: Deeds, signal: AbortSignal): { showChosen: () => void } {
  const talk = document.querySelector<HTMLElement>('[data-talk]')
  const said = document.querySelector<HTMLElement>('[data-lay-said]')
  const panels = Array.from(document.querySelectorAll<HTMLElement>('[data-panel]'))
  const mayLay = document.querySelector('button[data-pick]') !== null
  chosen = panels.find(({ id }) => `#${id}` === location.hash)?.dataset.panel ?? chosen
  if (panels.length > 0 && !panels.some(({ dataset }) => dataset.panel === chosen)) chosen = whole
  let isPicked = false

  const showChosen = () => {
    for (const panel of panels) panel.hidden = panel.dataset.panel !== chosen
    for (const side of document.querySelectorAll<SVGElement>('[data-side]')) {
      if (side.dataset.side === chosen && panels.length > 0) side.setAttribute('aria-current', 'true')
      else side.removeAttribute('aria-current')
    }
    showButtons()
  }
  const showButtons = () => {
    const photo = photos.current()
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-lay-here]')) {
      button.hidden = photo === undefined || !mayLay
      const isHere = photo !== undefined && sideOf(photo.id) === button.dataset.layHere
      const words = (isHere ? button.dataset.takeWords : button.dataset.layWords) ?? ''
      button.textContent = words.replace('{photo}', photo?.name ?? '')
    }
  }
  const pick = (isNow: boolean) => {
    isPicked = isNow
    talk?.classList.toggle('is-picked', isNow)
    for (const button of document.querySelectorAll('button[data-pick]'))
      button.setAttribute('aria-pressed', String(isNow))
    if (said) said.textContent = isNow ? (said.dataset.choose ?? '') : ''
  }
  const lay = (photo: { id: string; name: string }, side: string) => {
    drawLaid(photo.id, side)
    pick(false)
    const name = document.querySelector(`#panel-${CSS.escape(side)}`)?.textContent ?? ''
    if (said)
      said.textContent =
        side === '' ? '' : sayLaid(said.dataset.laidWords ?? '', photo.name, name || nameOf(side))
    const action = `${talk?.dataset.talk ?? ''}/sides/${photo.id}`
    void deeds.put(`lay ${photo.id}`, action, { element_id: side })
    showButtons()
  }

  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-lay]')) form.hidden = true
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-pick]'))
    button.hidden = !sidesThere()
  const onClick = (event: Event) => {
    const target = event.target instanceof Element ? event.target : undefined
    const side = target?.closest<SVGElement>('[data-side]')?.dataset.side
    const photo = photos.current()
    if (side !== undefined) {
      event.preventDefault()
      if (isPicked && photo && side !== whole) lay(photo, side)
      chosen = side
      showChosen()
      return
    }
    const link = target?.closest<HTMLAnchorElement>('a[href^="#side-"]')
    if (link) {
      event.preventDefault()
      chosen = link.hash.slice('#side-'.length)
      showChosen()
      document.getElementById(`on-${chosen}`)?.focus()
      return
    }
    const here = target?.closest<HTMLElement>('[data-lay-here]')?.dataset.layHere
    if (here !== undefined && photo) lay(photo, sideOf(photo.id) === here ? '' : here)
    else if (target?.closest('[data-pick]') && mayLay && sidesThere()) pick(!isPicked)
  }
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && isPicked) pick(false)
  }
  document.addEventListener('click', onClick, { signal })
  document.addEventListener('keydown', onKey, { signal })
  talk?.classList.remove('is-picked')
  if (mayLay) dragOn(photos, lay, signal)
  photos.onTurn(() => {
    if (isPicked) pick(false)
    showButtons()
  })
  showChosen()
  return { showChosen }
}

/** With a mouse, or a finger that stays on it: a large photo or a small one. */
function dragOn(
  photos: Photos,
  lay: (photo: { id: string; name: string }, side: string) => void,
  signal: AbortSignal,
): void {
  const idOf = (target: EventTarget | null) => {
    const on = target instanceof Element ? target : undefined
    return (
      on?.closest<HTMLElement>('[data-thumb]')?.dataset.thumb ??
      on?.closest<HTMLElement>('[data-photo]')?.dataset.photo
    )
  }
  let dragged: string | undefined
  const onStart = (event: DragEvent) => {
    dragged = idOf(event.target)
    if (dragged !== undefined) event.dataTransfer?.setData('text/plain', '')
  }
  const onEnd = () => {
    dragged = undefined
  }
  const onOver = (event: DragEvent) => {
    if (dragged !== undefined && sideAt(event.target) !== undefined) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    const side = sideAt(event.target)
    if (dragged === undefined || side === undefined) return
    event.preventDefault()
    const name =
      document.querySelector<HTMLElement>(`.talk-slide[data-photo="${CSS.escape(dragged)}"]`)?.dataset.name ??
      ''
    lay({ id: dragged, name }, side)
    photos.go(dragged)
  }
  document.addEventListener('dragstart', onStart, { signal })
  document.addEventListener('dragend', onEnd, { signal })
  document.addEventListener('dragover', onOver, { signal })
  document.addEventListener('drop', onDrop, { signal })
}

function sideAt(target: EventTarget | null): string | undefined {
  const side = target instanceof Element ? target.closest<SVGElement>('[data-side]')?.dataset.side : undefined
  return side === whole ? undefined : side
}

function sidesThere(): boolean {
  return document.querySelectorAll('[data-side]').length > 1
}

function sideOf(photoId: string): string | undefined {
  return document.querySelector(`[data-laid="${CSS.escape(photoId)}"]`)?.closest<SVGElement>('[data-side]')
    ?.dataset.side
}

function nameOf(side: string): string {
  return document.getElementById(`on-${side}`)?.getAttribute('aria-label')?.split(',')[0] ?? ''
}

function sayLaid(words: string, photo: string, side: string): string {
  const said = words.replace('{photo}', photo).replace('{side}', side)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Draws a photo where it was laid, before the server says so; nowhere when it was taken up. */
export function drawLaid(photoId: string, side: string): void {
  const before = document.querySelector<SVGElement>(`[data-laid="${CSS.escape(photoId)}"]`)
  const from = before?.closest<SVGElement>('[data-side]')
  before?.remove()
  if (from) spread(from)
  const on = side === '' ? null : document.querySelector<SVGElement>(`[data-side="${CSS.escape(side)}"]`)
  if (!on) return
  const group = document.createElementNS(svg, 'g')
  group.setAttribute('class', 'laid')
  group.setAttribute('aria-hidden', 'true')
  group.setAttribute('data-laid', photoId)
  const ground = document.createElementNS(svg, 'rect')
  set(ground, { width: 34, height: 34, rx: 3 })
  group.append(ground)
  const thumb = document.querySelector<HTMLImageElement>(`[data-thumb="${CSS.escape(photoId)}"] img`)
  const slide = document.querySelector<HTMLImageElement>(
    `.talk-slide[data-photo="${CSS.escape(photoId)}"] img`,
  )
  const source = thumb?.getAttribute('src') ?? slide?.getAttribute('src')
  if (source) {
    const image = document.createElementNS(svg, 'image')
    set(image, { href: source, width: 30, height: 30, preserveAspectRatio: 'xMidYMid slice' })
    group.append(image)
  } else {
    const text = document.createElementNS(svg, 'text')
    set(text, { 'font-size': 15, 'text-anchor': 'middle', 'dominant-baseline': 'central' })
    text.textContent =
      /\d+/.exec(
        document.querySelector<HTMLElement>(`.talk-slide[data-photo="${CSS.escape(photoId)}"]`)?.dataset
          .name ?? '',
      )?.[0] ?? ''
    group.append(text)
  }
  on.append(group)
  on.removeAttribute('data-untouched')
  spread(on)
}

/** As the server lays them: side by side, along the bottom of the side. */
function spread(side: SVGElement): void {
  const circle = side.querySelector('circle')
  const laid = Array.from(side.querySelectorAll('[data-laid]'))
  const [x, y, radius] = ['cx', 'cy', 'r'].map((name) => Number(circle?.getAttribute(name)))
  if (x === undefined || y === undefined || radius === undefined) return
  const step = Math.min(34, (2 * radius) / Math.max(laid.length, 1))
  for (const [place, group] of laid.entries()) {
    const [at, below] = [Math.round(x + (place - (laid.length - 1) / 2) * step), Math.round(y + radius - 8)]
    for (const rect of group.querySelectorAll('rect')) set(rect, { x: at - 17, y: below - 17 })
    for (const image of group.querySelectorAll('image')) set(image, { x: at - 15, y: below - 15 })
    for (const text of group.querySelectorAll('text')) set(text, { x: at, y: below })
  }
}

function set(element: Element, values: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value))
}
