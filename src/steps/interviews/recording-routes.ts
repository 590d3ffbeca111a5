import { createReadStream } from 'node:fs'
import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { newId } from '../../db/new-id.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict, isFull, NotFound, Unreadable } from '../../errors.ts'
import { readJoined } from '../../files/joined.ts'
import { removeUnnamed, unlinkRemoved } from '../../files/rows.ts'
import { checksumOf, mostSound } from '../../files/sound.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { studyOf } from '../study/queries.ts'
import { confirmText, setTerm, termOf, unconfirmText } from './keeping-queries.ts'
import { interviewWith } from './queries.ts'
import { Ending, mostPieces, Piece, Term } from './recording-input.ts'
import { keepingPage } from './recording-page.ts'
import {
  endPart,
  insertPiece,
  NotAgreed,
  partMarked,
  piecesOf,
  removePart,
  TooMuch,
  type NewPiece,
} from './recording-queries.ts'
import { isMade, runOf } from './recording-rules.ts'
import { makePart } from './recording-work-queries.ts'
import { showOne } from './routes.ts'

const base = '/studies/:study/interviews'
const sound = `${base}/:interview/recordings`

/** How long the sound of talks is kept: an address that a talk could have, and so before those of talks. */
export const keepingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/recordings`,
    door: 'account',
    may: 'recordings.read',
    handle: (visit) => showKeeping(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/recordings`,
    door: 'account',
    may: 'recordings.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Term.safeParse(body)
      if (!input.success) return showKeeping(visit, refusedForm(t, body, input.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setTerm(tx, seat, input.data)),
        (form) => showKeeping(visit, form),
        { redirect: `/studies/${seat.studyId}/interviews/recordings`, notice: 'saved' },
      )
    },
  },
]

