import { change } from '../../access/change.ts'
import { keepPicture, takePicture } from '../../files/pictures.ts'
import { blankForm, ClientId, refusedField, refusedForm, typedIn, type Form } from '../../http/form.ts'
import type { Answer } from '../../http/page.ts'
import { qrCodeOf } from '../../http/qr-code.ts'
import type { StudyRoute, TableRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { insertPicture } from '../photos/editing-queries.ts'
import { interviewWith } from './queries.ts'
import { tablePage } from './table-page.ts'
import { deleteTableLink, insertTableLink, talkAtTable } from './table-queries.ts'
import { showTalk, topicOf } from './talk-routes.ts'

const talk = '/studies/:study/interviews/:interview'

/** Photos that are added at the table: by the researcher, or by a code that stands on the screen for some minutes. */
export const tableRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: `${talk}/photos`,
    door: 'account',
    may: 'photos.addAtTable',
    needs: 'raw',
    body: 'picture',
    handle: async (visit) => {
      const { db, seat, t, deps, param } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const href = `/studies/${seat.studyId}/interviews/${interview.id}/talk`
      const refused = (form: Form): Answer => {
        const [text = ''] = Object.values(form.problems)
        const page = { title: t('interviews.addPhoto'), text, links: [{ href, text: t('form.back') }] }
        return { view: 'doors/message', status: 422, page }
      }
      const added = await add(visit, interview, refused)
      if ('refused' in added) return added.refused
      deps.live.changed(topicOf(interview.id))
      return { redirect: added.id ? `${href}#photo-${added.id}` : href, notice: 'photoIn' }
    },
  },
  {
    method: 'post',
    path: `${talk}/table-link`,
    door: 'account',
    may: 'photos.addAtTable',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, deps, param } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const { token } = await change(db, seat, (tx) => insertTableLink(tx, seat, interview))
      const address = `${deps.baseUrl}/t/${token}`
      const qr = qrCodeOf(address, 'L')
      return showTalk(visit, undefined, { address, qr, loopback: isLoopback(deps.baseUrl) })
    },
  },
  {
    method: 'post',
    path: `${talk}/table-link/removal`,
    door: 'account',
    may: 'photos.addAtTable',
    needs: 'raw',
    handle: async ({ db, seat, param }) => {
      const { id } = await interviewWith(db, seat, param('interview'))
      await change(db, seat, (tx) => deleteTableLink(tx, seat, id))
      return { redirect: `/studies/${seat.studyId}/interviews/${id}` }
    },
  },
  {
    method: 'get',
    path: `${talk}/live`,
    door: 'account',
    may: 'interviews.read',
    needs: 'raw',
    handle: async ({ db, seat, param }) => {
      const { id } = await interviewWith(db, seat, param('interview'))
      return { live: topicOf(id), instead: `/studies/${seat.studyId}/interviews/${id}/talk` }
    },
  },
]

const table = { path: '/t/:token', door: 'table', may: 'photos.add' } as const

/** What the code on the table opens on a phone. */
export const tableLinkRoutes: TableRoute[] = [
  { ...table, method: 'get', handle: (visit) => showTable(visit, blankForm) },
  {
    ...table,
    method: 'post',
    body: 'picture',
    handle: async (visit) => {
      const { db, seat, deps, param } = visit
      const id = await talkAtTable(db, seat, param('token'))
      const added = await add(visit, { person_id: seat.personId }, (form) => showTable(visit, form))
      if ('refused' in added) return added.refused
      deps.live.changed(topicOf(id))
      return { redirect: `/t/${param('token')}`, notice: 'photoIn' }
    },
  },
]

function showTable({ t, param }: Visit, form: Form): Answer {
  return tablePage(t, `/t/${param('token')}`, form)
}

const nothingSaid = { words: '', angle: null, not_own: false, recognisable: false }

/**
 * Adds a picture to a talk, and gives its id, undefined when it was sent before. When it cannot be added, it gives what
 * `refusedAs` makes of the reason.
 */
async function add(
  { db, seat, t, body, upload, deps }: Visit,
  { person_id: personId }: { person_id: string },
  refusedAs: (form: Form) => Answer,
): Promise<{ id: string | undefined } | { refused: Answer }> {
  const refused = (form: Form) => ({ refused: refusedAs(form) })
  const clientId = ClientId.safeParse(typedIn(body).client_id)
  if (!clientId.success) return refused(refusedForm(t, body, clientId.error))
  if (!upload) return refused(refusedField(t, body, 'picture', 'photos.pictureRequired'))
  const picture = await takePicture(upload.path, deps.storage)
  if ('refused' in picture) {
    return refused(refusedField(t, body, 'picture', `photos.refused.${picture.refused}`))
  }
  const sent = { personId, clientId: clientId.data, checksum: picture.sha256, isAtTable: true }
  const added = await keepPicture(deps.storage, picture, () =>
    change(db, seat, (tx) => insertPicture(tx, seat, sent, { kind: 'picture', picture }, nothingSaid)),
  )
  return { id: added?.id }
}
