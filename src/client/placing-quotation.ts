import { Selecting, selectPiece } from './selecting.ts'

/**
 * Gives a quotation another place by selecting words: Enter goes from the text to the button, Escape back. Who comes
 * into the text by keys begins at the words that are proposed, or where the quotation stood. Without this script words
 * are pasted into the form.
 */
export function placeBySelection(): void {
  const text = document.querySelector<HTMLElement>('[data-coded]')
  const form = document.querySelector<HTMLFormElement>('form[data-placing]')
  const button = form?.querySelector('button')
  if (!text || !form || !button) return
  const proposed = pieceIn(form)
  const stood = text.dataset.stood ?? ''
  let isPressed = false
  const selecting = new Selecting(text, form, {
    onChange: () => undefined,
    onEnter: () => {
      button.focus()
    },
  })
  selecting.begin()
  text.addEventListener('pointerdown', () => {
    isPressed = true
  })
  text.addEventListener(
    'focus',
    () => {
      if (isPressed || stood === '') return
      selectPiece(text, proposed ?? { start: Number(stood), end: Number(stood) })
      const { focusNode } = document.getSelection() ?? {}
      focusNode?.parentElement?.scrollIntoView({ block: 'center' })
    },
    { once: true },
  )
  form.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') selecting.backToText()
  })
}

/** The piece of the text that the form came with. */
function pieceIn(form: HTMLFormElement): { start: number; end: number } | undefined {
  const [start, end] = ['start', 'end'].map((name) => {
    const { value } = form.elements.namedItem(name) as HTMLInputElement
    return value === '' ? undefined : Number(value)
  })
  return start === undefined || end === undefined ? undefined : { start, end }
}
