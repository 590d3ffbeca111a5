type Piece = { start: number; end: number }
/** What is wrong, by the field. */
type Problems = Record<string, string>

/**
 * Codes what is selected in a text: Enter goes from the text to the code, Enter again sends, and the mark appears
 * without another page. Offsets count UTF-16 code units, as the server does: the text on the page is the text as it is
 * stored, to the letter. Without this script words are pasted into the form.
 */
export function codeBySelection(): void {
  const text = document.querySelector<HTMLElement>('[data-coded]')
  const form = document.querySelector<HTMLFormElement>('form[data-coding]')
  const list = document.querySelector<HTMLElement>('[data-listed]')
  if (!text || !list) return
  showQuotationsAtCaret(text, list)
  if (form) new Coding(text, form, list).begin()
}

/** Lists the quotations over the caret first in sight. */
function showQuotationsAtCaret(text: HTMLElement, list: HTMLElement): void {
  let shown = new Set<string>()
  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection()
    if (!selection?.isCollapsed || !text.contains(selection.anchorNode)) return
    const ids = new Set<string>()
    for (let node = selection.anchorNode; node && node !== text; node = node.parentNode) {
      if (!(node instanceof HTMLElement)) continue
      for (const id of node.dataset.quotations?.split(' ') ?? []) ids.add(`q-${id}`)
    }
    if (ids.size === shown.size && [...ids].every((id) => shown.has(id))) return
    for (const id of shown) document.getElementById(id)?.classList.remove('current')
    for (const id of ids) document.getElementById(id)?.classList.add('current')
    shown = ids
    list.querySelector('.current')?.scrollIntoView({ block: 'nearest' })
  })
}

class Coding {
  readonly #text: HTMLElement
  readonly #form: HTMLFormElement
  readonly #list: HTMLElement
  readonly #name: HTMLInputElement
  readonly #words: HTMLTextAreaElement
  #chosen: Range | undefined
  #isBusy = false

  constructor(text: HTMLElement, form: HTMLFormElement, list: HTMLElement) {
    this.#text = text
    this.#form = form
    this.#list = list
    this.#name = form.elements.namedItem('name') as HTMLInputElement
    this.#words = form.elements.namedItem('words') as HTMLTextAreaElement
  }

