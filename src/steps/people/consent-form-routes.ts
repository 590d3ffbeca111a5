import { change } from '../../access/change.ts'
import { Unreadable } from '../../errors.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { textIn } from '../../text/text.ts'
import { studyOf } from '../study/queries.ts'
import { keptTextsOf } from './agreement-queries.ts'
import { textOfNow } from './agreement-routes.ts'
import { ConsentFormsAsked } from './consent-form-input.ts'
import { consentFormsPage, type ToSign } from './consent-form-page.ts'
import { checksumOf, keepText } from './consent-queries.ts'
import { composed } from './invite-routes.ts'
import { participantsOf, participantWith } from './queries.ts'

/** The agreement on paper, to be signed by who likes paper better or has no mail. */
export const consentFormRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: '/studies/:study/consent-forms',
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: print,
  },
]

async function print(visit: Visit) {
  const { db, seat, t, body, deps } = visit
  const input = ConsentFormsAsked.safeParse(body)
  if (!input.success) throw new Unreadable('an id was sent that is none')
  const { person: id } = input.data
  const one = id === '' ? undefined : await participantWith(db, seat, id)
  const people = one ? [one] : await unheard(visit)
  const { gaps } = await composed(visit, people)
  const toSign = await Promise.all(
    people.map(async (person): Promise<ToSign> => {
      const text = await textOfNow(visit, person.language, person.name ?? '')
      return { person, text, checksum: checksumOf(text) }
    }),
  )
  if (gaps.length === 0) await keep(visit, toSign)
  const sayTo = (language: Parameters<typeof textIn>[0]) => textIn(language, deps.timeZone)
  return consentFormsPage(t, seat, toSign, { study: await studyOf(db, seat), gaps, sayTo, one })
}

/** All who have not said yet whether they take part. */
async function unheard({ db, seat }: Visit) {
  const all = await participantsOf(db, seat, { limit: 100_000 })
  return all.filter(({ takes_part }) => takes_part === null)
}

/**
 * Keeps the texts that go out on paper, so that a paper can be registered under its own text when that of now is another
 * by then. One that calls its reader by name is not kept before that person signs.
 */
async function keep(visit: Visit, toSign: readonly ToSign[]): Promise<void> {
  const { db, seat } = visit
  const kept = new Set((await keptTextsOf(db, seat)).map(({ checksum }) => checksum))
  const fresh = new Map(
    toSign.filter(({ checksum }) => !kept.has(checksum)).map((one) => [one.person.language, one]),
  )
  const nameless = await Promise.all(
    [...fresh].map(async ([language, one]) => {
      const isNameless = checksumOf(await textOfNow(visit, language, '')) === one.checksum
      return isNameless ? [{ language, text: one.text }] : []
    }),
  )
  const texts = nameless.flat()
  if (texts.length === 0) return
  await change(db, seat, async (tx) => {
    const ids: string[] = []
    for (const { text, language } of texts) ids.push(await keepText(tx, seat, text, language))
    return { id: seat.studyId, ids }
  })
}
