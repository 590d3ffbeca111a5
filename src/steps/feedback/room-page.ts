import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { altOf } from '../../http/photos.ts'
import type { FindingKind, PhotoKind } from '../../method/lists.ts'
import { wordsOf, type Said, type Words } from '../../method/evidence.ts'
import type { Translate } from '../../text/text.ts'
import type { CountedPoint, OwnSession } from './dot-queries.ts'
import { countsText, type Chip } from './page.ts'
import type { Contents, Session } from './queries.ts'
import { resultsOf, type Results } from './results.ts'
import { changesNow, shownCode } from './rules.ts'

/** What a finding rests on, as far as the session's rung may see it. */
export type Seen = {
  quotations: readonly Said[]
  photos: readonly {
    id: string
    kind: PhotoKind
    words: string
    width: number | null
    height: number | null
    name: string | null
  }[]
}
type Shown = {
  id: string
  title: string
  text: string
  kind: Chip
  holdsFor: string
  quotations: Said[]
  photos: {
    image: string
    thumb: string
    alt: string
    words: string
    name: string | null
    isText: boolean
    width: number
    height: number
  }[]
}

/** The findings of a session that are ready, each with what it rests on. */
function shownFindings(
  t: Translate,
  { findings }: Contents,
  evidence: ReadonlyMap<string, Seen>,
  photosAt: string,
): Shown[] {
  return findings
    .filter(({ state }) => state === 'ready')
    .map(({ id, title, text, kind, holds_for }) => ({
      ...{ id, title, text },
      kind: { text: t(`feedback.finding.${kind}`), kind: findingChips[kind] },
      holdsFor: holds_for,
      quotations: [...(evidence.get(id)?.quotations ?? [])],
      photos: (evidence.get(id)?.photos ?? []).map((photo) => ({
        image: `${photosAt}/${photo.id}/large`,
        thumb: `${photosAt}/${photo.id}/thumb`,
        alt: altOf(t, photo.kind, photo.words),
        words: photo.words,
        name: photo.name,
        isText: photo.kind === 'text',
        width: photo.width ?? 0,
        height: photo.height ?? 0,
      })),
    }))
}

const findingChips: Record<FindingKind, Chip['kind']> = {
  strength: 'good',
  friction: 'attention',
  example: 'info',
  question: 'neutral',
}

/** A wall has room for a few words; the rest is read out or on the phones. */
function onTheWall(finding: Shown | undefined) {
  return finding && { ...finding, words: wordsOf(finding.quotations) }
}

type ScreenPage = Page<
  'feedback/screen',
  {
    open: { code: string; address: string; qr: string; counts: string } | undefined
    live: string
    here: string
    finding: (Shown & { words: Words }) | undefined
    points: string[] | undefined
    results: Results | undefined
    reveal: { action: string; text: string } | undefined
    pager: { previous: string | undefined; next: string | undefined; text: string }
    back: string
  }
>

/** What the room sees on the wall: the way in, and one thing at a time. How the dots fell only once it is revealed. */
export function screenPage(
  t: Translate,
  seat: Seat,
  session: Session,
  parts: {
    contents: Contents
    evidence: ReadonlyMap<string, Seen>
    counted: readonly CountedPoint[]
    address: string
    at: number
  },
): ScreenPage {
  const base = `/studies/${seat.studyId}/feedback/${session.id}`
  const findings = shownFindings(t, parts.contents, parts.evidence, `/studies/${seat.studyId}/photos`)
  const points = parts.contents.points.map(({ text }) => text)
  const isKnown = session.state === 'revealed' || session.state === 'closed'
  const count = findings.length + (points.length > 0 ? 1 : 0)
  const at = Math.max(0, Math.min(parts.at, count))
  const toPage = (place: number) => (place < 0 || place > count ? undefined : `${base}/screen?at=${place}`)
  const isAtPoints = at > findings.length
  const reveal = changesNow(session, parts.contents, seat.role).find(({ noun }) => noun === 'reveal')
  return {
    view: 'feedback/screen',
    page: {
      title: t(`feedback.name.${session.kind}`),
      wide: true,
      open:
        session.state === 'open'
          ? {
              code: shownCode(session.join_code ?? ''),
              address: parts.address,
              qr: `${base}/qr.svg`,
              counts: countsText(t, session),
            }
          : undefined,
      live: `${base}/live`,
      here: `${base}/screen?at=${at}`,
      finding: at > 0 && !isAtPoints ? onTheWall(findings[at - 1]) : undefined,
      points: isAtPoints && !isKnown ? points : undefined,
      results: isAtPoints && isKnown ? resultsOf(t, session, parts.counted) : undefined,
      reveal:
        isAtPoints && reveal
          ? { action: `${base}/reveal?at=${at}`, text: t('feedback.change.reveal') }
          : undefined,
      pager: {
        previous: toPage(at - 1),
        next: toPage(at + 1),
        text: t('feedback.screenAt', { at: at + 1, count: count + 1 }),
      },
      back: base,
    },
  }
}

type AttendeePage = Page<
  'feedback/attendee',
  {
    findings: Shown[]
    points: { id: string; text: string; mine: number; given: string; give: string; take: string }[]
    dots: { of: number; given: number } | undefined
    /** What is left to give, said as long as dots can be placed; then what was given. */
    left: string
    yours: string
    hasNone: boolean
    mayPlace: boolean
    words: string
    problem: string | undefined
    results: Results | undefined
    live: string
    here: string
  }
>

/** A session on the phone of somebody who is there: the findings to talk about, the points, and the own dots. */
export function attendeePage(
  t: Translate,
  seat: Seat,
  session: OwnSession,
  parts: {
    contents: Contents
    evidence: ReadonlyMap<string, Seen>
    dots: readonly string[]
    counted: readonly CountedPoint[]
    problem: string | undefined
    status: number
  },
): AttendeePage {
  const base = `/studies/${seat.studyId}/attendees/${seat.personId}`
  const isOpen = session.state === 'open'
  const byHand = session.is_open_ballot === 1
  const isKnown = session.state === 'revealed' || session.state === 'closed'
  const left = session.dots - parts.dots.length
  const onPhones = !byHand && parts.contents.points.length > 0
  const mayPlace = isOpen && onPhones
  return {
    view: 'feedback/attendee',
    status: parts.status,
    page: {
      title: t(`feedback.name.${session.kind}`),
      lead: t('feedback.notByName'),
      findings: shownFindings(t, parts.contents, parts.evidence, `${base}/photos`),
      points: parts.contents.points.map(({ id, text }) => {
        const mine = parts.dots.filter((pointId) => pointId === id).length
        return {
          ...{ id, text, mine },
          given: mine > 0 ? t('feedback.givenHere', { count: mine }) : '',
          give: `${base}/points/${id}/dots`,
          take: `${base}/points/${id}/dots/removal`,
        }
      }),
      dots: onPhones ? { of: session.dots, given: parts.dots.length } : undefined,
      left: mayPlace ? t('feedback.left', { count: left }) : '',
      yours: onPhones && !isOpen ? t('feedback.yours', { count: parts.dots.length }) : '',
      hasNone: left <= 0,
      mayPlace,
      words: t(isOpen && byHand ? 'feedback.attendee.byHand' : `feedback.attendee.${session.state}`),
      problem: parts.problem,
      results: isKnown ? resultsOf(t, session, parts.counted) : undefined,
      live: `${base}/live`,
      here: base,
    },
  }
}
