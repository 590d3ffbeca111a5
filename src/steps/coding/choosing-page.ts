import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Choosable } from './choosing-queries.ts'
import type { Coding } from './queries.ts'
import type { Reading } from './reading-queries.ts'
import { readingAddress } from './shown.ts'

type Row = { id: string; text: string; codes: string; isTicked: boolean }
type ChoosingPage = Page<
  'coding/choosing',
  {
    action: string
    form: Form
    quotations: Row[]
    photos: (Omit<Row, 'codes'> & { image: string; alt: string })[]
    back: string
  }
>

/** What of one person's words and photos the team wants to use: what is not asked yet, to be ticked. */
export function choosingPage(
  t: Translate,
  seat: Seat,
  reading: Reading,
  { choosable, codings, form }: { choosable: Choosable; codings: readonly Coding[]; form: Form },
): ChoosingPage {
  const ticked = [form.typed.thing ?? []].flat()
  const address = readingAddress(seat, reading.person_id)
  return {
    view: 'coding/choosing',
    status: statusOf(form),
    page: {
      title: t('choosing.title'),
      lead: t('choosing.lead', { number: written(reading.number) }),
      action: `${address}/choosing`,
      form,
      quotations: choosable.quotations.map(({ id, words }) => ({
        id,
        text: words,
        codes: codings
          .filter(({ quotation_id }) => quotation_id === id)
          .map(({ name }) => name)
          .join(', '),
        isTicked: ticked.includes(id),
      })),
      photos: choosable.photos.map(({ id, kind, words, nth }) => ({
        id,
        text: `${t('photos.nth', { kind, nth })}${words ? ` · ${words}` : ''}`,
        isTicked: ticked.includes(id),
        image: hasImage(kind) ? `/studies/${seat.studyId}/photos/${id}/thumb` : '',
        alt: altOf(t, kind, words),
      })),
      back: address,
    },
  }
}
