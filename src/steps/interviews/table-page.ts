import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { QrCode } from '../../http/qr-code.ts'
import type { Translate } from '../../text/text.ts'

/** The code that was just made: where it leads, and how it is drawn. It is shown once, since only a hash is kept. */
export type TableCode = { address: string; qr: QrCode; loopback: boolean }

type TablePage = Page<'interviews/table', { form: Form; action: string }>

/** What a phone shows that read the code on the table: one photo can be added, and nothing else is told. */
export function tablePage(t: Translate, action: string, form: Form): TablePage {
  return {
    view: 'interviews/table',
    status: statusOf(form),
    page: { title: t('table.title'), lead: t('table.lead'), form, action },
  }
}
