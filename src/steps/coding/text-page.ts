import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { standingChip } from '../../http/standing.ts'
import type { Sound, Use } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import { spanOf } from '../../method/quoted.ts'
import { keptTurns, writeTime, type Speaker } from '../../method/turns.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from '../material/queries.ts'
import type { Photo } from '../photos/queries.ts'
import type { Code } from './code-queries.ts'
import type { Passage } from './passage-queries.ts'
import type { Coding, Quotation } from './queries.ts'
import { byLine, byQuotation, segments, type Run } from './rules.ts'
import { baseOf, choicesOf, photoChoices, readingAddress, shortened, type Choice } from './shown.ts'

type ListedQuotation = {
  id: string
  href: string
  words: string
  start: number
  end: number
  codes: { id: string; name: string }[]
  chip: Chip | undefined
}
export type Line = {
  start: number
  speaker: string
  time: string
  at: number
  runs: { text: string; ids: string; depth: number; begins: string[] }[]
}
type TextPage = Page<
  'coding/text',
  {
    lines: Line[]
    sounds: Sound[]
    quotations: ListedQuotation[]
    review: { text: string; href: string } | undefined
    number: string
    /** Where names are taken out, while nobody looked for them. */
    names: string | undefined
    /** What its person said of passages: how much is left out, and where the rest is read. */
    said: { leftOut: string; text: string; href: string } | undefined
    talk: Use | undefined
    form: Form
    action: string
    groups: { name: string; codes: Choice[] }[]
    ticked: string[]
    photos: Choice[]
    pictures: { image: string; alt: string; width: number; height: number }[]
    mayEdit: boolean
    back: string
  }
>

/** The coding page: the text with its quotations marked, the codes beside it, and what was quoted. */
export function textPage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: {
    talk: Use | undefined
    sounds: Sound[]
    speakers: readonly Speaker[]
    quotations: readonly Quotation[]
    codings: readonly Coding[]
    codes: readonly Code[]
    photos: readonly Photo[]
    isChecked: boolean
    passages: readonly Passage[]
  },
  form: Form,
): TextPage {
  const base = baseOf(seat)
  const kinds = ['element', 'category', 'free'] as const
  const runs = segments(
    material.text,
    parts.quotations.flatMap((quotation) => {
      const span = spanOf(quotation)
      return span ? [{ id: quotation.id, ...span }] : []
    }),
  )
  const codesOf = byQuotation(parts.codings)
  const toReview = parts.quotations.filter(({ standing }) => standing === 'review' || standing === 'gone')
  return {
    view: 'coding/text',
    status: statusOf(form),
    page: {
      title: material.title,
      wide: true,
      lines: linesOf(material, runs, parts.speakers),
      sounds: parts.sounds,
      quotations: parts.quotations.map((quotation) =>
        listed(t, seat, quotation, codesOf.get(quotation.id) ?? []),
      ),
      review:
        toReview.length > 0
          ? {
              text: t('coding.reviewCount', { count: toReview.length }),
              href: `${base}/materials/${material.id}/review`,
            }
          : undefined,
      number: material.number === null ? '' : written(material.number),
      names:
        parts.isChecked || !seat.seesNames || !may(seat.role, 'material.edit')
          ? undefined
          : `/studies/${seat.studyId}/material/${material.id}/names`,
      said: saidOf(t, seat, material, parts.passages),
      talk: parts.talk,
      form,
      action: `${base}/materials/${material.id}/quotations`,
      groups: kinds.map((kind) => ({
        name: t(`coding.kind.${kind}`),
        codes: choicesOf(parts.codes.filter((code) => code.kind === kind)),
      })),
      ticked: [form.typed.codes ?? []].flat(),
      photos: photoChoices(t, parts.photos),
      pictures: parts.photos
        .filter(({ kind }) => hasImage(kind))
        .map(({ id, kind, words, width, height }) => ({
          image: `/studies/${seat.studyId}/photos/${id}/thumb`,
          alt: altOf(t, kind, words),
          width: width ?? 0,
          height: height ?? 0,
        })),
      mayEdit: may(seat.role, 'coding.edit'),
      back: base,
    },
  }
}

function saidOf(t: Translate, seat: Seat, { person_id }: Material, passages: readonly Passage[]) {
  if (person_id === null || passages.length === 0) return undefined
  const count = passages.filter(({ kind }) => kind === 'leave_out').length
  return {
    leftOut: count === 0 ? '' : t('passages.leftOutHere', { count }),
    text: t('passages.saidOf'),
    href: `${readingAddress(seat, person_id)}#passages`,
  }
}

type FragmentPage = Page<'coding/listed', { quotation: ListedQuotation }>

/** One quotation as the coding page lists it, for a script that puts it there. */
export function listedQuotation(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  codings: readonly Coding[],
): FragmentPage {
  const codes = byQuotation(codings).get(quotation.id) ?? []
  return { view: 'coding/listed', page: { title: '', quotation: listed(t, seat, quotation, codes) } }
}

function listed(t: Translate, seat: Seat, quotation: Quotation, codes: readonly Coding[]): ListedQuotation {
  const span = spanOf(quotation) ?? { start: quotation.start_offset, end: quotation.end_offset }
  return {
    id: quotation.id,
    href: `${baseOf(seat)}/quotations/${quotation.id}`,
    words: shortened(quotation.words),
    ...span,
    chip: standingChip(t, quotation),
    codes: codes.map(({ code_id, name }) => ({ id: code_id, name })),
  }
}

/** The lines of a text, with who begins to speak in each and when, as far as that is known. */
export function linesOf({ turns }: Material, runs: readonly Run[], speakers: readonly Speaker[]): Line[] {
  const names = new Map(speakers.map(({ number, name }) => [number, name]))
  const starting = new Map(keptTurns(turns).map((turn) => [turn[0], turn]))
  return byLine(runs).map(({ start, runs: own }) => {
    const [, speaker = null, at = null] = starting.get(start) ?? []
    return {
      ...{ start, at: at ?? 0, speaker: names.get(speaker ?? 0) ?? '' },
      time: at === null ? '' : writeTime(at - (at % 1000)),
      runs: own.map(runShown),
    }
  })
}

function runShown({ text, ids, begins }: Run) {
  return { text, ids: ids.join(' '), depth: Math.min(ids.length, 3), begins }
}
