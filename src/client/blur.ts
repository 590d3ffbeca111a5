import { between, edges, grown, moved, smallest, type Box, type Place } from './boxes.ts'

/**
 * Lets a visitor lay areas over a photo with a finger, a pen, the mouse or the keyboard. The rows of numbers, which are
 * all there is without this script, stay what is sent: each area is drawn from its row and written to it.
 */
export function layAreas(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-areas]')
  const photo = form?.querySelector<HTMLElement>('.blur-photo')
  const image = photo?.querySelector('img')
  if (form && photo && image) new Areas(form, photo, image).begin()
}

const zooms = [1, 1.5, 2, 3, 4]
const arrows: Record<string, Place> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
const sizes: Record<string, number> = { '+': 1, '=': 1, '-': -1, _: -1 }

/** What a pointer does: it draws a new area, moves one, or pulls at its corner. */
type Drag = { pointer: number; from: Place; area: Area | undefined; at: Box; does: 'draw' | 'move' | 'pull' }

class Areas {
  readonly #form: HTMLFormElement
  readonly #photo: HTMLElement
  readonly #image: HTMLImageElement
  #areas: Area[] = []
  #chosen: Area | undefined
  #shape = 'rectangle'
  #zoom = 0
  #drag: Drag | undefined

  constructor(form: HTMLFormElement, photo: HTMLElement, image: HTMLImageElement) {
    this.#form = form
    this.#photo = photo
    this.#image = image
  }

