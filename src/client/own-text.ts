/** Offers to say something about the words that somebody selects in a text of the own talk. Without it, about a piece. */
export function sayOfSelection(): void {
  const text = document.querySelector<HTMLElement>('[data-own-text]')
  const bar = document.querySelector<HTMLElement>('[data-own-selected]')
  const link = bar?.querySelector('a')
  if (!text || !bar || !link) return
  document.addEventListener('selectionchange', () => {
    const span = selectedIn(text)
    bar.hidden = span === undefined
    if (span) link.href = `${text.dataset.ownText ?? ''}?from=${span.from}&to=${span.to}`
  })
}

function selectedIn(text: HTMLElement): { from: number; to: number } | undefined {
  const selection = document.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  const pieces = Array.from(text.querySelectorAll<HTMLElement>('[data-start]')).filter((piece) =>
    range.intersectsNode(piece),
  )
  const [first] = pieces
  const last = pieces.at(-1)
  if (!first || !last) return undefined
  const from = placeIn(first, range.startContainer, range.startOffset) ?? startOf(first)
  const to = placeIn(last, range.endContainer, range.endOffset) ?? startOf(last) + lengthOf(last)
  return from < to ? { from, to } : undefined
}

/** Where in the whole text a point of a piece is; undefined for a point outside it. */
function placeIn(piece: HTMLElement, node: Node, offset: number): number | undefined {
  if (!piece.contains(node)) return undefined
  const before = document.createRange()
  before.setStart(piece, 0)
  before.setEnd(node, offset)
  return startOf(piece) + before.toString().length
}

function startOf(piece: HTMLElement): number {
  return Number(piece.dataset.start)
}

function lengthOf({ textContent }: HTMLElement): number {
  return textContent.length
}
