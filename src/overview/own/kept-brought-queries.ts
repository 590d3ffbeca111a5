import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** The photos of this person, those that were taken away too. */
export function keptPhotos(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('photos')
    .select(['id', 'kind', 'is_drawing', 'words', 'angle', 'is_own', 'is_recognisable', 'master'])
    .select(['added_at', 'by_team', 'withdrawn_at', 'wished_at', 'answer', 'rung', 'remark', 'with_name'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** What this person said of who can be recognised on the photos: never a name. */
export function keptDepicted(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('photo_people as depicted')
    .innerJoin('photos', (join) =>
      join.onRef('photos.study_id', '=', 'depicted.study_id').onRef('photos.id', '=', 'depicted.photo_id'),
    )
    .select(['depicted.photo_id', 'depicted.kind', 'depicted.who', 'depicted.permission'])
    .select(['depicted.rung', 'depicted.guardian', 'depicted.added_at'])
    .where('depicted.study_id', '=', studyId)
    .where('photos.person_id', '=', personId)
    .orderBy('depicted.id')
    .execute()
}

/** Photos that this person chose and that have not arrived. */
export function keptAnnounced(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('announced_photos')
    .select(['announced_at', 'device', 'bytes'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('announced_at')
    .orderBy('client_id')
    .execute()
}

/** This person's words, with what they were before and who speaks in them. */
export async function keptTexts(db: Db, { studyId, personId }: Seat) {
  const texts = await db
    .selectFrom('materials')
    .select(['id', 'kind', 'title', 'text', 'turns', 'made_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  const versions = await db
    .selectFrom('material_versions')
    .select(['material_id', 'version', 'text', 'turns', 'until_at'])
    .where('study_id', '=', studyId)
    .where('material_id', 'in', idsOf(texts))
    .orderBy('material_id')
    .orderBy('version')
    .execute()
  const speakers = await db
    .selectFrom('material_speakers')
    .select(['material_id', 'number', 'name', 'role'])
    .where('study_id', '=', studyId)
    .where('material_id', 'in', idsOf(texts))
    .orderBy('material_id')
    .orderBy('number')
    .execute()
  const originals = await db
    .selectFrom('material_originals')
    .select(['material_id', 'title', 'text', 'turns', 'speakers', 'kept_at'])
    .where('study_id', '=', studyId)
    .where('material_id', 'in', idsOf(texts))
    .orderBy('material_id')
    .execute()
  return { texts, versions, speakers, originals }
}

/** The talks with this person, with what was noted there and where the photos lay. */
export async function keptTalks(db: Db, { studyId, personId }: Seat) {
  const talks = await db
    .selectFrom('interviews')
    .select(['id', 'held_on', 'starts_at', 'minutes', 'place', 'online', 'made_at', 'state', 'mailed_at'])
    .select(['unsuited_at', 'unsuited_words'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  const moves = await db
    .selectFrom('interview_changes')
    .select(['interview_id', 'from_state', 'to_state', 'at', 'words'])
    .where('study_id', '=', studyId)
    .where('interview_id', 'in', idsOf(talks))
    .orderBy('id')
    .execute()
  const notes = await db
    .selectFrom('interview_notes as note')
    .leftJoin('elements', (join) =>
      join.onRef('elements.study_id', '=', 'note.study_id').onRef('elements.id', '=', 'note.element_id'),
    )
    .select(['note.interview_id', 'note.photo_id', 'elements.name as side', 'note.text'])
    .where('note.study_id', '=', studyId)
    .where('note.interview_id', 'in', idsOf(talks))
    .orderBy('note.interview_id')
    .orderBy('note.spot')
    .execute()
  const laid = await db
    .selectFrom('laid_photos as laid')
    .innerJoin('elements', (join) =>
      join.onRef('elements.study_id', '=', 'laid.study_id').onRef('elements.id', '=', 'laid.element_id'),
    )
    .select(['laid.interview_id', 'laid.photo_id', 'elements.name as side'])
    .where('laid.study_id', '=', studyId)
    .where('laid.interview_id', 'in', idsOf(talks))
    .orderBy('laid.photo_id')
    .execute()
  const others = await db
    .selectFrom('other_notes as note')
    .leftJoin('elements', (join) =>
      join.onRef('elements.study_id', '=', 'note.study_id').onRef('elements.id', '=', 'note.element_id'),
    )
    .select(['note.interview_id', 'note.photo_id', 'elements.name as side', 'note.text', 'note.written_at'])
    .where('note.study_id', '=', studyId)
    .where('note.interview_id', 'in', idsOf(talks))
    .orderBy('note.written_at')
    .orderBy('note.client_id')
    .execute()
  const times = await db
    .selectFrom('talk_times')
    .select(['interview_id', 'began_at', 'ended_at'])
    .where('study_id', '=', studyId)
    .where('interview_id', 'in', idsOf(talks))
    .execute()
  const marks = await db
    .selectFrom('talk_marks')
    .select(['interview_id', 'at', 'word'])
    .where('study_id', '=', studyId)
    .where('interview_id', 'in', idsOf(talks))
    .orderBy('at')
    .execute()
  return { talks, moves, notes, laid, others, times, marks }
}

/** The sound of the talks with this person, with its files in order, and until when it is kept. */
export async function keptRecordings(db: Db, { studyId, personId }: Seat) {
  const recordings = await db
    .selectFrom('recording_parts as part')
    .innerJoin('interviews', (join) =>
      join
        .onRef('interviews.study_id', '=', 'part.study_id')
        .onRef('interviews.id', '=', 'part.interview_id'),
    )
    .leftJoin('recordings_kept as kept', (join) =>
      join.onRef('kept.study_id', '=', 'part.study_id').onRef('kept.interview_id', '=', 'part.interview_id'),
    )
    .select(['part.id', 'part.interview_id', 'part.origin', 'part.type', 'part.begun_at', 'part.last_at'])
    .select(['part.milliseconds', 'part.removed_at', 'part.file', 'kept.confirmed_at', 'kept.days'])
    .where('part.study_id', '=', studyId)
    .where('interviews.person_id', '=', personId)
    .orderBy('part.begun_at')
    .orderBy('part.id')
    .execute()
  const recordingPieces = await db
    .selectFrom('recording_pieces')
    .select(['part_id', 'seq', 'file', 'bytes'])
    .where('study_id', '=', studyId)
    .where('part_id', 'in', idsOf(recordings))
    .orderBy('part_id')
    .orderBy('seq')
    .execute()
  return { recordings, recordingPieces }
}

/** What was quoted of this person, with the answers. */
export function keptQuotations(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('quotations as quotation')
    .innerJoin('materials', (join) =>
      join
        .onRef('materials.study_id', '=', 'quotation.study_id')
        .onRef('materials.id', '=', 'quotation.material_id'),
    )
    .select([
      'quotation.id',
      'quotation.material_id',
      'quotation.words',
      'quotation.made_at',
      'quotation.wished_at',
      'quotation.standing',
    ])
    .select(['quotation.answer', 'quotation.rung', 'quotation.remark', 'quotation.with_name'])
    .where('quotation.study_id', '=', studyId)
    .where('materials.person_id', '=', personId)
    .orderBy('quotation.material_id')
    .orderBy('quotation.start_offset')
    .orderBy('quotation.id')
    .execute()
}

/** What was answered on paper after the talk, with the type of each scan. */
export async function keptAnswerPapers(db: Db, { studyId, personId }: Seat) {
  const answerPapers = await db
    .selectFrom('answer_papers as paper')
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'paper.study_id').onRef('files.name', '=', 'paper.scan'),
    )
    .select(['paper.id', 'paper.signed_on', 'paper.made_at', 'paper.scan', 'files.type'])
    .where('paper.study_id', '=', studyId)
    .where('paper.person_id', '=', personId)
    .orderBy('paper.signed_on')
    .execute()
  const ids = idsOf(answerPapers)
  const photos = await db
    .selectFrom('photo_paper_answers')
    .select(['photo_id as thing', 'paper_id as paper'])
    .where('paper_id', 'in', ids)
    .execute()
  const quotations = await db
    .selectFrom('quotation_paper_answers')
    .select(['quotation_id as thing', 'paper_id as paper'])
    .where('paper_id', 'in', ids)
    .execute()
  return { answerPapers, onPaper: [...photos, ...quotations] }
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.length === 0 ? [''] : rows.map(({ id }) => id)
}
