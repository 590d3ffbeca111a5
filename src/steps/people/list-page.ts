import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import type { MailState } from '../../mail/state.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import { tabsOf, type Tab } from './network-page.ts'
import type { CardReach } from './card-rules.ts'
import { whyNotAsked } from './invite-rules.ts'
import { baseOf, chipOf, expectedOf, type Chip } from './page.ts'
import { countsOf, photoCountsOf, type Filter, type Placed } from './standing.ts'
import type { LostWay } from './way-in-queries.ts'

type Count = { text: string; value: number; href: string }
type Row = {
  id: string
  href: string
  number: string
  name: string
  email: string
  organisation: string
  team: string
  photos: number
  state: Chip
  /** Photos that were chosen and have not arrived. */
  expected: Chip | undefined
  /** That no link of this person works any more. */
  way: Chip | undefined
  mail: MailState | undefined
  /** Whether there is something left to ask of this person, by mail or by card. */
  mayChoose: boolean
}
type PeoplePage = Page<
  'people/index',
  {
    tabs: Tab[]
    rows: Row[]
    seesNames: boolean
    counts: Count[]
    /** Of those who take part: how many photos they have. */
    photoCounts: Count[]
    /** Which people are in view, where that is not everybody. */
    shown: { text: string; all: string } | undefined
    total: number
    /** With what to begin while nobody is on the list. */
    begin: { text: string; action: { text: string; href: string } | undefined }
    mayAdd: boolean
    mayInvite: boolean
    /** Whether there is anybody in view to tick. */
    mayChoose: boolean
    due: number
    /** Of whom no mail reaches: how many there are and have a card, and whether there is one to make. */
    unmailed: { text: string; mayMake: boolean } | undefined
    /** Papers to sign, for who has not said yet whether to take part. */
    consentForms: { text: string; action: string } | undefined
    problem: string | undefined
    csv: string | undefined
    agreements: string
    base: string
    invitations: string
    cards: string
    next: string | undefined
    first: string | undefined
  }
>

/** With what to begin while nobody is on the list; undefined once somebody is. */
export type Beginning = 'network' | 'plan' | 'people' | undefined

type Around = {
  begin: Beginning
  filter: Filter
  shown: readonly Placed[]
  after: number
  hasNext: boolean
  /** How the last mail to each stands, for those who may know. */
  mails: ReadonlyMap<string, MailState>
  /** Whose links do not work any more, with why; for those who may know. */
  lost: ReadonlyMap<string, LostWay>
  counts: Record<'total' | 'due', number>
  /** Those whom no mail reaches, of those who may know. */
  unmailed: Pick<CardReach<unknown>, 'gets' | 'have'>
  problem: string | undefined
}

/** The participants, a page at a time, each with how far the person is; `all` are those of the whole study. */
export function peoplePage(t: Translate, seat: Seat, all: readonly Placed[], around: Around): PeoplePage {
  const { filter, shown, after, hasNext, counts, begin, unmailed, problem } = around
  const base = baseOf(seat)
  const last = shown.at(-1)
  const rows = shown.map((person) => rowOf(t, seat, person, around))
  const mayAdd = may(seat.role, 'people.edit') && seat.seesNames
  const mayInvite = may(seat.role, 'people.invite') && seat.seesNames
  return {
    view: 'people/index',
    status: problem ? 422 : 200,
    page: {
      title: t('people.title'),
      lead: t('people.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'people'),
      rows,
      seesNames: seat.seesNames,
      counts: [
        { text: t('people.count.total'), value: counts.total, href: base },
        ...countsOf(all)
          .filter(({ count }) => count > 0)
          .map(({ state, count }) => ({
            text: t(`people.state.${state}`, { count: 0 }),
            value: count,
            href: addressWith(base, { state }),
          })),
      ],
      photoCounts: photoCountsOf(all)
        .map((value, photos) => ({
          text: t('people.photosEach', { count: photos }),
          value,
          href: addressWith(base, { photos }),
        }))
        .filter(({ value }) => value > 0),
      shown: filterWords(t, filter, base),
      total: counts.total,
      begin: beginWords(t, begin, base, mayAdd),
      mayAdd,
      mayInvite,
      mayChoose: mayInvite && rows.some((row) => row.mayChoose),
      due: counts.due,
      unmailed: unmailedWords(t, unmailed),
      consentForms: mayAdd ? consentFormsIn(t, seat, all) : undefined,
      problem,
      csv: may(seat.role, 'people.export') && counts.total > 0 ? `${base}.csv` : undefined,
      agreements: `/studies/${seat.studyId}/agreements`,
      base,
      invitations: `/studies/${seat.studyId}/invitations`,
      cards: `/studies/${seat.studyId}/cards`,
      next: last && hasNext ? addressWith(base, { ...filter, after: last.number }) : undefined,
      first: after > 0 ? addressWith(base, filter) : undefined,
    },
  }
}

function beginWords(
  t: Translate,
  begin: Beginning,
  base: string,
  mayAdd: boolean,
): PeoplePage['page']['begin'] {
  if (begin === 'network')
    return { text: t('network.beginCounts'), action: { text: t('network.begin'), href: `${base}/network` } }
  if (begin === 'plan')
    return { text: t('network.beginPlan'), action: { text: t('plan.begin'), href: `${base}/plan` } }
  const action = mayAdd ? { text: t('people.addMany'), href: `${base}/import` } : undefined
  return { text: t('people.empty'), action }
}

function rowOf(t: Translate, seat: Seat, person: Placed, { mails, lost }: Around): Row {
  // After the talk a mail brings its own link: there is nothing to bring by an old one.
  const why = person.takes_part === 0 || person.isHeld ? undefined : lost.get(person.id)
  return {
    id: person.id,
    href: `${baseOf(seat)}/${person.id}`,
    number: written(person.number),
    name: person.name ?? '',
    email: person.email ?? '',
    organisation: person.organisation ?? '',
    team: person.team ?? '',
    photos: person.photos,
    state: chipOf(t, person),
    expected: expectedOf(t, person),
    way: why && { text: t(`people.way.${why}`), kind: 'attention' },
    mail: mails.get(person.id),
    mayChoose: whyNotAsked(person) === undefined,
  }
}

function consentFormsIn(t: Translate, { studyId }: Seat, all: readonly Placed[]) {
  const count = all.filter(({ takes_part }) => takes_part === null).length
  return count === 0
    ? undefined
    : { text: t('paper.form.buttonAll', { count }), action: `/studies/${studyId}/consent-forms` }
}

function filterWords(t: Translate, { state, photos }: Filter, base: string) {
  const words = [
    state !== undefined && t(`people.state.${state}`, { count: 0 }),
    photos !== undefined && t('people.photosEach', { count: photos }),
  ].filter((word) => word !== false)
  return words.length === 0 ? undefined : { text: words.join(', '), all: base }
}

function unmailedWords(t: Translate, { gets, have }: Around['unmailed']) {
  const [rest, count] = [gets.length, gets.length + have]
  return count === 0
    ? undefined
    : { text: t('people.withoutAddress', { count, have, rest }), mayMake: rest > 0 }
}
