import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { usesIn, type Entries, type TrailEntry, type Use } from '../../http/trail.ts'
import type { Translate } from '../../text/text.ts'
import type { Named } from './form-page.ts'
import { baseOf, tabsOf, type Tab } from './page.ts'
import type { Finding, Point, Recommendation } from './queries.ts'
import { inGroups } from './rules.ts'

/** What is made from findings. */
export type OutcomeKind = 'recommendations' | 'points'
type Fact = { name: string; value: string }
type Outcome = {
  id: string
  text: string
  facts: Fact[]
  findings: { href: string; title: string }[]
  uses: Use[]
  edit: string | undefined
}
type OutcomesPage = Page<
  'findings/outcomes',
  {
    kind: OutcomeKind
    tabs: Tab[]
    groups: { name: string; outcomes: Outcome[] }[]
    add: string | undefined
    csv: string | undefined
    empty: { text: string; action: { href: string; text: string } | undefined }
  }
>

/** The recommendations by category, each with the findings that it rests on. */
export function recommendationsPage(
  t: Translate,
  seat: Seat,
  recommendations: readonly Recommendation[],
  around: { hasFindings: boolean; uses: Entries },
): OutcomesPage {
  const groups = inGroups(recommendations, ({ category }) => category ?? t('findings.noCategory'))
  const shown = groups.map(({ name, things }) => ({
    name,
    outcomes: things.map((one) =>
      outcomeShown(t, seat, 'recommendations', { ...one, facts: factsOf(t, one) }, around.uses),
    ),
  }))
  return outcomesPage(t, seat, 'recommendations', shown, around.hasFindings)
}

/** The development points, each with the findings that it was made from. */
export function pointsPage(
  t: Translate,
  seat: Seat,
  points: readonly Point[],
  around: { hasFindings: boolean; uses: Entries },
): OutcomesPage {
  const outcomes = points.map((one) => outcomeShown(t, seat, 'points', { ...one, facts: [] }, around.uses))
  const groups = outcomes.length > 0 ? [{ name: '', outcomes }] : []
  return outcomesPage(t, seat, 'points', groups, around.hasFindings)
}

function outcomesPage(
  t: Translate,
  seat: Seat,
  kind: OutcomeKind,
  groups: OutcomesPage['page']['groups'],
  hasFindings: boolean,
): OutcomesPage {
  const base = baseOf(seat)
  const add = may(seat.role, 'findings.edit') && hasFindings ? `${base}/${kind}/new` : undefined
  return {
    view: 'findings/outcomes',
    page: {
      title: t(`findings.${kind}.title`),
      lead: t(`findings.${kind}.lead`),
      kind,
      tabs: tabsOf(t, seat, kind),
      groups,
      add,
      csv: groups.length > 0 ? csvOf(seat, kind) : undefined,
      empty: hasFindings
        ? {
            text: t(`findings.${kind}.empty`),
            action: add ? { href: add, text: t(`findings.${kind}.add`) } : undefined,
          }
        : { text: t('findings.firstFindings'), action: { href: base, text: t('findings.tab') } },
    },
  }
}

/** The points leave with how the dots fell on them, which the next step knows. */
function csvOf(seat: Seat, kind: OutcomeKind): string | undefined {
  if (kind === 'recommendations') {
    return may(seat.role, 'findings.export') ? `${baseOf(seat)}/recommendations.csv` : undefined
  }
  return may(seat.role, 'feedback.export') ? `/studies/${seat.studyId}/feedback/points.csv` : undefined
}

function outcomeShown(
  t: Translate,
  seat: Seat,
  kind: OutcomeKind,
  { id, text, facts, findings }: Pick<Point, 'id' | 'text' | 'findings'> & { facts: Fact[] },
  uses: Entries,
): Outcome {
  const base = baseOf(seat)
  return {
    id,
    text,
    facts,
    findings: findings.map((finding) => ({ href: `${base}/${finding.id}`, title: finding.title })),
    uses: usesIn(t, uses.get(id)),
    edit: may(seat.role, 'findings.edit') ? `${base}/${kind}/${id}/edit` : undefined,
  }
}

function factsOf(t: Translate, { by_whom, to_whom, timing }: Recommendation): Fact[] {
  return [
    { name: t('findings.byWhom'), value: by_whom },
    { name: t('findings.toWhom'), value: to_whom },
    { name: t('findings.timing'), value: timing },
  ].filter(({ value }) => value !== '')
}

type Choice = { value: string; text: string; hint: string }
type OutcomePage = Page<
  'findings/outcome',
  {
    kind: OutcomeKind
    form: Form
    action: string
    isNew: boolean
    findings: Choice[]
    categories: { value: string; text: string }[]
    removal: { action: string; uses: Use[] } | undefined
    back: string
  }
>

type Around = { findings: readonly Finding[]; categories: readonly Named[] }

/** Making a recommendation or a development point. */
export function newOutcomePage(
  t: Translate,
  seat: Seat,
  kind: OutcomeKind,
  around: Around,
  form: Form,
): OutcomePage {
  const back = `${baseOf(seat)}/${kind}`
  return {
    view: 'findings/outcome',
    status: statusOf(form),
    page: {
      title: t(`findings.${kind}.add`),
      lead: t(`findings.${kind}.lead`),
      ...{ kind, form, action: back, isNew: true, ...choicesOf(t, around) },
      ...{ removal: undefined, back },
    },
  }
}

/** Changing or removing one. */
export function editOutcomePage(
  t: Translate,
  seat: Seat,
  kind: OutcomeKind,
  outcome: Recommendation | Point,
  parts: Around & { uses: readonly TrailEntry[] },
  form: Form,
): OutcomePage {
  const back = `${baseOf(seat)}/${kind}`
  return {
    view: 'findings/outcome',
    status: statusOf(form),
    page: {
      title: t(`findings.${kind}.change`),
      ...{ kind, form, action: `${back}/${outcome.id}`, isNew: false, ...choicesOf(t, parts) },
      removal: { action: `${back}/${outcome.id}/removal`, uses: usesIn(t, parts.uses) },
      back,
    },
  }
}

function choicesOf(t: Translate, { findings, categories }: Around) {
  return {
    findings: findings.map(({ id, title, kind, state }) => ({
      value: id,
      text: title,
      hint: `${t(`findings.kind.${kind}`)}, ${t(`findings.state.${state}`)}`,
    })),
    categories: categories.map(({ id, name }) => ({ value: id, text: name })),
  }
}