  begin(): void {
    for (const part of this.#all('[data-drawn]')) part.hidden = false
    for (const part of this.#all('[data-undrawn]')) part.hidden = true
    this.#makeRows()
    this.#photo.style.setProperty('--aspect', String(this.#image.width / this.#image.height))
    this.#form.querySelector('details')?.toggleAttribute('open', this.#form.querySelector('.wrong') !== null)
    this.#point()
    this.#photo.addEventListener('keydown', (event) => {
      this.#key(event)
    })
    this.#press()
    this.#form.addEventListener('input', () => {
      this.#read()
    })
    this.#form.addEventListener('reset', () => {
      window.setTimeout(() => {
        this.#read()
      })
    })
    this.#image.addEventListener('load', () => {
      for (const area of this.#areas) area.draw()
    })
    // What was typed before a reload is put back first (drafts.ts).
    queueMicrotask(() => {
      this.#read()
      this.#showShape()
      const drawn = this.#areas.filter((area) => !area.isEmpty())
      if (drawn.length > 0) this.#told(drawn.map((area) => this.#tell(area)).join('; '))
    })
  }

  /** As many rows as there may be areas; empty ones are not shown. */
  #makeRows(): void {
    const rows = this.#form.querySelector('[data-rows]')
    const template = this.#form.querySelector<HTMLTemplateElement>('[data-row-template]')
    if (!rows || !template) return
    const named = (html: string, place: string) =>
      html.replaceAll('{name}', this.#say('area', { place })).replaceAll('{place}', place)
    for (let place = rows.children.length + 1; place <= Number(this.#form.dataset.most); place += 1) {
      rows.insertAdjacentHTML('beforeend', named(template.innerHTML, String(place)))
    }
    this.#areas = Array.from(rows.children, (row) => {
      const area = new Area(row as HTMLElement, this.#image)
      area.button.addEventListener('focus', () => {
        this.#choose(area)
      })
      return area
    })
  }

  /** Shows the areas of the rows as they are. */
  #read(): void {
    const last = this.#areas.findLastIndex((area) => !area.isEmpty())
    for (const [index, area] of this.#areas.entries()) {
      area.row.hidden = index > Math.max(last, 0)
      const box = area.box()
      if (!box) area.button.remove()
      else {
        if (!area.button.isConnected) this.#photo.append(area.button)
        area.show(box, this.#tell(area))
      }
    }
    if (!this.#chosen?.button.isConnected) this.#choose(undefined)
  }

  /** Writes an area to its row, and shows and tells it. */
  #put(area: Area, box: Box): void {
    area.write(box)
    this.#read()
    this.#changed(this.#tell(area))
  }

  #told(words: string): void {
    const told = this.#form.querySelector('[data-told]')
    if (told) told.textContent = words
  }

  #changed(words: string): void {
    this.#told(words)
    // A draft is kept of what is typed.
    this.#form.dispatchEvent(new Event('input'))
  }

  #add(box: Box): Area | undefined {
    const area = this.#areas.find((one) => one.isEmpty())
    if (!area) return undefined
    area.shape = this.#shape
    this.#put(area, box)
    area.button.focus()
    return area
  }

  #remove(area: Area): void {
    area.clear()
    this.#read()
    this.#changed(this.#say('removed', { name: area.name }))
    const other = this.#areas.find(({ button }) => button.isConnected)
    const next = other?.button ?? this.#form.querySelector<HTMLElement>('[data-add]')
    next?.focus()
  }

  #choose(area: Area | undefined): void {
    this.#chosen = area
    for (const one of this.#areas) one.button.classList.toggle('chosen', one === area)
    if (area) this.#shape = area.shape
    this.#showShape()
    for (const button of this.#all('[data-size], [data-delete]')) {
      button.toggleAttribute('disabled', area === undefined)
    }
  }

  #showShape(): void {
    for (const button of this.#all('[data-shape]')) {
      button.setAttribute('aria-pressed', String(button.dataset.shape === this.#shape))
    }
  }

  #press(): void {
    this.#form.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null
      if (!button) return
      const { add, shape, size, delete: gone, zoom, shift } = button.dataset
      const area = this.#chosen
      if (add !== undefined) {
        const added = this.#add({ left: 40, top: 40, width: 20, height: 20 })
        if (added) this.#changed(`${this.#say('added', { name: added.name })} ${this.#tell(added)}`)
      } else if (shape !== undefined) {
        this.#shape = shape
        if (area) area.shape = shape
        this.#showShape()
        if (area) this.#put(area, area.box() ?? { left: 0, top: 0, width: 0, height: 0 })
      } else if (size !== undefined && area) this.#grow(area, { x: Number(size) * 2, y: Number(size) * 2 })
      else if (gone !== undefined && area) this.#remove(area)
      else if (zoom !== undefined) this.#zoomBy(Number(zoom))
      else if (shift !== undefined) this.#setShifting(button.getAttribute('aria-pressed') !== 'true')
    })
  }

  #grow(area: Area, by: Place): void {
    const box = area.box()
    if (box) this.#put(area, grown(box, by))
  }

  #zoomBy(step: number): void {
    this.#zoom = Math.max(0, Math.min(this.#zoom + step, zooms.length - 1))
    this.#photo.style.setProperty('--zoom', String(zooms[this.#zoom]))
    const shift = this.#form.querySelector<HTMLElement>('[data-shift]')
    if (shift) shift.hidden = this.#zoom === 0
    if (this.#zoom === 0) this.#setShifting(false)
  }

  /** While the photo is moved under the finger, nothing is drawn. */
  #setShifting(isShifting: boolean): void {
    this.#photo.classList.toggle('shifting', isShifting)
    this.#form.querySelector('[data-shift]')?.setAttribute('aria-pressed', String(isShifting))
  }

  #key(event: KeyboardEvent): void {
    const area = this.#areas.find(({ button }) => button === event.target)
    const box = area?.box()
    if (!area || !box || event.altKey || event.ctrlKey || event.metaKey) return
    const { [event.key]: arrow } = arrows
    const { [event.key]: size } = sizes
    if (arrow) this.#put(area, event.shiftKey ? grown(box, arrow) : moved(box, arrow))
    else if (size !== undefined) this.#grow(area, { x: size, y: size })
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#remove(area)
    else return
    event.preventDefault()
  }

  #point(): void {
    const photo = this.#photo
    photo.addEventListener('pointerdown', (event) => {
      if (this.#drag || !event.isPrimary || event.button !== 0 || photo.classList.contains('shifting')) return
      const target = event.target as Element
      const area = this.#areas.find(({ button }) => button.contains(target))
      const from = this.#placeOf(event)
      const does = area ? (target.matches('.handle') ? 'pull' : 'move') : 'draw'
      this.#drag = { pointer: event.pointerId, from, area, at: area?.box() ?? between(from, from), does }
      photo.setPointerCapture(event.pointerId)
      area?.button.focus()
      event.preventDefault()
    })
    photo.addEventListener('pointermove', (event) => {
      if (this.#drag?.pointer === event.pointerId) this.#dragTo(this.#drag, this.#placeOf(event))
    })
    const end = () => {
      this.#drag = undefined
    }
    photo.addEventListener('pointerup', end)
    // A second finger makes the page larger: the first one drew nothing.
    photo.addEventListener('pointercancel', end)
  }

  #dragTo(drag: Drag, to: Place): void {
    const by = { x: to.x - drag.from.x, y: to.y - drag.from.y }
    if (drag.does === 'move' && drag.area) this.#put(drag.area, moved(drag.at, by))
    else if (drag.does === 'pull' && drag.area) this.#put(drag.area, grown(drag.at, by))
    else {
      const box = between(drag.from, to)
      if (drag.area) this.#put(drag.area, grown(box, { x: 0, y: 0 }))
      else if (box.width >= smallest && box.height >= smallest) drag.area = this.#add(box)
    }
  }

  #placeOf({ clientX, clientY }: PointerEvent): Place {
    const { left, top, width, height } = this.#photo.getBoundingClientRect()
    return { x: ((clientX - left) / width) * 100, y: ((clientY - top) / height) * 100 }
  }

  #tell(area: Area): string {
    const shape = this.#form.querySelector(`[data-shape="${area.shape}"]`)?.textContent.trim() ?? ''
    return this.#say('tell', { ...area.values(), name: area.name, shape })
  }

  #say(key: 'area' | 'tell' | 'added' | 'removed', values: Record<string, string>): string {
    return (this.#form.dataset[key] ?? '').replaceAll(
      /\{(\w+)\}/g,
      (whole, name: string) => values[name] ?? whole,
    )
  }

  #all(selector: string): HTMLElement[] {
    return Array.from(this.#form.querySelectorAll<HTMLElement>(selector))
  }
}

