import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Span } from '../../method/letters.ts'
import { passageKinds } from '../../method/lists.ts'
import { keptTurns, type Speaker } from '../../method/turns.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from '../material/queries.ts'
import type { Passage } from './passage-queries.ts'
import { inPages, pageAt, piecesOf, withOwnWords } from './passage-rules.ts'
import { segments, type Run } from './rules.ts'
import { ownBase } from './shown.ts'

type Said = {
  id: string
  words: string
  chip: Chip
  remark: string
  answer: string
  removal: string
  undo: string
}
type Piece = {
  start: number
  end: number
  speaker: string
  runs: { text: string; kind: string }[]
  said: Said[]
  href: string
  /** For who hears the link without the words above it. */
  nth: number
}
type OwnTextPage = Page<
  'coding/own-text',
  {
    by: string
    pieces: Piece[]
    /** What was said of passages of which nothing is left. */
    gone: Said[]
    action: string
    pages: { text: string; href: string; isNow: boolean }[]
    back: string
  }
>

/** A text of one's own talk, whole: a page of it at a time, with what one said of its passages. */
export function ownTextPage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: { speakers: readonly Speaker[]; passages: readonly Passage[]; untilOn: string; page: number },
): OwnTextPage {
  const { speakers, passages, untilOn } = parts
  const address = ownTextAddress(seat, material.id)
  const text = withOwnWords(material.text, passages)
  const pages = inPages(piecesOf(text))
  const at = Math.min(Math.max(1, parts.page), Math.max(1, pages.length))
  const shown = pages[at - 1] ?? []
  const standing = passages.filter(({ is_gone }) => is_gone === 0)
  const all = pages.flat()
  const first = all.findIndex(({ start }) => start === shown[0]?.start)
  return {
    view: 'coding/own-text',
    page: {
      title: t('passages.title'),
      lead: t('passages.lead'),
      by: t('passages.openUntil', { day: t.weekday(untilOn) }),
      pieces: shown.map((piece, index) => ({
        ...piece,
        nth: first + index + 1,
        speaker: speakerAt(material, speakers, piece),
        runs: runsIn(text, standing, piece),
        said: saidBetween(standing, piece.start, all[first + index + 1]?.start).map((one) =>
          saidOf(t, seat, one),
        ),
        href: `${address}/passages?from=${piece.start}&to=${piece.end}`,
      })),
      gone:
        at === 1 ? passages.filter(({ is_gone }) => is_gone === 1).map((one) => saidOf(t, seat, one)) : [],
      action: `${address}/passages`,
      pages:
        pages.length < 2
          ? []
          : pages.map((_, index) => ({
              text: t('passages.page', { nth: index + 1 }),
              href: index === 0 ? address : `${address}?page=${index + 1}`,
              isNow: index + 1 === at,
            })),
      back: `${ownBase(seat)}/reading-back`,
    },
  }
}

/** Where a text of one's own talk is read, at a place in it. */
function ownTextAddress(seat: Seat, materialId: string): string {
  return `${ownBase(seat)}/texts/${materialId}`
}

/** The same at a place in it. */
export function ownTextPlace(seat: Seat, { id, text }: { id: string; text: string }, start: number): string {
  const pieces = piecesOf(text)
  const page = pageAt(inPages(pieces), start)
  const piece = pieces.findLast((one) => one.start <= start) ?? pieces[0]
  const address = ownTextAddress(seat, id)
  return `${page === 1 ? address : `${address}?page=${page}`}#at-${piece?.start ?? 0}`
}

/** The passages that begin in a piece, or between it and the next one. */
function saidBetween(passages: readonly Passage[], start: number, next = Infinity): Passage[] {
  return passages.filter(({ start_offset }) => start_offset >= start && start_offset < next)
}

/** Who begins to speak in a piece; empty where that is not known, or where somebody goes on. */
function speakerAt({ turns }: Material, speakers: readonly Speaker[], { start, end }: Span): string {
  const turn = keptTurns(turns).find(([at]) => at >= start && at < end)
  return speakers.find(({ number }) => number === turn?.[1])?.name ?? ''
}

function runsIn(text: string, passages: readonly Passage[], piece: Span) {
  const inside = passages
    .filter(({ start_offset, end_offset }) => start_offset < piece.end && piece.start < end_offset)
    .map(({ id, start_offset, end_offset }) => ({
      id,
      start: Math.max(0, start_offset - piece.start),
      end: Math.min(piece.end, end_offset) - piece.start,
    }))
  const kindOf = new Map(passages.map(({ id, kind }) => [id, kind]))
  const kindsIn = ({ ids }: Run) => ids.map((id) => kindOf.get(id))
  return segments(text.slice(piece.start, piece.end), inside).map((run) => ({
    text: run.text,
    kind: kindsIn(run).includes('leave_out') ? 'out' : run.ids.length > 0 ? 'said' : 'plain',
  }))
}

function saidOf(t: Translate, seat: Seat, passage: Passage): Said {
  const { id, kind, words, remark, outcome, answer } = passage
  const handled = outcome === null ? '' : t(`passages.ownOutcome.${outcome}`)
  return {
    id,
    words,
    chip: { text: t(`passages.kind.${kind}`), kind: kind === 'leave_out' ? 'attention' : 'info' },
    remark,
    answer: [handled, answer].filter(Boolean).join(' '),
    removal: `${ownBase(seat)}/passages/${id}/removal`,
    undo: t(kind === 'leave_out' ? 'passages.putBack' : 'passages.takeBack'),
  }
}

type PassageFormPage = Page<
  'coding/own-passage',
  {
    form: Form
    action: string
    kinds: { value: string; text: string; hint: string }[]
    back: string
  }
>

/** What one wants to say of a piece of a text of one's own talk. */
export function passageFormPage(
  t: Translate,
  seat: Seat,
  material: { id: string; text: string },
  { start, form }: { start: number; form: Form },
): PassageFormPage {
  return {
    view: 'coding/own-passage',
    status: statusOf(form),
    page: {
      title: t('passages.about'),
      lead: t('passages.aboutLead'),
      form,
      action: `${ownTextAddress(seat, material.id)}/passages`,
      kinds: passageKinds.map((value) => ({
        value,
        text: t(`passages.kind.${value}`),
        hint: t(`passages.kind.${value}.hint`),
      })),
      back: ownTextPlace(seat, material, start),
    },
  }
}
