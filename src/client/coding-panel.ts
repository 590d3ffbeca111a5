/** A narrow screen, where the form lies over the text: as wide as in coding.css. */
const narrow = '(max-width: 59.99em)'
const quiet = 400

/**
 * On a narrow screen the form with the codes lies at the bottom of the screen, and is small until words are selected:
 * there is no room for a text and all that one codes with. It does not lie over the words that were selected.
 */
export class CodingPanel {
  readonly #form: HTMLFormElement
  #isOpened = false
  #timer = 0

  constructor(form: HTMLFormElement) {
    this.#form = form
    form.classList.add('at-hand')
    form.querySelector('[data-idle]')?.removeAttribute('hidden')
    form.querySelector('[data-close]')?.removeAttribute('hidden')
  }

  /** What opens it without a selection, and what closes it. */
  begin(opened: () => void, closed: () => void): void {
    this.#form.querySelector('[data-open]')?.addEventListener('click', () => {
      this.#isOpened = true
      this.show(false)
      opened()
    })
    this.#form.querySelector('[data-close]')?.addEventListener('click', () => {
      this.close()
      closed()
    })
  }

  close(): void {
    this.#isOpened = false
    this.show(false)
  }

  /** Opens it for words that were selected; without them it closes, unless it was opened by its button. */
  show(hasWords: boolean): void {
    this.#form.classList.toggle('has-words', hasWords || this.#isOpened)
    window.clearTimeout(this.#timer)
    if (!hasWords) return
    this.#timer = window.setTimeout(() => {
      this.#uncover()
    }, quiet)
  }

  /** Brings selected words that it lies over above it, once the fingers let go of them. */
  #uncover(): void {
    const selection = document.getSelection()
    if (!matchMedia(narrow).matches || !selection?.rangeCount) return
    const words = selection.getRangeAt(0).getBoundingClientRect()
    const top = this.#form.getBoundingClientRect().top
    const hidden = Math.min(words.bottom - top + 16, words.top - 16)
    if (words.height > 0 && hidden > 0) window.scrollBy({ top: hidden })
  }
}

/** Whether the list of quotations stands beside the text, so that scrolling it leaves the text where it is. */
export function isBeside(): boolean {
  return !matchMedia(narrow).matches
}