export const recordingRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: sound,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    body: 'sound',
    handle: sendWhole,
  },
  {
    method: 'get',
    path: `${sound}/:mark/pieces`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    handle: (visit) =>
      answering(visit, async () => {
        const { db, seat, param } = visit
        const { id } = await interviewWith(db, seat, param('interview'))
        const part = await partMarked(db, seat, id, param('mark'))
        const pieces = part ? await piecesOf(db, seat.studyId, [part.id]) : []
        return {
          json: { pieces: pieces.map(({ seq }) => seq), made: part !== undefined && isMade(part, pieces) },
        }
      }),
  },
  {
    method: 'post',
    path: `${sound}/:mark/pieces/:seq`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    body: 'piece',
    handle: takePiece,
  },
  {
    method: 'post',
    path: `${sound}/:mark/end`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Ending.safeParse(body)
      if (!input.success) throw new Unreadable('no number of pieces')
      return answering(visit, async () => {
        const { id } = await interviewWith(db, seat, param('interview'))
        await change(db, seat, (tx) => endPart(tx, seat, id, param('mark'), input.data.pieces))
        const part = await partMarked(db, seat, id, param('mark'))
        const made = part && (await makePart(visit.deps, part.id, visit.now))
        if (made === 'refused' && part?.origin === 'sent')
          return { json: { problem: t('recordings.noSound') }, status: 422 }
        const pieces = part ? await piecesOf(db, seat.studyId, [part.id]) : []
        return { json: { made: made === 'made' || (part !== undefined && isMade(part, pieces)) } }
      })
    },
  },
  {
    method: 'get',
    path: `${sound}/:mark/sound`,
    door: 'account',
    may: 'recordings.read',
    needs: 'raw',
    handle: async ({ db, seat, t, param, query, deps }) => {
      const part = await partMarked(db, seat, param('interview'), param('mark'))
      const asItCame = query('as') === 'came'
      // What was sent is not known to be sound before it was read.
      if (part?.file === null && part.origin === 'sent') throw new NotFound('not read yet')
      if (!part) throw new NotFound('no such part')
      const pieces =
        part.file === null || asItCame
          ? runOf(await piecesOf(db, seat.studyId, [part.id]))
          : [{ file: part.file, bytes: part.bytes ?? 0 }]
      if (pieces.length === 0) throw new NotFound('nothing of it is in')
      await noteReading(db, seat, [part.interview_id, part.id])
      return {
        download: { part: (range) => readJoined(deps.storage, pieces, range) },
        type: asItCame ? 'application/octet-stream' : part.type.replace(/;.*/, ''),
        ...(asItCame ? { fileName: t('recordings.asItCameName') } : {}),
        size: pieces.reduce((sum, { bytes }) => sum + bytes, 0),
        etag: (asItCame ? undefined : part.file) ?? `${part.id}-${pieces.length}`,
      }
    },
  },
  {
    method: 'post',
    path: `${sound}/:mark/removal`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param, deps } = visit
      await change(db, seat, (tx) => removePart(tx, seat, param('interview'), param('mark')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: sectionOf(visit), notice: 'removed' }
    },
  },
  {
    method: 'post',
    path: `${base}/:interview/confirmation`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id } = await interviewWith(db, seat, param('interview'))
      await change(db, seat, (tx) => confirmText(tx, seat, id))
      return { redirect: sectionOf(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:interview/confirmation/removal`,
    door: 'account',
    may: 'recordings.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id } = await interviewWith(db, seat, param('interview'))
      await change(db, seat, (tx) => unconfirmText(tx, seat, id))
      return { redirect: sectionOf(visit), notice: 'saved' }
    },
  },
]

/** A piece of sound from a script: what was recorded, or a part of a file that is sent. */
async function takePiece(visit: Visit): Promise<Answer> {
  const { db, seat, body, upload, param } = visit
  const [mark, seq] = [param('mark'), Number(param('seq'))]
  const input = Piece.safeParse(body)
  const isNamed = isMark(mark) && /^\d{1,5}$/.test(param('seq')) && seq < mostPieces
  // Cut off on the way: it is sent again.
  if (!input.success || !isNamed || upload?.bytes !== input.data.bytes) throw new Unreadable('no whole piece')
  return answering(visit, async () => {
    const { id } = await interviewWith(db, seat, param('interview'))
    await keepPiece(visit, id, { ...input.data, mark, seq }, upload.path)
    return { json: { kept: seq } }
  })
}

/** Stores a piece and keeps its row, with what goes along. The file goes again where it was there already, or is refused. */
async function keepPiece(
  { db, seat, deps }: Visit,
  interviewId: string,
  piece: Omit<NewPiece, 'file' | 'sha256'>,
  path: string,
  along?: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const { storage } = deps
  const file = await storage.write(createReadStream(path))
  let isKept = false
  try {
    const stored = { ...piece, file, sha256: await checksumOf(path) }
    const kept = await change(db, seat, async (tx) => {
      const inserted = await insertPiece(tx, seat, interviewId, stored)
      await along?.(tx)
      return inserted
    })
    isKept = kept !== undefined
  } finally {
    if (isKept) await storage.settle([file])
    else await removeUnnamed(db, storage, file)
  }
}

/**
 * What a script is told: that sound is not agreed to (any more) or that its talk is gone, and then its browser keeps
 * none of it; that its part has ended; or that it is more than is kept.
 */
async function answering({ t }: Visit, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFound) return { json: { problem: t('recordings.gone') }, status: 410 }
    if (error instanceof Conflict) return { json: { problem: t('recordings.taken') }, status: 409 }
    if (error instanceof TooMuch) return { json: { problem: t('recordings.tooMuch') }, status: 413 }
    throw error
  }
}

/** A whole file in one form, for who has no script. */
async function sendWhole(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, upload, param } = visit
  const { id } = await interviewWith(db, seat, param('interview'))
  const refused = (key: Parameters<typeof refusedField>[3]) =>
    showOne(visit, { sound: refusedField(t, body, 'sound', key) })
  if (!upload || upload.bytes === 0) return refused('recordings.soundRequired')
  if (upload.bytes > mostSound) return refused('recordings.soundTooLarge')
  const mark = newId().replaceAll('-', '')
  const piece = {
    mark,
    seq: 0,
    origin: 'sent' as const,
    type: 'audio/unknown',
    ...{ begun_at: '', sent_at: '' },
    bytes: upload.bytes,
  }
  try {
    await keepPiece(visit, id, piece, upload.path, (tx) => endPart(tx, seat, id, mark, 1))
  } catch (error) {
    if (error instanceof NotAgreed) return { redirect: sectionOf(visit) }
    if (error instanceof TooMuch) return refused('recordings.tooMuch')
    if (isFull(error)) return refused('recordings.full')
    throw error
  }
  const part = await partMarked(db, seat, id, mark)
  const made = part && (await makePart(visit.deps, part.id, visit.now))
  return made === 'refused' ? refused('recordings.noSound') : { redirect: sectionOf(visit), notice: 'added' }
}

function isMark(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

function sectionOf({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/interviews/${param('interview')}#recording`
}

async function showKeeping({ db, seat, t }: Visit, refused: Form | undefined) {
  const { days, version } = await termOf(db, seat)
  const { keep_recording } = await studyOf(db, seat)
  return keepingPage(t, seat, keep_recording, shownForm(filledForm({ days, version }), refused))
}
