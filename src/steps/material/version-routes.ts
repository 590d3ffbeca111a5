import { noteReading } from '../../access/audit.ts'
import { NotFound } from '../../errors.ts'
import { inTurns } from '../../http/in-turns.ts'
import type { StudyRoute } from '../../http/route.ts'
import { differing } from '../../method/alike.ts'
import { materialWith } from './queries.ts'
import { versionPage } from './version-page.ts'
import { versionWith } from './version-queries.ts'

/** What texts were before they were corrected. */
export const versionRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/material/:material/versions/:version',
    door: 'account',
    may: 'material.read',
    needs: 'raw',
    handle: async ({ db, seat, t, param }) => {
      const version = param('version')
      if (!/^\d{1,6}$/.test(version)) throw new NotFound('no such version')
      const material = await materialWith(db, seat, param('material'))
      const old = await versionWith(db, seat, material.id, Number(version))
      await noteReading(db, seat, [material.id])
      const found = await inTurns(differing(old.text, material.text))
      return versionPage(t, seat, material, old, found)
    },
  },
]
