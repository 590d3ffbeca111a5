import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { deleteFiles, insertFile } from '../../files/rows.ts'
import type { ScanType } from '../../files/scans.ts'

/** Something of which it is asked after the talk whether it may be used. */
type Thing = { kind: 'photo' | 'quotation'; id: string }

/** The papers on which somebody answered after the talk, by the day of signing, each with who registered it. */
export function answerPapersOf(db: Db, seat: Seat, personId: string) {
  return papers(db, seat).where('paper.person_id', '=', personId).orderBy('paper.signed_on').execute()
}
export type AnswerPaper = Awaited<ReturnType<typeof answerPapersOf>>[number]

/** One of them. Throws NotFound when that person has none by that id. */
export function answerPaperWith(db: Db, seat: Seat, personId: string, id: string): Promise<AnswerPaper> {
  return papers(db, seat)
    .where('paper.person_id', '=', personId)
    .where('paper.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such paper'))
}

function papers(db: Db, { studyId }: Seat) {
  return db
    .selectFrom('answer_papers as paper')
    .innerJoin('people as maker', (join) =>
      join.onRef('maker.study_id', '=', 'paper.study_id').onRef('maker.id', '=', 'paper.made_by'),
    )
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'paper.study_id').onRef('files.name', '=', 'paper.scan'),
    )
    .select(['paper.id', 'paper.signed_on', 'paper.made_at', 'paper.scan', 'files.type', 'maker.name as by'])
    .where('paper.study_id', '=', studyId)
}

/** On which paper the answer of now was given, by the id of each thing for which it was on one. */
export async function papersBehind(db: Db, seat: Seat, ids: readonly string[]): Promise<PapersBehind> {
  const among = ids.length > 0 ? ids : ['']
  const photos = await papers(db, seat)
    .innerJoin('photo_paper_answers as answer', (join) =>
      join.onRef('answer.study_id', '=', 'paper.study_id').onRef('answer.paper_id', '=', 'paper.id'),
    )
    .select('answer.photo_id as thing_id')
    .where('answer.photo_id', 'in', among)
    .execute()
  const quotations = await papers(db, seat)
    .innerJoin('quotation_paper_answers as answer', (join) =>
      join.onRef('answer.study_id', '=', 'paper.study_id').onRef('answer.paper_id', '=', 'paper.id'),
    )
    .select('answer.quotation_id as thing_id')
    .where('answer.quotation_id', 'in', among)
    .execute()
  return new Map([...photos, ...quotations].map(({ thing_id, ...paper }) => [thing_id, paper]))
}
export type PapersBehind = ReadonlyMap<string, AnswerPaper>

/** The things that were answered on one paper, by their ids: those out of sight too. */
export async function answeredOn(
  db: Db,
  { studyId }: Seat,
  kind: Thing['kind'],
  paperId: string,
): Promise<string[]> {
  const rows =
    kind === 'photo'
      ? await db
          .selectFrom('photo_paper_answers')
          .select('photo_id as id')
          .where('study_id', '=', studyId)
          .where('paper_id', '=', paperId)
          .execute()
      : await db
          .selectFrom('quotation_paper_answers')
          .select('quotation_id as id')
          .where('study_id', '=', studyId)
          .where('paper_id', '=', paperId)
          .execute()
  return rows.map(({ id }) => id)
}

/** Keeps on which paper something was answered, or that it was on none. */
export async function tieToPaper(tx: Tx, { studyId }: Seat, { kind, id }: Thing, paperId: string | null) {
  if (kind === 'photo') {
    await tx
      .deleteFrom('photo_paper_answers')
      .where('study_id', '=', studyId)
      .where('photo_id', '=', id)
      .execute()
    if (paperId === null) return
    await tx
      .insertInto('photo_paper_answers')
      .values({ study_id: studyId, photo_id: id, paper_id: paperId })
      .execute()
    return
  }
  await tx
    .deleteFrom('quotation_paper_answers')
    .where('study_id', '=', studyId)
    .where('quotation_id', '=', id)
    .execute()
  if (paperId === null) return
  await tx
    .insertInto('quotation_paper_answers')
    .values({ study_id: studyId, quotation_id: id, paper_id: paperId })
    .execute()
}

/** The paper that somebody signed on a day, by its id: one a day, whoever registers it and how often. */
export async function keepAnswerPaper(
  tx: Tx,
  seat: Seat,
  personId: string,
  signedOn: string,
): Promise<string> {
  const { id } = await tx
    .insertInto('answer_papers')
    .values({
      ...{ id: newId(), study_id: seat.studyId, person_id: personId, signed_on: signedOn, scan: null },
      ...{ made_at: seat.at, made_by: seat.personId },
    })
    .onConflict((row) =>
      row
        .columns(['study_id', 'person_id', 'signed_on'])
        .doUpdateSet({ made_at: seat.at, made_by: seat.personId }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Keeps the scan of a paper; it takes the place of an earlier one. */
export async function setAnswerScan(
  tx: Tx,
  seat: Seat,
  { personId, paperId }: { personId: string; paperId: string },
  scan: { name: string; type: ScanType; bytes: number },
) {
  const { studyId } = seat
  const old = await answerPaperWith(tx, seat, personId, paperId)
  await insertFile(tx, { ...scan, studyId })
  await tx
    .updateTable('answer_papers')
    .set({ scan: scan.name })
    .where('study_id', '=', studyId)
    .where('id', '=', paperId)
    .execute()
  await deleteFiles(tx, [old.scan])
  return { id: personId, ids: [personId, paperId], fields: ['scan'] }
}

/** Takes a paper away, with its scan. Throws NotFound when that person has none by that id. */
export async function deleteAnswerPaper(tx: Tx, { studyId }: Seat, personId: string, id: string) {
  await tx
    .deleteFrom('answer_papers')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such paper'))
}
