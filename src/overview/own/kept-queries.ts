import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { takenThings } from '../../steps/people/taken-queries.ts'
import {
  keptAnnounced,
  keptAnswerPapers,
  keptDepicted,
  keptPhotos,
  keptQuotations,
  keptRecordings,
  keptTalks,
  keptTexts,
} from './kept-brought-queries.ts'
import { keptConsents, keptListed, keptPaper, keptPerson, keptTraits } from './kept-person-queries.ts'
import { keptReading } from './kept-reading-queries.ts'
import type { KeptRows } from './kept-rows.ts'

/**
 * All that is kept about the participant in this seat, also when that person has stopped or took something away: from
 * the tables, for what is hidden from everyone else is kept all the same. Of other people it holds nothing but what
 * stands in a text or a mail.
 */
export async function keptOf(db: Db, seat: Seat): Promise<KeptRows> {
  const { texts, versions, speakers, originals } = await keptTexts(db, seat)
  const talks = await keptTalks(db, seat)
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
    ...{ texts, versions, speakers, originals },
    ...(await keptRecordings(db, seat)),
    ...talks,
    quotations: await keptQuotations(db, seat),
    ...(await keptReading(db, seat)),
    mails: await keptMails(db, seat),
    links: await keptLinks(db, seat),
    code: await keptCode(db, seat),
    deeds: await keptDeeds(db, seat),
  }
}

/** The mails as they are kept: without the addresses of links, which are kept nowhere. */
function keptMails(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('mails')
    .select(['address', 'subject', 'body', 'state', 'made_at', 'sent_at', 'problem', 'calendar'])
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
