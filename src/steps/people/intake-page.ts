import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { wordsOfLine, type WrongLine } from '../../method/wrong-line.ts'
import type { Translate } from '../../text/text.ts'
import { sameFieldOf, type Known, type ListProblem, type ReadLine } from './colleague-input.ts'
import { cellsOf, heldOtherwise, nameOf, namesAt } from './colleague-page.ts'
import { changedBy, other, type Change, type Places } from './colleague-rules.ts'
import { columnField } from './column-input.ts'
import { plainColumns } from './column-rules.ts'
import { intakeOf } from './intake-rules.ts'

type PreviewPage = Page<
  'people/names-preview',
  {
    form: Form
    base: string
    columnsLead: string
    columns: { field: string; head: string; samples: string }[]
    /** The head of each column and whom each question is about, by its field. */
    names: Record<string, string>
    choices: { value: string; text: string }[]
    wrong: { count: number; lines: WrongLine[] }
    /** What taking in would do; not known while something is wrong. */
    outcome: { text: string; value: number }[]
    /** Who it does that to, each kind that there is. */
    groups: Group[]
    /** What the network counts from then on. */
    counts: string
    /** Who may be somebody there with a new address. */
    asked: { title: string; questions: Question[] } | undefined
    isReady: boolean
  }
>

/** Some people of a list, each with some lines about them. */
type Group = { title: string; lead: string; isOpen: boolean; people: Someone[]; more: string }
type Someone = { name: string; lines: string[] }

/** Whether a line is about somebody who has another address. */
type Question = { field: string; label: string; hint: string; choices: { value: string; text: string }[] }

type Reading = {
  /** Whether an earlier list had one of the heads. */
  isKnown: boolean
  /** Of those who are asked. */
  places: readonly Places[]
  heads: readonly string[]
  rows: readonly (readonly string[])[]
  read: readonly ReadLine[]
  problems: readonly ListProblem[]
}

/** How many wrong lines are told at once, and how many people of a kind. */
const most = { problems: 20, people: 500 }

/** A list that was read: which column says what, and what would happen to whom. Nothing is kept yet. */
export function previewPage(
  t: Translate,
  seat: Seat,
  known: Known,
  { heads, rows, read, problems, places, isKnown }: Reading,
  form: Form,
): PreviewPage {
  const columns = heads.map((head, place) => ({
    field: columnField(place),
    head: head || t('colleagues.column', { nth: place + 1 }),
    samples: rows
      .slice(0, 3)
      .map((cells) => cells[place])
      .filter(Boolean)
      .join(', '),
  }))
  const { added, changed, unplaced, same, absent } = intakeOf(read, known.colleagues)
  const placeOf = new Map<string | null, Places>(places.map((one) => [one.person_id, one]))
  const told = changed.map(({ before, line, changes }) => {
    const held = placeOf.get(before.person_id)
    const { organisation_id, team_id } = changedBy(before, line)
    const after = held && { ...held, listed_organisation: organisation_id, listed_team: team_id }
    return { before, changes, differs: after ? heldOtherwise(t, after, known) : '' }
  })
  const questions = read.flatMap((one) => questionOf(t, one, known))
  return {
    view: 'people/names-preview',
    status: problems.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('colleagues.previewTitle'),
      lead: t('colleagues.previewLead'),
      wide: true,
      form,
      base: namesAt(seat),
      columnsLead: t(isKnown ? 'intake.columnsKnown' : 'colleagues.columnsLead'),
      columns,
      names: Object.fromEntries([
        ...columns.map(({ field, head }) => [field, head] as const),
        ...questions.map(({ field, label }) => [field, label] as const),
      ]),
      choices: [
        { value: '', text: t('colleagues.columnUnused') },
        ...plainColumns.map((value) => ({ value, text: t(`people.${value}`) })),
        ...known.traits.map(({ id, name }) => ({ value: id, text: name })),
      ],
      wrong: {
        count: new Set(problems.map(({ line }) => line)).size,
        lines: wrongLines(t, problems, form),
      },
      outcome: [
        { text: t('colleagues.outcome.new', { count: added.length }), value: added.length },
        { text: t('colleagues.outcome.changed', { count: changed.length }), value: changed.length },
        { text: t('colleagues.outcome.same', { count: same }), value: same },
        ...(absent.length > 0
          ? [{ text: t('intake.outcome.absent', { count: absent.length }), value: absent.length }]
          : []),
      ],
      groups: [
        groupOf(t, {
          title: t('intake.changed', { count: changed.length }),
          lead: [t('intake.changedLead'), told.some(({ differs }) => differs) && t('differs.kept')]
            .filter(Boolean)
            .join(' '),
          isOpen: changed.length <= 20,
          // Who is asked with another team than the list says now comes first: there is something to do.
          people: told
            .toSorted((one, other) => Number(other.differs !== '') - Number(one.differs !== ''))
            .map(({ before, changes, differs }) => ({
              name: before.name,
              lines: [...changes.map((one) => changeIn(t, known, one)), differs].filter(Boolean),
            })),
        }),
        groupOf(t, {
          title: t('intake.added', { count: added.length }),
          lead: added.some(({ namesake }) => namesake) ? t('intake.addedNamesake') : '',
          isOpen: added.some(({ namesake }) => namesake),
          people: added.map(({ line, namesake }) => ({
            name: line.name,
            lines: [toldOf(t, line, known), namesake ? t(`intake.namesake.${namesake}`) : ''].filter(Boolean),
          })),
        }),
        groupOf(t, {
          title: t('intake.unplaced', { count: unplaced.length }),
          lead: t('intake.unplacedLead'),
          isOpen: true,
          people:
            known.organisations.length === 0
              ? []
              : unplaced.map((line) => ({
                  name: line.name,
                  lines: [toldOf(t, line, known)].filter(Boolean),
                })),
        }),
        groupOf(t, {
          title: t('intake.absent', { count: absent.length }),
          lead: t('intake.absentLead'),
          isOpen: false,
          people: absent.map((one) => ({
            name: one.name,
            lines: [toldOf(t, one, known)].filter(Boolean),
          })),
        }),
      ].filter(({ people }) => people.length > 0),
      counts: t('colleagues.willCount', { count: known.colleagues.length + added.length }),
      asked: questions.length > 0 ? { title: t('intake.same'), questions } : undefined,
      isReady: read.length > 0,
    },
  }
}

