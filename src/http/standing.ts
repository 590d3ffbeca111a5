import type { QuotationStanding } from '../method/lists.ts'
import type { Translate } from '../text/text.ts'
import type { Chip } from './form.ts'

/** That the text of a quotation does not have its words any more; undefined where it does. */
export function standingChip(t: Translate, { standing }: { standing: QuotationStanding }): Chip | undefined {
  if (standing === 'anchored') return undefined
  return { text: t(`coding.standing.${standing}`), kind: standing === 'kept' ? 'neutral' : 'attention' }
}
