import { change } from '../../access/change.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { inWordsOf } from '../../method/both-languages.ts'
import { languages, type Language } from '../../method/languages.ts'
import { textIn } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { agreementText } from './agreement.ts'
import { agreementPage, agreementsPage } from './agreement-page.ts'
import { agreementTextsOf, agreementTextWith, askAnew, peopleOnText } from './agreement-queries.ts'
import { checksumOf } from './consent-queries.ts'
import { placesOn } from './mail.ts'

const base = '/studies/:study/agreements'

/** What people agreed to: each version of the text, who stand on it, and asking them anew. */
export const agreementRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.read',
    handle: async (visit) => {
      const { db, seat, t } = visit
      const marks = await marksOfNow(visit)
      const versions = await agreementTextsOf(db, seat)
      const known = versions.map((version) => ({ ...version, isNow: marks.includes(version.checksum) }))
      return agreementsPage(t, seat, known)
    },
  },
  {
    method: 'get',
    path: `${base}/:agreement`,
    door: 'account',
    may: 'people.read',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      const version = await agreementTextWith(db, seat, param('agreement'))
      const people = await peopleOnText(db, seat, version.id)
      const isNow = (await marksOfNow(visit)).includes(version.checksum)
      return agreementPage(t, seat, version, { study: await studyOf(db, seat), people, isNow })
    },
  },
  {
    method: 'post',
    path: `${base}/:agreement/renewal`,
    door: 'account',
    may: 'people.invite',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => askAnew(tx, seat, param('agreement')))
      return { redirect: `/studies/${seat.studyId}/agreements/${param('agreement')}`, notice: 'saved' }
    },
  },
]

/** The marks of the texts as they are now, one a language. */
async function marksOfNow(visit: Visit): Promise<string[]> {
  const texts = await Promise.all(languages.map((language) => textOfNow(visit, language, '')))
  return texts.map(checksumOf)
}

/** What somebody by this name would agree to now, in a language. */
export async function textOfNow({ db, seat, t, deps }: Visit, language: Language, name: string) {
  const study = await studyOf(db, seat)
  const texts = await textsOf(db, seat, language)
  const places = placesOn(t.day(seat.at), textIn(language, deps.timeZone), texts, study, { name })
  return agreementText(texts, places, inWordsOf(study, language).commissioner)
}
