import type { Difference } from '../../method/alike.ts'
import { reanchor, type Anchored } from '../../method/anchors.ts'
import type { Span } from '../../method/letters.ts'
import { beyondText, spanOf } from '../../method/quoted.ts'
import type { QuotationStanding } from '../../method/lists.ts'

type Quoted = {
  id: string
  start_offset: number
  end_offset: number
  words: string
  standing: QuotationStanding
  proposed_start: number | null
  proposed_end: number | null
  withdrawn_at: string | null
}

/**
 * Where a quotation goes: `by` so many code units when nothing else of it changes; otherwise (`isOther`) to a place and
 * standing of its own. `isNew` tells that somebody has to look at it who had not to before.
 */
export type Move = Span & {
  id: string
  by: number
  isOther: boolean
  isNew: boolean
  standing: QuotationStanding
  proposed: Span | undefined
}

/**
 * Where the quotations of a text stand when its words change. The place of each is its own: of two that would come to
 * the same one, the second is to be looked at. Words that were not in the text any more and come back in one place, as
 * when a correction is undone, stand there again, unless somebody decided otherwise.
 */
export function placesIn(
  old: string,
  next: string,
  quotations: readonly Quoted[],
  differing?: readonly Difference[],
): Move[] {
  const standing = quotations.flatMap((one) => {
    const span = spanOf(one)
    return span ? [{ one, span }] : []
  })
  const found = reanchor(
    old,
    next,
    standing.map(({ span }) => span),
    differing,
  )
  const anchored = new Map(standing.map(({ one }, index) => [one.id, found[index]]))
  const taken = new Set<string>()
  let free = quotations.reduce((most, { start_offset }) => Math.max(most, start_offset + 1), beyondText)
  const inPlace = (span: Span) => {
    const key = `${span.start} ${span.end}`
    return !taken.has(key) && taken.add(key)
  }
  return quotations.map((one): Move => {
    const at = anchored.get(one.id)
    const place = at && standsAt(one, at) ? { start: at.start, end: at.end } : cameBack(old, next, one)
    if (place && inPlace(place)) {
      const isOther =
        one.standing !== 'anchored' || place.end - place.start !== one.end_offset - one.start_offset
      return {
        ...{ id: one.id, ...place, by: place.start - one.start_offset, isOther, isNew: false },
        ...{ standing: 'anchored', proposed: undefined },
      }
    }
    if (one.standing === 'kept') {
      const own = { start: one.start_offset, end: one.end_offset }
      return {
        id: one.id,
        ...own,
        by: 0,
        isOther: false,
        isNew: false,
        standing: 'kept',
        proposed: undefined,
      }
    }
    const proposed = at && at.state !== 'gone' ? { start: at.start, end: at.end } : undefined
    const start = one.start_offset >= beyondText ? one.start_offset : (free += 2)
    return {
      ...{ id: one.id, start, end: start + 1, by: 0, isOther: true },
      ...{ isNew: one.standing === 'anchored' && one.withdrawn_at === null },
      ...{ standing: proposed ? 'review' : 'gone', proposed },
    }
  })
}

function standsAt({ standing, words }: Quoted, at: Anchored): at is Exclude<Anchored, { state: 'gone' }> {
  if (at.state === 'gone') return false
  return standing === 'anchored' ? at.state !== 'changed' : at.words === words
}

function cameBack(old: string, next: string, { words, standing }: Quoted): Span | undefined {
  if (standing !== 'review' && standing !== 'gone') return undefined
  const start = next.indexOf(words)
  if (start === -1 || next.includes(words, start + 1) || old.includes(words)) return undefined
  return { start, end: start + words.length }
}
