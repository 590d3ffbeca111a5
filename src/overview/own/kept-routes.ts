import { noteReading } from '../../access/audit.ts'
import { readJoined, storedOf } from '../../files/joined.ts'
import type { Storage } from '../../files/storage.ts'
import { zipOf, type Packed } from '../../files/zip.ts'
import type { StudyRoute } from '../../http/route.ts'
import { keptPage } from './kept-page.ts'
import { keptListed } from './kept-person-queries.ts'
import { keptOf } from './kept-queries.ts'
import { keptArchive, type KeptArchive } from './kept-rules.ts'

const kept = '/studies/:study/participants/:person/kept'

/** All that is kept about a participant, for that person: also after stopping. */
export const keptRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: kept,
    door: 'participant',
    may: 'own.read',
    handle: async ({ db, t, seat }) => keptPage(t, seat, await keptListed(db, seat)),
  },
  {
    method: 'get',
    path: `${kept}/archive`,
    door: 'participant',
    may: 'own.export',
    needs: 'key',
    handle: async ({ db, seat, t, deps }) => {
      // First: what is kept about somebody from now on is also that it was given.
      await noteReading(db, seat, [seat.personId])
      const archive = keptArchive(t, seat.studyName, await keptOf(db, seat))
      const download = zipOf(filesOf(deps.storage, archive))
      return { download, type: 'application/zip', fileName: t('kept.fileName') }
    },
  },
]

async function* filesOf(
  storage: Storage,
  { texts, stored: files, joined }: KeptArchive,
): AsyncIterable<Packed> {
  yield* texts
  for (const { name, stored } of files) {
    const file = await storage.read(stored)
    if (file) yield { name, content: file.stream }
  }
  for (const { name, pieces } of joined) {
    // One that is gone, as after an older back-up, does not break off all the rest.
    const there = await storedOf(storage, pieces)
    const last = there.reduce((sum, { bytes }) => sum + bytes, 0) - 1
    if (there.length > 0) yield { name, content: readJoined(storage, there, { first: 0, last }) }
  }
}
