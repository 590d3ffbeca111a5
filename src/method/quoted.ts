import type { Span } from './letters.ts'
import type { QuotationStanding } from './lists.ts'

/**
 * From where on the offsets of quotations are that do not stand in their text. No two quotations of a text may have the
 * same offsets, and these have none there.
 */
export const beyondText = 500_000_000

type Quoted = {
  start_offset: number
  end_offset: number
  standing: QuotationStanding
  proposed_start: number | null
  proposed_end: number | null
}

/** Where a quotation is in its text, or what is proposed there; undefined when it is nowhere. */
export function spanOf(one: Quoted): Span | undefined {
  if (one.standing === 'anchored') return { start: one.start_offset, end: one.end_offset }
  if (one.standing !== 'review' || one.proposed_start === null || one.proposed_end === null) return undefined
  return { start: one.proposed_start, end: one.proposed_end }
}