/** One row of numbers, and the area that is drawn of it. */
class Area {
  readonly row: HTMLElement
  readonly button = document.createElement('button')
  readonly name: string
  readonly #image: HTMLImageElement
  readonly #canvas = document.createElement('canvas')

  constructor(row: HTMLElement, image: HTMLImageElement) {
    this.row = row
    this.name = row.querySelector('legend')?.textContent ?? ''
    this.#image = image
    this.button.type = 'button'
    this.button.setAttribute('aria-describedby', 'blur-keys')
    const handle = document.createElement('span')
    handle.className = 'handle'
    this.button.append(this.#canvas, handle)
  }

  get shape(): string {
    return this.row.querySelector('select')?.value ?? ''
  }

  set shape(shape: string) {
    const select = this.row.querySelector('select')
    if (select) select.value = shape
  }

  values(): Record<(typeof edges)[number], string> {
    const [left = '', top = '', width = '', height = ''] = this.#inputs().map(({ value }) => value)
    return { left, top, width, height }
  }

  isEmpty(): boolean {
    return this.#inputs().every(({ value }) => value.trim() === '')
  }

  /** The box that the numbers make; undefined while they make none. */
  box(): Box | undefined {
    if (this.isEmpty()) return undefined
    const [left = NaN, top = NaN, width = NaN, height = NaN] = this.#inputs().map(({ value }) =>
      Number.parseFloat(value.replace(',', '.')),
    )
    return left >= 0 && top >= 0 && width > 0 && height > 0 ? { left, top, width, height } : undefined
  }

  write(box: Box): void {
    for (const [index, input] of this.#inputs().entries()) {
      input.value = String(Math.round(box[edges[index] ?? 'left'] * 10) / 10)
    }
  }

  clear(): void {
    for (const input of this.#inputs()) input.value = ''
  }

  show(box: Box, words: string): void {
    this.button.className = `blur-area ${this.shape} ${this.button.classList.contains('chosen') ? 'chosen' : ''}`
    this.button.setAttribute('aria-label', words)
    for (const edge of edges) this.button.style.setProperty(edge, `${box[edge]}%`)
    this.draw()
  }

  /** As few colours as are left of it on the server (files/blur.ts), so that one sees beforehand what it becomes. */
  draw(): void {
    const { naturalWidth, naturalHeight } = this.#image
    const box = this.box()
    if (!box || naturalWidth === 0) return
    const [left, top] = [(box.left / 100) * naturalWidth, (box.top / 100) * naturalHeight]
    const [width, height] = [(box.width / 100) * naturalWidth, (box.height / 100) * naturalHeight]
    const cell = Math.max(width, height) / 5
    this.#canvas.width = Math.max(1, Math.round(width / cell))
    this.#canvas.height = Math.max(1, Math.round(height / cell))
    const context = this.#canvas.getContext('2d')
    context?.drawImage(this.#image, left, top, width, height, 0, 0, this.#canvas.width, this.#canvas.height)
  }

  #inputs(): HTMLInputElement[] {
    return Array.from(this.row.querySelectorAll('input'))
  }
}
