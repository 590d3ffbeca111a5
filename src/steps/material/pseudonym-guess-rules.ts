import { isParticle } from '../../method/name-forms.ts'
import { isWord, wordsKey, type Candidate, type Token } from './pseudonym-word-rules.ts'

const guessRank = 99

/**
 * How the words of a text are written in it: how often each with a capital within a sentence, how often without, and how
 * often behind "de" or "het".
 */
type Use = { inside: number; small: number; withArticle: number }
const unused: Use = { inside: 0, small: 0, withArticle: 0 }

function usesOf(tokens: readonly Token[], starts: readonly boolean[]): Map<string, Use> {
  const uses = new Map<string, Use>()
  tokens.forEach(({ word, isCapital }, index) => {
    const use = uses.get(word) ?? { ...unused }
    if (!isCapital) use.small += 1
    else if (!starts[index]) use.inside += 1
    if (isArticle(tokens[index - 1]?.word)) use.withArticle += 1
    uses.set(word, use)
  })
  return uses
}

function isArticle(word: string | undefined): boolean {
  return word === 'de' || word === 'het' || word === 'een' || word === 'the' || word === 'a'
}

/**
 * What looks like a name: words with a capital within a sentence, together where they follow each other; at the start of
 * a sentence only where something else tells: the same word with a capital within one, or first or last in a whole name,
 * another name behind it, "mevrouw" before it or "zei" behind it. Words that stand more often without a capital are
 * words; lines in capitals alone, as titles are, tell nothing.
 */
export function guessesIn(
  text: string,
  tokens: readonly Token[],
  begun: ReadonlySet<number>,
  houses: ReadonlySet<number>,
): Candidate[] {
  const isLoud = inLines(text, tokens)
  const starts = tokens.map(
    (token, index) => isLoud[index] === true || isStart(text, tokens[index - 1], token),
  )
  const uses = usesOf(tokens, starts)
  const useOf = ({ word }: Token) => uses.get(word) ?? unused
  const isShort = (token: Token) => isAbbreviation(text, token) && !isLikeName(useOf(token))
  const maybe = (token: Token | undefined) =>
    token?.isCapital && token.word.length > 1 && !isWord(token.word) && !isShort(token) ? token : undefined
  const isName =
    (ofWholes: ReadonlySet<string>) =>
    (index: number): boolean => {
      const token = maybe(tokens[index])
      if (!token) return false
      const { inside, small } = useOf(token)
      if (small > inside) return isTold(text, tokens, index)
      if (!starts[index]) return true
      return (
        inside > 0 ||
        ofWholes.has(token.word) ||
        isTold(text, tokens, index) ||
        (small === 0 && isListed(text, tokens, index, (at) => maybe(tokens[at]) !== undefined))
      )
    }
  // "Toen Ans kwam": what begins a sentence and is not told by anything is no part of the name behind it.
  const isWhole = (at: number): boolean => {
    const first = isLoud[at] ? undefined : maybe(tokens[at])
    const second = tokens[at + 1]
    return (
      first !== undefined && useOf(first).small === 0 && !(starts[at] && second && begun.has(second.start))
    )
  }
  // "Karel van Oeverlicht" is somebody who works there.
  const goesOn = (at: number) => (houses.has(tokens[at]?.start ?? -1) ? undefined : maybe(tokens[at]))
  const found = runsIn(text, tokens, { isName: isName(new Set()), isWhole, goesOn })
  const ofWholes = new Set(
    found
      .flatMap(({ first, last }) => (first === last ? [] : [tokens[first], tokens[last]]))
      .flatMap((token) => (token && useOf(token).small === 0 ? [token.word] : [])),
  )
  const all =
    ofWholes.size === 0 ? found : runsIn(text, tokens, { isName: isName(ofWholes), isWhole, goesOn })
  return joined(
    all.flatMap(({ first, last }): Candidate[] => {
      const start = tokens[withParticles(text, tokens, first, isLoud)]?.start ?? 0
      const end = tokens[last]?.end ?? 0
      const kind = isPlace(tokens[first - 1]?.word) ? 'place' : 'name'
      // Somebody else of the same first name, or not: there is a name in it.
      const isSure = tokens.slice(first, last + 1).some((token) => begun.has(token.start))
      const key = `name ${wordsKey(text.slice(start, end))}`
      return [{ start, end, length: end - start, kind, key, isSure, rank: guessRank }]
    }),
  )
}

/** "Mevrouw De Wit": what has a capital behind "mevrouw" belongs to the name. Gives the word with which the name begins. */
function withParticles(
  text: string,
  tokens: readonly Token[],
  first: number,
  isLoud: readonly boolean[],
): number {
  let from = first
  while (isParticle(tokens[from - 1]?.word ?? '') && isJoined(text, tokens[from - 1], tokens[from])) from -= 1
  const isTitled = tokens[from]?.isCapital && isLoud[from] === false && isTitle(text, tokens, from)
  return from < first && isTitled ? from : first
}

