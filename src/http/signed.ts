import type { ReadBackAnswer } from '../method/lists.ts'
import type { Translate } from '../text/text.ts'
import type { Chip } from './form.ts'

/** A signed paper with an answer: when it was signed, and who noted it here and when. */
type Signed = { signed_on: string; made_at: string; by: string }

/** That an answer was given on paper, and on which day; nothing where it was not, or where there is no answer. */
export function paperChips(
  t: Translate,
  { answer }: { answer: ReadBackAnswer | null },
  paper: Signed | undefined,
): Chip[] {
  if (answer === null || !paper) return []
  return [{ text: t('signed.chip', { day: t.date(paper.signed_on) }), kind: 'neutral' }]
}

/** The same in a sentence, for the person: when it was signed, who noted it here and when. */
export function paperSaid(
  t: Translate,
  { answer }: { answer: ReadBackAnswer | null },
  paper: Signed | undefined,
): string {
  if (answer === null || !paper) return ''
  const { signed_on, made_at, by } = paper
  return t('signed.own', { day: t.date(signed_on), by, noted: t.date(t.day(made_at)) })
}
