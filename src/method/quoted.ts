import type { Span } from './letters.ts'
import type { QuotationStanding } from './lists.ts'

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
