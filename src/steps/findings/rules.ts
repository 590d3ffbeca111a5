import type { FindingKind } from '../../method/lists.ts'

/** So much evidence one finding may have of a kind; more is no evidence for one sentence. */
export const mostEvidence = 100

/** Where fewer people than this stand behind a finding, its makers are asked whether they mean it. */
const enoughPeople = 3

/** Whether a finding rests on few people. A good example may: it is of one place by its nature. */
export function restsOnFew(kind: FindingKind, people: number): 'no' | 'few' | 'few as an example' {
  if (people >= enoughPeople) return 'no'
  return kind === 'example' && people > 0 ? 'few as an example' : 'few'
}

/** How much evidence a finding has, and how many people stand behind it. */
export type Tally = { quotations: number; photos: number; people: number }
export const nothing: Tally = { quotations: 0, photos: 0, people: 0 }

type Piece = { finding_id: string; person_id: string | null; kind: 'quotation' | 'photo' }

/** Counts evidence by finding: people, not mentions. What is nobody's own counts as evidence and for no person. */
export function tallies(pieces: readonly Piece[]): Map<string, Tally> {
  return new Map([...byFinding(pieces)].map(([id, own]) => [id, tallyOf(own)]))
}

/** The same of the evidence of one finding. */
export function tallyOf(pieces: readonly Omit<Piece, 'finding_id'>[]): Tally {
  const people = pieces.map(({ person_id }) => person_id).filter((id) => id !== null)
  return {
    quotations: pieces.filter(({ kind }) => kind === 'quotation').length,
    photos: pieces.filter(({ kind }) => kind === 'photo').length,
    people: new Set(people).size,
  }
}

/** Evidence by the finding that rests on it. */
export function byFinding<Piece extends { finding_id: string }>(
  pieces: readonly Piece[],
): Map<string, Piece[]> {
  const all = new Map<string, Piece[]>()
  for (const piece of pieces) {
    const known = all.get(piece.finding_id)
    if (known) known.push(piece)
    else all.set(piece.finding_id, [piece])
  }
  return all
}

type Edge = { code_id: string; parent_id: string }

/** A code with all codes that stand under it, however deep. */
export function withAllBelow(edges: readonly Edge[], codeId: string): string[] {
  const found = new Set([codeId])
  for (const id of found) {
    for (const { code_id, parent_id } of edges) if (parent_id === id) found.add(code_id)
  }
  return [...found]
}

/** Things in groups, as they follow each other: those of one name are together already. */
export function inGroups<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): { name: string; things: Thing[] }[] {
  const groups: { name: string; things: Thing[] }[] = []
  for (const thing of things) {
    const name = nameOf(thing)
    const last = groups.at(-1)
    if (last?.name === name) last.things.push(thing)
    else groups.push({ name, things: [thing] })
  }
  return groups
}

type Coded = { quotation_id: string; code_id: string }

/**
 * Quotations under the codes that they bear, in the order of the codebook, each once: under the first of its codes
 * that is wanted. What bears none comes last, under no code.
 */
export function underFirstCode<Quotation extends { id: string }, Code extends { id: string }>(
  quotations: readonly Quotation[],
  codings: readonly Coded[],
  codes: readonly Code[],
): { code: Code | undefined; quotations: Quotation[] }[] {
  const places = new Map(codes.map(({ id }, place) => [id, place]))
  const first = new Map<string, number>()
  for (const { quotation_id, code_id } of codings) {
    const place = places.get(code_id)
    if (place === undefined) continue
    first.set(quotation_id, Math.min(place, first.get(quotation_id) ?? place))
  }
  const groups = [...codes, undefined].map((code, place) => ({
    code,
    quotations: quotations.filter(({ id }) => (first.get(id) ?? codes.length) === place),
  }))
  return groups.filter((group) => group.quotations.length > 0)
}
