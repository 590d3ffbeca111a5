import { languages, type Language } from './languages.ts'

/** What a study says of itself in words that people read in their own language. */
export const wordedFields = [
  'subject',
  'question',
  'commissioner',
  'contact',
  'responsible',
  'privacy_officer',
  'key_holder',
  'keep_recording',
  'keep_data',
] as const
export type WordedField = (typeof wordedFields)[number]
/** The words in the other language than the study's own, where there are any. */
export type OtherWords = Partial<Record<WordedField, string>>

/** Of these one can say that words are missing; the others are mostly names and addresses, the same in each language. */
const surelyWords = [
  'subject',
  'question',
  'commissioner',
  'key_holder',
  'keep_recording',
  'keep_data',
] as const satisfies readonly WordedField[]

type Worded<Field extends WordedField = WordedField> = Record<Field, string> & {
  language: Language
  other_words: OtherWords
}

/** Whether a field of a study can be said in both languages. */
export function isWorded(field: string): field is WordedField {
  return (wordedFields as readonly string[]).includes(field)
}

/** Whether a field is surely words, and not mostly a name or an address. */
export function isSurelyWords(field: WordedField): boolean {
  return (surelyWords as readonly WordedField[]).includes(field)
}

/** The other one of the two languages. */
export function otherThan(language: Language): Language {
  return languages.find((one) => one !== language) ?? language
}

/** A study in the words of one language. What it does not say in that one, it says in the other. */
export function inWordsOf<Study extends Worded>(study: Study, language: Language): Study {
  const said = wordedFields.map((field) => [field, saidIn(study, field, language)])
  return { ...study, ...(Object.fromEntries(said) as Record<WordedField, string>) }
}

/** Whom to ask in a study, and how, for readers of one language; empty where that is not known. */
export function contactIn(study: Worded<'contact'> & { contact_name: string }, language: Language): string {
  return [study.contact_name, saidIn(study, 'contact', language)].filter(Boolean).join(', ')
}

/** The question of a study for readers of one language, and the language in which it stands. */
export function questionIn(
  study: Worded<'question'>,
  language: Language,
): { text: string; language: Language } {
  const text = saidIn(study, 'question', language)
  return { text, language: languageOf(study, 'question', text, language) }
}

/** The language in which words stand that a reader of one language gets: the other one's where they are just those. */
export function languageOf<Field extends WordedField>(
  study: Worded<Field>,
  field: Field,
  words: string,
  language: Language,
): Language {
  const other = otherThan(language)
  const isOther = words === wordsIn(study, field, other) && words !== wordsIn(study, field, language)
  return isOther && words !== '' ? other : language
}

/** What is words in the one language and still missing in the other, for readers of that one. */
export function missingIn(study: Worded, language: Language): WordedField[] {
  return surelyWords.filter(
    (field) => wordsIn(study, field, language) === '' && wordsIn(study, field, otherThan(language)) !== '',
  )
}

function saidIn<Field extends WordedField>(study: Worded<Field>, field: Field, language: Language): string {
  return wordsIn(study, field, language) || wordsIn(study, field, otherThan(language))
}

function wordsIn<Field extends WordedField>(study: Worded<Field>, field: Field, language: Language): string {
  return (language === study.language ? study[field] : study.other_words[field]) ?? ''
}
