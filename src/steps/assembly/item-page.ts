import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { assemblyAnswers } from '../../method/lists.ts'
import { meetingAllows } from '../../method/meetings.ts'
import type { Translate } from '../../text/text.ts'
import type { Item, Pledge } from './item-queries.ts'
import { itemChoices } from './page.ts'
import type { Meeting } from './queries.ts'
import { answerChip, type Chip } from './words.ts'

type Choice = { value: string; text: string }

type EditMeetingPage = Page<
  'assembly/edit',
  { form: Form; action: string; hanging: string; removal: string; back: string }
>

/** A meeting to change or to remove: what hangs on it is said first. */
export function editMeetingPage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  hanging: { items: number; answers: number; remarks: number; promises: number },
  form: Form,
): EditMeetingPage {
  const action = `${baseOf(seat)}/${meeting.id}`
  return {
    view: 'assembly/edit',
    status: statusOf(form),
    page: {
      title: t('assembly.editMeeting'),
      lead: meeting.name,
      form,
      action,
      hanging: t('assembly.hanging', hanging),
      removal: `${action}/removal`,
      back: action,
    },
  }
}

type ItemPage = Page<
  'assembly/item',
  {
    form: Form
    action: string
    kinds: Choice[]
    actions: Choice[]
    answering: { choices: Choice[]; now: Chip | undefined; reason: string; by: string } | undefined
    isAsked: boolean
    mayPlan: boolean
    /** What was typed over the item itself is shown, also where its meeting was closed meanwhile. */
    isTyped: boolean
    hanging: string
    back: string
  }
>

/** One item of the agenda: what came of it, and as long as the agenda can be changed what it is, and removing it. */
export function itemPage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  item: Item,
  {
    actions,
    remarks,
    isTyped,
  }: { actions: readonly { id: string; title: string }[]; remarks: number; isTyped: boolean },
  form: Form,
): ItemPage {
  const back = `${baseOf(seat)}/${meeting.id}`
  const isAsked = item.kind === 'answer'
  return {
    view: 'assembly/item',
    status: statusOf(form),
    page: {
      title: item.title,
      lead: t('assembly.itemLead', { meeting: meeting.name }),
      form,
      action: `${back}/items/${item.id}`,
      ...itemChoices(t, actions),
      answering: meetingAllows[meeting.state].answers
        ? {
            choices: assemblyAnswers.map((value) => ({ value, text: t(`assembly.answer.${value}`) })),
            now: item.answer === null ? undefined : answerChip(t, item.answer),
            reason: item.reason,
            by:
              item.answered_at === null
                ? ''
                : t('assembly.writtenBy', { name: item.writer ?? '', at: t.time(item.answered_at) }),
          }
        : undefined,
      isAsked,
      mayPlan: meetingAllows[meeting.state].planning,
      isTyped,
      hanging: t('assembly.itemHanging', { remarks, answers: item.answer === null ? 0 : 1 }),
      back,
    },
  }
}

type PromisePage = Page<'assembly/promise', { form: Form; action: string; back: string }>

/** A promise to change, to tick off or to remove. */
export function promisePage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  promise: Pledge,
  form: Form,
): PromisePage {
  const back = `${baseOf(seat)}/${meeting.id}`
  return {
    view: 'assembly/promise',
    status: statusOf(form),
    page: {
      title: t('assembly.promise'),
      lead: t('assembly.promiseLead', { meeting: meeting.name }),
      form,
      action: `${back}/promises/${promise.id}`,
      back,
    },
  }
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/assembly`
}
