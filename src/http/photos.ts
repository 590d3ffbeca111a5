import type { ImageKind, PhotoKind } from '../method/lists.ts'
import type { Translate } from '../text/text.ts'

/** Whether there is an image to show: a few sentences have none, and a photo that is not in sight has no kind. */
export function hasImage(kind: PhotoKind | null | undefined): kind is ImageKind {
  return kind === 'picture' || kind === 'drawing'
}

/** What an image shows to who does not see it: the words that came with it, and whether it was drawn. */
export function altOf(t: Translate, kind: PhotoKind | null, words: string | null): string {
  const said = words === null || words === '' ? t('photos.noWords') : words
  return kind === 'drawing' ? t('photos.drawingOf', { words: said }) : said
}
