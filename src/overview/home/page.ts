import { accountMay, may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Account } from '../../access/visits.ts'
import type { Page } from '../../http/page.ts'
import type { Study } from '../../steps/study/queries.ts'
import type { Translate } from '../../text/text.ts'
import type { studiesOf } from './queries.ts'

type Studies = Awaited<ReturnType<typeof studiesOf>>
type HomePage = Page<
  'overview/home',
  {
    studies: { href: string; name: string; question: string; role: string; isExample: boolean }[]
    mayStart: boolean
    isAdministrator: boolean
  }
>

/** Where an account begins: its studies, or the way to the first one. */
export function homePage(t: Translate, account: Account, studies: Studies): HomePage {
  return {
    view: 'overview/home',
    page: {
      title: t('home.title'),
      lead: t('home.lead'),
      studies: studies.map(({ id, name, question, role, is_example }) => ({
        href: `/studies/${id}`,
        name,
        question,
        role: t(`roles.${role}`),
        isExample: is_example === 1,
      })),
      mayStart: accountMay(account.roles, 'studies.start'),
      isAdministrator: accountMay(account.roles, 'accounts.read'),
    },
  }
}

type Stop = { text: string; href: string; state: 'done' | 'now' | 'todo'; count: string }
type StudyHomePage = Page<
  'overview/study',
  { question: string; steps: Stop[]; waits: { text: string; href: string }[]; mails: string | undefined }
>
export type Counts = {
  organisations: number
  total: number
  invited: number
  opened: number
  photos: { total: number; people: number }
  materials: number
  interviews: { total: number; held: number }
  quotations: { total: number; uncoded: number }
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
  const waits = [
    study.question === '' && { text: t('home.wait.question'), href: `${base}/study/subject` },
    counts.organisations === 0 && { text: t('home.wait.organisations'), href: `${base}/study/organisations` },
    study.photos_by === null && { text: t('home.wait.photosBy'), href: `${base}/study/photos` },
    isSetUp && counts.total === 0 && { text: t('home.wait.people'), href: `${base}/people` },
    counts.total > counts.invited && {
      text: t('home.wait.invite', { count: counts.total - counts.invited }),
      href: `${base}/people`,
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
      question: study.question,
      steps: [
        { text: t('steps.study.short'), href: `${base}/study`, state: isSetUp ? 'done' : 'now', count: '' },
        {
          text: t('steps.people.short'),
          href: `${base}/people`,
          state: peopleState(isSetUp, counts),
          count: counts.total > 0 ? t('home.people', { opened: counts.opened, total: counts.total }) : '',
        },
        {
          text: t('steps.photos.short'),
          href: `${base}/photos`,
          state: counts.photos.total === 0 ? 'todo' : counts.photos.people === counts.total ? 'done' : 'now',
          count: counts.photos.total > 0 ? t('home.photos', counts.photos) : '',
        },
        {
          text: t('steps.material.short'),
          href: `${base}/material`,
          state: counts.materials === 0 ? 'todo' : 'now',
          count: counts.materials > 0 ? t('trail.materials', { count: counts.materials }) : '',
        },
        {
          text: t('steps.interviews.short'),
          href: `${base}/interviews`,
          state: interviewState(counts),
          count: counts.interviews.total > 0 ? t('home.interviews', counts.interviews) : '',
        },
        {
          text: t('steps.coding.short'),
          href: `${base}/coding`,
          state: counts.quotations.total === 0 ? 'todo' : 'now',
          count: counts.quotations.total > 0 ? t('trail.quotations', { count: counts.quotations.total }) : '',
        },
        {
          text: t('steps.findings.short'),
          href: `${base}/findings`,
          state: findingState(counts),
          count: findingCount(t, counts),
        },
        {
          text: t('steps.feedback.short'),
          href: `${base}/feedback`,
          state: counts.sessions.total === 0 ? 'todo' : 'now',
          count: counts.sessions.total > 0 ? t('home.sessions', counts.sessions) : '',
        },
        {
          text: t('steps.actions.short'),
          href: `${base}/actions`,
          state: actionState(counts),
          count:
            counts.actions.total > 0
              ? t('home.actions', { open: counts.actions.open, total: counts.actions.total })
              : '',
        },
        {
          text: t('steps.assembly.short'),
          href: `${base}/assembly`,
          state: assemblyState(counts),
          count: counts.assembly.total > 0 ? t('trail.meetings', { count: counts.assembly.total }) : '',
        },
        {
          text: t('steps.guide.short'),
          href: `${base}/guide`,
          state: guideStates[counts.guide],
          count: counts.guide === 'none' ? '' : t(`home.guide.${counts.guide}`),
        },
      ],
      waits: may(seat.role, 'study.edit') ? waits.filter((wait) => wait !== false) : [],
      mails: may(seat.role, 'mails.read') && seat.seesNames ? `${base}/mails` : undefined,
    },
  }
}

const guideStates = { none: 'todo', begun: 'now', published: 'done' } as const

function peopleState(isSetUp: boolean, { total, opened }: Counts): Stop['state'] {
  if (total === 0) return isSetUp ? 'now' : 'todo'
  return opened === total ? 'done' : 'now'
}

function actionState({ actions }: Counts): Stop['state'] {
  if (actions.total === 0) return 'todo'
  return actions.open === 0 ? 'done' : 'now'
}

function interviewState({ interviews, total }: Counts): Stop['state'] {
  if (interviews.total === 0) return 'todo'
  return interviews.held >= total ? 'done' : 'now'
}

function findingState({ findings }: Counts): Stop['state'] {
  if (findings.total === 0) return 'todo'
  return findings.ready === findings.total ? 'done' : 'now'
}

function findingCount(t: Translate, { findings: { total, ready } }: Counts): string {
  return total === 0 ? '' : t('home.findings', { ready, drafts: total - ready })
}

function assemblyState({ assembly }: Counts): Stop['state'] {
  if (assembly.total === 0) return 'todo'
  return assembly.closed === assembly.total ? 'done' : 'now'
}