type Tells = {
  isName: (index: number) => boolean
  isWhole: (index: number) => boolean
  goesOn: (index: number) => Token | undefined
}

/** Names of one word and more, by their first and last word. */
function runsIn(text: string, tokens: readonly Token[], tells: Tells): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const last = lastOf(text, tokens, index, tells)
    if (last === undefined) continue
    found.push({ first: index, last })
    index = last
  }
  return found
}

/** Which words stand in a line that is in capitals as a whole. */
function inLines(text: string, tokens: readonly Token[]): boolean[] {
  const lines = Array.from(text.matchAll(/^[^\p{Ll}\n]*\p{Lu}{2}[^\p{Ll}\n]*$/gmu), ({ 0: line, index }) => ({
    start: index,
    end: index + line.length,
  }))
  let next = 0
  return tokens.map(({ start }) => {
    while ((lines[next]?.end ?? Infinity) <= start) next += 1
    return (lines[next]?.start ?? Infinity) <= start
  })
}

/**
 * The same words are one thing: a place, where they mostly look like one. So are a name in full and its first or last
 * word, where these are of no other name.
 */
function joined(found: readonly Candidate[]): Candidate[] {
  const places = new Map<string, number>()
  for (const { key, kind } of found) places.set(key, (places.get(key) ?? 0) + (kind === 'place' ? 1 : -1))
  const kinds = new Map(found.map(({ key }) => [key, (places.get(key) ?? 0) > 0 ? 'place' : 'name'] as const))
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

/** Up to which word a name goes on; undefined where none begins. */
function lastOf(text: string, tokens: readonly Token[], index: number, tells: Tells): number | undefined {
  let hasParticle = false
  const nextOf = (at: number): number | undefined => {
    let next = at + 1
    while (isParticle(tokens[next]?.word ?? '') && isJoined(text, tokens[next - 1], tokens[next])) next += 1
    // "Elize van Wijk van Vilans": behind a last name with "van" begins something else.
    if (next > at + 1 && hasParticle) return undefined
    // "Utrecht aan KOOS" is no name; "aan de Stegge" may be one.
    const isLoose = next === at + 2 && isPlacing(tokens[at + 1]?.word ?? '')
    const token = isLoose ? undefined : tells.goesOn(next)
    if (next > at + 1 && token && isAbbreviation(text, token)) return undefined
    return token && isJoined(text, tokens[next - 1], token) ? next : undefined
  }
  if (!tells.isName(index) && !(tells.isWhole(index) && nextOf(index) !== undefined)) return undefined
  let last = index
  for (let next = nextOf(last); next !== undefined && next - index < 7; next = nextOf(last)) {
    hasParticle ||= next > last + 1
    last = next
  }
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
  const behind = tokens[index + 1]
  const token = tokens[index]
  if (!token) return false
  return (
    isTitle(text, tokens, index) ||
    (behind !== undefined && saying.has(behind.word) && isJoined(text, token, behind))
  )
}

/** Whether "mevrouw" or the like stands before a word. */
function isTitle(text: string, tokens: readonly Token[], index: number): boolean {
  const [before, token] = [tokens[index - 1], tokens[index]]
  return (
    before !== undefined &&
    token !== undefined &&
    titles.has(before.word) &&
    /^\.?[ \u00a0]$/u.test(text.slice(before.end, token.start))
  )
}

/** "Vleuten en Leidsche Rijn", "Altrecht, De Rading": what stands before another name in a list is one as well. */
function isListed(
  text: string,
  tokens: readonly Token[],
  index: number,
  maybe: (at: number) => boolean,
): boolean {
  const [token, behind] = [tokens[index], tokens[index + 1]]
  if (!token || !behind) return false
  const between = text.slice(token.end, behind.start)
  if (between === ' & ') return maybe(index + 1)
  if (between === ', ') return maybe(behind.isCapital && isArticle(behind.word) ? index + 2 : index + 1)
  const isAnd = between === ' ' && (behind.word === 'en' || behind.word === 'and')
  return isAnd && isJoined(text, behind, tokens[index + 2]) && maybe(index + 2)
}

/** GGZ, CJG, POH: what is written in capitals as a whole is short for something. */
function isAbbreviation(text: string, { start, end }: Token): boolean {
  const word = text.slice(start, end)
  return word.length <= 5 && word === word.toUpperCase()
}

/** "het CJG" is a thing; what is often spoken of without "de" or "het", and always in capitals, has it for its name. */
function isLikeName({ inside, small, withArticle }: Use): boolean {
  return inside > 2 && small === 0 && withArticle * 4 < inside
}

function isPlacing(word: string): boolean {
  return word === 'aan' || word === 'in' || word === 'op'
}

const placing = new Set('in uit te wijk buurt dorp gemeente stad near from'.split(' '))

function isPlace(before: string | undefined): boolean {
  return before !== undefined && placing.has(before)
}
