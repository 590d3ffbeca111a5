import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { contactIn } from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { told, versionOf, type AgreementText, type Told } from './agreement.ts'
import type { Gap } from './gaps.ts'
import { baseOf } from './page.ts'
import type { Participant } from './queries.ts'

/** What somebody is asked to sign, in the own language, with the mark of that text. */
export type ToSign = { person: Participant; text: AgreementText; checksum: string }

type Form = Told & {
  whose: string
  version: string
  heads: { commissioner: string; whatHappens: string; keeping: string; choose: string; stop: string }
  choices: { text: string; hint: string; boxes: string[] }[]
  stop: string[]
  sign: string[]
}
type ConsentFormsPage = Page<'people/consent-forms', { forms: Form[]; gaps: Gap[]; back: string }>

type Sheet = {
  study: Study
  gaps: Gap[]
  /** Speaks the language of whoever signs. */
  sayTo: (language: Language) => Translate
  one: Participant | undefined
}

/** The agreement as papers to sign, each for one person. While the text is not whole there is none, but what it misses. */
export function consentFormsPage(
  t: Translate,
  seat: Seat,
  toSign: readonly ToSign[],
  { study, gaps, sayTo, one }: Sheet,
): ConsentFormsPage {
  return {
    view: 'people/consent-forms',
    status: gaps.length > 0 ? 422 : 200,
    page: {
      title: t('paper.form.title', { count: toSign.length }),
      lead: t('paper.form.lead'),
      forms: gaps.length > 0 ? [] : toSign.map((each) => formFor(sayTo(each.person.language), study, each)),
      gaps,
      back: one ? `${baseOf(seat)}/${one.id}` : baseOf(seat),
    },
  }
}

function formFor(say: Translate, study: Study, { person, text, checksum }: ToSign): Form {
  const boxes = [say('paper.form.yes'), say('paper.form.no')]
  const contact = contactIn(study, person.language)
  return {
    ...told(study, { text, language: person.language }),
    whose: say('paper.form.whose', { name: person.name ?? '' }),
    version: say('paper.form.version', {
      version: versionOf(checksum),
      language: say(`layout.language.${person.language}`),
    }),
    heads: {
      commissioner: say('consent.commissioner'),
      whatHappens: say('consent.whatHappens'),
      keeping: say('consent.keeping'),
      choose: say('consent.choose'),
      stop: say('paper.form.stopHead'),
    },
    choices: [
      { text: text.takesPart, hint: '', boxes },
      { text: text.mayRecord, hint: say('consent.recordHint'), boxes },
      { text: text.keepPosted, hint: '', boxes },
    ],
    stop: [say('paper.form.stop'), ...(contact === '' ? [] : [say('consent.contact', { contact })])],
    sign: [
      say('paper.form.place'),
      say('signed.form.day'),
      say('signed.form.name'),
      say('signed.form.signature'),
    ],
  }
}
