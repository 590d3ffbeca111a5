import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { takenThings } from '../../steps/people/taken-queries.ts'
import type { KeptRows } from './kept-rules.ts'

/**
 * All that is kept about the participant in this seat, also when that person has stopped or took something away: from
 * the tables, for what is hidden from everyone else is kept all the same. Of other people it holds nothing but what
 * stands in a text or a mail.
 */
export async function keptOf(db: Db, seat: Seat): Promise<KeptRows> {
  const { texts, versions } = await keptTexts(db, seat)
  const { talks, notes, laid } = await keptTalks(db, seat)
  return {
    ...(await keptPerson(db, seat)),
    ...(await keptTraits(db, seat)),
    listed: await keptListed(db, seat),
    consents: await keptConsents(db, seat),
    paper: await keptPaper(db, seat),
    ...(await keptAnswerPapers(db, seat)),
    taken: await takenThings(db, seat, seat.personId),
    photos: await keptPhotos(db, seat),
    depicted: await keptDepicted(db, seat),
    announced: await keptAnnounced(db, seat),
    ...{ texts, versions, talks, notes, laid },
    quotations: await keptQuotations(db, seat),
    mails: await keptMails(db, seat),
    links: await keptLinks(db, seat),
    code: await keptCode(db, seat),
    deeds: await keptDeeds(db, seat),
  }
}

async function keptPerson(db: Db, { studyId, personId }: Seat) {
  const person = await db
    .selectFrom('people')
    .select(['name', 'email', 'language', 'made_at'])
    .where('study_id', '=', studyId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const place = await db
    .selectFrom('participants')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.study_id', '=', 'participants.study_id')
        .onRef('organisations.id', '=', 'participants.organisation_id'),
    )
    .leftJoin('teams', (join) =>
      join
        .onRef('teams.study_id', '=', 'participants.study_id')
        .onRef('teams.id', '=', 'participants.team_id'),
    )
    .select(['participants.number', 'participants.invited_at', 'participants.ready_at'])
    .select(['organisations.name as organisation', 'teams.name as team'])
    .where('participants.study_id', '=', studyId)
    .where('participants.person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return { person, place }
}

/** What a list of names says of this person, why it is held, and the draws in which this name came out. */
async function keptListed(db: Db, { studyId, personId }: Seat) {
  const row = await db
    .selectFrom('asked_colleagues as asked')
    .innerJoin('colleagues as one', (join) =>
      join.onRef('one.study_id', '=', 'asked.study_id').onRef('one.id', '=', 'asked.colleague_id'),
    )
    .innerJoin('name_lists as list', 'list.study_id', 'one.study_id')
    .leftJoin('organisations', (join) =>
      join
        .onRef('organisations.study_id', '=', 'one.study_id')
        .onRef('organisations.id', '=', 'one.organisation_id'),
    )
    .leftJoin('teams', (join) =>
      join.onRef('teams.study_id', '=', 'one.study_id').onRef('teams.id', '=', 'one.team_id'),
    )
    .select(['one.id', 'one.name', 'one.email', 'organisations.name as organisation', 'teams.name as team'])
    .select(['list.reason', 'list.made_at'])
    .where('asked.study_id', '=', studyId)
    .where('asked.person_id', '=', personId)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, ...listed } = row
  const values = await db
    .selectFrom('colleague_values as own')
    .innerJoin('traits', (join) =>
      join.onRef('traits.study_id', '=', 'own.study_id').onRef('traits.id', '=', 'own.trait_id'),
    )
    .innerJoin('trait_values as value', (join) =>
      join.onRef('value.study_id', '=', 'own.study_id').onRef('value.id', '=', 'own.value_id'),
    )
    .select(['traits.name as trait', 'value.name as value'])
    .where('own.study_id', '=', studyId)
    .where('own.colleague_id', '=', id)
    .orderBy('traits.name')
    .execute()
  const draws = await db
    .selectFrom('drawn_colleagues as drawn')
    .innerJoin('sample_draws as draw', (join) =>
      join.onRef('draw.study_id', '=', 'drawn.study_id').onRef('draw.id', '=', 'drawn.draw_id'),
    )
    .select(['draw.seed', 'draw.made_at', 'drawn.place'])
    .where('drawn.study_id', '=', studyId)
    .where('drawn.colleague_id', '=', id)
    .orderBy('draw.id')
    .execute()
  return { ...listed, values, draws }
}

