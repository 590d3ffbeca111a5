import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { usesIn, type TrailEntry, type Use } from '../../http/trail.ts'
import { findingKinds } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from '../photos/queries.ts'
import { chosenPieces, type Piece } from './evidence-page.ts'
import type { Quotation } from './evidence-queries.ts'
import { baseOf } from './page.ts'
import type { Finding } from './queries.ts'

type Choice = { value: string; text: string; hint?: string }
export type Named = { id: string; name: string }
type FormPage = Page<
  'findings/form',
  {
    form: Form
    action: string
    isNew: boolean
    kinds: Choice[]
    categories: Choice[]
    pieces: Piece[] | undefined
    choose: string
    removal: { action: string; uses: Use[] } | undefined
    back: string
  }
>

/** Writing the sentence of a new finding, with what was chosen for it in sight. */
export function newFindingPage(
  t: Translate,
  seat: Seat,
  parts: {
    categories: readonly Named[]
    quotations: readonly Quotation[]
    photos: readonly Photo[]
    choose: string
  },
  form: Form,
): FormPage {
  const base = baseOf(seat)
  return {
    view: 'findings/form',
    status: statusOf(form),
    page: {
      title: t('findings.new'),
      lead: t('findings.new.lead'),
      wide: true,
      form,
      action: base,
      isNew: true,
      ...choicesOf(t, parts.categories),
      pieces: chosenPieces(t, seat, parts),
      choose: parts.choose,
      removal: undefined,
      back: base,
    },
  }
}

/** Changing what a finding says. */
export function editFindingPage(
  t: Translate,
  seat: Seat,
  finding: Finding,
  parts: { categories: readonly Named[]; uses: readonly TrailEntry[] },
  form: Form,
): FormPage {
  const own = `${baseOf(seat)}/${finding.id}`
  return {
    view: 'findings/form',
    status: statusOf(form),
    page: {
      title: t('findings.change'),
      lead: finding.title,
      form,
      action: own,
      isNew: false,
      ...choicesOf(t, parts.categories),
      pieces: undefined,
      choose: `${own}/evidence`,
      removal: { action: `${own}/removal`, uses: usesIn(t, parts.uses) },
      back: own,
    },
  }
}

function choicesOf(t: Translate, categories: readonly Named[]) {
  return {
    kinds: findingKinds.map((value) => ({
      value,
      text: t(`findings.kind.${value}`),
      hint: t(`findings.kind.${value}.hint`),
    })),
    categories: categories.map(({ id, name }) => ({ value: id, text: name })),
  }
}
