import { fill, pictureOf, side, trace, type Point, type Stroke } from './strokes.ts'

/**
 * Lets a visitor draw on a sheet with a finger, a pen or the mouse, and sends the drawing in the place of a file. What is
 * drawn is kept in this tab until the server has it. Without this script a photo of a drawing is chosen.
 */
export function drawOnSheets(): void {
  for (const board of document.querySelectorAll<HTMLElement>('[data-drawing]')) {
    const canvas = board.querySelector('canvas')
    const form = document.querySelector<HTMLFormElement>(`form#${board.dataset.drawing ?? ''}`)
    const file = form?.querySelector<HTMLInputElement>('input[type="file"]')
    if (canvas && form && file) new Board(board, canvas, form, file).begin()
  }
}

/** What was done, in its order. A null is a clean sheet: a step back shows again what was on the one before. */
type Step = Stroke | null
/** The mark goes with the drawing: sent again after a reload it is still the same one. */
type Kept = { mark: string; steps: Step[] }

class Board {
  readonly #board: HTMLElement
  readonly #canvas: HTMLCanvasElement
  readonly #form: HTMLFormElement
  readonly #file: HTMLInputElement
  readonly #mark: HTMLInputElement | null
  /** What is on the sheet but for the stroke that is being drawn. */
  readonly #dry = document.createElement('canvas')
  /** Drafts go when somebody signs out. */
  readonly #key: string
  #steps: Step[] = []
  #stroke: Stroke | undefined
  #pointer = 0

  constructor(board: HTMLElement, canvas: HTMLCanvasElement, form: HTMLFormElement, file: HTMLInputElement) {
    this.#board = board
    this.#canvas = canvas
    this.#form = form
    this.#file = file
    this.#mark = form.querySelector('input[name="client_id"]')
    this.#key = `voetspoor.draft.drawing.${form.action}`
  }

  begin(): void {
    this.#restore()
    this.#draw()
    this.#press('[data-step-back]', () => {
      this.#steps.pop()
    })
    this.#press('[data-start-again]', () => {
      if (this.#strokes().length > 0) this.#steps.push(null)
    })
    this.#send()
    this.#showOneWay()
    // Rotating, another window, another zoom.
    new ResizeObserver(() => {
      this.#fit()
    }).observe(this.#canvas)
  }

  #restore(): void {
    const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? 'null') as Kept | null
    if (!kept) return
    this.#steps = kept.steps
    if (this.#mark) this.#mark.value = kept.mark
  }

  #keep(): void {
    const kept: Kept = { mark: this.#mark?.value ?? '', steps: this.#steps }
    sessionStorage.setItem(this.#key, JSON.stringify(kept))
  }

  #draw(): void {
    const canvas = this.#canvas
    canvas.addEventListener('pointerdown', (event) => {
      // A second finger, or the hand beside the pen, draws nothing.
      if (this.#stroke || !event.isPrimary || event.button !== 0) return
      canvas.setPointerCapture(event.pointerId)
      this.#pointer = event.pointerId
      this.#stroke = { pen: this.#chosen('pen'), line: this.#chosen('line'), points: [this.#placeOf(event)] }
      this.#paint()
    })
    canvas.addEventListener('pointermove', (event) => {
      if (event.pointerId !== this.#pointer) return
      this.#stroke?.points.push(this.#placeOf(event))
      this.#paint()
    })
    const lift = (event: PointerEvent) => {
      if (!this.#stroke || event.pointerId !== this.#pointer) return
      this.#steps.push(this.#stroke)
      this.#stroke = undefined
      this.#change()
    }
    canvas.addEventListener('pointerup', lift)
    canvas.addEventListener('pointercancel', lift)
  }

  #chosen(name: string): string {
    return this.#board.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? ''
  }

  #placeOf({ offsetX, offsetY }: PointerEvent): Point {
    const scale = side / this.#canvas.clientWidth
    return [Math.round(offsetX * scale), Math.round(offsetY * scale)]
  }

  #press(button: string, step: () => void): void {
    this.#board.querySelector(button)?.addEventListener('click', () => {
      step()
      this.#change()
    })
  }

  /** Shows and keeps what is on the sheet now. */
  #change(): void {
    this.#fill()
    const said = this.#board.querySelector<HTMLElement>('[data-emptied]')
    if (said) said.textContent = this.#steps.at(-1) === null ? (said.dataset.emptied ?? '') : ''
    this.#keep()
  }

  /** As many pixels as the screen has, so that lines are sharp. */
  #fit(): void {
    const pixels = Math.round(this.#canvas.clientWidth * devicePixelRatio)
    if (pixels === 0) return
    this.#canvas.width = this.#canvas.height = this.#dry.width = this.#dry.height = pixels
    this.#fill()
  }

  #fill(): void {
    fill(this.#dry, this.#strokes())
    this.#paint()
  }

  #paint(): void {
    const context = this.#canvas.getContext('2d')
    context?.drawImage(this.#dry, 0, 0)
    if (context && this.#stroke) trace(context, this.#stroke)
  }

  /** Those since the sheet was last clean. */
  #strokes(): Stroke[] {
    return this.#steps.slice(this.#steps.lastIndexOf(null) + 1) as Stroke[]
  }

  #send(): void {
    this.#form.addEventListener('formdata', ({ formData }) => {
      if (!this.#hasFile() && this.#strokes().length > 0) {
        formData.set(this.#file.name, pictureOf(this.#strokes()), 'drawing.png')
      }
    })
    // It is in, or was thrown away: a step back brings it here again, as long as the page is there.
    this.#form.addEventListener('reset', () => {
      if (this.#hasFile()) return
      this.#steps.push(null)
      this.#fill()
      sessionStorage.removeItem(this.#key)
    })
  }

  /** Shows the sheet, or that a file goes in its place: what one sees is what is sent. */
  #showOneWay(): void {
    const chosen = this.#board.parentElement?.querySelector<HTMLElement>('[data-chosen]')
    const show = () => {
      this.#board.hidden = this.#hasFile()
      if (chosen) chosen.hidden = !this.#hasFile()
    }
    show()
    this.#file.addEventListener('change', show)
    chosen?.querySelector('button')?.addEventListener('click', () => {
      this.#file.value = ''
      this.#file.dispatchEvent(new Event('change'))
      this.#file.focus()
    })
  }

  #hasFile(): boolean {
    return (this.#file.files?.length ?? 0) > 0
  }
}
