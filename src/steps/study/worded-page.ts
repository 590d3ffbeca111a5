import type { Seat } from '../../access/seat.ts'
import { missingIn, otherThan, type WordedField } from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from './queries.ts'
import { fieldIn } from './sections.ts'

/** What readers of one language meet in the other one: said as a whole, and each as the way to where it is typed. */
export type MissingWords = { text: string; fields: { href: string; text: string }[] }

/** What is still missing in the languages that people of the study read. */
export function missingWords(
  t: Translate,
  { studyId }: Seat,
  study: Study,
  readBy: readonly Language[],
): MissingWords[] {
  return readBy.flatMap((language) => {
    const fields = missingIn(study, language)
    if (fields.length === 0) return []
    return {
      text: t('worded.missing', inNames(t, language)),
      fields: fields.map((field) => ({
        href: `/studies/${studyId}/study/${isSubject(field) ? 'subject' : 'agreements'}#${fieldIn(study, field, language)}`,
        text: t(`study.field.${field}`),
      })),
    }
  })
}

/** Whether a field is typed where the subject of the study is. */
function isSubject(field: WordedField): boolean {
  return field === 'subject' || field === 'question'
}

/** A language and the other one by their names, as values of a text. */
export function inNames(t: Translate, language: Language) {
  return { language: t(`worded.name.${language}`), other: t(`worded.name.${otherThan(language)}`) }
}
