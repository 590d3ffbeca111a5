import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Chip } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { angles } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { announcedCounts } from '../../steps/photos/announced-queries.ts'
import { chipsOf } from '../../steps/photos/page.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import { shown, type Shown } from '../../steps/photos/shown.ts'
import type { Translate } from '../../text/text.ts'
import { none, type Filter } from './input.ts'
import type { Group } from './queries.ts'

type Choice = { value: string; text: string }
type Choosing = { field: keyof Filter; label: string; blank: string; choices: Choice[]; chosen: string }
type WallPage = Page<
  'wall/wall',
  {
    people: { id: string; number: string; photos: (Shown & { chips: Chip[] })[] }[]
    empty: string
    /** Who has photos that were chosen and have not arrived. */
    expected: { text: string; href: string }[]
    csv: string | undefined
    archives: string | undefined
    groups: string
    slides: string
    action: string
    /** What can be chosen to look at, where there is more than one of it. */
    filters: Choosing[]
    /** What was chosen, in words; empty where all is shown. */
    chosen: string
    next: string | undefined
    first: string | undefined
  }
>

type Named = { id: string; name: string }
type Wall = {
  people: readonly { person_id: string; number: number }[]
  isFirst: boolean
  hasNext: boolean
  filter: Filter
  /** How many photos there are, on all pages and whatever is chosen. */
  total: number
  expected: Awaited<ReturnType<typeof announcedCounts>>
  lists: {
    sides: readonly Named[]
    organisations: readonly Named[]
    teams: readonly Named[]
    groups: readonly Group[]
  }
}

/** The photos for the researchers, large and first, by number: those of a page of people. */
export function wallPage(t: Translate, seat: Seat, photos: readonly Photo[], wall: Wall): WallPage {
  const { people, isFirst, hasNext, filter, total, expected } = wall
  const base = `/studies/${seat.studyId}/photos`
  const filters = filtersOf(t, wall)
  return {
    view: 'wall/wall',
    page: {
      title: t('photos.title'),
      lead: t('photos.lead'),
      wide: true,
      people: people.map(({ person_id, number }) => ({
        id: `p-${person_id}`,
        number: written(number),
        photos: photos
          .filter((photo) => photo.person_id === person_id)
          .map((photo) => ({ ...shown(t, base, photo), chips: chipsOf(t, photo) })),
      })),
      empty: people.length === 0 ? t(total === 0 ? 'photos.wallEmpty' : 'wall.noneLeft') : '',
      csv: may(seat.role, 'photos.export') && total > 0 ? addressWith(`${base}.csv`, filter) : undefined,
      expected: expected.map(({ id, number, count }) => ({
        text: t('sending.expectedOf', { number: written(number), count: Number(count) }),
        href: `/studies/${seat.studyId}/people/${id}`,
      })),
      archives: may(seat.role, 'photos.export') && total > 0 ? `${base}/archives` : undefined,
      groups: `${base}/groups`,
      slides: `${base}/slides`,
      action: base,
      filters,
      chosen: chosenIn(t, filters),
      next: hasNext ? addressWith(base, { ...filter, after: people.at(-1)?.number }) : undefined,
      first: isFirst ? undefined : addressWith(base, filter),
    },
  }
}

function filtersOf(t: Translate, { filter, lists }: Wall): Choosing[] {
  const named = (items: readonly Named[]) => items.map(({ id, name }) => ({ value: id, text: name }))
  const groups = lists.groups.map(({ id, title }) => ({ value: id, text: title }))
  const choices = {
    angle: angles.map((value) => ({ value, text: t(`angles.${value}`) })),
    side: named(lists.sides),
    organisation: named(lists.organisations),
    team: named(lists.teams),
    group: groups.length > 0 ? [...groups, { value: none, text: t('wall.inNoGroup') }] : [],
  } satisfies Record<keyof Filter, Choice[]>
  const fields = Object.keys(choices) as (keyof Filter)[]
  return fields
    .filter((field) => choices[field].length > 0)
    .map((field) => ({
      field,
      label: t(`wall.filter.${field}`),
      blank: t('photos.allAngles'),
      choices: choices[field],
      chosen: filter[field] ?? '',
    }))
}

/** "Te zien: Invalshoek: Deuren, Team: Noord". */
function chosenIn(t: Translate, filters: readonly Choosing[]): string {
  const words = filters.flatMap(({ label, chosen, choices }) =>
    choices.filter(({ value }) => value === chosen).map(({ text }) => `${label}: ${text}`),
  )
  return words.length > 0 ? t('wall.chosen', { what: words.join(', ') }) : ''
}
