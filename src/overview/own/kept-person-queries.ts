import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** Who this person is here, and where the person works. */
export async function keptPerson(db: Db, { studyId, personId }: Seat) {
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
export async function keptListed(db: Db, { studyId, personId }: Seat) {
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
export async function keptTraits(db: Db, { studyId, personId }: Seat) {
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

/** All that this person said of taking part, with the text that it was about. */
export function keptConsents(db: Db, { studyId, personId }: Seat) {
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
export function keptPaper(db: Db, { studyId, personId }: Seat) {
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