  begin(): void {
    this.#form.querySelector('[data-how]')?.removeAttribute('hidden')
    this.#makeSelectable()
    document.addEventListener('selectionchange', () => {
      this.#take()
    })
    this.#words.addEventListener('input', () => {
      this.#forget()
    })
    this.#name.addEventListener('input', () => {
      this.#filter()
    })
    this.#name.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#backToText()
      if (event.key !== 'Enter' || event.isComposing) return
      event.preventDefault()
      this.#pickFirst()
      this.#form.requestSubmit()
    })
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#send()
    })
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
      if (this.#chosen) this.#name.focus()
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
      if (this.#chosen) this.#words.value = ''
      this.#forget()
      return
    }
    this.#chosen = range.cloneRange()
    const start = offsetOf(this.#text, range)
    this.#put({ start, end: start + words.length })
    this.#words.value = words.trim()
    this.#light(this.#chosen)
    this.#refuse({})
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

  /** What is selected stays visible while the code is typed. */
  #light(range: Range | undefined): void {
    if (!('highlights' in CSS)) return
    if (range) CSS.highlights.set('chosen', new Highlight(range))
    else CSS.highlights.delete('chosen')
  }

  #backToText(): void {
    const range = this.#chosen
    this.#text.focus()
    if (range) document.getSelection()?.setBaseAndExtent(...bordersOf(range))
  }

  #boxes(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>('input[name="codes"]')]
  }

  /** Shows the codes that have what is typed, and says what Enter will do. */
  #filter(): void {
    const typed = plain(this.#name.value)
    for (const box of this.#boxes()) {
      const isAway = typed !== '' && !plain(nameOf(box)).includes(typed) && !box.checked
      box.closest('.choice')?.toggleAttribute('hidden', isAway)
    }
    for (const group of this.#form.querySelectorAll('.codes fieldset')) {
      group.toggleAttribute('hidden', !group.querySelector('.choice:not([hidden])'))
    }
    const says = this.#form.querySelector<HTMLElement>('[data-choice]')
    if (!says) return
    const first = this.#firstMatch()
    const pattern = first ? says.dataset.will : says.dataset.new
    says.textContent =
      typed === ''
        ? ''
        : (pattern ?? '').replace('%', () => (first ? nameOf(first) : this.#name.value.trim()))
  }

  #firstMatch(): HTMLInputElement | undefined {
    const typed = plain(this.#name.value)
    if (typed === '') return undefined
    const matches = this.#boxes().filter((box) => plain(nameOf(box)).includes(typed))
    return matches.find((box) => plain(nameOf(box)) === typed) ?? matches[0]
  }

  #pickFirst(): void {
    const first = this.#firstMatch()
    if (!first) return
    first.checked = true
    this.#name.value = ''
  }

  async #send(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    const fields = [...new FormData(this.#form)].map(([name, value]) => [name, value as string])
    try {
      const answer = await fetch(this.#form.action, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body: new URLSearchParams(fields),
      })
      if (answer.ok) this.#add(await answer.text())
      else if (answer.status === 422) this.#refuse(((await answer.json()) as { problems: Problems }).problems)
      // The page that comes says what is wrong, such as a visit that has ended.
      else this.#form.submit()
    } catch {
      this.#form.submit()
    } finally {
      this.#isBusy = false
    }
  }

  /** Says what is wrong, a line a field, and goes to the first. */
  #refuse(problems: Problems): void {
    const place = this.#form.querySelector<HTMLElement>('[data-refusal]')
    if (!place) return
    const lines = Object.values(problems).map((problem) => {
      const line = document.createElement('p')
      line.className = 'problem'
      line.textContent = problem
      return line
    })
    place.replaceChildren(...lines)
    place.hidden = lines.length === 0
    if ('words' in problems) this.#words.focus()
    else if (lines.length > 0) this.#name.focus()
  }

  /** Puts the quotation in the list and its mark in the text, and makes ready for the next. */
  #add(html: string): void {
    const template = document.createElement('template')
    template.innerHTML = html
    const item = template.content.querySelector('li')
    if (!item) return
    const known = document.getElementById(item.id)
    if (known) known.replaceWith(item)
    else this.#insert(item)
    const end = Number(item.dataset.end)
    if (!known) markPiece(this.#text, item.id.slice(2), { start: Number(item.dataset.start), end })
    this.#learn(item)
    this.#clear()
    this.#text.focus({ preventScroll: true })
    placeCaret(this.#text, end)
  }

  #insert(item: HTMLElement): void {
    const start = Number(item.dataset.start)
    const after = [...this.#list.children].find((one) => Number((one as HTMLElement).dataset.start) > start)
    this.#list.insertBefore(item, after ?? null)
  }

  /** A code that was made just now can be chosen from now on. */
  #learn(item: HTMLElement): void {
    const known = new Set(this.#boxes().map(({ value }) => value))
    for (const chip of item.querySelectorAll<HTMLElement>('[data-code]')) {
      const id = chip.dataset.code ?? ''
      if (known.has(id)) continue
      const box = document.createElement('input')
      Object.assign(box, { id: `code-${id}`, type: 'checkbox', name: 'codes', value: id })
      const label = document.createElement('label')
      label.htmlFor = box.id
      label.textContent = chip.textContent
      const choice = document.createElement('div')
      choice.className = 'choice'
      choice.append(box, label)
      this.#form.querySelector('.codes > :last-child')?.append(choice)
    }
  }

  #clear(): void {
    for (const box of this.#boxes()) box.checked = false
    this.#name.value = ''
    this.#words.value = ''
    // The next words may be about another photo.
    const photo = this.#form.elements.namedItem('photo_id')
    if (photo instanceof HTMLSelectElement) photo.value = ''
    this.#forget()
    this.#refuse({})
    this.#filter()
  }
}

function bordersOf(range: Range): [Node, number, Node, number] {
  return [range.startContainer, range.startOffset, range.endContainer, range.endOffset]
}

function nameOf(box: HTMLInputElement): string {
  return box.labels?.[0]?.textContent ?? ''
}

/** Without capitals and accents, so that "cafe" finds "Café". */
function plain(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
}

/** Wraps a piece of the text in marks, one for each piece of text between the marks that are there. */
function markPiece(text: HTMLElement, id: string, { start, end }: Piece): void {
  for (const [node, from] of linesWithin(text, { start, end }).flatMap(textNodesOf)) {
    const to = from + node.length
    if (to <= start || from >= end) continue
    const inside = from < start ? node.splitText(start - from) : node
    if (to > end) inside.splitText(end - Math.max(from, start))
    const mark = document.createElement('mark')
    mark.dataset.quotations = id
    if (from <= start) mark.id = `at-${id}`
    inside.replaceWith(mark)
    mark.append(inside)
  }
}

function placeCaret(text: HTMLElement, offset: number): void {
  for (const [node, from] of linesWithin(text, { start: offset - 1, end: offset }).flatMap(textNodesOf)) {
    if (offset > from + node.length) continue
    document.getSelection()?.collapse(node, offset - from)
    return
  }
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

/** The lines that a piece of the text touches. */
function linesWithin(text: HTMLElement, { start, end }: Piece): HTMLElement[] {
  const lines = Array.from(text.children) as HTMLElement[]
  const first = lines.findLastIndex((line) => Number(line.dataset.start) <= Math.max(0, start))
  const next = lines.findIndex((line, index) => index > first && Number(line.dataset.start) >= end)
  return lines.slice(Math.max(0, first), next === -1 ? undefined : next)
}

/** The pieces of text of a line, each with the offset at which it begins. */
function textNodesOf(line: HTMLElement): [Text, number][] {
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
