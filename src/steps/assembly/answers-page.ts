import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Item, Pledge } from './item-queries.ts'
import { doneChip } from './page.ts'
import { givenOf } from './papers-page.ts'
import type { Meeting } from './queries.ts'
import { inOrder, paragraphsOf } from './rules.ts'
import { meetingChip, whenAndWhere, type Chip } from './words.ts'

type AnswersPage = Page<
  'assembly/answers',
  {
    network: string
    where: string
    answers: { title: string; about: string; answer: ReturnType<typeof givenOf> }[]
    outcomes: { title: string; paragraphs: string[] }[]
    promises: { who: string; what: string; due: string; state: Chip }[]
    back: string
  }
>

/** What the assembly answered and promised in a meeting, to print. */
export function answersPage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  {
    study,
    items,
    promises,
  }: { study: { network_name: string }; items: readonly Item[]; promises: readonly Pledge[] },
): AnswersPage {
  const team = `/studies/${seat.studyId}/assembly/${meeting.id}`
  const own = `/studies/${seat.studyId}/assembly-members/${seat.personId}/meetings/${meeting.id}`
  return {
    view: 'assembly/answers',
    page: {
      title: t('assembly.answersTitle'),
      lead: t('assembly.answersLead', { meeting: meeting.name }),
      network: study.network_name,
      where: `${meeting.name}, ${whenAndWhere(t, meeting)}`,
      answers: items
        .filter(({ kind }) => kind === 'answer')
        .map((item) => ({ title: item.title, about: item.action ?? '', answer: givenOf(t, item) })),
      outcomes: items
        .filter(({ outcome }) => outcome !== '')
        .map(({ title, outcome }) => ({ title, paragraphs: paragraphsOf(outcome) })),
      promises: promises.map(({ who, what, due_on, is_done }) => ({
        who,
        what,
        due: due_on === null ? '' : t.date(due_on),
        state: doneChip(t, is_done),
      })),
      back: may(seat.role, 'assembly.read') ? team : own,
    },
  }
}

type OwnPage = Page<
  'assembly/own',
  { meetings: { name: string; where: string; state: Chip; action: string }[] }
>

/** Where a member of the assembly begins: the meetings that this person is invited to, the next one first. */
export function ownMeetingsPage(
  t: Translate,
  seat: Seat,
  study: { network_name: string },
  meetings: readonly Meeting[],
): OwnPage {
  const base = `/studies/${seat.studyId}/assembly-members/${seat.personId}/meetings`
  return {
    view: 'assembly/own',
    page: {
      title: t('assembly.title'),
      lead: t('assembly.ownLead', { network: study.network_name }),
      meetings: inOrder(meetings, t.day(seat.at)).map((meeting) => ({
        name: meeting.name,
        where: whenAndWhere(t, meeting),
        state: { ...meetingChip(t, meeting.state), text: t(`assembly.ownState.${meeting.state}`) },
        action: `${base}/${meeting.id}/opening`,
      })),
    },
  }
}
