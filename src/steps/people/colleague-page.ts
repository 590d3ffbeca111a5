import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Known } from './colleague-input.ts'
import {
  differing,
  inOrderOfNames,
  isFoundBy,
  type Colleague,
  type Places,
  type Qualities,
} from './colleague-rules.ts'
import { tabsOf, type Tab } from './network-page.ts'
import { goneChoices, languageChoices, type Choice, type Gone } from './fields-page.ts'
import type { Named } from './network-rules.ts'

/** How many of a list of names a page holds. */
const listSize = 25

type Row = {
  id: string
  name: string
  email: string
  cells: { head: string; value: string }[]
  /** Where the person is asked. */
  asked: string | undefined
  isChosen: boolean
  /** What is kept otherwise of this person as one who is asked. */
  differs: string
  removal: string
}
type NamesPage = Page<
  'people/names',
  {
    tabs: Tab[]
    base: string
    hasList: boolean
    hasPeople: boolean
    form: Form
    stats: { text: string; value: number }[]
    /** What is looked for, in a list that is more than a page; the text says how many that are. */
    search:
      { words: string; differs: boolean; instead: string; text: string; all: string | undefined } | undefined
    /** Who is asked and is held otherwise there, where there is somebody. */
    differing: { text: string; href: string } | undefined
    ask: string
    rows: Row[]
    heads: string[]
    languages: Choice[]
    /** In whose place somebody can come. */
    replaceable: Choice[]
    /** For whom another is looked for here. */
    instead: string
    draws: string
    pages: { next: string | undefined; previous: string | undefined; text: string } | undefined
  }
>

type Shown = {
  form: Form
  hasList: boolean
  known: Known
  places: readonly Places[]
  /** Who is gone and has nobody in their place. */
  gone: readonly Gone[]
  view: View
}

/** Which part of the list is in view: who is found by these words, who is held otherwise, for whom, from which place. */
type View = { words: string; differs: boolean; instead: Gone | undefined; from: number }

