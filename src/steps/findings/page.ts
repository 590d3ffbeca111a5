import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { staysChips } from '../../http/stays.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { standingChip } from '../../http/standing.ts'
import type { Way } from '../../http/trail.ts'
import type { PhotoKind } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { EvidenceInSight, Quotation, Shown } from './evidence-queries.ts'
import type { Finding } from './queries.ts'
import { inGroups, nothing, restsOnFew, tallyOf, type Tally } from './rules.ts'

export type Tab = { href: string; text: string; current: boolean }
type Listed = { href: string; title: string; counts: string; chips: Chip[] }
type FindingsPage = Page<
  'findings/index',
  {
    tabs: Tab[]
    groups: { name: string; findings: Listed[] }[]
    add: string | undefined
    csv: string | undefined
  }
>

/** All findings by category: what each is, how much it rests on, and what needs a look. */
export function findingsPage(
  t: Translate,
  seat: Seat,
  findings: readonly Finding[],
  around: { tallies: ReadonlyMap<string, Tally>; fallen: ReadonlyMap<string, number> },
): FindingsPage {
  const base = baseOf(seat)
  const groups = inGroups(findings, ({ category }) => category ?? t('findings.noCategory'))
  return {
    view: 'findings/index',
    page: {
      title: t('findings.title'),
      lead: t('findings.lead'),
      tabs: tabsOf(t, seat, 'findings'),
      groups: groups.map(({ name, things }) => ({
        name,
        findings: things.map((finding) => {
          const tally = around.tallies.get(finding.id) ?? nothing
          return {
            href: `${base}/${finding.id}`,
            title: finding.title,
            counts: countsOf(t, tally),
            chips: [
              ...chipsOf(t, finding),
              ...worries(t, finding, tally, around.fallen.get(finding.id) ?? 0),
            ],
          }
        }),
      })),
      add: may(seat.role, 'findings.edit') ? `${base}/evidence` : undefined,
      csv: may(seat.role, 'findings.export') && findings.length > 0 ? `${base}.csv` : undefined,
    },
  }
}

/** The three things that this step makes, as ways to look at it. */
export function tabsOf(t: Translate, seat: Seat, current: 'findings' | 'recommendations' | 'points'): Tab[] {
  const base = baseOf(seat)
  return [
    { href: base, text: t('findings.tab'), current: current === 'findings' },
    {
      href: `${base}/recommendations`,
      text: t('findings.recommendations.title'),
      current: current === 'recommendations',
    },
    { href: `${base}/points`, text: t('findings.points.title'), current: current === 'points' },
  ]
}

function chipsOf(t: Translate, { state, kind }: Finding): Chip[] {
  return [
    { text: t(`findings.state.${state}`), kind: state === 'ready' ? 'good' : 'neutral' },
    { text: t(`findings.kind.${kind}`), kind: 'info' },
  ]
}

function worries(t: Translate, { kind }: Finding, { people }: Tally, fallen: number): Chip[] {
  const few = restsOnFew(kind, people) === 'few'
  return [
    ...(few ? [{ text: t('findings.few', { people }), kind: 'attention' as const }] : []),
    ...(fallen > 0 ? [{ text: t('findings.fell', { count: fallen }), kind: 'attention' as const }] : []),
  ]
}

function countsOf(t: Translate, { people, quotations, photos }: Tally): string {
  const evidence = t('findings.evidence', { quotations, photos })
  return people === 0 ? evidence : t('findings.counts', { people, evidence })
}

type Notice = { kind: 'info' | 'attention'; text: string }
type ShownQuotation = {
  words: string
  by: string
  href: string
  chips: Chip[]
  photo: { image: string; alt: string; href: string } | undefined
}
type ShownPhoto = {
  kind: PhotoKind
  image: string | undefined
  alt: string
  words: string
  width: number
  height: number
  by: string
  href: string
  chips: Chip[]
}
type FindingPage = Page<
  'findings/finding',
  {
    text: string[]
    chips: Chip[]
    facts: { name: string; value: string }[]
    notices: Notice[]
    fallen: { text: string; action: string | undefined } | undefined
    quotations: ShownQuotation[]
    photos: ShownPhoto[]
    counts: string
    shown: { name: string; value: string; none: boolean }[]
    way: Way
    edit: { fields: string; evidence: string; point: string; recommendation: string } | undefined
    /** What its state can become; without an action where it rests on nothing and so is not ready. */
    state: { action: string | undefined; version: number; text: string; isNew: boolean } | undefined
    /** Why it was not made ready; empty when nothing was refused. */
    problem: string
    back: string
  }
>

