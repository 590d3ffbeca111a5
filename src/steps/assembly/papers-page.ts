import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf } from '../../http/photos.ts'
import { takenUp } from '../../method/action-changes.ts'
import { meetingAllows, remarkKinds } from '../../method/meetings.ts'
import type { Translate } from '../../text/text.ts'
import type { Evidence, Finding, Recommendation } from '../findings/queries.ts'
import type { Item } from './item-queries.ts'
import { wordsOf, type Words } from '../../method/evidence.ts'
import { kindChip } from './page.ts'
import type { Remark, StandingAction } from './paper-queries.ts'
import type { Meeting } from './queries.ts'
import { capital } from '../../method/words.ts'
import { minutesOf, paragraphsOf, readingMinutes } from './rules.ts'
import { answerChip, whenAndWhere, type Chip } from './words.ts'

/** All that the papers of a meeting hold, as far as leaders may see it. */
export type Papers = {
  study: { network_name: string }
  items: readonly Item[]
  actions: readonly StandingAction[]
  findings: readonly Finding[]
  evidence: ReadonlyMap<string, Evidence>
  recommendations: readonly Recommendation[]
  remarks: readonly Remark[]
}

type ShownRemark = {
  id: string
  by: string
  kind: string
  text: string
  reply: string
  removal: string | undefined
}
type RemarkForm = { id: string; itemId: string; kind: string; text: string; problems: [string, string][] }
type Given = { chip: Chip; reason: string; when: string }
type ShownItem = {
  id: string
  nth: number
  title: string
  kind: Chip
  minutes: string
  paragraphs: string[]
  about: { href: string; title: string } | undefined
  /** What is asked, and its answer, stand before the agenda: on paper only there. */
  isAsked: boolean
  answer: Given | undefined
  outcome: string[]
  remarks: ShownRemark[]
  form: RemarkForm
}
type ShownAction = {
  id: string
  title: string
  paragraphs: string[]
  state: Chip
  facts: { name: string; value: string }[]
  answers: Given[]
}
type ShownFinding = {
  id: string
  title: string
  kind: string
  paragraphs: string[]
  holdsFor: string
  words: Words
  photos: {
    isText: boolean
    words: string
    name: string | null
    image: string
    alt: string
    width: number
    height: number
  }[]
}
type PapersPage = Page<
  'assembly/papers',
  {
    network: string
    where: string
    facts: { name: string; value: string }[]
    introduction: string[]
    isPreview: boolean
    asks: string
    /** What is asked, under its number on the agenda. */
    asked: { nth: number; href: string; title: string; paragraphs: string[]; answer: Given | undefined }[]
    items: ShownItem[]
    total: string
    actions: ShownAction[]
    categories: { name: string; findings: ShownFinding[] }[]
    recommendations: { text: string; facts: { name: string; value: string }[] }[]
    remarks: ShownRemark[]
    /** Nobody asked or said anything yet, neither here nor at an item. */
    isUnremarked: boolean
    form: RemarkForm
    problem: string
    kinds: { value: string; text: string }[]
    remarkAction: string | undefined
    remarksOver: boolean
    answers: string | undefined
    back: string
  }
>

/**
 * The papers of a meeting: what is asked first, then the agenda, the action points as they stand, the findings and the
 * recommendations. For a member to read, to ask and to comment; for the team to see what members see.
 */
