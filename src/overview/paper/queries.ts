import { needInView, versionOf } from '../../access/in-view.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { nthsOf } from '../../method/numbers.ts'
import {
  forgetAnswersOn as forgetQuotationsOn,
  setReadBack as answerQuotation,
} from '../../steps/coding/permission-queries.ts'
import { askedQuotationsOf, type Quotation } from '../../steps/coding/queries.ts'
import {
  deleteAnswerPaper,
  keepAnswerPaper,
  papersBehind,
  type PapersBehind,
} from '../../steps/people/answer-paper-queries.ts'
import {
  forgetAnswersOn as forgetPhotosOn,
  setReadBack as answerPhoto,
} from '../../steps/photos/permission-queries.ts'
import { photosOfPerson, type Photo } from '../../steps/photos/queries.ts'
import { asksWhetherRecognisable } from '../../steps/photos/rules.ts'
import { readBackOf, type Asked, type Said } from './rules.ts'

/** What the team asked one person to be allowed to use, and what it cannot ask, with on which paper each was answered. */
export async function askedOf(db: Db, seat: Seat, personId: string) {
  const all = await photosOfPerson(db, seat, personId)
  const quotations = await askedQuotationsOf(db, seat, personId)
  const photos = all.filter(({ wished_at, most_place }) => wished_at !== null && most_place > 0)
  const papers = await papersBehind(
    db,
    seat,
    [...photos, ...quotations].map(({ id }) => id),
  )
  const asked = [
    ...quotations.map((one) => askedWith(papers, 'quotation', one)),
    ...photos.map((one) => askedWith(papers, 'photo', one)),
  ]
  const stays = all.filter(({ most_place }) => most_place === 0)
  return { quotations, photos, stays, nths: nthsOf(all), papers, asked }
}
export type AskedOf = Awaited<ReturnType<typeof askedOf>>

function askedWith(papers: PapersBehind, kind: Asked['kind'], one: Photo | Quotation): Asked {
  const { id, answer, rung, remark, with_name } = one
  const isPhoto = 'most_place' in one
  return {
    ...{ kind, id, answer, rung, remark, with_name },
    most: isPhoto ? one.most_place : 3,
    asksRecognised: isPhoto && asksWhetherRecognisable(one),
    signed_on: papers.get(id)?.signed_on ?? null,
    sentence: isPhoto ? '' : one.words,
  }
}

/** The version of all answers of one person together, for a form on which all of them stand. */
export function versionOfAnswers(asked: readonly Asked[]): string {
  return versionOf(standing(asked))
}

function standing(asked: readonly Asked[]): Record<string, string> {
  return Object.fromEntries(
    asked.map(({ id, answer, rung, with_name, signed_on, most, sentence }) => [
      id,
      [answer, rung, with_name, signed_on, most, sentence].join(' '),
    ]),
  )
}

/**
 * Keeps what a signed paper says. Throws Conflict when somebody answered, or was asked something else, since the visitor
 * read the page.
 */
export async function keepPaper(
  tx: Tx,
  seat: Seat,
  personId: string,
  { signed_on, version, said }: { signed_on: string; version: string; said: ReadonlyMap<string, Said> },
) {
  const { asked } = await askedOf(tx, seat, personId)
  needInView(standing(asked), version)
  const paperId = await keepAnswerPaper(tx, seat, personId, signed_on)
  for (const one of asked) {
    const what = said.get(one.id)
    if (what) await keepOne(tx, seat, one, what, paperId)
  }
  return {
    id: personId,
    ids: [personId, paperId, ...said.keys()],
    fields: ['answer', 'rung', 'with_name'],
    paperId,
  }
}

async function keepOne(tx: Tx, seat: Seat, asked: Asked, said: Said, paperId: string): Promise<void> {
  const { kind, id } = asked
  const answer = readBackOf(asked, said)
  if (!answer) return
  if (kind === 'photo') await answerPhoto(tx, seat, id, answer, paperId)
  else await answerQuotation(tx, seat, id, answer, paperId)
}

/** Takes a paper away, with its scan: what was answered on it and nowhere else since is not answered any more. */
export async function takePaperAway(tx: Tx, seat: Seat, personId: string, paperId: string) {
  await forgetPhotosOn(tx, seat, paperId)
  await forgetQuotationsOn(tx, seat, paperId)
  await deleteAnswerPaper(tx, seat, personId, paperId)
  return { id: personId, ids: [personId, paperId], fields: ['answer', 'rung', 'remark', 'with_name', 'scan'] }
}
