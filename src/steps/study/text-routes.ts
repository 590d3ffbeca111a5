import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, type Form, refusedForm, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { inWordsOf } from '../../method/both-languages.ts'
import { type Language, languages } from '../../method/languages.ts'
import { placeValues } from '../../method/place-values.ts'
import { textIn } from '../../text/text.ts'
import { SeenPart, studyTexts, type TextGroup, textGroups } from './input.ts'
import { staleTexts, studyOf, textsIn, textsOf, updateTexts } from './queries.ts'
import { textsPage } from './text-page.ts'

const base = '/studies/:study/study'

/** The texts of a study, in its own words. */
export const textRoutes: StudyRoute[] = textGroups.flatMap((group): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/texts/${group}/:language`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => showTexts(visit, group, undefined),
  },
  {
    method: 'post',
    path: `${base}/texts/${group}/:language`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const language = languageIn(param('language'))
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showTexts(visit, group, refusedForm(t, body, seen.error))
      const input = studyTexts(group).safeParse(body)
      if (!input.success) return showTexts(visit, group, refusedForm(t, body, input.error))
      const key = { group, language, version: seen.data.version }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateTexts(tx, seat, key, input.data)),
        (form) => showTexts(visit, group, form),
        { redirect: `/studies/${seat.studyId}/study`, notice: 'saved' },
      )
    },
  },
])

async function showTexts({ db, seat, t, param, deps }: Visit, group: TextGroup, form: Form | undefined) {
  const language = languageIn(param('language'))
  const texts = await textsIn(db, seat, group, language)
  const stored = filledForm({ ...texts, version: versionOf(texts) })
  const say = textIn(language, deps.timeZone)
  const study = inWordsOf(await studyOf(db, seat), language)
  const values = placeValues(say, await textsOf(db, seat, language), study, '')
  const stale = []
  for (const code of languages)
    for (const key of await staleTexts(db, seat, group, code)) stale.push({ key, language: code })
  return textsPage(t, seat, group, language, { values, stale }, shownForm(stored, form))
}

function languageIn(code: string): Language {
  const language = languages.find((one) => one === code)
  if (!language) throw new NotFound('no such language')
  return language
}
