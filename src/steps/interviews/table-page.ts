import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'

/** A QR code as its squares: how many along a side, and one by one in rows whether they are dark. */
export type Squares = { size: number; data: ArrayLike<number> }
/** The code that was just made: where it leads, and how it is drawn. It is shown once, since only a hash is kept. */
export type TableCode = { address: string; squares: Squares; loopback: boolean }

/** A QR code as the path of an SVG, a step for each dark square. */
export function pathOf({ size, data }: Squares): string {
  return Array.from(data)
    .flatMap((dark, place) => (dark ? [`M${place % size} ${Math.floor(place / size)}h1v1h-1z`] : []))
    .join('')
}

type TablePage = Page<'interviews/table', { form: Form; action: string }>

/** What a phone shows that read the code on the table: one photo can be added, and nothing else is told. */
export function tablePage(t: Translate, action: string, form: Form): TablePage {
  return {
    view: 'interviews/table',
    status: statusOf(form),
    page: { title: t('table.title'), lead: t('table.lead'), form, action },
  }
}
