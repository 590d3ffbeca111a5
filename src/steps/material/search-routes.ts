import { noteReading } from '../../access/audit.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { organisationsOf, teamsOf } from '../study/queries.ts'
import { behindIn, searchIn } from './search-input.ts'
import { searchPage } from './search-page.ts'
import { pageSize, placeCounts, placesWith, spokenRoles } from './search-queries.ts'
import { termsIn } from './search-rules.ts'

export const searchRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/material/search',
    door: 'account',
    may: 'material.read',
    needs: 'raw',
    handle: showSearch,
  },
]

async function showSearch({ db, seat, t, query }: Visit) {
  const search = searchIn(query)
  const terms = termsIn(search.words)
  const behind = behindIn(query)
  const found = terms.length > 0 ? await placesWith(db, seat, terms, search, behind) : []
  const { rows: places, hasNext } = pageOf(found, pageSize)
  await noteReading(db, seat, [...new Set(places.map(({ material_id }) => material_id))])
  return searchPage(t, seat, {
    ...{ search, terms, places, hasNext, isFirst: behind === undefined },
    counts: terms.length > 0 ? await placeCounts(db, seat, terms, search) : { places: 0, texts: 0 },
    organisations: await organisationsOf(db, seat),
    teams: await teamsOf(db, seat),
    spoken: await spokenRoles(db, seat),
  })
}