/** What the team noted of this person to mirror the network. Who came in whose place is of two people, and not given. */
async function keptTraits(db: Db, { studyId, personId }: Seat) {
  const traits = await db
    .selectFrom('participant_values as own')
    .innerJoin('traits', (join) =>
      join.onRef('traits.study_id', '=', 'own.study_id').onRef('traits.id', '=', 'own.trait_id'),
    )
    .innerJoin('trait_values as value', (join) =>
      join.onRef('value.study_id', '=', 'own.study_id').onRef('value.id', '=', 'own.value_id'),
    )
    .select(['traits.name as trait', 'value.name as value'])
    .where('own.study_id', '=', studyId)
    .where('own.person_id', '=', personId)
    .orderBy('traits.name')
    .execute()
  const formerTeams = await db
    .selectFrom('former_teams as former')
    .leftJoin('teams', (join) =>
      join.onRef('teams.study_id', '=', 'former.study_id').onRef('teams.id', '=', 'former.team_id'),
    )
    .select(['teams.name as team', 'former.until_on'])
    .where('former.study_id', '=', studyId)
    .where('former.person_id', '=', personId)
    .orderBy('former.until_on')
    .execute()
  const volunteered = await db
    .selectFrom('volunteers')
    .select('person_id')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return { traits, formerTeams, volunteered: volunteered !== undefined }
}

function keptConsents(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('consent_entries as entry')
    .leftJoin('agreement_texts', (join) =>
      join
        .onRef('agreement_texts.study_id', '=', 'entry.study_id')
        .onRef('agreement_texts.id', '=', 'entry.text_id'),
    )
    .select(['entry.at', 'entry.takes_part', 'entry.may_record', 'entry.keep_posted'])
    .select(['entry.way', 'entry.signed_on', 'entry.undone_at'])
    .select('agreement_texts.text')
    .where('entry.study_id', '=', studyId)
    .where('entry.person_id', '=', personId)
    .orderBy('entry.id')
    .execute()
}

/** What was signed on paper, with the type of its scan. */
function keptPaper(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('paper_agreements as paper')
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'paper.study_id').onRef('files.name', '=', 'paper.scan'),
    )
    .select(['paper.signed_on', 'paper.made_at', 'paper.scan', 'files.type'])
    .where('paper.study_id', '=', studyId)
    .where('paper.person_id', '=', personId)
    .executeTakeFirst()
}

/** What was answered on paper after the talk, with the type of each scan. */
async function keptAnswerPapers(db: Db, { studyId, personId }: Seat) {
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

/** What this person said of who can be recognised on the photos: never a name. */
function keptDepicted(db: Db, { studyId, personId }: Seat) {
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
function keptAnnounced(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('announced_photos')
    .select(['announced_at', 'device', 'bytes'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('announced_at')
    .orderBy('client_id')
    .execute()
}

function keptPhotos(db: Db, { studyId, personId }: Seat) {
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

async function keptTexts(db: Db, { studyId, personId }: Seat) {
  const texts = await db
    .selectFrom('materials')
    .select(['id', 'kind', 'title', 'text', 'made_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
  const versions = await db
    .selectFrom('material_versions')
    .select(['material_id', 'version', 'text', 'until_at'])
    .where('study_id', '=', studyId)
    .where('material_id', 'in', idsOf(texts))
    .orderBy('material_id')
    .orderBy('version')
    .execute()
  return { texts, versions }
}

async function keptTalks(db: Db, { studyId, personId }: Seat) {
  const talks = await db
    .selectFrom('interviews')
    .select(['id', 'held_on', 'place', 'made_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
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
  return { talks, notes, laid }
}

function keptQuotations(db: Db, { studyId, personId }: Seat) {
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
    ])
    .select(['quotation.answer', 'quotation.rung', 'quotation.remark', 'quotation.with_name'])
    .where('quotation.study_id', '=', studyId)
    .where('materials.person_id', '=', personId)
    .orderBy('quotation.material_id')
    .orderBy('quotation.start_offset')
    .orderBy('quotation.id')
    .execute()
}

/** The mails as they are kept: without the addresses of links, which are kept nowhere. */
function keptMails(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('mails')
    .select(['address', 'subject', 'body', 'state', 'made_at', 'sent_at', 'problem'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
}

function keptLinks(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('links')
    .select(['made_at', 'opened_at', 'used_at', 'ended_at', 'ended_why', 'code_hash'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
}

/** When a code of one's own was chosen. The code itself can be read nowhere. */
function keptCode(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('second_keys')
    .select('chosen_at')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** What the log tells of what this person did here. */
function keptDeeds(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('audit_log')
    .select(['at', 'action', 'outcome'])
    .where('study_id', '=', studyId)
    .where('actor_id', '=', personId)
    .orderBy('id')
    .execute()
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.length === 0 ? [''] : rows.map(({ id }) => id)
}
