import { z } from 'zod'
import { cardCodeIn } from '../method/card-codes.ts'
import { blankForm, refusedField, refusedForm, statusOf, text, type Form } from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { enterBy, linkTyped } from './entrance.ts'

/** The door for whoever has a card: its code is typed here, and does what its QR code does. */
export const cardDoorRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/p',
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => showCode(visit, blankForm),
  },
  {
    method: 'post',
    path: '/p',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const { t, body } = visit
      const input = Typed.safeParse(body)
      if (!input.success) return showCode(visit, refusedForm(t, body, input.error))
      const code = cardCodeIn(input.data.code)
      if (code === undefined) return showCode(visit, refusedField(t, body, 'code', 'cardDoor.shape'))
      const found = await linkTyped(visit, code)
      if (found.state !== 'unknown') return enterBy(visit, found)
      return { ...showCode(visit, refusedField(t, body, 'code', 'cardDoor.unknown')), status: 404 }
    },
  },
]

const Typed = z.object({ code: text(60, 'cardDoor.shape') })

function showCode({ t }: OpenVisit, form: Form): Answer {
  return {
    view: 'doors/card',
    status: statusOf(form),
    page: { title: t('cardDoor.title'), lead: t('cardDoor.lead'), form },
  }
}
