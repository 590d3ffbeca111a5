import type { Difference } from './alike.ts'
import { snap } from './letters.ts'
import { marked, type Marked } from './marked.ts'

/** A place where two texts differ, with some of what is the same around it: as it was, and as it is. */
export type Changed = { was: Marked[]; now: Marked[] }

/** Up to how many code units of what stayed the same stand before and behind a change. */
const around = 200

/** Where two texts differ, in order. What lies apart by little is one place. */
export function changesBetween(old: string, next: string, found?: readonly Difference[]): Changed[] {
  const places: Marked[][] = []
  let open: Marked[] | undefined
  let before = ''
  for (const piece of marked(old, next, found)) {
    if (piece.kind !== 'same') {
      if (!open) places.push((open = before === '' ? [] : [{ text: before, kind: 'same' }]))
      open.push(piece)
      continue
    }
    if (open)
      open.push({ text: piece.text.length <= 2 * around ? piece.text : beginning(piece.text), kind: 'same' })
    if (open && piece.text.length <= 2 * around) continue
    open = undefined
    before = ending(piece.text)
  }
  return places.map((place) => ({
    was: place.filter(({ kind }) => kind !== 'in'),
    now: place.filter(({ kind }) => kind !== 'out'),
  }))
}

/** The first words of a text, to the end of a line where that is near. */
function beginning(text: string): string {
  const near = text.slice(0, snap(text, { start: 0, end: Math.min(around, text.length) }).end)
  if (near === text) return text
  const cut = Math.max(near.lastIndexOf('\n'), near.lastIndexOf(' '))
  return `${(cut > 0 ? near.slice(0, cut) : near).trimEnd()} …`
}

/** The last words of a text, from the beginning of a line where that is near. */
function ending(text: string): string {
  const start = Math.max(0, text.length - around)
  const near = text.slice(snap(text, { start, end: text.length }).start)
  if (near === text) return text
  const line = near.indexOf('\n')
  const cut = line === -1 ? near.indexOf(' ') : line
  return `… ${near.slice(cut + 1).trimStart()}`
}
