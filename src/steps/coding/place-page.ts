import type { Seat } from '../../access/seat.ts'
import { filledForm, shownForm, statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { QuotationStanding } from '../../method/lists.ts'
import { spanOf } from '../../method/quoted.ts'
import type { Speaker } from '../../method/turns.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from '../material/queries.ts'
import type { Coding, Quotation } from './queries.ts'
import { segments } from './rules.ts'
import { baseOf } from './shown.ts'
import { linesOf, type Line } from './text-page.ts'

type PlacePage = Page<
  'coding/place',
  {
    lines: Line[]
    words: string
    codes: string[]
    answered: string
    standing: QuotationStanding
    version: number
    /** Where in the text it stood, and the line there; undefined where nobody can tell. */
    at: { offset: number; href: string } | undefined
    form: Form
    action: string
    back: string
  }
>

/** A text, to choose another place in it for a quotation whose words it does not have any more. */
export function placePage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: {
    quotation: Quotation
    codings: readonly Coding[]
    speakers: readonly Speaker[]
    /** Where it stood, as far as that can be told. */
    at: number | undefined
  },
  refused: Form | undefined,
): PlacePage {
  const base = baseOf(seat)
  const { quotation, at } = parts
  const { id, standing, answer } = quotation
  const span = spanOf(quotation)
  const lines = linesOf(material, segments(material.text, span ? [{ id, ...span }] : []), parts.speakers)
  const line = at === undefined ? undefined : lines.findLast(({ start }) => start <= at)
  const form = shownForm(
    filledForm(span ? { words: material.text.slice(span.start, span.end), ...span } : { words: '' }),
    refused,
  )
  return {
    view: 'coding/place',
    status: statusOf(form),
    page: {
      title: t('coding.reviewElsewhere'),
      lead: material.title,
      wide: true,
      lines,
      words: quotation.words,
      codes: parts.codings.map(({ name }) => name),
      answered: answer === null ? '' : t('coding.reviewAnswered'),
      standing,
      version: material.version,
      at: at === undefined || !line ? undefined : { offset: at, href: `#at-${line.start}` },
      form,
      action: `${base}/quotations/${id}/place`,
      back: `${base}/materials/${material.id}/review`,
    },
  }
}