/** The list of names, a page at a time; where none is held, why not, and a form to say why this study needs one. */
export function namesPage(
  t: Translate,
  seat: Seat,
  { form, hasList, known, places, gone, view }: Shown,
): NamesPage {
  const base = namesAt(seat)
  const { colleagues, traits } = known
  const { words, from } = view
  const placeOf = new Map<string | null, Places>(places.map((one) => [one.person_id, one]))
  const moved = colleagues.filter(({ person_id }) => {
    const held = placeOf.get(person_id)
    return held !== undefined && heldOtherwise(t, held, known) !== ''
  })
  const found = inOrderOfNames(
    (view.differs ? moved : colleagues).filter((one) =>
      isFoundBy(words, [one.name, one.email ?? '', ...cellsOf(one, known)]),
    ),
  )
  const asked = colleagues.filter(({ person_id }) => person_id !== null).length
  const isWhole = words === '' && !view.differs
  const at = (more: Partial<View>) => {
    const { differs, ...said } = { ...view, ...more }
    const instead = said.instead?.id
    return { q: said.words, only: differs ? 'differs' : '', instead, from: said.from || '' }
  }
  return {
    view: 'people/names',
    status: statusOf(form),
    page: {
      title: t('colleagues.title'),
      lead: t('colleagues.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'network'),
      base,
      hasList,
      hasPeople: colleagues.length > 0,
      form,
      stats: [
        { text: t('colleagues.count.all', { count: colleagues.length }), value: colleagues.length },
        { text: t('colleagues.count.asked', { count: asked }), value: asked },
      ],
      search:
        colleagues.length > listSize || !isWhole
          ? {
              ...{ words, differs: view.differs, instead: view.instead?.id ?? '' },
              text: isWhole ? '' : t('colleagues.found', { count: found.length, all: colleagues.length }),
              all: isWhole ? undefined : addressWith(base, { instead: view.instead?.id }),
            }
          : undefined,
      differing:
        moved.length > 0 && !view.differs
          ? {
              text: t('differs.count', { count: moved.length }),
              href: addressWith(base, { only: 'differs' }),
            }
          : undefined,
      ask: addressWith(`${base}/asked`, at({})),
      rows: found
        .slice(from, from + listSize)
        .map((one) => rowOf(t, seat, one, { known, form, places: placeOf.get(one.person_id) })),
      heads: [t('people.organisation'), t('people.team'), ...traits.map(({ name }) => name)],
      languages: languageChoices(t),
      replaceable: goneChoices(gone),
      instead: insteadWords(t, view.instead),
      draws: `/studies/${seat.studyId}/people/draws`,
      pages:
        found.length > listSize
          ? {
              next:
                from + listSize < found.length ? addressWith(base, at({ from: from + listSize })) : undefined,
              previous: from > 0 ? addressWith(base, at({ from: Math.max(0, from - listSize) })) : undefined,
              text: t('colleagues.page', {
                from: from + 1,
                to: Math.min(from + listSize, found.length),
                count: found.length,
              }),
            }
          : undefined,
    },
  }
}

/** For whom another is looked for, in words; empty where for nobody. */
export function insteadWords(t: Translate, gone: Gone | undefined): string {
  return gone ? t('colleagues.instead', { number: written(gone.number) }) : ''
}

/** Where the list of names stands. */
export function namesAt(seat: Seat): string {
  return `/studies/${seat.studyId}/people/names`
}

function rowOf(
  t: Translate,
  seat: Seat,
  one: Colleague,
  { known, form, places }: { known: Known; form: Form; places: Places | undefined },
): Row {
  const cells = cellsOf(one, known)
  return {
    id: one.id,
    name: one.name,
    email: one.email ?? '',
    cells: [t('people.organisation'), t('people.team'), ...known.traits.map(({ name }) => name)].map(
      (head, place) => ({ head, value: cells[place] ?? '' }),
    ),
    asked: one.person_id === null ? undefined : `/studies/${seat.studyId}/people/${one.person_id}`,
    isChosen: [form.typed.colleague ?? []].flat().includes(one.id),
    differs: places ? heldOtherwise(t, places, known) : '',
    removal: `${namesAt(seat)}/${one.id}/removal`,
  }
}

/** What is kept otherwise of one who is asked than the list of names says; empty where nothing. */
export function heldOtherwise(t: Translate, places: Places, known: PlacesKnown): string {
  const held = differing(places).map((one) => ({ what: one.what, id: one.held }))
  return held.length > 0 ? t('differs.held', { what: toldOf(t, held, known) }) : ''
}

/** What the list of names says otherwise of one who is asked; empty where nothing. */
export function listedOtherwise(t: Translate, places: Places, known: PlacesKnown): string {
  const listed = differing(places).map((one) => ({ what: one.what, id: one.listed }))
  return listed.length > 0 ? t('differs.listed', { what: toldOf(t, listed, known) }) : ''
}

/** What was taken over of one who is asked from the list of names, as it is now; empty where nothing. */
export function takenOver(
  t: Translate,
  held: Qualities,
  taken: readonly string[],
  { organisations, teams, traits }: Omit<Known, 'colleagues'>,
): string {
  const told = [
    { what: 'email', field: t('people.email'), value: held.email ?? '' },
    {
      what: 'organisation',
      field: t('people.organisation'),
      value: nameOf(organisations, held.organisation_id),
    },
    { what: 'team', field: t('people.team'), value: nameOf(teams, held.team_id) },
    ...traits.map(({ id, name, values }) => ({
      ...{ what: id, field: name, value: nameOf(values, held.values.get(id)) },
    })),
  ].filter(({ what, value }) => taken.includes(what) && value !== '')
  const what = told.map(({ field, value }) => `${field} ${value}`).join(', ')
  return what === '' ? '' : t('differs.taken', { what })
}

type PlacesKnown = Pick<Known, 'organisations' | 'teams'>
type Told = { what: 'organisation' | 'team'; id: string | null }

function toldOf(t: Translate, told: readonly Told[], { organisations, teams }: PlacesKnown): string {
  return told
    .map(({ what, id }) => {
      const name = nameOf(what === 'team' ? teams : organisations, id)
      return `${t(`people.${what}`)} ${name === '' ? t('form.unknown') : name}`
    })
    .join(', ')
}

/** Organisation, team and the value of each trait, by their names. */
export function cellsOf(
  { organisation_id, team_id, values }: Pick<Colleague, 'organisation_id' | 'team_id' | 'values'>,
  { organisations, teams, traits }: Omit<Known, 'colleagues'>,
): string[] {
  return [
    nameOf(organisations, organisation_id),
    nameOf(teams, team_id),
    ...traits.map((trait) => nameOf(trait.values, values.get(trait.id))),
  ]
}

/** The name of what bears an id; empty where nothing does. */
export function nameOf(items: readonly Named[], id: string | null | undefined): string {
  return items.find((item) => item.id === id)?.name ?? ''
}
