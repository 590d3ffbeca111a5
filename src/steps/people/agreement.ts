import { languageOf } from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import { fill, placesIn, type StudyTextKey } from '../../method/template.ts'

/** What a participant reads and agrees to, ready to print. */
export type AgreementText = {
  title: string
  intro: string[]
  commissioner: string
  whatHappens: string[]
  otherInterviewer: string
  whyLater: string
  keeping: string
  rights: string
  takesPart: string
  mayRecord: string
  keepPosted: string
  statement: string
}

/** An agreement as it is shown: in the language in which it stands, but for words that were there in the other only. */
export type Told = { text: AgreementText; language: Language; commissionerIn: Language }

type Texts = Record<StudyTextKey, string>

/** Puts the agreement together in the study's words of one language. */
export function agreementText(
  texts: Texts,
  places: Readonly<Record<string, string>>,
  commissioner: string,
): AgreementText {
  const line = (key: StudyTextKey) => linesOf(texts[key], places).join(' ')
  return {
    title: line('consent.title'),
    // What was agreed about working time stands there as soon as anything was.
    intro: [...linesOf(texts['consent.intro'], places), ...linesOf(texts['invitation.workTime'], places)],
    commissioner,
    whatHappens: linesOf(texts['consent.whatHappens'], places),
    otherInterviewer: line('consent.otherInterviewer'),
    whyLater: line('consent.whyLater'),
    keeping: line('consent.keeping'),
    rights: line('consent.rights'),
    takesPart: line('consent.takePart'),
    mayRecord: line('consent.record'),
    keepPosted: line('consent.keepMePosted'),
    statement: line('consent.statement'),
  }
}

/** What a page says of an agreement that stands in one language. */
export function told(
  study: Parameters<typeof languageOf>[0],
  { text, language }: { text: AgreementText; language: Language },
): Told {
  return { text, language, commissionerIn: languageOf(study, 'commissioner', text.commissioner, language) }
}

/** What a text is called where it is on paper, from its mark: six letters and digits that can be read out. */
export function versionOf(checksum: string): string {
  return Buffer.from(checksum, 'base64url').toString('hex').slice(0, 6).toUpperCase()
}

/** The lines of a text with its places filled. A line that would show an empty place is left out. */
export function linesOf(text: string, places: Readonly<Record<string, string>>): string[] {
  return text
    .split('\n')
    .map((line) => fill(line, places).trim())
    .filter((line) => line !== '' && placesIn(line).length === 0)
}

/** The texts that a participant reads before the photos, of which no place may be empty. */
export const readFirst = [
  'assignment.title',
  'assignment.lead',
  'assignment.task',
  'assignment.noTime',
  'consent.title',
  'consent.intro',
  'consent.whatHappens',
  'consent.keeping',
  'consent.rights',
] as const satisfies readonly StudyTextKey[]