export function papersPage(
  t: Translate,
  seat: Seat,
  meeting: Meeting,
  papers: Papers,
  form: Form,
): PapersPage {
  const isPreview = may(seat.role, 'assembly.read')
  const base = papersBase(seat, meeting)
  const photos = isPreview ? `/studies/${seat.studyId}/photos` : `${base}/photos`
  const { items } = papers
  const mayRemark = !isPreview && meetingAllows[meeting.state].remarks
  const remarks = papers.remarks.map((remark) => shownRemark(t, seat, base, remark, mayRemark))
  const about = (id: string | null) =>
    remarks.filter((_, index) => (papers.remarks[index]?.item_id ?? null) === id)
  return {
    view: 'assembly/papers',
    status: statusOf(form),
    page: {
      title: meeting.name,
      lead: t('assembly.papersLead'),
      network: papers.study.network_name,
      where: whenAndWhere(t, meeting),
      facts: papersFacts(t, meeting, papers),
      introduction: paragraphsOf(meeting.introduction),
      isPreview,
      asks: capital(t('assembly.asks')),
      asked: items.flatMap((item, index) => (item.kind === 'answer' ? [askedItem(t, item, index + 1)] : [])),
      items: items.map((item, index) => ({
        ...shownItem(t, item, index + 1),
        remarks: about(item.id),
        form: remarkForm(form, item.id),
      })),
      total: minutesOf(items) === 0 ? '' : t('assembly.total', { minutes: minutesOf(items) }),
      actions: papers.actions.map((action) => shownAction(t, action)),
      categories: byCategory(t, papers, photos),
      recommendations: papers.recommendations.map((one) => shownRecommendation(t, one)),
      remarks: about(null),
      isUnremarked: remarks.length === 0,
      form: remarkForm(form, ''),
      problem: form.problems[''] ?? '',
      kinds: remarkKinds.map((value) => ({ value, text: t(`assembly.remark.${value}`) })),
      remarkAction: mayRemark ? `${base}/remarks` : undefined,
      remarksOver: !isPreview && !mayRemark,
      answers: items.some(({ answer }) => answer !== null) ? `${base}/answers` : undefined,
      back: isPreview
        ? `/studies/${seat.studyId}/assembly/${meeting.id}`
        : `/studies/${seat.studyId}/assembly-members/${seat.personId}`,
    },
  }
}

/** Where the papers of a meeting stand for the one who looks: the team has its own pages. */
export function papersBase({ role, studyId, personId }: Seat, { id }: Pick<Meeting, 'id'>): string {
  return may(role, 'assembly.read')
    ? `/studies/${studyId}/assembly/${id}`
    : `/studies/${studyId}/assembly-members/${personId}/meetings/${id}`
}

/** How many minutes it takes to read what stands open in the papers. */
export function minutesToRead(meeting: Pick<Meeting, 'introduction'>, papers: Papers): number {
  const { items, actions, findings, evidence, recommendations } = papers
  return readingMinutes([
    meeting.introduction,
    ...items.flatMap(({ title, text }) => [title, text]),
    ...actions.flatMap(({ title, what }) => [title, what]),
    ...findings.flatMap(({ id, title, text }) => [
      title,
      text,
      ...wordsOf(evidence.get(id)?.quotations ?? []).first.map(({ words }) => words),
    ]),
    ...recommendations.map(({ text }) => text),
  ])
}

function papersFacts(t: Translate, meeting: Meeting, papers: Papers) {
  const facts = [
    { name: t('assembly.when'), value: meeting.held_on ? t.date(meeting.held_on) : '' },
    { name: t('assembly.place'), value: meeting.place },
    {
      name: t('assembly.reading'),
      value: t('assembly.minutes', { minutes: minutesToRead(meeting, papers) }),
    },
  ]
  return facts.filter(({ value }) => value !== '')
}

function askedItem(t: Translate, item: Item, nth: number) {
  return {
    ...{ nth, href: `#item-${item.id}`, title: item.title },
    paragraphs: paragraphsOf(item.text),
    answer: givenOf(t, item),
  }
}

function shownItem(t: Translate, item: Item, nth: number): Omit<ShownItem, 'remarks' | 'form'> {
  const { id, title, minutes, action_id, action } = item
  return {
    id,
    nth,
    title,
    kind: kindChip(t, item),
    minutes: minutes === null ? '' : t('assembly.minutes', { minutes }),
    paragraphs: paragraphsOf(item.text),
    about:
      action_id !== null && action !== null ? { href: `#action-${action_id}`, title: action } : undefined,
    isAsked: item.kind === 'answer',
    answer: givenOf(t, item),
    outcome: paragraphsOf(item.outcome),
  }
}

type Answered = Pick<Item, 'answer' | 'reason' | 'answered_at'>

/** What the assembly answered, with its reason and when; undefined where it has not. */
export function givenOf(t: Translate, { answer, reason, answered_at }: Answered): Given | undefined {
  if (answer === null || answered_at === null) return undefined
  return { chip: answerChip(t, answer), reason, when: t.date(answered_at) }
}

