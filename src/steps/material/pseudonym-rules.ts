import type { Span } from '../../method/letters.ts'
import { isParticle, nameTokens, type NameForm } from '../../method/name-forms.ts'
import { plain } from '../../method/plain.ts'
import { patternKinds, patternIn, type PatternKind } from '../../method/pseudonym-patterns.ts'

/** What a proposal is about: somebody or something with a name of its own, or what its shape tells. */
export const namedKinds = ['researcher', 'person', 'organisation', 'team', 'place', 'name'] as const
export type NamedKind = (typeof namedKinds)[number]
export type ProposalKind = NamedKind | PatternKind
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

type Token = Span & { word: string; isCapital: boolean }
/** `length` is what it counts for where it lies over others. */
type Candidate = Span & {
  kind: ProposalKind
  key: string
  known?: string
  isSure: boolean
  rank: number
  length: number
}

/**
 * What may have to go from a text: names that the study knows, what has the shape of a number or an address, and what
 * looks like a name. Of what lies over each other the longest is taken, so that Ans Jansen is not taken for the Ans that
 * is known. It proposes: a name that is a common word may be none, and one that nothing tells from a word is not seen.
 */
export function proposalsIn(text: string, known: readonly Known[]): Proposal[] {
  const steps = proposingIn(text, known)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same in steps, so that whoever else is served need not wait for a long text. */
export function* proposingIn(text: string, known: readonly Known[]): Generator<undefined, Proposal[]> {
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
  const guesses = guessesIn(text, outside(tokens, shapes), begun)
  yield
  const taken = withoutOverlap([...names, ...shapes, ...guesses])
  yield
  const proposals = new Map<string, Proposal>()
  for (const { start, end, kind, key, known: id, isSure } of taken) {
    const proposal = proposals.get(key) ?? { key, kind, known: id, isSure, words: [], places: [] }
    proposal.places.push({ start, end })
    const words = text.slice(start, end)
    if (!proposal.words.includes(words)) proposal.words.push(words)
    proposals.set(key, proposal)
  }
  const order = (one: Proposal) => proposalKinds.indexOf(one.kind)
  return [...proposals.values()].sort((a, b) => order(a) - order(b))
}

/** The words by which what was found is known again, whatever its capitals and accents. */
export function wordsKey(words: string): string {
  return nameTokens(words).join(' ')
}

const tokenPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

function tokensOf(text: string): Token[] {
  const known = new Map<string, string>()
  return Array.from(text.matchAll(tokenPattern), ({ 0: word, index }) => {
    const same = known.get(word) ?? plain(word)
    known.set(word, same)
    return { start: index, end: index + word.length, word: same, isCapital: /^\p{Lu}/u.test(word) }
  })
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

const guessRank = 99

/** How the words of a text are written in it: how often each with a capital within a sentence, and how often without. */
type Use = { inside: number; small: number }

/**
 * What looks like a name: words with a capital within a sentence, together where they follow each other; at the start of
 * a sentence only where something else tells: the same word with a capital within one, another name behind it, "mevrouw"
 * before it or "zei" behind it. Words that stand more often without a capital are words.
 */
function guessesIn(text: string, tokens: readonly Token[], begun: ReadonlySet<number>): Candidate[] {
  const starts = tokens.map((token, index) => isStart(text, tokens[index - 1], token))
  const uses = new Map<string, Use>()
  tokens.forEach(({ word, isCapital }, index) => {
    const use = uses.get(word) ?? { inside: 0, small: 0 }
    if (!isCapital) use.small += 1
    else if (!starts[index]) use.inside += 1
    uses.set(word, use)
  })
  const isName = (index: number): boolean => {
    const token = tokens[index]
    if (!token?.isCapital || token.word.length < 2 || isWord(token.word) || isAbbreviation(text, token))
      return false
    const { inside, small } = uses.get(token.word) ?? { inside: 0, small: 0 }
    if (small > inside && small > 0) return isTold(text, tokens, index)
    if (!starts[index]) return true
    return inside > 0 || isTold(text, tokens, index)
  }
  // "Toen Ans kwam": what begins a sentence and is not told by anything is no part of the name behind it.
  const isWhole = (at: number): boolean => {
    const [first, second] = [tokens[at], tokens[at + 1]]
    if (!first?.isCapital || first.word.length < 2 || isWord(first.word) || isAbbreviation(text, first))
      return false
    const { small } = uses.get(first.word) ?? { small: 0 }
    return small === 0 && !(starts[at] && second && begun.has(second.start))
  }
  const found: Candidate[] = []
  let index = 0
  while (index < tokens.length) {
    const last = lastOf(text, tokens, index, isName(index), isWhole(index))
    const first = tokens[index]
    const end = tokens[last]?.end
    if (!first || end === undefined) {
      index += 1
      continue
    }
    const words = text.slice(first.start, end)
    const kind = isPlace(tokens[index - 1]?.word) && last === index ? 'place' : 'name'
    found.push({
      ...{ start: first.start, end, length: end - first.start, kind, key: `name ${wordsKey(words)}` },
      // Somebody else of the same first name, or not: there is a name in it.
      ...{ isSure: tokens.slice(index, last + 1).some(({ start }) => begun.has(start)), rank: guessRank },
    })
    index = last + 1
  }
  return joined(found)
}

/**
 * The same words are one thing, whether they looked like a place once or not. So are a name in full and its first or last
 * word, where these are of no other name.
 */
function joined(found: readonly Candidate[]): Candidate[] {
  const kinds = new Map(found.map(({ key, kind }) => [key, kind]))
  const wholes = new Map<string, Set<string>>()
  for (const key of kinds.keys()) {
    const [, first = '', ...rest] = key.split(' ')
    for (const word of rest.length === 0 ? [] : [first, rest.at(-1) ?? '']) {
      wholes.set(`name ${word}`, (wholes.get(`name ${word}`) ?? new Set()).add(key))
    }
  }
  return found.map((one) => {
    const [whole, other] = wholes.get(one.key) ?? []
    const key = whole !== undefined && other === undefined ? whole : one.key
    return { ...one, key, kind: kinds.get(key) ?? one.kind }
  })
}

/** Up to which word a name goes on; -1 where none begins. */
function lastOf(
  text: string,
  tokens: readonly Token[],
  index: number,
  isName: boolean,
  isWhole: boolean,
): number {
  const first = tokens[index]
  if (!first) return -1
  const goesOn = (at: number): number | undefined => {
    let next = at + 1
    while (isParticle(tokens[next]?.word ?? '') && isJoined(text, tokens[next - 1], tokens[next])) next += 1
    const token = tokens[next]
    const isLast =
      token?.isCapital && token.word.length > 1 && !isWord(token.word) && !isAbbreviation(text, token)
    return isLast && isJoined(text, tokens[next - 1], token) ? next : undefined
  }
  if (!isName && !(isWhole && goesOn(index) !== undefined)) return -1
  let last = index
  for (let next = goesOn(last); next !== undefined && next - index < 7; next = goesOn(last)) last = next
  return last
}

function isJoined(text: string, before: Token | undefined, token: Token | undefined): boolean {
  return (
    before !== undefined &&
    token !== undefined &&
    /^(?:[ \u00a0]|[-‐‑])$/u.test(text.slice(before.end, token.start))
  )
}

/** Whether a sentence, a line or what somebody says begins here. */
function isStart(text: string, before: Token | undefined, token: Token): boolean {
  return (
    before === undefined || /[.?!…:\n•*|"“„”‘;[\]()–—]|['’] | - /u.test(text.slice(before.end, token.start))
  )
}

const titles = new Set(
  'meneer mevrouw dhr mevr mw hr juf juffrouw meester dokter dr drs prof collega heer mister mr mrs ms heet heette noemen'.split(
    ' ',
  ),
)
const saying = new Set(
  'zei zegt zeggen vertelde vertelt vond vindt vroeg vraagt belde belt mailde mailt appte appt werkt werkte heet said says told asked called works'.split(
    ' ',
  ),
)

function isTold(text: string, tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]
  const behind = tokens[index + 1]
  const token = tokens[index]
  if (!token) return false
  const isTitled =
    before !== undefined &&
    titles.has(before.word) &&
    /^\.?[ \u00a0]$/u.test(text.slice(before.end, token.start))
  return isTitled || (behind !== undefined && saying.has(behind.word) && isJoined(text, token, behind))
}

/** GGZ, CJG, POH: what is written in capitals as a whole is short for something. */
function isAbbreviation(text: string, { start, end }: Token): boolean {
  const word = text.slice(start, end)
  return word.length <= 5 && word === word.toUpperCase()
}

const placing = new Set('in uit te wijk buurt dorp gemeente stad near from'.split(' '))

function isPlace(before: string | undefined): boolean {
  return before !== undefined && placing.has(before)
}

const common = new Set(
  (
    'ik je jij jullie we wij ze zij hij het de een en of maar want dus dat die dit deze daar hier er als dan nu toen ook nog ' +
    'niet geen wel ja nee nou goed oke oké hoe wat wie waar waarom wanneer welke iedereen iemand niemand alles iets niets mijn ' +
    'jouw zijn haar hun ons onze met voor van naar bij op in uit aan over onder tussen na om door zonder te ten ter wil hoop mei ' +
    'roos int interviewer spreker vraag antwoord nederland nederlands nederlandse engels europa god sinterklaas kerst pasen zo ' +
    'soms vaak altijd misschien eigenlijk gewoon precies helemaal mevrouw meneer collega juf meester dokter dr drs dhr mevr mw ' +
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus september oktober ' +
    'november december monday tuesday wednesday thursday friday saturday sunday january february march may june july august ' +
    'october the a an and or but i you he she it we they this that what who where when how yes no not my your our dutch english ' +
    'toen gesprek toch hier hoewel terwijl omdat zodat totdat sinds voordat nadat volgens tijdens tegen gisteren morgen vandaag vorige volgende ieder elke alle veel weinig sommige andere beide samen zelf natuurlijk blijkbaar bijvoorbeeld zoals juist vroeger later eerst daarna verder daarom kijk weet denk snap vind heb ben was is zijn heeft had kan kun mag moet moest zou zal wordt werd komt kwam gaat ging doe doet deed laat heel best prima beste lieve dag hallo hoi foto bedankt dank gelukkig then there here also with from for to in on at is was are were teams zoom excel word outlook whatsapp google'
  ).split(' '),
)

/** A word that says nothing of a name, though it may be one: "Wil", "Mei". */
function isWord(word: string): boolean {
  return common.has(word)
}
