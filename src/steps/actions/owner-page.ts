import type { ListedLink } from '../../access/links.ts'
import type { Seat } from '../../access/seat.ts'
import { blankForm, statusOf, type Form } from '../../http/form.ts'
import { shownLinks } from '../../http/links.ts'
import type { Page } from '../../http/page.ts'
import { changesFrom } from '../../method/action-changes.ts'
import type { Said } from '../../method/evidence.ts'
import { firstName } from '../../method/person-names.ts'
import type { ActionState, PhotoKind } from '../../method/lists.ts'
import { languages } from '../../method/languages.ts'
import { actionPrompts } from '../../method/template.ts'
import type { Key, Translate } from '../../text/text.ts'
import type { Evidence } from '../findings/queries.ts'
import { checkChoices, entryStop } from './action-page.ts'
import type { Owner } from './owner-queries.ts'
import { baseOf, chipsOf, outlookFor, type Chip, type Finding } from './page.ts'
import type { Action, Entry } from './queries.ts'
import { isAgreed, isChecked } from './rules.ts'

type Choice = { value: string; text: string }
type OwnAction = {
  id: string
  title: string
  facts: { name: string; value: string }[]
  /** The rest of what was agreed, for who wants to read it again: the question comes first. */
  more: { name: string; value: string }[]
  chips: Chip[]
  reason: string
  findings: {
    title: string
    quotations: Said[]
    photos: { image: string; words: string; kind: PhotoKind; name: string | null }[]
  }[]
  checks: ReturnType<typeof entryStop>[]
  check: string | undefined
  standings: Choice[]
  verdicts: Choice[]
  form: Form
  states: string
  changes: { to: ActionState; text: string }[]
}
type OwnPage = Page<'actions/own', { form: Form; actions: OwnAction[]; helps: string }>

/**
 * An owner's own page: what was agreed, where it comes from as far as leaders may see that, and one question: how is it
 * going? A form that was refused comes back at its own action point.
 */
export function ownActionsPage(
  t: Translate,
  seat: Seat,
  parts: {
    actions: readonly Action[]
    entries: readonly Entry[]
    findings: ReadonlyMap<string, Finding[]>
    evidence: ReadonlyMap<string, Evidence>
  },
  refused: { id: string; form: Form } | undefined,
): OwnPage {
  const isLate = (action: Action) => outlookFor(t, seat, action).late !== undefined
  const open = parts.actions
    .filter(({ state }) => state !== 'stopped')
    .sort((one, other) => Number(isLate(other)) - Number(isLate(one)))
  const stopped = parts.actions.filter(({ state }) => state === 'stopped')
  return {
    view: 'actions/own',
    status: refused ? statusOf(refused.form) : 200,
    page: {
      title: t('actions.own.title', { name: firstName(seat.personName) }),
      lead: t('actions.own.lead', { count: open.length }),
      form: refused ? problemsAt(refused) : blankForm,
      actions: [...open, ...stopped].map((action) => ({
        ...ownAction(t, seat, action, parts),
        form: refused?.id === action.id ? refused.form : blankForm,
      })),
      helps: actionPrompts(t.language).helps,
    },
  }
}

/** What is wrong, at the fields of one action point: there are several forms on the page. */
function problemsAt({ id, form }: { id: string; form: Form }): Form {
  const problems = Object.entries(form.problems).map(([field, problem]) => [`${id}-${field}`, problem])
  return { typed: {}, problems: Object.fromEntries(problems) as Form['problems'] }
}

function ownAction(
  t: Translate,
  seat: Seat,
  action: Action,
  { entries, findings, evidence }: Parameters<typeof ownActionsPage>[2],
): Omit<OwnAction, 'form'> {
  const base = ownBase(seat)
  const path = `${base}/actions/${action.id}`
  const { next } = outlookFor(t, seat, action)
  const prompts = actionPrompts(t.language)
  const facts = [
    { name: t('actions.field.what'), value: action.what },
    { name: t('actions.own.nextLook'), value: next === undefined ? '' : t.date(next) },
  ]
  const more = [
    { name: prompts.different, value: action.different },
    { name: prompts.follow, value: action.follow },
    { name: prompts.mandate, value: action.mandate },
    { name: t('actions.field.helpers'), value: action.helpers },
    { name: prompts.embed, value: action.fixed_place },
    { name: t('actions.field.due_on'), value: action.due_on === null ? '' : t.date(action.due_on) },
  ]
  return {
    id: action.id,
    title: action.title,
    facts: facts.filter(({ value }) => value !== ''),
    more: more.filter(({ value }) => value !== ''),
    chips: chipsOf(t, seat, action),
    reason: action.reason,
    findings: (findings.get(action.id) ?? []).map(({ id, title }) => {
      const { quotations, photos } = evidence.get(id) ?? { quotations: [], photos: [] }
      return {
        title,
        quotations,
        photos: photos.map((photo) => ({
          image: `${base}/photos/${photo.id}`,
          words: photo.words || t('photos.noWords'),
          kind: photo.kind,
          name: photo.name,
        })),
      }
    }),
    checks: entries
      .filter(({ action_id, kind }) => action_id === action.id && kind === 'check')
      .map((entry) => entryStop(t, entry, entries))
      .reverse(),
    check: isChecked(action.state) ? `${path}/checks` : undefined,
    ...checkChoices(t, action.state),
    states: `${path}/states`,
    changes: changesFrom(action.state, 'owner').map(({ from, to }) => ({
      to,
      text: t(`actions.change.${from}.${to}` as Key),
    })),
  }
}

type OwnerPage = Page<
  'actions/owner',
  {
    form: Form
    action: string
    languages: Choice[]
    actions: { href: string; text: string }[]
    maySend: boolean
    links: { made: string; state: string }[]
    mayEnd: boolean
    mayRemove: boolean
    back: string
  }
>

/** Somebody who takes something up, for the team: the name, the address, and the ways in. */
export function ownerPage(
  t: Translate,
  seat: Seat,
  owner: Owner,
  { actions, links }: { actions: readonly Action[]; links: readonly ListedLink[] },
  form: Form,
): OwnerPage {
  const base = baseOf(seat)
  return {
    view: 'actions/owner',
    status: statusOf(form),
    page: {
      title: owner.name,
      lead: t('actions.ownerLead'),
      form,
      action: `${base}/owners/${owner.id}`,
      languages: languages.map((value) => ({ value, text: t(`layout.language.${value}`) })),
      actions: actions.map(({ id, title }) => ({ href: `${base}/${id}`, text: title })),
      maySend: owner.email !== null && actions.some(isAgreed),
      ...shownLinks(t, links),
      mayRemove: actions.length === 0,
      back: base,
    },
  }
}

type OwnerLinkPage = Page<'people/link', { link: string; loopback: boolean; baseUrl: string; back: string }>

/** A personal link of somebody who takes something up, shown this once. */
export function ownerLinkPage(
  t: Translate,
  seat: Seat,
  { id, name }: Owner,
  { link, loopback, baseUrl }: { link: string; loopback: boolean; baseUrl: string },
): OwnerLinkPage {
  return {
    view: 'people/link',
    page: {
      title: t('people.linkTitle', { name }),
      lead: t('people.linkLead'),
      link,
      loopback,
      baseUrl,
      back: `${baseOf(seat)}/owners/${id}`,
    },
  }
}

/** Where an owner's own page stands. */
function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/owners/${personId}`
}
