import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { isAnswerInView, versionOfAnswer } from '../../http/answered.ts'
import { overtakenForm, refusedField, refusedForm, type Form } from '../../http/form.ts'
import { AnswerSeen, versionAgain } from '../../http/meanwhile.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { readBackOf } from './permission-input.ts'
import { permissionPage } from './permission-page.ts'
import { answerOnScreen } from './permission-queries.ts'
import { photoWith } from './queries.ts'
import { ownBase } from './shown.ts'

/** What participants say of the use of their own photos. */
export const permissionRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: '/studies/:study/participants/:person/photos/:photo/permission',
    door: 'participant',
    may: 'photos.answer',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const photo = await photoWith(db, seat, param('photo'))
      if (photo.wished_at === null) throw new NotFound('nobody asked for this photo')
      const input = readBackOf(photo).safeParse(body)
      const seen = AnswerSeen.safeParse(body)
      if (!input.success) return showPermission(visit, refusedForm(t, body, input.error))
      if (!seen.success) return showPermission(visit, refusedForm(t, body, seen.error))
      const { version } = seen.data
      try {
        await change(db, seat, (tx) => answerOnScreen(tx, seat, photo.id, input.data, version))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const now = await photoWith(db, seat, photo.id)
        return showPermission(
          visit,
          isAnswerInView(now, version)
            ? refusedField(t, body, 'rung', 'stays.notSoFar')
            : overtakenForm(t, body),
        )
      }
      const next =
        input.data.recognisable === 'yes' ? `photos/${photo.id}/people` : `reading-back#photo-${photo.id}`
      return { redirect: `${ownBase(seat)}/${next}`, notice: 'saved' }
    },
  },
]

async function showPermission({ db, seat, t, param }: Visit, form: Form): Promise<Answer> {
  const photo = await photoWith(db, seat, param('photo'))
  return permissionPage(t, seat, photo, { form, version: versionAgain(form, versionOfAnswer(photo)) })
}
