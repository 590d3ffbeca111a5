import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { wordsOfLine, type WrongLine } from '../../method/wrong-line.ts'
import type { Translate } from '../../text/text.ts'
import type { LineProblem } from './input.ts'
import {
  choicesOf,
  languageChoices,
  type Choice,
  type Fields,
  type Lists,
  type Named,
} from './fields-page.ts'
import { baseOf } from './page.ts'

type AddPage = Page<
  'people/add',
  Fields & {
    form: Form
    action: string
    back: string
    many: string
    /** Asked where others are called the same: whether this is somebody else. */
    other: string | undefined
  }
>

/** One participant to add; `namesakes` are the numbers of those who are called the same. */
export function addPage(
  t: Translate,
  seat: Seat,
  { namesakes, ...lists }: Lists & { namesakes: string },
  form: Form,
): AddPage {
  const base = baseOf(seat)
  return {
    view: 'people/add',
    status: statusOf(form),
    page: {
      title: t('people.addOne'),
      lead: t('people.addOneLead'),
      form,
      action: base,
      ...choicesOf(t, lists),
      back: base,
      many: `${base}/import`,
      other: namesakes === '' ? undefined : t('people.other', { value: namesakes }),
    },
  }
}

type ImportPage = Page<
  'people/import',
  {
    form: Form
    action: string
    languages: Choice[]
    problems: WrongLine[]
    organisations: string
    teams: string
    back: string
  }
>

/** Many participants at once, with what is wrong line by line; the pasted text stays. */
export function importPage(
  t: Translate,
  seat: Seat,
  lists: { organisations: Named[]; teams: Named[] },
  { form, problems }: { form: Form; problems: readonly LineProblem[] },
): ImportPage {
  const base = baseOf(seat)
  return {
    view: 'people/import',
    status: problems.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('people.addMany'),
      lead: t('people.addManyLead'),
      form,
      action: `${base}/import`,
      languages: languageChoices(t),
      problems: problems.map(({ line, key, value }) => ({
        text: t('people.line', { line, problem: t(key, { value }) }),
        words: wordsOfLine(form.typed.people, line),
      })),
      organisations: lists.organisations.map(({ name }) => name).join(', '),
      teams: lists.teams.map(({ name }) => name).join(', '),
      back: base,
    },
  }
}
