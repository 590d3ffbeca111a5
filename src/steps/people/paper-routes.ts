import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { scanEndings, scanTypeOf, type ScanType } from '../../files/scans.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { languages } from '../../method/languages.ts'
import { agreementTextsOf } from './agreement-queries.ts'
import { textOfNow } from './agreement-routes.ts'
import { Paper } from './paper-input.ts'
import { paperPage } from './paper-page.ts'
import { paperOf, savePaper, withdrawPaper } from './paper-queries.ts'
import { participantWith } from './queries.ts'

const base = '/studies/:study/people/:participant/paper-consent'

/** Agreements on paper, registered by who sees names. */
export const paperRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.read',
    needs: 'names',
    handle: (visit) => show(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    body: 'file',
    handle: save,
  },
  {
    method: 'get',
    path: `${base}/scan`,
    door: 'account',
    may: 'people.read',
    needs: 'names',
    handle: async ({ db, seat, param, deps }) => {
      const paper = await paperOf(db, seat, param('participant'))
      const file = paper?.scan ? await deps.storage.read(paper.scan) : undefined
      if (!paper?.type || !file) throw new NotFound('no such scan')
      await noteReading(db, seat, [param('participant')])
      const fileName = `scan.${scanEndings[paper.type as ScanType]}`
      return { download: file.stream, type: paper.type, size: file.size, fileName }
    },
  },
  {
    method: 'post',
    path: `${base}/withdrawal`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, (tx) => withdrawPaper(tx, seat, param('participant')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: `/studies/${seat.studyId}/people/${param('participant')}`, notice: 'removed' }
    },
  },
]

async function save(visit: Visit) {
  const { db, seat, t, body, file, param, deps } = visit
  const person = await participantWith(db, seat, param('participant'))
  const input = Paper.safeParse(body)
  if (!input.success) return show(visit, refusedForm(t, body, input.error))
  const type = file && scanTypeOf(file.content)
  if (file && !type) return show(visit, refusedField(t, body, 'file', 'paper.scanKind'))
  const { text, signed_on, ...boxes } = input.data
  const language = languages.find((one) => text === `now-${one}`)
  const chosen = language
    ? { text: await textOfNow(visit, language, person.name ?? ''), language }
    : { id: text }
  const scan =
    file && type
      ? { name: await deps.storage.write(file.content), type, bytes: file.content.length }
      : undefined
  const signed = { ...boxes, signed_on }
  const done = { isKept: false }
  try {
    return await unlessOvertaken(
      visit,
      async () => {
        await change(db, seat, (tx) => savePaper(tx, seat, person.id, { signed, chosen, scan }))
        done.isKept = true
        if (scan) await deps.storage.settle([scan.name])
        await unlinkRemoved(db, deps.storage)
      },
      (form) => show(visit, form),
      { redirect: `/studies/${seat.studyId}/people/${person.id}/paper-consent`, notice: 'saved' },
    )
  } finally {
    if (scan && !done.isKept) await deps.storage.remove(scan.name)
  }
}

async function show(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const paper = await paperOf(db, seat, person.id)
  const stored = filledForm({
    signed_on: paper?.signed_on ?? '',
    text: paper?.text_id ?? `now-${person.language}`,
    may_record: paper?.may_record ? 'yes' : '',
    keep_posted: paper?.keep_posted ? 'yes' : '',
    version: paper?.version ?? 0,
  })
  const around = { paper, versions: await agreementTextsOf(db, seat) }
  return paperPage(t, seat, person, around, shownForm(stored, form))
}
