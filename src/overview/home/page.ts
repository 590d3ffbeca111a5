import { accountMay, may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Account } from '../../access/visits.ts'
import type { Page } from '../../http/page.ts'
import { questionIn } from '../../method/both-languages.ts'
import { isPast } from '../../method/past.ts'
import type { Study } from '../../steps/study/queries.ts'
import type { TalkFilter } from '../../steps/interviews/plan-rules.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { StuckMails } from '../mails/queries.ts'
import { standing, type Progress, type Standing } from '../stops.ts'
import type { studiesOf } from './queries.ts'

type Question = ReturnType<typeof questionIn>
type Studies = Awaited<ReturnType<typeof studiesOf>>
type Empty = { text: string; action: { href: string; text: string } | undefined }
type HomePage = Page<
  'overview/home',
  {
    studies: { href: string; name: string; question: Question; role: string; isExample: boolean }[]
    mayStart: boolean
    /** What is said while there is no study, with the way on where the account has one. */
    empty: Empty
  }
>

/** Where an account begins: its studies, or the way to the first one. */
export function homePage(t: Translate, account: Account, studies: Studies): HomePage {
  const mayStart = accountMay(account.roles, 'studies.start')
  return {
    view: 'overview/home',
    page: {
      title: t('home.title'),
      lead: t('home.lead'),
      studies: studies.map(({ id, name, role, is_example, ...said }) => ({
        href: `/studies/${id}`,
        name,
        question: questionIn(said, t.language),
        role: t(`roles.${role}`),
        isExample: is_example === 1,
      })),
      mayStart,
      empty: emptyFor(t, { mayStart, administers: accountMay(account.roles, 'accounts.read') }),
    },
  }
}

function emptyFor(
  t: Translate,
  { mayStart, administers }: { mayStart: boolean; administers: boolean },
): Empty {
  if (mayStart) return { text: t('home.empty'), action: { href: '/studies/new', text: t('study.new') } }
  if (administers)
    return { text: t('home.emptyAdministrator'), action: { href: '/accounts', text: t('accounts.title') } }
  return { text: t('home.emptyWaiting'), action: undefined }
}

type Stop = { text: string; href: string; state: Standing; count: string }
type StudyHomePage = Page<
  'overview/study',
  {
    question: Question
    steps: Stop[]
    waits: { text: string; href: string }[]
    mails: string | undefined
    taken: string | undefined
  }
>
export type Counts = {
  preparations: { settled: number; total: number }
  organisations: number
  total: number
  /** Who got nothing yet. */
  unasked: number
  still: number
  begun: number
  photos: { total: number; people: number; expected: number }
  mails: StuckMails
  /** How many who said no or stopped left a seat of the plan open. */
  toReplace: number
  materials: number
  interviews: { total: number; held: number; by: Record<TalkFilter, number> }
  /** Recordings that go within a week. */
  recordings: { interview_id: string; number: number; due: string }[]
  quotations: { total: number; uncoded: number }
  /** How many quotations changed with their text and wait for a choice. */
  toReview: number
  /** Of how many people the day is past by which they read back, and how many were not told of one. */
  reading: { late: number; unsaid: number }
  /** How much that participants said of passages waits, and how many want to read the whole talk. */
  toHandle: number
  wishes: number
  /** `fallen`: of how many evidence fell away. */
  findings: { total: number; ready: number; fallen: number }
  sessions: { total: number; held: number; open: number; revealed: number }
  guide: 'none' | 'begun' | 'published'
  actions: { total: number; open: number; late: number; help: number }
  assembly: { total: number; closed: number; questions: number }
}

