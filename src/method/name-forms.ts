import { turnedName } from './person-names.ts'
import { plain } from './plain.ts'

/**
 * One way of writing a name: its words as they are compared. `needsCapital` where the same words may mean something
 * else: "bakker" is a trade, "Bakker" may be somebody. `needsDots` for initials.
 */
export type NameForm = { tokens: string[]; needsCapital: boolean; needsDots: boolean }

const tokenPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

/** The words of a name, without capitals and accents. */
export function nameTokens(name: string): string[] {
  return Array.from(name.matchAll(tokenPattern), ([word]) => plain(word))
}

const particles = new Set(
  'van de der den het ten ter te t el al ait ould bin ben von da do dos di du la le op in aan s d'.split(' '),
)

/** Whether a word stands before last names: "van", "der", "el". */
export function isParticle(token: string): boolean {
  return particles.has(token)
}

/**
 * The ways in which people write somebody's name: in full, the first name alone, the last name alone with what stands
 * before it, initials. A name of one word is that word.
 */
export function formsOf(name: string): NameForm[] {
  const tokens = nameTokens(turnedName(name))
  const at = tokens.findIndex((token, index) => index > 0 && particles.has(token))
  const from = at === -1 ? Math.max(1, tokens.length - 1) : at
  const first = tokens.slice(0, from)
  const last = tokens.slice(from)
  const bare = last.filter((token) => !particles.has(token))
  const [called = ''] = first
  const [letter = ''] = called
  const full = [tokens, [called, ...last], [called, ...bare]]
  const short =
    last.length === 0
      ? []
      : [
          [...first.map(([one = '']) => one), ...last],
          [letter, ...last],
        ]
  const initials = last.length === 0 ? [] : [[called, bare[0]?.[0] ?? '']]
  const dotted =
    last.length === 0
      ? []
      : [
          [letter, bare[0]?.[0] ?? ''],
          [letter, ...last.map(([one = '']) => one)],
        ]
  const parts = bare.length > 1 ? bare.map((one) => [one]) : []
  const forms = [
    ...full.map((one) => form(one, one.length === 1)),
    form([called], false),
    ...[...short, last, bare, ...parts].map((one) => form(one, true)),
    ...initials.map((one) => form(one, true)),
    ...dotted.map((one) => ({ ...form(one, true), needsDots: true })),
  ]
  const isUsed = ({ tokens: [one = '', ...rest], needsDots }: NameForm) =>
    needsDots || rest.length > 0 || (one.length > 1 && !particles.has(one))
  const seen = new Set<string>()
  return forms.filter((one) => {
    const key = `${one.tokens.join(' ')} ${one.needsDots ? '.' : ''}`
    if (one.tokens.includes('') || !isUsed(one) || seen.has(key)) return false
    return seen.add(key)
  })
}

/**
 * The ways in which people write the name of an organisation, a team or a network: in full, without what stands before
 * it ("De Rading", "Stichting Oeverlicht"), and what is written in capitals at its begin: "KOOS" of "KOOS Utrecht".
 */
export function houseFormsOf(name: string): NameForm[] {
  const tokens = nameTokens(name)
  const [first = '', ...rest] = tokens
  const [shout = ''] = Array.from(name.matchAll(tokenPattern), ([word]) => word)
  const isLoud = shout.length > 2 && shout === shout.toUpperCase() && /^\p{Lu}+$/u.test(shout)
  const ways = [tokens, before.has(first) ? rest : [], isLoud && rest.length > 0 ? [first] : []]
  return ways.filter((one) => one.join('').length > 1).map((one) => form(one, true))
}

const before = new Set('de het the stichting vereniging cooperatie team wijkteam'.split(' '))

function form(tokens: string[], needsCapital: boolean): NameForm {
  return { tokens, needsCapital, needsDots: false }
}
