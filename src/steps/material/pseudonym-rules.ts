import type { Span } from '../../method/letters.ts'
import { isParticle, type NameForm } from '../../method/name-forms.ts'
import { atOnce, type Piecemeal } from '../../method/piecemeal.ts'
import { plain } from '../../method/plain.ts'
import { patternKinds, patternIn, type PatternKind } from '../../method/pseudonym-patterns.ts'
import { guessesIn } from './pseudonym-guess-rules.ts'
import {
  isWord,
  namedKinds,
  tokensOf,
  wordsKey,
  type Candidate,
  type NamedKind,
  type ProposalKind,
  type Token,
} from './pseudonym-word-rules.ts'

const proposalKinds: readonly ProposalKind[] = [...namedKinds, ...patternKinds]

/** A name that the study knows: whose it is, and in what ways it is written. */
export type Known = { kind: NamedKind; id: string; forms: readonly NameForm[] }

/**
 * Something to take out of a text: all its places, the ways in which it stands there, and what it is known by. `known` is
 * whose name it is, where the study knows that. `isSure` where it is no guess.
 */
export type Proposal = {
  key: string
  kind: ProposalKind
  known: string | undefined
  isSure: boolean
  words: string[]
  places: Span[]
}

/**
 * What may have to go from a text: names that the study knows, what has the shape of a number or an address, and what
 * looks like a name. Of what lies over each other the longest is taken, so that Ans Jansen is not taken for the Ans that
 * is known. It proposes: a name that is a common word may be none, and one that nothing tells from a word is not seen.
 */
export function proposalsIn(text: string, known: readonly Known[]): Proposal[] {
  return atOnce(proposingIn(text, known))
}

/** The same piece by piece. */
export function* proposingIn(text: string, known: readonly Known[]): Piecemeal<Proposal[]> {
  const tokens = tokensOf(text)
  yield
  const names = knownIn(text, tokens, known)
  yield
  const shapes: Candidate[] = []
  for (const kind of patternKinds) {
    shapes.push(...shapesIn(text, kind))
    yield
  }
  const begun = new Set(names.map(({ start }) => start))
  const houses = new Set(names.filter(({ kind }) => isHouse(kind)).map(({ start }) => start))
  const guesses = guessesIn(text, outside(tokens, shapes), begun, houses)
  yield
  const taken = withoutOverlap([...names, ...shapes, ...guesses])
  yield
  const proposals = new Map<string, Proposal>()
  for (const { start, end, kind, key, known: id, isSure } of taken) {
    const proposal = proposals.get(key) ?? { key, kind, known: id, isSure, words: [], places: [] }
    // "Youssef" by itself is a guess; where "Youssef Ans" stands too, Ans is known.
    proposal.isSure ||= isSure
    proposal.places.push({ start, end })
    const words = text.slice(start, end)
    if (!proposal.words.includes(words)) proposal.words.push(words)
    proposals.set(key, proposal)
  }
  const order = (one: Proposal) => proposalKinds.indexOf(one.kind)
  return [...proposals.values()].sort((a, b) => order(a) - order(b))
}

function isHouse(kind: ProposalKind): boolean {
  return kind === 'organisation' || kind === 'team'
}

