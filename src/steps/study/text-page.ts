import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { type Language, languages } from '../../method/languages.ts'
import { letters, placesIn, studyTextKeys } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import { groupOf, placesFor, type TextGroup } from './input.ts'
import { baseOf, type Link } from './page.ts'

type TextsPage = Page<
  'study/texts',
  {
    form: Form
    action: string
    fields: { field: string; label: string; isLine: boolean; places: string }[]
    /** What may stand between braces, and what comes there. */
    places: { name: string; text: string }[]
    previews: Link[]
    languages: (Link & { current: boolean })[]
    back: string
  }
>

/** The texts of one group in one language as a form, each with the places that are filled while showing it. */
export function textsPage(
  t: Translate,
  seat: Seat,
  group: TextGroup,
  language: Language,
  form: Form,
): TextsPage {
  const base = baseOf(seat)
  return {
    view: 'study/texts',
    status: statusOf(form),
    page: {
      title: t(`study.texts.${group}`),
      lead: t('study.texts.lead'),
      form,
      action: `${base}/texts/${group}/${language}`,
      fields: studyTextKeys
        .filter((key) => groupOf(key) === group)
        .map((key) => ({
          field: key,
          label: t(`study.text.${key}`),
          isLine: key.endsWith('.subject') || key.endsWith('.title'),
          places: placesIn(String(form.typed[key] ?? ''))
            .map((name) => `{${name}}`)
            .join(' '),
        })),
      places: placesFor(group).map((place) => ({ name: `{${place}}`, text: t(`place.${place}`) })),
      previews: group === 'mails' ? previewsOf(t, seat, language) : [],
      languages: languages.map((code) => ({
        href: `${base}/texts/${group}/${code}`,
        text: t(`layout.language.${code}`),
        current: code === language,
      })),
      back: base,
    },
  }
}

/** Where each mail is seen as somebody would get it. Names are needed there. */
function previewsOf(t: Translate, { studyId, seesNames }: Seat, language: Language): Link[] {
  if (!seesNames) return []
  return letters.map((letter) => ({
    href: `/studies/${studyId}/previews/${letter}?language=${language}`,
    text: t(`invite.letter.${letter}`),
  }))
}
