import { describe, expect, it } from '@jest/globals'
import templateEn from '../../src/method/template.en.json' with { type: 'json' }
import templateNl from '../../src/method/template.nl.json' with { type: 'json' }
import { languages } from '../../src/method/languages.ts'
import { capital, wordsIn } from '../../src/method/words.ts'
import { en, nl } from '../../src/text/parts.ts'
import { textIn } from '../../src/text/text.ts'

const terms = {
  ...{ network: 'de kring', team: 'het buurtteam', homeOrganisation: 'je moederorganisatie' },
  ...{ assembly: 'de directieraad', director: 'directeur' },
}

describe('the words of a network', () => {
  it('are said as they are within a sentence, and without an article as a name', () => {
    expect(wordsIn('nl', { language: 'nl', terms })).toEqual({
      ...{ theNetwork: 'de kring', teamName: 'Buurtteam' },
      ...{ ownOrganisation: 'je moederorganisatie', director: 'directeur' },
      ...{ theAssembly: 'de directieraad', assemblyName: 'Directieraad' },
    })
  })

  it('are ours in a language that is not the network’s, and none is ever empty', () => {
    expect(wordsIn('en', { language: 'nl', terms })).toEqual(wordsIn('en'))
    for (const language of languages) expect(Object.values(wordsIn(language))).not.toContain('')
  })

  it('fill the texts, unless a text is told otherwise', () => {
    const t = textIn('nl', 'Europe/Amsterdam', wordsIn('nl', { language: 'nl', terms }))
    expect(t('steps.assembly.short')).toBe('Directieraad')
    expect(t('trail.answers', { count: 2 })).toBe('2 antwoorden van de directieraad')
    expect(t('steps.assembly.short', { assemblyName: 'Iets anders' })).toBe('Iets anders')
  })

  it('begin with a capital where a title begins', () => {
    expect(['de ledenvergadering', 'één', ''].map(capital)).toEqual(['De ledenvergadering', 'Één', ''])
  })
})

it('writes a size as its language does', () => {
  const photo = { time: '', size: 0.3 }
  expect(textIn('nl', 'Europe/Amsterdam')('sending.chosenOn.phone', photo)).toContain('(0,3 MB)')
  expect(textIn('en', 'Europe/Amsterdam')('sending.chosenOn.phone', photo)).toContain('(0.3 MB)')
})

it('has nothing right after an address in a mail, which would be taken for a part of it', () => {
  const mails = [nl, en].flatMap((texts) =>
    Object.entries(texts).filter(([key]) => /^mail\.|\.mail\./.test(key)),
  )
  const templates = [templateNl, templateEn].map((one) => JSON.stringify([one.mails, one.thankYou]))
  const texts = [...mails.map(([, text]) => text), ...templates]
  const found = texts.flatMap((text) => text.match(/\{(link|declineLink|contact)\}[^\s"]/g) ?? [])
  expect(texts.join(' ')).toContain('{link}')
  expect(found).toEqual([])
})