/** What may stand between two words of one name. A name may go on behind the end of a line. */
const between = /^(?:\.?[ \u00a0]{0,2}\n?[ \u00a0]?|[-‐‑’'])$/u

type Way = { form: NameForm; owner: Known; at: number }

/** Ways of writing names by their first word that is no "van" or "de": those begin names without end. */
function byWordOf(known: readonly Known[]): Map<string, Way[]> {
  const byWord = new Map<string, Way[]>()
  for (const owner of known) {
    for (const form of owner.forms) {
      const at = Math.max(
        0,
        form.tokens.findIndex((word) => !isParticle(word)),
      )
      const word = form.tokens[at] ?? ''
      const ways = byWord.get(word)
      if (ways) ways.push({ form, owner, at })
      else byWord.set(word, [{ form, owner, at }])
    }
  }
  return byWord
}

function knownIn(text: string, tokens: readonly Token[], known: readonly Known[]): Candidate[] {
  const byWord = byWordOf(known)
  const found: Candidate[] = []
  tokens.forEach((token, index) => {
    const whole = byWord.get(token.word)
    // "Sams fiets": the s belongs to no name, and stays.
    const bare =
      token.word.length > 3 && token.word.endsWith('s') ? byWord.get(token.word.slice(0, -1)) : undefined
    if (!whole && !bare) return
    const fitting = new Map<string, { first: Token; end: number; owners: Set<Known> }>()
    const fit = (first: Token | undefined, end: number | undefined, owner: Known) => {
      if (!first || end === undefined) return
      const key = `${first.start} ${end}`
      const one = fitting.get(key) ?? { first, end, owners: new Set() }
      one.owners.add(owner)
      fitting.set(key, one)
    }
    for (const { form, owner, at } of whole ?? []) {
      fit(tokens[index - at], endOf(text, tokens, index - at, form), owner)
    }
    for (const { form, owner } of bare ?? []) {
      if (form.tokens.length === 1 && (!form.needsCapital || token.isCapital))
        fit(token, token.end - 1, owner)
    }
    for (const { first, end, owners } of fitting.values()) {
      const [owner] = owners
      if (!owner) continue
      // A name of several words is whole, whatever stands before it: "Foto Ans de Boer".
      const length = Math.max(end, first.end) - first.start + (end > first.end ? wholeName : 0)
      const place = { start: first.start, end, isSure: true, rank: 0, length }
      // Of two whose name it may be, nobody is told by it.
      if (owners.size === 1) found.push({ ...place, kind: owner.kind, key: owner.id, known: owner.id })
      else found.push({ ...place, kind: owner.kind, key: `? ${wordsKey(text.slice(first.start, end))}` })
    }
  })
  return found
}

const wholeName = 1000

function endOf(text: string, tokens: readonly Token[], index: number, form: NameForm): number | undefined {
  for (const [step, word] of form.tokens.entries()) {
    const token = tokens[index + step]
    if (token?.word !== word) return undefined
    const before = tokens[index + step - 1]
    if (step > 0 && before && !between.test(text.slice(before.end, token.start))) return undefined
    if (form.needsDots && text[token.end] !== '.') return undefined
    if (!token.isCapital && isLetterOnly(form, step)) return undefined
  }
  const used = tokens.slice(index, index + form.tokens.length)
  const isCapital = used.some((token) => token.isCapital && !isParticle(token.word))
  const [only] = used
  if (!isCapital && (form.needsCapital || (only !== undefined && used.length === 1 && isWord(only.word)))) {
    return undefined
  }
  return used.at(-1)?.end
}

/** Whether a word of a form is an initial, which has a capital always. */
function isLetterOnly({ tokens }: NameForm, step: number): boolean {
  const word = tokens[step] ?? ''
  return word.length === 1 && /\p{L}/u.test(word) && !isParticle(word)
}

function shapesIn(text: string, kind: PatternKind): Candidate[] {
  return patternIn(text, kind).map((found) => ({
    ...{ ...found, kind },
    key: `${kind} ${plain(text.slice(found.start, found.end)).replaceAll(/[\s.-]/g, '')}`,
    isSure: true,
    rank: patternKinds.indexOf(kind) + 1,
    length: found.end - found.start,
  }))
}

/** The words that stand in none of some pieces. */
function outside(tokens: readonly Token[], pieces: readonly Span[]): Token[] {
  const sorted = pieces.toSorted((a, b) => a.start - b.start)
  let next = 0
  let until = 0
  return tokens.filter(({ start }) => {
    for (let piece = sorted[next]; piece && piece.start <= start; piece = sorted[(next += 1)]) {
      until = Math.max(until, piece.end)
    }
    return start >= until
  })
}

/** The longest first; of equals what is known, then what has a shape, then guesses. */
function withoutOverlap(candidates: readonly Candidate[]): Candidate[] {
  const order = (a: Candidate, b: Candidate) => b.length - a.length || a.rank - b.rank || a.start - b.start
  const isTaken = new Uint8Array(candidates.reduce((most, { end }) => Math.max(most, end), 0))
  const taken: Candidate[] = []
  for (const one of candidates.toSorted(order)) {
    if (isTaken.subarray(one.start, one.end).includes(1)) continue
    isTaken.fill(1, one.start, one.end)
    taken.push(one)
  }
  return taken.sort((a, b) => a.start - b.start)
}
