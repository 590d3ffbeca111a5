import type { Span } from './letters.ts'

/** What can be told by its shape alone. */
export const patternKinds = [
  'phone',
  'email',
  'web',
  'account',
  'digits',
  'address',
  'postcode',
  'birth',
] as const
export type PatternKind = (typeof patternKinds)[number]

const street =
  'straat laan weg plein kade gracht dijk singel hof pad steeg park dreef plantsoen markt wal ring baan boulevard erf street road lane avenue'
    .split(' ')
    .map(([first = '', ...rest]) => `[${first}${first.toUpperCase()}]${rest.join('')}`)
    .join('|')
const small = '(?:van|de|der|den|het|ten|ter|in|op)'
const streets = [
  `\\p{Lu}[\\p{L}\\p{M}'’.-]{0,40}[ \\u00a0](?:(?:${small}|\\p{Lu}[\\p{L}\\p{M}.]{0,40})[ \\u00a0]){0,3}[\\p{L}\\p{M}'’-]{0,40}(?:${street})`,
  `[\\p{L}\\p{M}'’-]{2,40}(?:${street})`,
  `(?:${street})[ \\u00a0](?:${small}[ \\u00a0]){1,3}\\p{L}{3,}`,
]

// Each piece is bounded: where it may begin anywhere in a long word, the time would grow with the square of its length.
const patterns: Record<PatternKind, RegExp> = {
  email: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
  web: /(?:https?:\/\/|www\.)[^\s<>"“”()[\]]*[^\s<>"“”.,;:!?()[\]{}'’]|(?<![\p{L}\p{N}.@])@[\p{L}\p{N}_.]{2,}[\p{L}\p{N}_]/giu,
  phone:
    /(?<![\p{L}\p{N}])(?:(?:\+|00)[1-9]\d{0,2}[ \u00a0.-]?(?:\(0\)[ \u00a0.-]?)?\d|\(?0\d{1,3}\)?[ \u00a0]?[./-]?[ \u00a0]?\d)(?:[ \u00a0.-]?\d){5,10}(?![\p{L}\p{N}])/gu,
  account:
    /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00a0.]?[A-Z0-9]{4}){2,7}(?:[ \u00a0.]?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu,
  digits:
    /(?<![\p{L}\p{N}.,])(?:\d{8,9}|\d{3}[ \u00a0.]\d{3}[ \u00a0.]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\p{L}\p{N}])/gu,
  postcode: /(?<![\p{L}\p{N}])[1-9]\d{3}(?:[ \u00a0]?[A-Z]{2}|[a-z]{2})(?![\p{L}\p{N}])/gu,
  address: new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${streets.join('|')})[ \\u00a0]\\d{1,4}(?:[ -]?[a-zA-Z](?!\\p{L})|-\\d{1,3})?(?![\\p{L}\\p{N}])`,
    'gu',
  ),
  birth:
    /(?:geboren|geboortedatum|geb\.|born|birth|dob)[^\n.!?]{0,25}?(?<date>(?<!\d)(?:\d{1,2}(?:[-/.]\d{1,2}[-/.]|(?:ste|e|de|th|st|nd|rd)?[ \u00a0]\p{L}{3,9}\.?[ \u00a0])(?:\d{4}|['’]?\d{2})|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d))/giu,
}

/** Where something stands in a text of which the shape tells what it is. Those of several kinds may lie over each other. */
export function patternIn(text: string, kind: PatternKind): Span[] {
  return Array.from(text.matchAll(patterns[kind]), ({ 0: words, index, groups }) => ({
    start: index + words.length - (groups?.date ?? words).length,
    end: index + words.length,
  })).filter(({ start, end }) => isMeant(kind, text.slice(start, end)))
}

function isMeant(kind: PatternKind, words: string): boolean {
  const digits = words.replaceAll(/\D/g, '').length
  if (kind === 'phone') return /^(?:\+|00)/.test(words) ? digits >= 9 && digits <= 15 : digits === 10
  if (kind === 'account') return isAccount(words)
  // The year of a law or a ministry has four digits and may stand before two letters of a word in capitals.
  if (kind === 'postcode') return !/S[ADS]$/.test(words)
  return true
}

/** Whether the check digits of a bank account are right (ISO 13616); or it is Dutch, with a slip in it. */
function isAccount(words: string): boolean {
  const bare = words.replaceAll(/[^a-z\d]/gi, '').toUpperCase()
  if (/^NL\d{2}[A-Z]{4}\d{10}$/.test(bare)) return true
  if (bare.length < 15 || bare.length > 34) return false
  const turned = bare.slice(4) + bare.slice(0, 4)
  let rest = 0
  for (const sign of turned) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