function wrongLines(t: Translate, problems: readonly ListProblem[], form: Form): WrongLine[] {
  const told = problems.slice(0, most.problems)
  const left = problems.length - told.length
  return [
    ...told.map(({ line, key, values }) => ({
      text: t('people.line', { line, problem: t(key, values) }),
      words: wordsOfLine(form.typed.list, line),
    })),
    ...(left > 0 ? [{ text: t('colleagues.moreProblems', { count: left }), words: '' }] : []),
  ]
}

function questionOf(t: Translate, { line, perhaps }: ReadLine, { organisations }: Known): Question[] {
  if (!perhaps) return []
  const organisation = nameOf(organisations, line.organisation_id ?? perhaps.organisation_id)
  return [
    {
      field: sameFieldOf(line),
      label: [perhaps.name, organisation].filter(Boolean).join(', '),
      hint: t('intake.sameHint', { from: perhaps.email ?? '', to: line.email ?? '' }),
      choices: [
        { value: perhaps.id, text: t('intake.sameYes') },
        { value: other, text: t('intake.sameNo') },
      ],
    },
  ]
}

function groupOf(t: Translate, { people, ...group }: Omit<Group, 'more'>): Group {
  const left = people.length - most.people
  return {
    ...group,
    people: people.slice(0, most.people),
    more: left > 0 ? t('intake.more', { count: left }) : '',
  }
}

function changeIn(t: Translate, { organisations, teams, traits }: Known, { what, from, to }: Change): string {
  const trait = traits.find(({ id }) => id === what)
  const items = trait?.values ?? { organisation: organisations, team: teams }[what]
  const said = (value: string | null) => (items ? nameOf(items, value) : (value ?? ''))
  const plain = plainColumns.find((column) => column === what)
  const field = plain ? t(`people.${plain}`) : (trait?.name ?? '')
  return from === null
    ? t('intake.filled', { field, to: said(to) })
    : t('intake.change', { field, from: said(from), to: said(to) })
}

/** What is said of somebody beside the name, in one line. */
function toldOf(
  t: Translate,
  { email, organisation_id = null, team_id = null, values }: ReadLine['line'],
  known: Known,
): string {
  const [organisation, team, ...traits] = cellsOf({ organisation_id, team_id, values }, known)
  return [
    ...[email, organisation, team],
    ...traits.map((value, place) =>
      value ? t('intake.trait', { name: known.traits[place]?.name ?? '', value }) : '',
    ),
  ]
    .filter(Boolean)
    .join(', ')
}
