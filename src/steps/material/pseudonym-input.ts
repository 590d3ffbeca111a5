import { z } from 'zod'
import { wholeNumber, type Typed } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'
import type { Named } from './pseudonym-naming-rules.ts'
import type { Proposal } from './pseudonym-rules.ts'
import { wordsKey } from './pseudonym-word-rules.ts'

/** How many proposals, and how many places of each, a page has: a form holds no more than a thousand fields. */
export const pageSize = 25
export const mostPlaces = 30

export const SeenText = z.object({
  version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
  from: wholeNumber('form.unreadable', { min: 0, max: 999_999 }),
})

/** The field of a proposal of the page, by its row. */
export const fieldsOf = (row: number) => ({
  key: `key-${row}`,
  take: `take-${row}`,
  as: `as-${row}`,
  was: `was-${row}`,
  at: `at-${row}`,
  rest: `rest-${row}`,
})

type Choice = { replacement: string; number: number | undefined; starts: Set<number> }
/** `isStale` where something was chosen that is not proposed any more. */
type Read = { chosen: Map<string, Choice>; problems: Record<string, Key>; isStale: boolean }

/** Reads which proposals of a page were accepted, as what, and where. */
export function readChoices(
  typed: Typed,
  proposals: readonly Proposal[],
  names: ReadonlyMap<string, Named>,
): Read {
  const byKey = new Map(proposals.map((one) => [one.key, one]))
  const chosen = new Map<string, Choice>()
  const problems: Record<string, Key> = {}
  let isStale = false
  for (let row = 0; row < pageSize; row += 1) {
    const fields = fieldsOf(row)
    const key = typed[fields.key]
    if (typeof key !== 'string' || (!typed.all && !typed[fields.take])) continue
    const proposal = byKey.get(key)
    const named = names.get(key)
    if (!proposal || !named) {
      isStale = true
      continue
    }
    const said = bracketed(String(typed[fields.as] ?? '').trim())
    // Somebody may have taken the number meanwhile, in another text.
    const isAsProposed = said === typed[fields.was]
    const replacement = isAsProposed ? named.replacement : said
    const problem = isAsProposed ? undefined : problemWith(replacement, proposal)
    if (problem) problems[fields.as] = problem
    const starts = startsIn(typed, row, proposal)
    if (starts.size > 0) {
      chosen.set(key, { replacement, number: isAsProposed ? named.number : undefined, starts })
    }
  }
  if (chosen.size === 0 && Object.keys(problems).length === 0 && !isStale) problems[''] = 'pseudonyms.none'
  return { chosen, problems, isStale }
}

/** What comes for a name in brackets: words of somebody who agreed to them show what is not theirs. */
function bracketed(said: string): string {
  return said === '' || /^\[[^[\]]*\]$/.test(said) ? said : `[${said.replaceAll(/[[\]]/g, '')}]`
}

/** A name by another name, or a few words that tell who it is: more would be another sentence. */
const longestReplacement = 40

function problemWith(replacement: string, { words }: Proposal): Key | undefined {
  if (replacement === '') return 'pseudonyms.asRequired'
  if (
    replacement.length > longestReplacement ||
    /[\n\r\0]/.test(replacement) ||
    !replacement.isWellFormed()
  ) {
    return 'pseudonyms.asTooLong'
  }
  const inside = ` ${wordsKey(replacement)} `
  return words.some((one) => inside.includes(` ${wordsKey(one)} `)) ? 'pseudonyms.asHolds' : undefined
}

function startsIn(typed: Typed, row: number, { places }: Proposal): Set<number> {
  const fields = fieldsOf(row)
  const starts = places.map(({ start }) => start)
  if (typed.all) return new Set(starts)
  const ticked = new Set([typed[fields.at] ?? []].flat().map(Number))
  const rest = typed[fields.rest] ? starts.slice(mostPlaces) : []
  return new Set([...starts.slice(0, mostPlaces).filter((start) => ticked.has(start)), ...rest])
}
