import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { itemKinds, meetingAllows } from '../../method/meetings.ts'
import type { Translate } from '../../text/text.ts'
import type { Item, Pledge } from './item-queries.ts'
import type { MeetingMember, Member } from './member-queries.ts'
import type { Remark } from './paper-queries.ts'
import type { Meeting } from './queries.ts'
import { inOrder, minutesOf, nextStates, paragraphsOf } from './rules.ts'
import { answerChip, meetingChip, whenAndWhere, type Chip } from './words.ts'

type Choice = { value: string; text: string }

type MeetingsPage = Page<
  'assembly/index',
  {
    rows: { href: string; name: string; when: string; state: Chip; waits: string }[]
    members: string
    csv: string | undefined
    form: Form
    action: string
    mayEdit: boolean
  }
>

/** The meetings, the next one first, and a form to add one. */
export function meetingsPage(
  t: Translate,
  seat: Seat,
  { meetings, questions }: { meetings: readonly Meeting[]; questions: ReadonlyMap<string, number> },
  form: Form,
): MeetingsPage {
  const base = baseOf(seat)
  return {
    view: 'assembly/index',
    status: statusOf(form),
    page: {
      title: t('assembly.title'),
      lead: t('assembly.lead'),
      wide: true,
      rows: inOrder(meetings, t.day(seat.at)).map((meeting) => ({
        href: `${base}/${meeting.id}`,
        name: meeting.name,
        when: whenAndWhere(t, meeting),
        state: meetingChip(t, meeting.state),
        waits: waitingOf(t, questions.get(meeting.id)),
      })),
      members: `${base}/members`,
      csv: may(seat.role, 'assembly.export') && meetings.length > 0 ? `${base}.csv` : undefined,
      form,
      action: base,
      mayEdit: may(seat.role, 'assembly.edit'),
    },
  }
}

function waitingOf(t: Translate, count = 0): string {
  return count === 0 ? '' : t('home.wait.questions', { count })
}

type ShownItem = {
  id: string
  href: string
  title: string
  paragraphs: string[]
  kind: Chip
  isAsked: boolean
  minutes: string
  about: { href: string; text: string } | undefined
  answer: Chip | undefined
  reason: string
  outcome: string
  position: string
  isFirst: boolean
  isLast: boolean
}
type ShownRemark = {
  id: string
  by: string
  kind: string
  about: string
  text: string
  reply: string
  seen: string
  action: string
  typed: string
  problem: string
}
type ShownMember = {
  id: string
  name: string
  href: string
  state: Chip
  invitation: string | undefined
  links: string
}
type MeetingPage = Page<
  'assembly/meeting',
  {
    state: Chip
    where: string
    /** To where one chooses who belongs to it, while its papers are shared with nobody. */
    choose: string | undefined
    introduction: string[]
    changes: { from: string; to: string; text: string; hint: string; isMain: boolean }[]
    action: string
    papers: string
    answers: string
    items: ShownItem[]
    total: string
    form: Form
    isAdding: boolean
    kinds: Choice[]
    actions: Choice[]
    remarks: ShownRemark[]
    members: ShownMember[]
    notInvited: number
    mayInvite: boolean
    choosing: { choices: Choice[]; form: Form; were: string[]; isProposed: boolean }
    allMembers: string
    promises: { href: string; who: string; what: string; due: string; state: Chip }[]
    mayEdit: boolean
    mayPlan: boolean
    mayAnswer: boolean
    back: string
  }
>
type MeetingParts = {
  items: readonly Item[]
  remarks: readonly Remark[]
  promises: readonly Pledge[]
  members: readonly MeetingMember[]
  everybody: readonly Member[]
  last: readonly string[]
  actions: readonly { id: string; title: string }[]
}

/** One meeting for the team: its agenda, who is invited, what they asked, and what came of it. */
export function meetingPage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  parts: MeetingParts,
  form: Form,
): MeetingPage {
  const base = baseOf(seat)
  const action = `${base}/${meeting.id}`
  const mayEdit = may(seat.role, 'assembly.edit')
  const allows = meetingAllows[meeting.state]
  const isForNobody = meeting.state === 'shared' && parts.members.length === 0
  return {
    view: 'assembly/meeting',
    status: statusOf(form),
    page: {
      title: meeting.name,
      lead: t(isForNobody ? 'assembly.sharedWithNobody' : `assembly.meetingLead.${meeting.state}`),
      wide: true,
      state: meetingChip(t, meeting.state),
      where: whenAndWhere(t, meeting),
      choose: isForNobody && mayEdit ? '#invited' : undefined,
      introduction: paragraphsOf(meeting.introduction),
      changes: nextStates(meeting.state, seat.role).map((to, index) => ({
        from: meeting.state,
        to,
        text: t(`assembly.change.${meeting.state}.${to}` as 'assembly.change.draft.shared'),
        hint: t(`assembly.changeMeans.${meeting.state}.${to}` as 'assembly.changeMeans.draft.shared'),
        isMain: index === 0 && meeting.state === 'draft',
      })),
      action,
      papers: `${action}/papers`,
      answers: `${action}/answers`,
      items: parts.items.map((item, index) => ({
        ...shownItem(t, seat, action, item),
        isFirst: index === 0,
        isLast: index === parts.items.length - 1,
      })),
      total: t('assembly.total', { minutes: minutesOf(parts.items) }),
      form,
      isAdding: ['title', 'kind', 'minutes', 'action_id'].some((field) => field in form.typed),
      ...itemChoices(t, parts.actions),
      remarks: parts.remarks.map((remark) => shownRemark(t, action, remark, parts.items, form)),
      members: parts.members.map((member) => shownMember(t, base, action, member, allows.inviting)),
      notInvited: parts.members.filter(canBeInvited).length,
      mayInvite: mayEdit && allows.inviting && parts.members.some(canBeInvited),
      choosing: choosingOf(parts),
      allMembers: `${base}/members`,
      promises: parts.promises.map((promise) => shownPromise(t, action, promise)),
      mayEdit,
      mayPlan: mayEdit && allows.planning,
      mayAnswer: mayEdit && allows.answers,
      back: base,
    },
  }
}

