import type { Language } from './languages.ts'
import { termsIn, type Terms } from './template.ts'

/** What a network calls things. Its words are of one language. */
export type OwnWords = { language: Language; terms: Terms }

/**
 * What things are called, as arguments of the texts: within a sentence as the network says it ("de ledenvergadering"),
 * and as a name alone ("Ledenvergadering"). In another language than the network's own the words are ours.
 */
export function wordsIn(language: Language, own?: OwnWords) {
  const said = own?.language === language ? own.terms : termsIn(language)
  return {
    theNetwork: said.network,
    teamName: nameOf(said.team),
    ownOrganisation: said.homeOrganisation,
    theAssembly: said.assembly,
    assemblyName: nameOf(said.assembly),
    director: said.director,
  }
}
export type Words = ReturnType<typeof wordsIn>

/** A thing without its article, and with a capital. */
function nameOf(word: string): string {
  return capital(word.replace(/^(de|het|een|the|an?) /i, ''))
}

/** A text that begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
