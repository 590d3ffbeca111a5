import { nthsOf, written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { photoTable } from './table.ts'

/** A photo in an archive: its file's name there, where that is stored (null for a few sentences), its row in the table. */
type ToPack = { id: string; name: string; stored: string | null; row: string[] }
export type Archive = { header: string[]; photos: ToPack[] }

type Shared = { id: string; kind: Photo['kind']; words: string; large: string | null; name: string | null }

/** The archive of researchers: each photo bears its person's number and its place among theirs. */
export function forResearchers(t: Translate, photos: readonly Photo[]): Archive {
  const { header, rows } = photoTable(t, photos)
  const nths = nthsOf(photos)
  return {
    header,
    photos: photos.map(({ id, number, master }, index) => ({
      ...{ id, name: `${written(number)}-${nths.get(id) ?? 0}.jpg` },
      ...{ stored: master, row: rows[index] ?? [] },
    })),
  }
}

/** The archive for anyone else: its names count on through all photos, and tell of no two together; a name stands only where asked for. */
export function forOthers(t: Translate, photos: readonly Shared[]): Archive {
  const digits = String(photos.length).length
  return {
    header: [t('photos.column.kind'), t('photos.column.words'), t('named.column')],
    photos: photos.map(({ id, kind, words, large, name }, index) => ({
      id,
      name: `${String(index + 1).padStart(digits, '0')}.jpg`,
      stored: large,
      row: [t(`photos.kind.${kind}`), words, name ?? ''],
    })),
  }
}
