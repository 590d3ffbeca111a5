import { z } from 'zod'
import { oneOf, optionalId, optionalText, requiredText, someIds, wholeNumber } from '../../http/form.ts'
import { findingKinds } from '../../method/lists.ts'
import { mostEvidence } from './rules.ts'

/** What a finding says, of what kind it is, and for whom it holds. */
export const Finding = z.object({
  title: requiredText('findings.titleRequired', 300),
  text: optionalText(10_000),
  kind: oneOf(findingKinds, 'findings.kindRequired'),
  category_id: optionalId('form.unreadable'),
  holds_for: optionalText(300),
})
export type FindingInput = z.infer<typeof Finding>

/** What a finding rests on: the boxes that are ticked. */
export const Evidence = z.object({
  quotation: someIds(mostEvidence, 'findings.tooMuch'),
  photo: someIds(mostEvidence, 'findings.tooMuch'),
})
export type EvidenceInput = z.infer<typeof Evidence>

/** What should be done, by whom, for whom and when, and on which findings that rests. */
export const Recommendation = z.object({
  text: requiredText('findings.recommendations.required', 1000),
  by_whom: optionalText(200),
  to_whom: optionalText(200),
  timing: optionalText(200),
  category_id: optionalId('form.unreadable'),
  finding: someIds(200, 'form.unreadable'),
})
export type RecommendationInput = z.infer<typeof Recommendation>

/** What a group may choose to work on, and from which findings that was made. */
export const Point = z
  .object({
    text: requiredText('findings.points.required', 300),
    finding: someIds(200, 'form.unreadable'),
  })
  .refine(({ finding }) => finding.length > 0, { error: 'findings.points.onWhat', path: ['finding'] })
export type PointInput = z.infer<typeof Point>

export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })
