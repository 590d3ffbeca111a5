import { buffer } from 'node:stream/consumers'
import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { scanEndings, scanTypeOf, type ScanType } from '../../files/scans.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { Paper } from './paper-input.ts'
import { paperPage } from './paper-page.ts'
import { paperOf, savePaper, type PaperRow } from './paper-queries.ts'
import { lastBy, markOf, paperRegistrationOf } from './paper-rules.ts'
import { participantWith } from './queries.ts'
import { agreedOf, flagsOf, heardOf, idOf, noTextForm, textsToChoose, wrongDayForm } from './said-routes.ts'

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
]

async function save(visit: Visit) {
  const { db, seat, t, body, file, param, deps } = visit
  const person = await participantWith(db, seat, param('participant'))
  const refuse = (form: Form) => show(visit, file ? withScanAgain(visit, form) : form)
  const input = Paper.safeParse(body)
  if (!input.success) return refuse(refusedForm(t, body, input.error))
  const type = file && scanTypeOf(file.content)
  if (file && !type) return show(visit, refusedField(t, body, 'file', 'paper.scanKind'))
  const { text, is_early, ...signed } = input.data
  const texts = await textsToChoose(visit, person)
  const chosen = texts.find(({ values }) => values.includes(text))
  if (!chosen) return refuse(noTextForm(visit, text))
  const paper = await paperOf(db, seat, person.id)
  const isSameScan = file !== undefined && (await isStored(visit, paper, file.content))
  const said = { way: 'paper' as const, day: signed.signed_on, takes_part: 1 as const, ...flagsOf(signed) }
  const registration = paperRegistrationOf(
    await heardOf(visit, person.id),
    { ...said, text_id: idOf(chosen) },
    file === undefined ? 'none' : isSameScan ? 'same' : 'other',
  )
  if (registration.does !== 'nothing') {
    const wrong = wrongDayForm(visit, signed.signed_on, { after: registration.after, chosen, is_early })
    if (wrong) return refuse(wrong)
  }
  // The scan that is there shows the paper of before.
  if (registration.does === 'adds' && paper?.scan && (!file || isSameScan))
    return show(visit, refusedField(t, body, 'file', 'paper.scanOfNew'))
  const scan =
    file && type && !isSameScan
      ? { name: await deps.storage.write(file.content), type, bytes: file.content.length }
      : undefined
  const done = { isKept: false }
  try {
    return await unlessOvertaken(
      visit,
      async () => {
        await change(db, seat, (tx) =>
          savePaper(tx, seat, person.id, { signed, registration, chosen: chosen.chosen, scan }),
        )
        done.isKept = true
        if (scan) await deps.storage.settle([scan.name])
        await unlinkRemoved(db, deps.storage)
      },
      refuse,
      { redirect: `/studies/${seat.studyId}/people/${person.id}/paper-consent`, notice: 'saved' },
    )
  } finally {
    if (scan && !done.isKept) await deps.storage.remove(scan.name)
  }
}

/** A browser empties the field of a file on a form that comes back, so the form says to choose it again. */
function withScanAgain({ t }: Visit, form: Form): Form {
  return { ...form, problems: { ...form.problems, file: t('paper.scanAgain') } }
}

/** Whether these bytes are the scan that is there. */
async function isStored({ deps }: Visit, paper: PaperRow | undefined, content: Buffer): Promise<boolean> {
  if (!paper?.scan || paper.bytes !== content.length) return false
  const stored = await deps.storage.read(paper.scan)
  return stored !== undefined && content.equals(await buffer(stored.stream))
}

async function show(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const paper = await paperOf(db, seat, person.id)
  const texts = await textsToChoose(visit, person)
  const all = await heardOf(visit, person.id)
  const stored = filledForm({
    signed_on: paper?.signed_on ?? '',
    ...agreedOf(lastBy(all, ['paper']), texts),
    version: markOf(all, paper?.version),
  })
  return paperPage(t, seat, person, { paper, texts }, shownForm(stored, form))
}
