import { snap, type Span } from '../../method/letters.ts'

/**
 * Where quoted words stand in a text: where they were selected, or else the one place that has them. What is found is
 * widened to whole letters as a reader sees them.
 */
export function placeOf(
  text: string,
  words: string,
  selected: Span | undefined,
): Span | 'absent' | 'several' {
  if (selected) {
    const own = withoutSpace(text, selected)
    if (text.slice(own.start, own.end) === words) return snap(text, own)
  }
  const start = text.indexOf(words)
  if (start === -1) return 'absent'
  if (text.includes(words, start + 1)) return 'several'
  return snap(text, { start, end: start + words.length })
}

function withoutSpace(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end)
  const first = start + piece.length - piece.trimStart().length
  return { start: first, end: first + piece.trim().length }
}

/** A piece of a text with the ids of all quotations over it, and of those that begin with it. */
export type Run = { text: string; ids: string[]; begins: string[] }

/** Cuts a text at every border of its quotations, however they overlap. The runs together are the text. */
export function segments(text: string, quotations: readonly (Span & { id: string })[]): Run[] {
  const waiting = quotations.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const borders = new Set([0, text.length, ...quotations.flatMap(({ start, end }) => [start, end])])
  const places = [...borders].sort((a, b) => a - b)
  const runs: Run[] = []
  let open: (Span & { id: string })[] = []
  let next = 0
  for (const [index, to] of places.slice(1).entries()) {
    const from = places[index] ?? 0
    open = open.filter(({ end }) => end > from)
    const firstNew = open.length
    for (let one = waiting[next]; one && one.start <= from; one = waiting[next]) {
      open.push(one)
      next += 1
    }
    const ids = open.map(({ id }) => id)
    runs.push({ text: text.slice(from, to), ids, begins: ids.slice(firstNew) })
  }
  return runs
}

/** A line of a text: where it begins, and its runs, the last with the line's end. */
export type Line = { start: number; runs: Run[] }

/** Parts runs at the lines of their text. The runs of all lines together are the text still. */
export function byLine(runs: readonly Run[]): Line[] {
  const lines: Line[] = [{ start: 0, runs: [] }]
  let offset = 0
  for (const { text, ids, begins } of runs) {
    for (const [nth, piece] of text.split(/(?<=\n)/).entries()) {
      lines.at(-1)?.runs.push({ text: piece, ids, begins: nth === 0 ? begins : [] })
      offset += piece.length
      if (piece.endsWith('\n')) lines.push({ start: offset, runs: [] })
    }
  }
  return lines.filter((line) => line.runs.length > 0)
}

export type Edge = { code_id: string; parent_id: string }

/** Tells whether a code would come to stand under itself if it stood under these. */
export function makesCycle(edges: readonly Edge[], codeId: string, parentIds: readonly string[]): boolean {
  const seen = new Set<string>()
  const due = [...parentIds]
  for (let id = due.pop(); id !== undefined; id = due.pop()) {
    if (id === codeId) return true
    if (seen.has(id)) continue
    seen.add(id)
    due.push(...edges.filter(({ code_id }) => code_id === id).map(({ parent_id }) => parent_id))
  }
  return false
}

/**
 * The codebook as lines, each code under all codes that it stands under. What stands under it is listed the first time
 * only: a code with several parents would double the list below it each time.
 */
export function treeOf<Code extends { id: string }>(
  codes: readonly Code[],
  edges: readonly Edge[],
): { code: Code; depth: number; isAgain: boolean }[] {
  const lines: { code: Code; depth: number; isAgain: boolean }[] = []
  const shown = new Set<string>()
  const add = (code: Code, depth: number) => {
    const isAgain = shown.has(code.id)
    shown.add(code.id)
    lines.push({ code, depth, isAgain })
    if (isAgain) return
    for (const child of codes) {
      if (edges.some(({ code_id, parent_id }) => code_id === child.id && parent_id === code.id)) {
        add(child, depth + 1)
      }
    }
  }
  for (const code of codes) if (!edges.some(({ code_id }) => code_id === code.id)) add(code, 0)
  return lines
}

/** The code that bears a name, however it is capitalised. */
export function codeNamed<Code extends { name: string }>(
  codes: readonly Code[],
  name: string,
): Code | undefined {
  const wanted = name.normalize().toLowerCase()
  return codes.find((code) => code.name.normalize().toLowerCase() === wanted)
}

/** Codings by the quotation that they are on, in the order in which they came. */
export function byQuotation<Coding extends { quotation_id: string }>(
  codings: readonly Coding[],
): Map<string, Coding[]> {
  const all = new Map<string, Coding[]>()
  for (const coding of codings) {
    const known = all.get(coding.quotation_id)
    if (known) known.push(coding)
    else all.set(coding.quotation_id, [coding])
  }
  return all
}
