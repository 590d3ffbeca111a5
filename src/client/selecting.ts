/** A piece of a text, in UTF-16 code units. */
export type Piece = { start: number; end: number }

type Heard = {
  /** Words were selected, or typed, or none are any more. */
  onChange: () => void
  /** Enter was pressed in the text while words are selected. */
  onEnter: () => void
}

/**
 * Lets words be selected in a text, by mouse, finger or keys, for a form with the fields `words`, `start` and `end`.
 * Offsets count UTF-16 code units, as the server does: the text on the page is the text as it is stored, to the letter.
 */
export class Selecting {
  readonly #text: HTMLElement
  readonly #form: HTMLFormElement
  readonly #heard: Heard
  #chosen: Range | undefined

  constructor(text: HTMLElement, form: HTMLFormElement, heard: Heard) {
    this.#text = text
    this.#form = form
    this.#heard = heard
    this.words = form.elements.namedItem('words') as HTMLTextAreaElement
  }

  readonly words: HTMLTextAreaElement

  begin(): void {
    this.#form.querySelector('[data-how]')?.removeAttribute('hidden')
    this.#makeSelectable()
    document.addEventListener('selectionchange', () => {
      this.#take()
    })
    this.words.addEventListener('input', () => {
      this.#forget()
    })
  }

  /** Leaves nothing selected, and no words in the form. */
  clear(): void {
    this.words.value = ''
    this.#forget()
  }

  /** Shows what is selected as a mark already, while it is sent; or as selected words again. */
  mark(isMarked: boolean): void {
    this.#light(this.#chosen, isMarked ? 'coming' : 'chosen')
  }

  backToText(): void {
    const range = this.#chosen
    this.#text.focus()
    if (range) document.getSelection()?.setBaseAndExtent(...bordersOf(range))
  }

  /** A text that can be written in has a caret, which the keyboard moves; here nothing can be written. */
  #makeSelectable(): void {
    const text = this.#text
    const whole = text.textContent
    text.contentEditable = 'true'
    text.inputMode = 'none'
    text.spellcheck = false
    text.setAttribute('role', 'textbox')
    text.setAttribute('aria-multiline', 'true')
    text.setAttribute('aria-readonly', 'true')
    text.setAttribute('aria-label', text.dataset.label ?? '')
    for (const kind of ['beforeinput', 'paste', 'cut', 'drop', 'dragstart']) {
      text.addEventListener(kind, (event) => {
        event.preventDefault()
      })
    }
    // Some input methods write all the same.
    text.addEventListener('input', () => {
      if (text.textContent !== whole) location.reload()
    })
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      // The browser tells of a selection a moment later.
      this.#take()
      if (this.#chosen) this.#heard.onEnter()
    })
  }

  /** Takes over what is selected in the text. A selection elsewhere changes nothing. */
  #take(): void {
    const selection = document.getSelection()
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined
    if (!range || !this.#text.contains(range.startContainer) || !this.#text.contains(range.endContainer))
      return
    const words = range.toString()
    if (words.trim() === '') {
      // Whoever touches the form may lose the selection by it; its words are chosen still.
      if (document.activeElement !== this.#text) return
      if (this.#chosen) this.words.value = ''
      this.#forget()
      this.#heard.onChange()
      return
    }
    this.#chosen = range.cloneRange()
    const start = offsetOf(this.#text, range)
    this.#put({ start, end: start + words.length })
    this.words.value = words.trim()
    this.#light(this.#chosen)
    this.#heard.onChange()
  }

  #forget(): void {
    this.#chosen = undefined
    this.#put(undefined)
    this.#light(undefined)
  }

  #put(piece: Piece | undefined): void {
    const put = (name: keyof Piece) => {
      const field = this.#form.elements.namedItem(name) as HTMLInputElement
      field.value = piece ? String(piece[name]) : ''
    }
    put('start')
    put('end')
  }

  /** What is selected stays visible while the form is filled. */
  #light(range: Range | undefined, name: 'chosen' | 'coming' = 'chosen'): void {
    if (!('highlights' in CSS)) return
    for (const one of ['chosen', 'coming']) CSS.highlights.delete(one)
    if (range) CSS.highlights.set(name, new Highlight(range))
  }
}

function bordersOf(range: Range): [Node, number, Node, number] {
  return [range.startContainer, range.startOffset, range.endContainer, range.endOffset]
}

/** Where a selection begins, counted from its line: counting a whole talk takes longer than a frame. */
function offsetOf(text: HTMLElement, range: Range): number {
  const { startContainer, startOffset } = range
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement
  const line = element?.closest<HTMLElement>('[data-start]')
  const before = document.createRange()
  before.setStart(line ?? text, 0)
  before.setEnd(startContainer, startOffset)
  return Number(line?.dataset.start ?? 0) + before.toString().length
}

/** Puts the caret behind so many letters of a text. */
export function placeCaret(text: HTMLElement, offset: number): void {
  for (const [node, from] of linesWithin(text, { start: offset - 1, end: offset }).flatMap(textNodesOf)) {
    if (offset > from + node.length) continue
    document.getSelection()?.collapse(node, offset - from)
    return
  }
}

/** Selects a piece of a text; an empty one puts the caret before the letter there. */
export function selectPiece(text: HTMLElement, { start, end }: Piece): void {
  const nodes = linesWithin(text, { start, end: Math.max(end, start + 1) }).flatMap(textNodesOf)
  const first = nodes.find(([node, from]) => start < from + node.length)
  const last = nodes.findLast(([, from]) => from < end) ?? first
  if (!first || !last) return
  document.getSelection()?.setBaseAndExtent(first[0], start - first[1], last[0], end - last[1])
}

/** The lines that a piece of the text touches. */
export function linesWithin(text: HTMLElement, { start, end }: Piece): HTMLElement[] {
  const lines = Array.from(text.children) as HTMLElement[]
  const first = lines.findLastIndex((line) => Number(line.dataset.start) <= Math.max(0, start))
  const next = lines.findIndex((line, index) => index > first && Number(line.dataset.start) >= end)
  return lines.slice(Math.max(0, first), next === -1 ? undefined : next)
}

/** The pieces of text of a line, each with the offset at which it begins. */
export function textNodesOf(line: HTMLElement): [Text, number][] {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
  const nodes: [Text, number][] = []
  let offset = Number(line.dataset.start)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    nodes.push([node, offset])
    offset += node.length
  }
  return nodes
}
