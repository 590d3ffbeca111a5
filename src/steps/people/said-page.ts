import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { saidWays } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Told } from './agreement.ts'
import { lastBy, type Heard } from './paper-rules.ts'
import type { Participant } from './queries.ts'

type Choice = { value: string; text: string }
/** A text that somebody may have agreed to: how it is chosen and called, since when it is known, and what it says. */
export type ChosenFrom = { value: string; name: string; since: string; told: Told }
/** What is asked of what somebody agreed to. */
export type AgreedFields = {
  texts: Choice[]
  toRead: { name: string; told: Told }[]
  /** The day seems too early for the text: asked about once that came up. */
  asksEarly: boolean
}

type SaidPage = Page<
  'people/said',
  {
    form: Form
    does: string[]
    /** Undefined for who says no: then no text is agreed to. */
    agreed: AgreedFields | undefined
    ways: Choice[]
    button: string
    isNo: boolean
    action: string
    back: string
  }
>

/** "I take part", said to a researcher: which text, what is fine, how it was said and when. */
export function participationPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  texts: readonly ChosenFrom[],
  form: Form,
): SaidPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  return {
    view: 'people/said',
    status: statusOf(form),
    page: {
      title: t('said.yesOf', { who: calledBy(person) }),
      lead: t('said.yesLead'),
      form,
      does: [t('said.yesDoes'), t('said.ownPage')],
      agreed: agreedFields(texts, form),
      ways: wayChoices(t),
      button: t('said.yesNow'),
      isNo: false,
      action: `${back}/participation`,
      back,
    },
  }
}

/** "I do not take part", said to a researcher by who did not take part yet. */
export function refusalPage(t: Translate, seat: Seat, person: Participant, form: Form): SaidPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  return {
    view: 'people/said',
    status: statusOf(form),
    page: {
      title: t('said.noOf', { who: calledBy(person) }),
      lead: t('said.noLead'),
      form,
      does: [t('said.noMail'), t('said.noSecret'), t('said.changesMind')],
      agreed: undefined,
      ways: wayChoices(t),
      button: t('said.noNow'),
      isNo: true,
      action: `${back}/refusal`,
      back,
    },
  }
}

/** What a form asks of what was agreed to. */
export function agreedFields(texts: readonly ChosenFrom[], form: Form): AgreedFields {
  return {
    texts: texts.map(({ value, name }) => ({ value, text: name })),
    toRead: texts.map(({ name, told }) => ({ name, told })),
    asksEarly: form.typed.is_early !== undefined || 'is_early' in form.problems,
  }
}

/** How something can have been said to a researcher. */
export function wayChoices(t: Translate): Choice[] {
  return saidWays.map((value) => ({ value, text: t(`said.by.${value}`) }))
}

/** Who it is about, so that nobody is mistaken for another. */
export function calledBy({ number, name }: Pick<Participant, 'number' | 'name'>): string {
  return name === null ? written(number) : `${written(number)} · ${name}`
}

/** How and when something was said. */
export function howSaid(t: Translate, { way, day }: Pick<Heard, 'way' | 'day'>): string {
  return t(`said.way.${way}`, { day: t.date(day) })
}

/** What somebody said, and how. */
export function whatWasSaid(t: Translate, said: Heard): string {
  const what = said.takes_part === 0 ? 'no' : said.may_record === 1 ? 'yesRecord' : 'yes'
  return `${t(`people.consent.${what}`)} (${howSaid(t, said)})`
}

/** Where a researcher writes down what somebody said, and takes that out again: what fits how the person stands. */
export function saidLinks(
  t: Translate,
  seat: Seat,
  { id, takes_part }: Pick<Participant, 'id' | 'takes_part'>,
  all: readonly Heard[],
) {
  if (!seat.seesNames) return []
  const base = `/studies/${seat.studyId}/people/${id}`
  const paper = { text: t('paper.link'), href: `${base}/paper-consent` }
  if (!may(seat.role, 'people.edit')) return [paper]
  const last = lastBy(all, ['paper', ...saidWays])
  const undo = last?.way === 'paper' ? 'paper-consent' : 'said'
  return [
    paper,
    { text: t(takes_part === 1 ? 'said.other' : 'said.yes'), href: `${base}/participation` },
    ...(takes_part === null ? [{ text: t('said.no'), href: `${base}/refusal` }] : []),
    ...(takes_part === 1 && may(seat.role, 'people.stop')
      ? [{ text: t('said.stop'), href: `${base}/withdrawal` }]
      : []),
    ...(last ? [{ text: t('undo.link'), href: `${base}/${undo}/removal` }] : []),
  ]
}
