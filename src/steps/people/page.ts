import type { ListedLink } from '../../access/links.ts'
import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { isShut, shownLinks } from '../../http/links.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { usesIn, type TrailEntry, type Use } from '../../http/trail.ts'
import type { Pending } from '../../mail/pending-queries.ts'
import type { MailState } from '../../mail/state.ts'
import type { Translate } from '../../text/text.ts'
import { choicesOf, type Fields, type Lists } from './fields-page.ts'
import type { Gap, Late } from './gaps.ts'
import type { ShownLetter } from './letter-page.ts'
import { whyNotAsked, whyNotRepeated } from './invite-rules.ts'
import type { Heard } from './paper-rules.ts'
import type { Participant } from './queries.ts'
import { calledBy, howSaid, saidLinks } from './said-page.ts'
import type { Placed, State } from './standing.ts'

export type Chip = { text: string; kind: 'neutral' | 'info' | 'good' | 'attention' }

type PersonPage = Page<
  'people/person',
  Fields & {
    /** The team stands in a field of its own here, with since when. */
    mayMove: boolean
    formerTeams: string[]
    form: Form
    action: string
    seesNames: boolean
    mayEdit: boolean
    mayInvite: boolean
    /** Nothing was said yet; later what is there is the person's own, to be erased at that person's request. */
    mayRemove: boolean
    mayErase: boolean
    /** What can be sent or handed over, and what not any more, with why. */
    ways: {
      title: string
      why: string
      invites: boolean
      previews: boolean
      /** How many invitations were written, and what is to be done about one that is not settled. */
      had: number
      open: string
      late: Late | undefined
      cards: boolean
    }
    preview: string
    cards: string
    /** Answers on paper after the talk, of who takes part. */
    paperAnswers: string | undefined
    state: Chip
    /** What was mailed last, and how that went; below its action it is settled. */
    mail: (MailState & { letter: ShownLetter; action: string; maySettle: boolean }) | undefined
    consent: string
    /** How and when it was said; empty while nothing was. */
    how: string
    /** When this person took the own words back, who still takes part. */
    wordsGone: string
    /** Where the agreement is printed to be signed. */
    consentForms: { action: string; person: string } | undefined
    /** Where a researcher writes down what was said otherwise than on the own page. */
    said: Use[]
    /** The text that was agreed to, word for word. */
    agreement: string | undefined
    facts: { name: string; value: string }[]
    links: { made: string; state: string }[]
    mayEnd: boolean
    /** The team shut the way in, and made no new one. */
    isShut: boolean
    trail: Use[]
    gaps: Gap[]
    /** What the list of names says otherwise; nothing is changed by it. */
    listed: string
    /** What was taken over from it when the person was added. */
    taken: string
    back: string
  }
>

type AroundPerson = Lists & {
  listed: string
  taken: string
  heard: readonly Heard[]
  links: readonly ListedLink[]
  trail: TrailEntry[]
  gaps: Gap[]
  late: Late | undefined
  invitations: Pending
  mail: { id: string; template: string; letter: ShownLetter; state: MailState } | undefined
  formerTeams: { name: string | null; until_on: string }[]
}

