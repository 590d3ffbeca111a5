import { noteReading } from '../../access/audit.ts'
import { NotFound } from '../../errors.ts'
import type { Storage } from '../../files/storage.ts'
import { zipOf, type Packed } from '../../files/zip.ts'
import { csvText } from '../../http/csv.ts'
import type { Download } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { rungs, type Rung } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import { archivesPage } from './archive-page.ts'
import { photosForRung } from './archive-queries.ts'
import { forOthers, forResearchers, type Archive } from './archive-rules.ts'
import { photosOf } from './queries.ts'

const archives = '/studies/:study/photos/archives'

/** Photos to take along, as a zip for one rung: for a presentation, or for a talk without a connection. */
export const archiveRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: archives,
    door: 'account',
    may: 'photos.export',
    handle: async (visit) => {
      const counts = {} as Record<Rung, number>
      for (const rung of rungs) counts[rung] = (await archiveFor(visit, rung)).photos.length
      return archivesPage(visit.t, visit.seat, counts)
    },
  },
  {
    method: 'get',
    path: `${archives}/:rung`,
    door: 'account',
    may: 'photos.export',
    handle: async (visit) => {
      const rung = rungs.find((one) => one === visit.param('rung'))
      if (!rung) throw new NotFound('no such rung')
      const archive = await archiveFor(visit, rung)
      const ids = archive.photos.map(({ id }) => id)
      await noteReading(visit.db, visit.seat, ids)
      return download(visit, archive, visit.t('archives.fileName', { rung }))
    },
  },
]

/** What a rung may see, read through its view. */
async function archiveFor({ db, seat, t }: Visit, rung: Rung): Promise<Archive> {
  return rung === 'researchers'
    ? forResearchers(t, await photosOf(db, seat))
    : forOthers(t, await photosForRung(db, seat, rung))
}

function download({ deps, t }: Visit, archive: Archive, fileName: string): Download {
  return { download: zipOf(filesOf(deps.storage, t, archive)), type: 'application/zip', fileName }
}

/**
 * The photos, and at the end the table that names those that are in: one that was taken away while the others were on
 * their way is in neither.
 */
async function* filesOf(storage: Storage, t: Translate, { header, photos }: Archive): AsyncIterable<Packed> {
  const rows: string[][] = []
  for (const { name, stored, row } of photos) {
    if (stored === null) {
      rows.push(['', ...row])
      continue
    }
    const file = await storage.read(stored)
    if (!file) continue
    yield { name, content: file.stream }
    rows.push([name, ...row])
  }
  yield { name: t('photos.csvName'), content: csvText(t.language, [t('archives.file'), ...header], rows) }
}
