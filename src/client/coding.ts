import { CodingPanel, isBeside } from './coding-panel.ts'
import { linesWithin, placeCaret, Selecting, textNodesOf, type Piece } from './selecting.ts'

/** What is wrong, by the field. */
type Problems = Record<string, string>

/**
 * Codes what is selected in a text: Enter goes from the text to the code, Enter again sends, and the mark appears
 * without another page. Without this script words are pasted into the form.
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
    if (isBeside()) list.querySelector('.current')?.scrollIntoView({ block: 'nearest' })
  })
}

class Coding {
  readonly #text: HTMLElement
  readonly #form: HTMLFormElement
  readonly #list: HTMLElement
  readonly #name: HTMLInputElement
  readonly #selecting: Selecting
  readonly #panel: CodingPanel
  #isBusy = false

  constructor(text: HTMLElement, form: HTMLFormElement, list: HTMLElement) {
    this.#text = text
    this.#form = form
    this.#list = list
    this.#name = form.elements.namedItem('name') as HTMLInputElement
    this.#panel = new CodingPanel(form)
    this.#selecting = new Selecting(text, form, {
      onChange: () => {
        this.#refuse({})
        this.#panel.show(this.#selecting.words.value !== '')
      },
      onEnter: () => {
        this.#name.focus()
      },
    })
  }

  begin(): void {
    this.#selecting.begin()
    this.#panel.show(this.#selecting.words.value !== '' || this.#form.querySelector('.wrong') !== null)
    this.#panel.begin(
      () => {
        this.#selecting.words.focus()
      },
      () => {
        this.#selecting.clear()
        this.#text.focus({ preventScroll: true })
      },
    )
    this.#name.addEventListener('input', () => {
      this.#filter()
    })
    this.#name.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#selecting.backToText()
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
    // The mark itself waits for the server, and in a long text for its line to be laid out: one sees it at once.
    this.#selecting.mark(true)
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
    this.#selecting.mark(false)
    const lines = Object.values(problems).map((problem) => {
      const line = document.createElement('p')
      line.className = 'problem'
      line.textContent = problem
      return line
    })
    place.replaceChildren(...lines)
    place.hidden = lines.length === 0
    if ('words' in problems) this.#selecting.words.focus()
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
    // The next words may be about another photo.
    const photo = this.#form.elements.namedItem('photo_id')
    if (photo instanceof HTMLSelectElement) photo.value = ''
    this.#selecting.clear()
    this.#panel.close()
    this.#refuse({})
    this.#filter()
  }
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
