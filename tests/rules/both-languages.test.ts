import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  contactIn,
  inWordsOf,
  isSurelyWords,
  languageOf,
  missingIn,
  otherThan,
  wordedFields,
  type WordedField,
} from '../../src/method/both-languages.ts'
import { languages } from '../../src/method/languages.ts'

const nothing = Object.fromEntries(wordedFields.map((field) => [field, ''])) as Record<WordedField, string>
const words = fc.constantFrom('', 'een jaar', 'a year')
const study = fc.record({
  language: fc.constantFrom(...languages),
  own: fc.dictionary(fc.constantFrom(...wordedFields), words),
  other_words: fc.dictionary(fc.constantFrom(...wordedFields), words),
})
const studies = study.map(({ own, ...rest }) => ({ ...nothing, ...own, ...rest, contact_name: 'Noor' }))

describe('what a study says in two languages', () => {
  it('is said in the reader’s, else in the other one, and is empty where neither says it', () => {
    fc.assert(
      fc.property(studies, fc.constantFrom(...languages), (one, language) => {
        const said = inWordsOf(one, language)
        for (const field of wordedFields) {
          const [own, other] = [one[field], one.other_words[field] ?? '']
          const [first, second] = language === one.language ? [own, other] : [other, own]
          expect(said[field]).toBe(first === '' ? second : first)
          // Who reads words of the other language is told of it, as the page and as the team.
          const isForeign = first === '' && second !== ''
          expect(languageOf(one, field, said[field], language)).toBe(
            isForeign ? otherThan(language) : language,
          )
          expect(missingIn(one, language).includes(field)).toBe(isForeign && isSurelyWords(field))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('leaves a reader of the study’s own language what stood there before there was another', () => {
    const before = {
      ...nothing,
      language: 'nl',
      keep_data: 'een jaar',
      contact: '06',
      other_words: {},
    } as const
    for (const language of languages) expect(inWordsOf(before, language)).toEqual(before)
    expect(missingIn(before, 'en')).toEqual(['keep_data'])
    expect(missingIn(before, 'nl')).toEqual([])
  })

  it('tells whom to ask by name, and how in words of the reader', () => {
    const asked = { language: 'nl', contact_name: 'Noor', contact: '06 of 07' } as const
    const both = { ...asked, other_words: { contact: '06 or 07' } }
    expect(languages.map((language) => contactIn(both, language))).toEqual([
      'Noor, 06 of 07',
      'Noor, 06 or 07',
    ])
    expect(contactIn({ ...asked, contact_name: '', other_words: {} }, 'en')).toBe('06 of 07')
    expect(contactIn({ ...asked, contact_name: '', contact: '', other_words: {} }, 'en')).toBe('')
  })
})
