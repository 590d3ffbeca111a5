import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { materialKinds, speakerRoles, type SpeakerRole } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Search } from './search-input.ts'
import type { Place } from './search-queries.ts'
import { excerpt, type Piece, type Term } from './search-rules.ts'

type Choice = { value: string; text: string }
type Choosing = { field: string; label: string; choices: Choice[]; chosen: string }
type SearchPage = Page<
  'material/search',
  {
    action: string
    words: string
    filters: Choosing[]
    /** Whether one of them is chosen: then they are in view. */
    isNarrowed: boolean
    /** How much was found, or why nothing was looked for; empty before anything is. */
    says: string
    texts: { title: string; about: string; places: { href: string; speaker: string; pieces: Piece[] }[] }[]
    next: string | undefined
    first: string | undefined
    back: string
  }
>

type Named = { id: string; name: string }
type Found = {
  search: Search
  terms: readonly Term[]
  places: readonly Place[]
  counts: { places: number; texts: number }
  isFirst: boolean
  hasNext: boolean
  organisations: readonly Named[]
  teams: readonly Named[]
  /** What those who speak in the texts of the study are. */
  spoken: readonly SpeakerRole[]
}

/** The search through all texts of the study, with what it found: each place with the words around it. */
export function searchPage(t: Translate, seat: Seat, found: Found): SearchPage {
  const { search, terms, places, isFirst, hasNext } = found
  const base = `/studies/${seat.studyId}/material`
  const action = `${base}/search`
  const filters = filtersOf(t, found)
  const last = places.at(-1)
  return {
    view: 'material/search',
    page: {
      title: t('search.title'),
      lead: t('search.lead'),
      action,
      words: search.words,
      filters,
      isNarrowed: filters.some(({ chosen }) => chosen !== ''),
      says: saysOf(t, found),
      texts: byText(places).map((own) => ({
        title: own[0].title,
        about: [own[0].number === null ? '' : written(own[0].number), t(`material.kind.${own[0].kind}`)]
          .filter((word) => word !== '')
          .join(' · '),
        places: own.map((place) => ({
          href: `${base}/${place.material_id}#at-${lineAt(place)}`,
          speaker: place.speaker ?? '',
          pieces: excerpt(place.text.slice(place.start_offset, place.end_offset), terms),
        })),
      })),
      next:
        last && hasNext
          ? addressWith(action, { ...search, after: `${last.material_id}:${last.start_offset}` })
          : undefined,
      first: isFirst ? undefined : addressWith(action, search),
      back: base,
    },
  }
}

function saysOf(t: Translate, { search, terms, counts }: Found): string {
  if (search.words.trim() === '') return ''
  if (terms.length === 0) return t('search.noWord')
  return counts.places === 0 ? t('search.none') : t('search.found', counts)
}

function filtersOf(t: Translate, { search, organisations, teams, spoken }: Found): Choosing[] {
  const named = (items: readonly Named[]) => items.map(({ id, name }) => ({ value: id, text: name }))
  const kinds = materialKinds.map((value) => ({ value, text: t(`material.kind.${value}`) }))
  const speakers = speakerRoles
    .filter((value) => spoken.includes(value))
    .map((value) => ({ value, text: t(`material.speakerRole.${value}`) }))
  const choices = { kind: kinds, speaker: speakers, organisation: named(organisations), team: named(teams) }
  return (['kind', 'speaker', 'organisation', 'team'] as const)
    .filter((field) => choices[field].length > 0)
    .map((field) => ({
      field,
      label: t(`search.filter.${field}`),
      choices: choices[field],
      chosen: search[field] ?? '',
    }))
}

/** Places that follow each other in one text, together. */
function byText(places: readonly Place[]): [Place, ...Place[]][] {
  const texts: [Place, ...Place[]][] = []
  for (const place of places) {
    const last = texts.at(-1)
    if (last?.[0].material_id === place.material_id) last.push(place)
    else texts.push([place])
  }
  return texts
}

/** Where the line begins in which a place is: a long line is found in parts and stands in the text as one. */
function lineAt({ text, start_offset }: Place): number {
  return start_offset === 0 ? 0 : text.lastIndexOf('\n', start_offset - 1) + 1
}
