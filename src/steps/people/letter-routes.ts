import { NotFound } from '../../errors.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { languages, type Language } from '../../method/languages.ts'
import { letters, type Letter } from '../../method/template.ts'
import { textIn } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { lateIn } from './gaps.ts'
import { placed } from './list-routes.ts'
import { previewPage, shownLetter, type ShownLetter } from './letter-page.ts'
import { draftMail } from './mail.ts'
import { participantsOf, type Participant } from './queries.ts'

/** A photo or two: what somebody made up has sent in. */
const madeUpPhotos = 2

export const letterRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/previews/:letter',
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, t, param, query } = visit
      const letter = letterIn(param('letter'))
      const people = await participantsOf(db, seat, { limit: 1000 })
      const asked = query('person')
      const person = people.find(({ id }) => id === asked)
      if (asked !== '' && !person) throw new NotFound('no such participant')
      const language = languageIn(query('language')) ?? person?.language ?? t.language
      const [shown] = await lettersFor(visit, letter, [{ person, language }])
      if (!shown) throw new NotFound('no such mail')
      const late = lateIn(t, seat, await studyOf(db, seat))
      return previewPage(t, seat, shown, people, { letter, language, person, late })
    },
  },
]

/** Mails as they would be sent, ready to show; of nobody where it is for somebody made up. */
export async function lettersFor(
  visit: Visit,
  letter: Letter,
  wanted: readonly { person: Participant | undefined; language: Language }[],
): Promise<ShownLetter[]> {
  const { db, seat, t, deps } = visit
  const study = await studyOf(db, seat)
  const texts = { nl: await textsOf(db, seat, 'nl'), en: await textsOf(db, seat, 'en') }
  const people = await placed(
    visit,
    wanted.flatMap(({ person }) => person ?? []),
  )
  return wanted.map(({ person, language }) => {
    const say = textIn(language, deps.timeZone)
    const name = person?.name ?? t('invite.madeUpName')
    const photos = people.find(({ id }) => id === person?.id)?.photos ?? madeUpPhotos
    const to = { name, takes_part: person?.takes_part ?? null }
    return shownLetter(t, say, seat, draftMail(say, letter, texts[language], study, to), photos)
  })
}

function letterIn(code: string): Letter {
  const letter = letters.find((one) => one === code)
  if (!letter) throw new NotFound('no such mail')
  return letter
}

function languageIn(code: string): Language | undefined {
  return languages.find((one) => one === code)
}
