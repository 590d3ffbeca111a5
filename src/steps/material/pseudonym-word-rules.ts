import type { Span } from '../../method/letters.ts'
import { nameTokens } from '../../method/name-forms.ts'
import { plain } from '../../method/plain.ts'
import type { PatternKind } from '../../method/pseudonym-patterns.ts'

/** What a proposal is about: somebody or something with a name of its own, or what its shape tells. */
export const namedKinds = ['researcher', 'person', 'organisation', 'team', 'place', 'name'] as const
export type NamedKind = (typeof namedKinds)[number]
export type ProposalKind = NamedKind | PatternKind
/** A word of a text, as it is compared. */
export type Token = Span & { word: string; isCapital: boolean }
/** Something that may be proposed; `length` is what it counts for where it lies over others. */
export type Candidate = Span & {
  kind: ProposalKind
  key: string
  known?: string
  isSure: boolean
  rank: number
  length: number
}

/** The words by which what was found is known again, whatever its capitals and accents. */
export function wordsKey(words: string): string {
  return nameTokens(words).join(' ')
}

const tokenPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

/** The words of a text, with their places. */
export function tokensOf(text: string): Token[] {
  const known = new Map<string, string>()
  return Array.from(text.matchAll(tokenPattern), ({ 0: word, index }) => {
    const same = known.get(word) ?? plain(word)
    known.set(word, same)
    return { start: index, end: index + word.length, word: same, isCapital: /^\p{Lu}/u.test(word) }
  })
}

const common = new Set(
  (
    'ik je jij jullie we wij ze zij hij het de een en of maar want dus dat die dit deze daar hier er als dan nu toen ook nog ' +
    'niet geen wel ja nee nou goed oke oké hoe wat wie waar waarom wanneer welke iedereen iemand niemand alles iets niets mijn ' +
    'jouw zijn haar hun ons onze met voor van naar bij op in uit aan over onder tussen na om door zonder te ten ter wil hoop mei ' +
    'int interviewer spreker vraag antwoord nederland nederlands nederlandse engels europa god sinterklaas kerst pasen zo ' +
    'soms vaak altijd misschien eigenlijk gewoon precies helemaal mevrouw meneer collega juf meester dokter dr drs dhr mevr mw ' +
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april juni juli augustus september oktober ' +
    'november december monday tuesday wednesday thursday friday saturday sunday january february march may june july august ' +
    'october the a an and or but i you he she it we they this that what who where when how yes no not my your our dutch english ' +
    'toen gesprek toch hier momenteel inmiddels ondertussen hierdoor daardoor waardoor daarbij daarnaast hierbij vervolgens uiteindelijk bovendien echter tegelijk hoewel terwijl omdat zodat totdat sinds voordat nadat volgens tijdens tegen gisteren morgen vandaag vorige volgende ieder elke alle veel weinig sommige andere beide samen zelf natuurlijk blijkbaar bijvoorbeeld zoals juist vroeger later eerst daarna verder daarom kijk weet denk snap vind heb ben was is zijn heeft had kan kun mag moet moest zou zal wordt werd komt kwam gaat ging doe doet deed laat heel best prima beste lieve dag hallo hoi foto bedankt dank gelukkig then there here also with from for to in on at is was are were teams zoom excel word outlook whatsapp google'
  ).split(' '),
)

/** A word that says nothing of a name, though it may be one: "Wil", "Mei". */
export function isWord(word: string): boolean {
  return common.has(word)
}
