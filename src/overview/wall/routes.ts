import { noteReading } from '../../access/audit.ts'
import { csv } from '../../http/csv.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { openRungs } from '../../method/lists.ts'
import { announcedCounts } from '../../steps/photos/announced-queries.ts'
import { photoCounts, photosAmong } from '../../steps/photos/queries.ts'
import { photoTable } from '../../steps/photos/table.ts'
import { organisationsOf, teamsOf } from '../../steps/study/queries.ts'
import { filterIn } from './input.ts'
import { wallPage } from './page.ts'
import { filteredPhotos, groupsOf, sidesWithPhotos, slidesFor, sortedPhotos } from './queries.ts'
import { onPage } from './rules.ts'
import { slidePage, slidesPage } from './slides-page.ts'

const all = '/studies/:study/photos'

/** The photos of all, for researchers to look at together, and to show. */
export const wallRoutes: StudyRoute[] = [
  { method: 'get', path: all, door: 'account', may: 'photos.read', handle: showWall },
  { method: 'get', path: `${all}.csv`, door: 'account', may: 'photos.export', handle: exportWords },
  { method: 'get', path: `${all}/slides`, door: 'account', may: 'photos.read', handle: showSlide },
]

async function showWall({ db, seat, t, query }: Visit) {
  const filter = filterIn(query)
  const after = /^\d{1,6}$/.test(query('after')) ? Number(query('after')) : 0
  const left = await filteredPhotos(db, seat, filter)
  const people = left.filter(({ person_id }, index) => left[index - 1]?.person_id !== person_id)
  const page = onPage(people, { after, person: query('person') })
  const onIt = new Set(page.people.map(({ person_id }) => person_id))
  const ids = left.filter(({ person_id }) => onIt.has(person_id)).map(({ id }) => id)
  await noteReading(db, seat, ids)
  const lists = {
    sides: await sidesWithPhotos(db, seat),
    organisations: await organisationsOf(db, seat),
    teams: await teamsOf(db, seat),
    groups: await groupsOf(db, seat),
  }
  const { total } = await photoCounts(db, seat)
  return wallPage(t, seat, await photosAmong(db, seat, ids), {
    ...{ ...page, filter, total, lists },
    expected: await announcedCounts(db, seat),
  })
}

async function exportWords({ db, seat, t, query }: Visit) {
  const ids = (await filteredPhotos(db, seat, filterIn(query))).map(({ id }) => id)
  const photos = await photosAmong(db, seat, ids)
  await noteReading(db, seat, ids)
  const titles = new Map((await groupsOf(db, seat)).map(({ id, title }) => [id, title]))
  const groups = new Map(
    (await sortedPhotos(db, seat)).map(({ id, group_id }) => [id, titles.get(group_id ?? '')]),
  )
  const { header, rows } = photoTable(t, photos)
  return csv(
    t.language,
    t('photos.csvName'),
    [...header, t('photos.column.group')],
    rows.map((row, place) => [...row, groups.get(photos[place]?.id ?? '') ?? '']),
  )
}

async function showSlide({ db, seat, t, query }: Visit) {
  const rung = openRungs.find((one) => one === query('rung'))
  if (!rung) return slidesPage(t, seat)
  const slides = await slidesFor(db, seat, rung)
  const at = /^\d{1,6}$/.test(query('at')) ? Number(query('at')) : 1
  return slidePage(t, seat, slides, { rung, at, withWords: query('words') === 'yes' })
}
