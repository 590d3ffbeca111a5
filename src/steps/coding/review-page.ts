import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { marked, type Marked } from '../../method/marked.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from '../material/queries.ts'
import type { Coding, Quotation } from './queries.ts'
import type { textsToReview } from './review-queries.ts'
import { byQuotation } from './rules.ts'
import { baseOf } from './shown.ts'

type Reviewed = {
  id: string
  heading: string
  was: Marked[]
  now: { pieces: Marked[]; words: string; start: number; end: number } | undefined
  codes: string[]
  answered: string
  href: string
  place: string
  kept: string
  removal: string
}
type ReviewPage = Page<
  'coding/review',
  { quotations: Reviewed[]; version: number; text: string; mayEdit: boolean; back: string }
>

/** All quotations of a text whose words changed or went, each with the choice what is to become of it. */
export function reviewPage(
  t: Translate,
  seat: Seat,
  material: Material,
  { quotations, codings }: { quotations: readonly Quotation[]; codings: readonly Coding[] },
): ReviewPage {
  const base = baseOf(seat)
  const codesOf = byQuotation(codings)
  return {
    view: 'coding/review',
    page: {
      title: t('coding.review'),
      lead: material.title,
      quotations: quotations.map((quotation, index) => {
        const { id, words, proposed_start, proposed_end } = quotation
        const action = `${base}/quotations/${id}`
        const start = proposed_start ?? 0
        const end = proposed_end ?? 0
        const others = material.text.slice(start, end)
        const pieces = marked(words, others)
        return {
          id,
          heading: t('coding.reviewNth', { nth: index + 1, count: quotations.length }),
          was: others === '' ? [{ text: words, kind: 'same' }] : pieces.filter(({ kind }) => kind !== 'in'),
          now:
            quotation.standing === 'review'
              ? { pieces: pieces.filter(({ kind }) => kind !== 'out'), words: others, start, end }
              : undefined,
          codes: (codesOf.get(id) ?? []).map(({ name }) => name),
          answered: quotation.answer === null ? '' : t('coding.reviewAnswered'),
          href: action,
          place: `${action}/place`,
          kept: `${action}/kept`,
          removal: `${action}/removal`,
        }
      }),
      version: material.version,
      text: `${base}/materials/${material.id}`,
      mayEdit: may(seat.role, 'coding.edit'),
      back: `${base}/materials/${material.id}`,
    },
  }
}

type ReviewsPage = Page<'coding/reviews', { texts: { text: string; href: string }[]; back: string }>

/** The texts with quotations that somebody has to look at. */
export function reviewsPage(
  t: Translate,
  seat: Seat,
  texts: Awaited<ReturnType<typeof textsToReview>>,
): ReviewsPage {
  const base = baseOf(seat)
  return {
    view: 'coding/reviews',
    page: {
      title: t('coding.review'),
      lead: t('coding.reviewLead'),
      texts: texts.map(({ material_id, title, count }) => ({
        text: t('coding.reviewIn', { title, count }),
        href: `${base}/materials/${material_id}/review`,
      })),
      back: base,
    },
  }
}
