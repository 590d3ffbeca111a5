import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { reachOf } from '../../http/stays.ts'

const columns = ['number', 'kind', 'words', 'angle', 'ownPicture', 'recognisable', 'answer', 'rung'] as const

/** The photos of a study as researchers take them along: a head and rows. */
export function photoTable(t: Translate, photos: readonly Photo[]) {
  return {
    header: columns.map((column) => t(`photos.column.${column}`)),
    rows: photos.map((photo) => rowOf(t, photo)),
  }
}

/** What a photo is in a table. */
function rowOf(t: Translate, photo: Photo): string[] {
  return [
    written(photo.number),
    t(`photos.kind.${photo.kind}`),
    photo.words,
    photo.angle ? t(`angles.${photo.angle}`) : '',
    t(photo.is_own ? 'form.yes' : 'form.no'),
    t(photo.is_recognisable ? 'form.yes' : 'form.no'),
    photo.answer ? t(`photos.answer.${photo.answer}`) : '',
    t(`rungs.${reachOf(photo)}`),
  ]
}