/** One finding: what it says, what it rests on, what is left of that for whom, and what was made from it. */
export function findingPage(
  t: Translate,
  seat: Seat,
  finding: Finding,
  parts: { evidence: EvidenceInSight; shown: Shown; fallen: number; way: Way; problem: string },
): FindingPage {
  const base = baseOf(seat)
  const own = `${base}/${finding.id}`
  const mayEdit = may(seat.role, 'findings.edit')
  const isReady = finding.state === 'ready'
  const tally = tallyOf([
    ...parts.evidence.quotations.map(({ person_id }) => ({ person_id, kind: 'quotation' as const })),
    ...parts.evidence.photos.map(({ person_id }) => ({ person_id, kind: 'photo' as const })),
  ])
  const restsOnNothing = tally.quotations + tally.photos === 0
  const facts = [
    { name: t('findings.holdsFor'), value: finding.holds_for },
    { name: t('findings.category'), value: finding.category ?? '' },
  ]
  return {
    view: 'findings/finding',
    status: parts.problem === '' ? 200 : 409,
    page: {
      title: finding.title,
      lead: t('findings.one.lead'),
      wide: true,
      text: finding.text.split(/\n+/).filter((paragraph) => paragraph !== ''),
      chips: chipsOf(t, finding),
      facts: facts.filter(({ value }) => value !== ''),
      notices: noticesOf(t, finding, tally),
      fallen:
        parts.fallen > 0
          ? {
              text: t('findings.fellAway', { count: parts.fallen }),
              action: mayEdit ? `${own}/fallen-evidence/removal` : undefined,
            }
          : undefined,
      quotations: parts.evidence.quotations.map((quotation) => shownQuotation(t, seat, quotation)),
      photos: parts.evidence.photos.map((photo) => shownPhoto(t, seat, photo)),
      counts: countsOf(t, tally),
      shown: parts.shown.map(({ rung, quotations, photos }) => ({
        name: t(`findings.for.${rung}`),
        value: t('findings.evidence', { quotations, photos }),
        none: quotations === 0,
      })),
      // What it rests on stands above, in full.
      way: { from: [], to: parts.way.to },
      edit: mayEdit
        ? {
            fields: `${own}/edit`,
            evidence: `${own}/evidence`,
            point: `${base}/points/new?finding=${finding.id}`,
            recommendation: `${base}/recommendations/new?finding=${finding.id}`,
          }
        : undefined,
      state: mayEdit
        ? {
            action: isReady ? `${own}/readiness/removal` : restsOnNothing ? undefined : `${own}/readiness`,
            version: finding.version,
            text: t(isReady ? 'findings.makeDraft' : 'findings.makeReady'),
            isNew: !isReady,
          }
        : undefined,
      problem: parts.problem,
      back: base,
    },
  }
}

function noticesOf(t: Translate, { kind, state }: Finding, { people, quotations, photos }: Tally): Notice[] {
  if (quotations + photos === 0) {
    return [
      { kind: 'attention', text: t(state === 'ready' ? 'findings.readyOnNothing' : 'findings.onNothing') },
    ]
  }
  const few = restsOnFew(kind, people)
  if (few === 'no') return []
  return few === 'few'
    ? [{ kind: 'attention', text: t('findings.fewPeople', { people }) }]
    : [{ kind: 'info', text: t('findings.fewAsExample', { people }) }]
}

function shownQuotation(t: Translate, seat: Seat, quotation: Quotation): ShownQuotation {
  const study = `/studies/${seat.studyId}`
  const { id, words, photo_id, photo_kind, photo_words } = quotation
  return {
    words,
    by: byOf(quotation),
    href: `${study}/coding/quotations/${id}`,
    chips: [readBackChip(t, quotation), standingChip(t, quotation)].filter((chip) => chip !== undefined),
    photo: hasImage(photo_kind)
      ? {
          image: `${study}/photos/${photo_id ?? ''}/thumb`,
          alt: altOf(t, photo_kind, photo_words),
          href: `${study}/photos/${photo_id ?? ''}`,
        }
      : undefined,
  }
}

/** Whose words these are, and from which text. */
export function byOf({ number, title }: Pick<Quotation, 'number' | 'title'>): string {
  return number === null ? title : `${written(number)} · ${title}`
}

function shownPhoto(t: Translate, seat: Seat, photo: EvidenceInSight['photos'][number]): ShownPhoto {
  const href = `/studies/${seat.studyId}/photos/${photo.id}`
  const stays = staysChips(t, photo)
  const answered = stays.length > 0 ? undefined : readBackChip(t, photo)
  return {
    kind: photo.kind,
    image: hasImage(photo.kind) ? `${href}/large` : undefined,
    alt: altOf(t, photo.kind, photo.words),
    words: photo.words,
    width: photo.width ?? 0,
    height: photo.height ?? 0,
    by: written(photo.number),
    href,
    chips: [...stays, ...(answered ? [answered] : [])],
  }
}

export function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/findings`
}