function shownRemark(
  t: Translate,
  seat: Seat,
  base: string,
  remark: Remark,
  mayRemark: boolean,
): ShownRemark {
  const mayTakeBack = mayRemark && remark.person_id === seat.personId && remark.reply === ''
  return {
    id: remark.id,
    by: t('assembly.remarkBy', { name: remark.person, at: t.time(remark.at) }),
    kind: t(`assembly.remark.${remark.kind}`),
    text: remark.text,
    reply: remark.reply,
    removal: mayTakeBack ? `${base}/remarks/${remark.id}/removal` : undefined,
  }
}

/** The form beside one item, or for the papers as a whole: only the one that was sent shows what was typed. */
function remarkForm({ typed, problems }: Form, itemId: string): RemarkForm {
  const id = itemId === '' ? 'whole' : itemId
  const isThis = 'text' in typed && (typed.item_id ?? '') === itemId
  if (!isThis) return { id, itemId, kind: 'question', text: '', problems: [] }
  const said = Object.entries(problems).filter(([field]) => field !== '')
  return { id, itemId, kind: String(typed.kind ?? ''), text: String(typed.text), problems: said }
}

const stateKinds = {
  proposed: 'neutral',
  agreed: 'info',
  underway: 'info',
  adjusted: 'info',
  done: 'good',
  embedded: 'good',
  stopped: 'neutral',
} as const

function shownAction(t: Translate, action: StandingAction): ShownAction {
  const { check, state, next_on } = action
  const isUnderWay = takenUp.includes(state)
  const stands = check?.standing ? t(`standings.${check.standing}`) : ''
  const helps = check?.verdict ? t(`verdicts.${check.verdict}`) : ''
  const facts = [
    { name: t('assembly.owner'), value: ownerOf(t, action) },
    { name: t('assembly.due'), value: action.due_on === null ? '' : t.date(action.due_on) },
    {
      name: t('assembly.lastCheck'),
      // What was said of it on the way is over once it is done or stopped.
      value: check && isUnderWay ? t('assembly.stands', { stands, date: t.date(check.at) }) : '',
    },
    { name: t('assembly.helps'), value: helps },
    { name: t('assembly.nextCheck'), value: next_on === null ? '' : t.date(next_on) },
    { name: t('assembly.fixedPlace'), value: state === 'embedded' ? action.fixed_place : '' },
    { name: t('assembly.whyStopped'), value: state === 'stopped' ? action.reason : '' },
  ]
  return {
    id: action.id,
    title: action.title,
    paragraphs: paragraphsOf(action.what),
    state: { text: t(`actionStates.${state}`), kind: stateKinds[state] },
    facts: facts.filter(({ value }) => value !== ''),
    answers: action.answers.map((answer) => givenOf(t, answer)).filter((given) => given !== undefined),
  }
}

function ownerOf(t: Translate, { owner, said_yes }: StandingAction): string {
  if (owner === null) return t('assembly.nobodyYet')
  return said_yes === 1 ? owner : t('assembly.askedOwner', { name: owner })
}

function byCategory(t: Translate, { findings, evidence }: Papers, photos: string) {
  const names = [...new Set(findings.map(({ category }) => category ?? ''))]
  return names.map((name) => ({
    name: name === '' ? t('assembly.noCategory') : name,
    findings: findings
      .filter(({ category }) => (category ?? '') === name)
      .map((finding) => shownFinding(t, finding, evidence.get(finding.id), photos)),
  }))
}

function shownFinding(
  t: Translate,
  { id, title, kind, text, holds_for }: Finding,
  evidence: Evidence | undefined,
  photos: string,
): ShownFinding {
  return {
    id,
    title,
    kind: t(`assembly.finding.${kind}`),
    paragraphs: paragraphsOf(text),
    holdsFor: holds_for,
    words: wordsOf(evidence?.quotations ?? []),
    photos: (evidence?.photos ?? []).map((photo) => ({
      isText: photo.kind === 'text',
      words: photo.words,
      name: photo.name,
      image: `${photos}/${photo.id}/large`,
      alt: altOf(t, photo.kind, photo.words),
      width: photo.width ?? 0,
      height: photo.height ?? 0,
    })),
  }
}

function shownRecommendation(t: Translate, { text, by_whom, to_whom, timing }: Recommendation) {
  const facts = [
    { name: t('assembly.byWhom'), value: by_whom },
    { name: t('assembly.toWhom'), value: to_whom },
    { name: t('assembly.timing'), value: timing },
  ]
  return { text, facts: facts.filter(({ value }) => value !== '') }
}
