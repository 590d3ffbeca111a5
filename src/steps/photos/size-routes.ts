import { noteReading } from '../../access/audit.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import { photoWith, type Photo } from './queries.ts'

const sizes = ['master', 'large', 'thumb'] as const

/** The sizes in which a picture is kept, each with an address below that of the photos. */
export function sizeRoutes(photos: string, door: 'participant' | 'account'): StudyRoute[] {
  return sizes.map((size) => ({
    method: 'get',
    path: `${photos}/:photo/${size}`,
    door,
    may: 'photos.read',
    handle: (visit) => sendPicture(visit, size),
  }))
}

async function sendPicture({ db, seat, param, deps }: Visit, size: (typeof sizes)[number]): Promise<Answer> {
  const photo: Photo = await photoWith(db, seat, param('photo'))
  if (seat.scope === 'study') await noteReading(db, seat, [photo.id])
  return storedPicture(deps.storage, photo[size])
}
