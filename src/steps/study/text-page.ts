import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { type Language, languages } from '../../method/languages.ts'
import { unknownPlaces } from '../../method/letter-places.ts'
import {
  letters,
  mailPlaces,
  placesIn,
  studyTextKeys,
  type Place,
  type StudyTextKey,
} from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import { groupOf, placesFor, type TextGroup } from './input.ts'
import { baseOf, type Link } from './page.ts'

type TextsPage = Page<
  'study/texts',
  {
    form: Form
    action: string
    fields: { field: string; label: string; isLine: boolean; places: string }[]
    /** What may stand between braces, what comes there, and what that is now. */
    places: { name: string; text: string; now: string }[]
    /** Whether something typed between braces is none of these. */
    isAsking: boolean
    previews: Link[]
    languages: (Link & { current: boolean })[]
    /** Which of these were changed in one language and not in the other since. */
    stale: string[]
    back: string
  }
>

type Stale = { key: StudyTextKey; language: Language }

/**
 * The texts of one group in one language as a form, each with the places that are filled while showing it. `values` are
 * what these hold now.
 */
export function textsPage(
  t: Translate,
  seat: Seat,
  group: TextGroup,
  language: Language,
  { values, stale }: { values: Readonly<Record<string, string>>; stale: readonly Stale[] },
  form: Form,
): TextsPage {
  const base = baseOf(seat)
  const known = placesFor(group)
  const isKnown = (name: string) => (known as readonly string[]).includes(name)
  const typed = (key: string) => String(form.typed[key] ?? '')
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
          places: placesIn(typed(key))
            .filter(isKnown)
            .map((name) => `{${name}}`)
            .join(' '),
        })),
      places: known.map((place) => ({
        name: `{${place}}`,
        text: t(`place.${place}`),
        now: t('letters.now', { value: nowIn(t, place, values[place]) }),
      })),
      isAsking: Object.keys(form.problems).some((key) => unknownPlaces(typed(key), known).length > 0),
      previews: group === 'mails' ? previewsOf(t, seat, language) : [],
      languages: languages.map((code) => ({
        href: `${base}/texts/${group}/${code}`,
        text: t(`layout.language.${code}`),
        current: code === language,
      })),
      stale: stale.map((one) =>
        t(one.language === language ? 'study.texts.staleHere' : 'study.texts.staleThere', {
          text: t(`study.text.${one.key}`),
          language: t(`layout.language.${one.language}`),
        }),
      ),
      back: base,
    },
  }
}

/** What comes in a place now. */
function nowIn(t: Translate, place: Place, value: string | undefined): string {
  if (place === 'firstName' || mailPlaces.some((one) => one === place)) return t('letters.each')
  if (value === undefined) return t('letters.open')
  return value === '' ? t('letters.none') : value
}

/** Where each mail is seen as somebody would get it. Names are needed there. */
function previewsOf(t: Translate, { studyId, seesNames }: Seat, language: Language): Link[] {
  if (!seesNames) return []
  return letters.map((letter) => ({
    href: `/studies/${studyId}/previews/${letter}?language=${language}`,
    text: t(`invite.letter.${letter}`),
  }))
}