/** One participant: who it is for those who may see that, how far, and the ways in. */
export function personPage(
  t: Translate,
  seat: Seat,
  person: Placed,
  { links, trail, gaps, late, mail, invitations, formerTeams, listed, taken, heard, ...lists }: AroundPerson,
  form: Form,
): PersonPage {
  const last = heard.at(-1)
  const facts = [
    { name: t('people.email'), value: person.email ?? '' },
    { name: t('people.organisation'), value: person.organisation ?? '' },
    { name: t('people.team'), value: person.team ?? '' },
  ]
  const maySettle =
    mail?.state.isOpen === true && whyNotRepeated(person, mail.template, late !== undefined) === undefined
  const ways = waysTo(t, person, { late, ...invitations })
  // An invitation that can go once more is not offered a second time beside it.
  const invites = ways.invites && !(maySettle && mail.template === 'invitation')
  return {
    view: 'people/person',
    status: gaps.length > 0 ? 422 : statusOf(form),
    page: {
      title: calledBy(person),
      lead: t('people.personLead'),
      form,
      action: `${baseOf(seat)}/${person.id}`,
      seesNames: seat.seesNames,
      mayEdit: may(seat.role, 'people.edit') && seat.seesNames,
      mayInvite: may(seat.role, 'people.invite') && seat.seesNames,
      mayRemove: person.said_yes === null,
      mayErase: may(seat.role, 'people.erase'),
      ways: { ...ways, invites },
      preview: `/studies/${seat.studyId}/previews/invitation?person=${person.id}`,
      cards: `/studies/${seat.studyId}/cards?person=${person.id}`,
      paperAnswers:
        may(seat.role, 'answers.register') && seat.seesNames && person.takes_part === 1
          ? `${baseOf(seat)}/${person.id}/paper-answers`
          : undefined,
      state: chipOf(t, person),
      mail: mail && {
        ...mail.state,
        letter: mail.letter,
        maySettle,
        action: `${baseOf(seat)}/${person.id}/mails/${mail.id}`,
      },
      consent: t(`people.consent.${consentIn(person)}`),
      how: last ? howSaid(t, last) : '',
      wordsGone: wordsGoneIn(t, person),
      consentForms:
        may(seat.role, 'people.edit') && seat.seesNames
          ? { action: `/studies/${seat.studyId}/consent-forms`, person: person.id }
          : undefined,
      said: saidLinks(t, seat, person, heard),
      agreement: person.text_id ? `/studies/${seat.studyId}/agreements/${person.text_id}` : undefined,
      facts: facts.filter(({ value }) => value !== ''),
      mayMove: lists.teams.length > 0,
      formerTeams: formerTeams.map(({ name, until_on }) =>
        t('people.formerTeam', { name: name ?? t('network.noTeam'), date: t.date(until_on) }),
      ),
      ...choicesOf(t, lists),
      ...shownLinks(t, links),
      isShut: isShut(links),
      trail: usesIn(t, trail),
      gaps,
      listed,
      taken,
      back: baseOf(seat),
    },
  }
}

/** The ways to somebody: a mail and a card for who can still be asked, a link for whoever asks for one. */
function waysTo(
  t: Translate,
  person: Placed,
  { late, written, open }: Pending & { late: Late | undefined },
): PersonPage['page']['ways'] {
  const why = whyNotAsked(person)
  const isMailed = why === undefined && person.email !== null
  return {
    title: t(why === undefined ? 'people.waysIn' : 'invite.links'),
    why: why === undefined ? '' : t(`invite.ways.${why}`),
    invites: isMailed && late === undefined && open === undefined,
    previews: isMailed,
    had: written,
    open: isMailed && open !== undefined ? t(`invite.open.${open}`) : '',
    late: isMailed ? late : undefined,
    cards: why === undefined || why === 'interviewed',
  }
}

/** How far somebody is, in a word. */
export function chipOf(t: Translate, { state, photos }: { state: State; photos: number }): Chip {
  return { text: t(`people.state.${state}`, { count: photos }), kind: kinds[state] }
}

/** What somebody chose and did not arrive, for who can ask after it. */
export function expectedOf(t: Translate, { expected: count }: { expected: number }): Chip | undefined {
  return count > 0 ? { text: t('trail.expectedPhotos', { count }), kind: 'attention' } : undefined
}

const kinds = {
  added: 'neutral',
  waiting: 'attention',
  unsent: 'attention',
  invited: 'info',
  opened: 'info',
  agreed: 'info',
  photos: 'good',
  ready: 'good',
  interviewed: 'good',
  declined: 'neutral',
  withdrawn: 'attention',
} as const

/** What the person said of taking part and of a recording. */
function consentIn({ takes_part, may_record, words_withdrawn_at }: Participant) {
  if (takes_part === null) return 'none'
  if (takes_part === 0) return 'no'
  if (words_withdrawn_at !== null) return 'yesPhotos'
  return may_record === 1 ? 'yesRecord' : 'yes'
}

/** The day on which the own words went is another one than that of the consent. */
function wordsGoneIn(t: Translate, person: Participant): string {
  const { words_withdrawn_at: at } = person
  return at !== null && consentIn(person) === 'yesPhotos'
    ? t('people.wordsGone', { day: t.date(t.day(at)) })
    : ''
}

/** Where the participants of a study stand. */
export function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/people`
}
