import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { scanEndings, scanTypeOf, type ScanType } from '../../files/scans.ts'
import { filledForm, refusedField, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { contactIn } from '../../method/both-languages.ts'
import { wordsIn } from '../../method/words.ts'
import { answerPapersOf, answerPaperWith, setAnswerScan } from '../../steps/people/answer-paper-queries.ts'
import { participantWith } from '../../steps/people/queries.ts'
import { studyOf } from '../../steps/study/queries.ts'
import { textIn } from '../../text/text.ts'
import { ifGiven } from '../own/queries.ts'
import { paperFormPage } from './form-page.ts'
import { fieldsOf, paperWith } from './input.ts'
import { paperAnswersPage, paperRemovalPage, paperScanPage } from './page.ts'
import { askedOf, keepPaper, takePaperAway, versionOfAnswers, type AskedOf } from './queries.ts'

const base = '/studies/:study/people/:participant/paper-answers'
const right = { door: 'account', may: 'answers.register', needs: 'names' } as const

/** Answers on paper after the talk: the paper to print, and what came back on it. */
export const paperAnswerRoutes: StudyRoute[] = [
  { method: 'get', path: base, ...right, handle: (visit) => show(visit, undefined) },
  { method: 'post', path: base, ...right, handle: save },
  { method: 'get', path: `${base}/form`, ...right, handle: showForm },
  { method: 'get', path: `${base}/:paper/scan`, ...right, handle: sendScan },
  { method: 'post', path: `${base}/:paper/scan`, ...right, body: 'file', handle: addScan },
  { method: 'get', path: `${base}/:paper/removal`, ...right, handle: askRemoval },
  {
    method: 'post',
    path: `${base}/:paper/removal`,
    ...right,
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, (tx) => takePaperAway(tx, seat, param('participant'), param('paper')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: baseOf(seat.studyId, param('participant')), notice: 'removed' }
    },
  },
]

async function save(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const { asked } = await askedOf(db, seat, person.id)
  const input = paperWith(asked, t.day(seat.at)).safeParse(typedIn(body))
  if (!input.success) return show(visit, refusedForm(t, body, input.error))
  if ([...input.data.said.values()].every(({ mark }) => mark === 'none'))
    return show(visit, refusedField(t, body, '', 'signed.nothing'))
  return unlessOvertaken(
    visit,
    () => change(db, seat, (tx) => keepPaper(tx, seat, person.id, input.data)),
    (form) => show(visit, form),
    { redirect: baseOf(seat.studyId, person.id), notice: 'saved' },
  )
}

async function show(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const asked = await askedOf(db, seat, person.id)
  const given = await ifGiven(db, seat, { photos: idsOf(asked.photos), quotations: idsOf(asked.quotations) })
  await noteReading(db, seat, [...idsOf(asked.photos), ...idsOf(asked.quotations)])
  const papers = await answerPapersOf(db, seat, person.id)
  return paperAnswersPage(t, seat, person, { asked, given, papers }, shownForm(storedForm(asked), form))
}

/** Nothing is ticked at first, as on a paper: what was said before stands beside it. */
function storedForm({ asked }: AskedOf): Form {
  const marks = Object.fromEntries(asked.map((one) => [fieldsOf(one).mark, 'none']))
  return filledForm({ ...marks, signed_on: '', version: versionOfAnswers(asked) })
}

async function showForm({ db, seat, t, param, deps }: Visit) {
  const person = await participantWith(db, seat, param('participant'))
  const asked = await askedOf(db, seat, person.id)
  if (asked.asked.length === 0) throw new NotFound('nothing is asked')
  await noteReading(db, seat, [...idsOf(asked.photos), ...idsOf(asked.quotations)])
  const say = textIn(person.language, deps.timeZone, wordsIn(person.language, seat.words))
  const contact = contactIn(await studyOf(db, seat), person.language)
  return paperFormPage(t, seat, person, { asked, say, contact })
}

async function sendScan({ db, seat, param, deps }: Visit): Promise<Answer> {
  const paper = await answerPaperWith(db, seat, param('participant'), param('paper'))
  const file = paper.scan ? await deps.storage.read(paper.scan) : undefined
  if (!paper.type || !file) throw new NotFound('no such scan')
  await noteReading(db, seat, [param('participant')])
  const fileName = `scan.${scanEndings[paper.type as ScanType]}`
  return { download: file.stream, type: paper.type, size: file.size, fileName }
}

async function addScan(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, file, param, deps } = visit
  const personId = param('participant')
  const paper = await answerPaperWith(db, seat, personId, param('paper'))
  const type = file && scanTypeOf(file.content)
  if (!file || !type) {
    const form = refusedField(t, body, 'file', file ? 'paper.scanKind' : 'signed.scanRequired')
    return paperScanPage(t, seat, await participantWith(db, seat, personId), paper, form)
  }
  const scan = { name: await deps.storage.write(file.content), type, bytes: file.content.length }
  const done = { isKept: false }
  try {
    await change(db, seat, (tx) => setAnswerScan(tx, seat, { personId, paperId: paper.id }, scan))
    done.isKept = true
    await deps.storage.settle([scan.name])
    await unlinkRemoved(db, deps.storage)
  } finally {
    if (!done.isKept) await deps.storage.remove(scan.name)
  }
  return { redirect: baseOf(seat.studyId, personId), notice: 'saved' }
}

async function askRemoval({ db, seat, t, param }: Visit) {
  const person = await participantWith(db, seat, param('participant'))
  const paper = await answerPaperWith(db, seat, person.id, param('paper'))
  return paperRemovalPage(t, seat, person, { paper, asked: await askedOf(db, seat, person.id) })
}

function baseOf(studyId: string, personId: string): string {
  return `/studies/${studyId}/people/${personId}/paper-answers`
}

function idsOf(things: readonly { id: string }[]): string[] {
  return things.map(({ id }) => id)
}
