import { altOf, hasImage } from '../../http/photos.ts'
import type { Said } from '../../method/evidence.ts'
import { openRungs, rungs, type OpenRung } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { IfGiven } from './queries.ts'

/**
 * What others would see, as their pages show evidence, with what each choice would mean; empty where nobody else can. The
 * name always stands in it: what is chosen in the form decides whether it is shown (`preview.css`).
 */
export type Preview =
  | {
      rungs: { rung: OpenRung; text: string }[]
      unnamed: string
      named: string
      most: string
      finding: { photos: object[]; quotations: Said[] }
    }
  | undefined

/** What others would see of a sentence; `name` is that of its person. */
export function previewOfQuotation(t: Translate, name: string, { quotations }: IfGiven, id: string): Preview {
  const given = quotations.find((quotation) => quotation.id === id)
  if (!given) return undefined
  return {
    ...meaningOf(t, 'quotation', openRungs),
    most: '',
    finding: { photos: [], quotations: [{ words: given.words, name }] },
  }
}

/** The same of a photo; `base` is under which address the visitor has it. */
export function previewOfPhoto(
  t: Translate,
  { base, name }: { base: string; name: string },
  { photos }: IfGiven,
  photoId: string,
): Preview {
  const photo = photos.find(({ id, most_place }) => id === photoId && most_place > 0)
  if (!photo) return undefined
  const { id, kind, words, width, height, most_place } = photo
  const image = `${base}/photos/${id}/large`
  const most = rungs[most_place] ?? 'researchers'
  return {
    ...meaningOf(t, 'photo', openRungs.slice(0, most_place)),
    most: most === 'everyone' ? '' : t('preview.most', { rung: t(`rungs.upTo.${most}`) }),
    finding: {
      photos: [
        {
          ...{ image, thumb: `${base}/photos/${id}/thumb`, alt: altOf(t, kind, words), words },
          ...{ isText: !hasImage(kind), width: width ?? 0, height: height ?? 0, name },
        },
      ],
      quotations: [],
    },
  }
}

/** What saying yes would mean, by how far. */
function meaningOf(t: Translate, what: 'photo' | 'quotation', within: readonly OpenRung[]) {
  return {
    rungs: within.map((rung) => ({ rung, text: t(`preview.${what}.${rung}`) })),
    unnamed: t(`preview.${what}.unnamed`),
    named: t(`preview.${what}.named`),
  }
}