/** A study's home: where are we, and what waits for me. */
export function studyHomePage(t: Translate, seat: Seat, study: Study, counts: Counts): StudyHomePage {
  const base = `/studies/${seat.studyId}`
  const isSetUp = study.question !== '' && counts.organisations > 0
  const readsMails = may(seat.role, 'mails.read') && seat.seesNames
  const toSettle = counts.preparations.total - counts.preparations.settled
  const waits = [
    // Once people have told, it is late to settle what they were to know first.
    may(seat.role, 'preparations.edit') &&
      toSettle > 0 &&
      counts.interviews.held === 0 && {
        text: t('home.wait.preparations', { count: toSettle }),
        href: `${base}/study/preparations`,
      },
    study.question === '' && { text: t('home.wait.question'), href: `${base}/study/subject` },
    counts.organisations === 0 && { text: t('home.wait.organisations'), href: `${base}/study/organisations` },
    study.photos_by === null && { text: t('home.wait.photosBy'), href: `${base}/study/photos` },
    counts.unasked > 0 &&
      isPast(study.photos_by, t.day(seat.at)) && {
        text: t('home.wait.photosPast'),
        href: `${base}/study/photos`,
      },
    isSetUp && counts.total === 0 && { text: t('home.wait.people'), href: `${base}/people` },
    counts.unasked > 0 && {
      text: t('home.wait.invite', { count: counts.unasked }),
      href: `${base}/people`,
    },
    counts.toReplace > 0 && {
      text: t('home.wait.replace', { count: counts.toReplace }),
      href: `${base}/people/plan`,
    },
    ...(['failed', 'maybe', 'again'] as const).map(
      (state) =>
        readsMails &&
        counts.mails[state] > 0 && {
          text: t(`home.wait.mails.${state}`, { count: counts.mails[state] }),
          href: `${base}/mails`,
        },
    ),
    counts.photos.expected > 0 && {
      text: t('trail.expectedPhotos', { count: counts.photos.expected }),
      href: `${base}/photos`,
    },
    counts.interviews.by.unsuited > 0 && {
      text: t('home.wait.unsuited', { count: counts.interviews.by.unsuited }),
      href: `${base}/interviews?state=unsuited`,
    },
    counts.interviews.by.past > 0 && {
      text: t('home.wait.pastTalks', { count: counts.interviews.by.past }),
      href: `${base}/interviews?state=past`,
    },
    ...counts.recordings.map(({ interview_id, number, due }) => ({
      text: t('recordings.goesOf', { who: written(number), date: t.date(due) }),
      href: `${base}/interviews/${interview_id}#recording`,
    })),
    seat.readsRaw &&
      counts.toReview > 0 && {
        text: t('home.wait.review', { count: counts.toReview }),
        href: `${base}/coding/review`,
      },
    counts.reading.unsaid > 0 && {
      text: t('reading.waitUnsaid', { count: counts.reading.unsaid }),
      href: `${base}/coding/reading`,
    },
    counts.reading.late > 0 && {
      text: t('reading.waitLate', { count: counts.reading.late }),
      href: `${base}/coding/reading`,
    },
    counts.wishes > 0 && {
      text: t('passages.waitWishes', { count: counts.wishes }),
      href: `${base}/coding/reading`,
    },
    counts.toHandle > 0 && {
      text: t('passages.waitHandle', { count: counts.toHandle }),
      href: `${base}/coding/reading`,
    },
    counts.findings.fallen > 0 && {
      text: t('home.wait.fallen', { count: counts.findings.fallen }),
      href: `${base}/findings`,
    },
    counts.sessions.open > 0 && {
      text: t('home.wait.openSession', { count: counts.sessions.open }),
      href: `${base}/feedback`,
    },
    counts.sessions.revealed > 0 && {
      text: t('home.wait.closeSession', { count: counts.sessions.revealed }),
      href: `${base}/feedback`,
    },
    counts.actions.help > 0 && {
      text: t('home.wait.help', { count: counts.actions.help }),
      href: `${base}/actions`,
    },
    counts.actions.late > 0 && {
      text: t('home.wait.late', { count: counts.actions.late }),
      href: `${base}/actions`,
    },
    counts.assembly.questions > 0 && {
      text: t('home.wait.questions', { count: counts.assembly.questions }),
      href: `${base}/assembly`,
    },
  ]
  return {
    view: 'overview/study',
    page: {
      title: study.name,
      lead: t('home.studyLead'),
      wide: true,
      question: questionIn(study, t.language),
      steps: standing([
        { text: t('steps.study.short'), href: `${base}/study`, state: isSetUp ? 'done' : 'begun', count: '' },
        {
          text: t('steps.people.short'),
          href: `${base}/people`,
          state: progress(counts.total, counts.begun === counts.still),
          count: counts.total > 0 ? t('home.people', { begun: counts.begun, still: counts.still }) : '',
        },
        {
          text: t('steps.photos.short'),
          href: `${base}/photos`,
          state: progress(counts.photos.total, counts.photos.people >= counts.still),
          count: counts.photos.total > 0 ? t('home.photos', counts.photos) : '',
        },
        {
          text: t('steps.material.short'),
          href: `${base}/material`,
          state: progress(counts.materials, counts.materials >= counts.interviews.held),
          count: counts.materials > 0 ? t('trail.materials', { count: counts.materials }) : '',
        },
        {
          text: t('steps.interviews.short'),
          href: `${base}/interviews`,
          state: progress(counts.interviews.total, counts.interviews.held >= counts.still),
          count: talkCount(t, counts.interviews),
        },
        {
          text: t('steps.coding.short'),
          href: `${base}/coding`,
          state: progress(counts.quotations.total, counts.quotations.uncoded === 0),
          count: counts.quotations.total > 0 ? t('trail.quotations', { count: counts.quotations.total }) : '',
        },
        {
          text: t('steps.findings.short'),
          href: `${base}/findings`,
          state: progress(counts.findings.total, counts.findings.ready === counts.findings.total),
          count: findingCount(t, counts),
        },
        {
          text: t('steps.feedback.short'),
          href: `${base}/feedback`,
          state: progress(counts.sessions.total, isThrough(counts.sessions)),
          count: counts.sessions.total > 0 ? t('home.sessions', counts.sessions) : '',
        },
        {
          text: t('steps.actions.short'),
          href: `${base}/actions`,
          state: progress(counts.actions.total, counts.actions.open === 0),
          count:
            counts.actions.total > 0
              ? t('home.actions', { open: counts.actions.open, total: counts.actions.total })
              : '',
        },
        {
          text: t('steps.assembly.short'),
          href: `${base}/assembly`,
          state: progress(counts.assembly.total, counts.assembly.closed === counts.assembly.total),
          count: counts.assembly.total > 0 ? t('trail.meetings', { count: counts.assembly.total }) : '',
        },
        {
          text: t('steps.guide.short'),
          href: `${base}/guide`,
          state: guideStates[counts.guide],
          count: counts.guide === 'none' ? '' : t(`home.guide.${counts.guide}`),
        },
      ]),
      waits: may(seat.role, 'study.edit') ? waits.filter((wait) => wait !== false) : [],
      mails: readsMails ? `${base}/mails` : undefined,
      taken: may(seat.role, 'taken.read') ? `${base}/taken` : undefined,
    },
  }
}

const guideStates = { none: 'todo', begun: 'begun', published: 'done' } as const

/** A step with nothing in it is to come; one with all of it there is done. */
function progress(total: number, isAll: boolean): Progress {
  if (total === 0) return 'todo'
  return isAll ? 'done' : 'begun'
}

/** Sessions wait for something until each is closed. */
function isThrough({ total, held, revealed }: Counts['sessions']): boolean {
  return held === total && revealed === 0
}

/** How many talks were held, and of these how far the others are: states in which there is none are left out. */
function talkCount(t: Translate, { total, held, by }: Counts['interviews']): string {
  if (total === 0) return ''
  const further = (['transcribed', 'read_back', 'coded'] as const).filter((state) => by[state] > 0)
  return [
    t('home.interviews', { held, total }),
    ...further.map((state) => `${String(by[state])} ${t(`appointments.state.${state}`)}`),
  ].join(', ')
}

function findingCount(t: Translate, { findings: { total, ready } }: Counts): string {
  return total === 0 ? '' : t('home.findings', { ready, drafts: total - ready })
}
