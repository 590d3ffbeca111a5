import { sayNotSaved, showWhatIsIn } from './queue-page.ts'

/** A photo that is dragged: its row, the list, and the order in which it began. */
type Drag = { item: HTMLElement; list: HTMLElement; before: Element | null; pointerY: number; frame: number }

/** From so near to an edge of the screen on, the page scrolls along. In pixels. */
const edge = 72
const step = 10

/**
 * Lets a participant's own photos be dragged into their order by a finger or a mouse. It is saved as the buttons save it;
 * without this script those are there alone. While one is dragged all are small, so that all are in sight.
 */
export function orderByDragging(): void {
  let drag: Drag | undefined
  document.addEventListener('pointerdown', (event) => {
    const item = gripAt(event.target)?.closest<HTMLElement>('li')
    const list = item?.closest<HTMLElement>('[data-order]')
    if (!item || !list || drag || event.button !== 0) return
    event.preventDefault()
    const started: Drag = { item, list, before: item.nextElementSibling, pointerY: event.clientY, frame: 0 }
    drag = started
    list.setPointerCapture(event.pointerId)
    begin(started)
    started.frame = requestAnimationFrame(function follow() {
      scrollAlong(started)
      started.frame = requestAnimationFrame(follow)
    })
  })
  document.addEventListener('pointermove', (event) => {
    if (!drag) return
    drag.pointerY = event.clientY
    lay(drag)
  })
  document.addEventListener('pointerup', () => {
    finish(true)
  })
  document.addEventListener('pointercancel', () => {
    finish(false)
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') finish(false)
  })

  function finish(isMeant: boolean): void {
    if (!drag) return
    const { item, list, before, frame } = drag
    drag = undefined
    cancelAnimationFrame(frame)
    const isMoved = item.nextElementSibling !== before
    if (!isMeant) list.insertBefore(item, before)
    list.classList.remove('ordering')
    item.classList.remove('dragged')
    item.scrollIntoView({ block: 'nearest' })
    void save(item, list, before, isMeant && isMoved)
  }
}

function gripAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-grip]') : null
}

/** Makes all of them small, and keeps the dragged one under the finger. */
function begin({ item, list, pointerY }: Drag): void {
  list.classList.add('ordering')
  item.classList.add('dragged')
  const { top, height } = item.getBoundingClientRect()
  window.scrollBy({ top: top + height / 2 - pointerY, behavior: 'instant' })
}

/** Puts the dragged one where the finger is: before the first whose middle is below it. */
function lay({ item, list, pointerY }: Drag): void {
  const others = Array.from(list.children).filter((one) => one !== item)
  const next = others.find((one) => {
    const { top, height } = one.getBoundingClientRect()
    return pointerY < top + height / 2
  })
  if ((next ?? null) !== item.nextElementSibling) list.insertBefore(item, next ?? null)
}

function scrollAlong(drag: Drag): void {
  const by = drag.pointerY < edge ? -step : drag.pointerY > window.innerHeight - edge ? step : 0
  if (by === 0) return
  window.scrollBy({ top: by, behavior: 'instant' })
  lay(drag)
}

/** Saves the order, and shows what the server has by now: photos may have come in meanwhile. */
async function save(
  item: HTMLElement,
  list: HTMLElement,
  before: Element | null,
  isMoved: boolean,
): Promise<void> {
  if (isMoved) {
    const next = item.nextElementSibling instanceof HTMLElement ? item.nextElementSibling.dataset.id : ''
    const body = new URLSearchParams({ before: next ?? '' })
    const headers = { Accept: 'application/json' }
    const isSaved = await fetch(item.dataset.position ?? '', { method: 'POST', headers, body }).then(
      ({ ok }) => ok,
      () => false,
    )
    if (!isSaved) {
      list.insertBefore(item, before)
      sayNotSaved(item)
      return
    }
  }
  await showWhatIsIn()
}
