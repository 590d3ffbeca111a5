import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { contactIn } from '../../method/both-languages.ts'
import type { Translate } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { linesOf } from './agreement.ts'
import { placesOn } from './mail.ts'
import { isPast } from '../../method/past.ts'

/**
 * The study's own words for the participant in this seat, in the visitor's language, with their places filled. `known`
 * fills places that another step knows of.
 */
export async function linesFor(db: Db, seat: Seat, t: Translate, known: Record<string, string> = {}) {
  const study = await studyOf(db, seat)
  const texts = await textsOf(db, seat, t.language)
  const today = t.day(seat.at)
  const places = { ...placesOn(today, t, texts, study, { name: seat.personName }), ...known }
  const lines = (key: keyof typeof texts) => linesOf(texts[key], places)
  return {
    minimum: study.min_photos,
    maximum: study.max_photos,
    deadline: study.photos_by ? t.date(study.photos_by) : '',
    isLate: isPast(study.photos_by, today),
    totalTime: t.duration(study.asked_minutes),
    researcher: study.contact_name,
    contact: contactIn(study, t.language),
    title: lines('assignment.title').join(' '),
    lead: lines('assignment.lead'),
    task: lines('assignment.task'),
    example: lines('assignment.example'),
    tips: lines('assignment.tips'),
    doNot: lines('assignment.doNot'),
    noTime: lines('assignment.noTime').join(' '),
    done: lines('photosIn.text'),
  }
}