function shownItem(
  t: Translate,
  { studyId }: Seat,
  action: string,
  item: Item,
): Omit<ShownItem, 'isFirst' | 'isLast'> {
  const href = `${action}/items/${item.id}`
  return {
    id: item.id,
    href,
    title: item.title,
    paragraphs: paragraphsOf(item.text),
    kind: kindChip(t, item),
    isAsked: item.kind === 'answer',
    minutes: item.minutes === null ? '' : t('assembly.minutesShort', { minutes: item.minutes }),
    about:
      item.action === null
        ? undefined
        : {
            href: `/studies/${studyId}/actions/${item.action_id ?? ''}`,
            text: t('assembly.aboutAction', { title: item.action }),
          },
    answer: item.answer === null ? undefined : answerChip(t, item.answer),
    reason: item.reason,
    outcome: item.outcome,
    position: `${href}/position`,
  }
}

/** What an item is for, as a status: what is asked stands out. */
export function kindChip(t: Translate, { kind, answer }: Pick<Item, 'kind' | 'answer'>): Chip {
  const isDue = kind === 'answer' && answer === null
  return { text: t(`assembly.kind.${kind}`), kind: isDue ? 'attention' : 'neutral' }
}

function shownRemark(
  t: Translate,
  action: string,
  remark: Remark,
  items: readonly Item[],
  form: Form,
): ShownRemark {
  const field = `reply-${remark.id}`
  const { [field]: typed } = form.typed
  return {
    id: remark.id,
    by: t('assembly.remarkBy', { name: remark.person, at: t.time(remark.at) }),
    kind: t(`assembly.remark.${remark.kind}`),
    about: items.find(({ id }) => id === remark.item_id)?.title ?? t('assembly.aboutAll'),
    text: remark.text,
    reply: remark.reply,
    seen: remark.replied_at ?? '',
    action: `${action}/remarks/${remark.id}/reply`,
    typed: typeof typed === 'string' ? typed : remark.reply,
    problem: form.problems[field] ?? '',
  }
}

function shownMember(
  t: Translate,
  base: string,
  action: string,
  member: MeetingMember,
  mayInvite: boolean,
): ShownMember {
  const own = `${action}/members/${member.id}`
  return {
    id: member.id,
    name: member.name,
    href: `${base}/members/${member.id}`,
    state: invitedChip(t, member),
    invitation: mayInvite && member.email !== null ? `${own}/invitation` : undefined,
    links: `${own}/links`,
  }
}

/** How far a member is: not asked yet, asked, or seen to have come in since. */
function invitedChip(t: Translate, { invited_at, opened_at }: MeetingMember): Chip {
  if (invited_at === null) return { text: t('assembly.notInvited'), kind: 'neutral' }
  if (opened_at === null || opened_at < invited_at) {
    return { text: t('assembly.invitedOn', { date: t.date(invited_at) }), kind: 'info' }
  }
  return { text: t('assembly.openedOn', { date: t.date(opened_at) }), kind: 'good' }
}

/** Whom the button for all invites: who has an address and was not asked yet. */
export function canBeInvited({ invited_at, email }: Pick<MeetingMember, 'invited_at' | 'email'>): boolean {
  return invited_at === null && email !== null
}

/** Who can belong to a meeting. Where nobody does yet, those of last time are proposed. */
function choosingOf({ members, everybody, last }: MeetingParts): MeetingPage['page']['choosing'] {
  const were = members.map(({ id }) => id)
  const isProposed = were.length === 0 && last.length > 0
  return {
    choices: everybody.map(({ id, name }) => ({ value: id, text: name })),
    form: { typed: { members: isProposed ? [...last] : were }, problems: {} },
    were,
    isProposed,
  }
}

function shownPromise(t: Translate, action: string, { id, who, what, due_on, is_done }: Pledge) {
  return {
    href: `${action}/promises/${id}`,
    who,
    what,
    due: due_on === null ? '' : t.date(due_on),
    state: doneChip(t, is_done),
  }
}

/** Whether a promise was kept, as a status. */
export function doneChip(t: Translate, isDone: 0 | 1): Chip {
  return isDone === 1
    ? { text: t('assembly.done'), kind: 'good' }
    : { text: t('assembly.notDone'), kind: 'neutral' }
}

/** What an item can be for, and the action points that it can be about. */
export function itemChoices(t: Translate, actions: readonly { id: string; title: string }[]) {
  return {
    kinds: itemKinds.map((value) => ({
      value,
      text: t(`assembly.kind.${value}`),
      hint: t(`assembly.kind.${value}.hint`),
    })),
    actions: actions.map(({ id, title }) => ({ value: id, text: title })),
  }
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/assembly`
}
