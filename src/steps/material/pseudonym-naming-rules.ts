import { edited, type Edit } from '../../method/edits.ts'
import { formsOf, isParticle, nameTokens } from '../../method/name-forms.ts'
import type { Known, Proposal } from './pseudonym-rules.ts'
import { isWord, namedKinds, wordsKey, type NamedKind, type ProposalKind } from './pseudonym-word-rules.ts'

/** A replacement that the study has used already; `known` is whose name it stands for, where the study knows. */
export type Kept = { kind: NamedKind; known: string | undefined; key: string; replacement: string }

/** What a proposal would become; `number` where it is counted, so that the next one gets another. */
export type Named = { replacement: string; number: number | undefined }

/** Whether a kind is counted: the same somebody is the same number in every text. A telephone is a telephone. */
export function isNamed(kind: ProposalKind): kind is NamedKind {
  return (namedKinds as readonly ProposalKind[]).includes(kind)
}

/**
 * What each proposal would become: what it became in other texts of the study, and what the same words became where it is
 * somebody else by now, as after a list was sent anew; else the next number of its kind. Also a participant becomes a
 * colleague with a number, not the number of a participant: replaced words may be read by others later, and who was asked
 * is for researchers alone.
 */
export function namesFor(
  proposals: readonly Proposal[],
  kept: readonly Kept[],
  counts: ReadonlyMap<NamedKind, number>,
  label: (kind: ProposalKind, number: number) => string,
): Map<string, Named> {
  const ofKnown = new Map(
    kept.flatMap(({ known, replacement }) => (known ? [[known, replacement] as const] : [])),
  )
  const ofWords = new Map(kept.map((one) => [one.key, one.replacement]))
  const last = new Map(counts)
  return new Map(
    proposals.map((proposal): [string, Named] => {
      const { key, kind, known, words } = proposal
      if (!isNamed(kind)) return [key, { replacement: label(kind, 0), number: undefined }]
      const before =
        ofKnown.get(known ?? '') ??
        words.map((one) => ofWords.get(wordsKey(one))).find((one) => one !== undefined)
      if (before !== undefined) return [key, { replacement: before, number: undefined }]
      const number = (last.get(kind) ?? 0) + 1
      last.set(kind, number)
      return [key, { replacement: label(kind, number), number }]
    }),
  )
}

/** What was replaced in other texts, as names to look for beside those that the study knows otherwise. */
export function knownFrom(kept: readonly Kept[], known: readonly Known[]): Known[] {
  const isKnown = waysOf(known)
  return kept
    .filter((one) => one.known === undefined && !isKnown.has(one.key))
    .map(({ kind, key }) => ({
      ...{ kind, id: `kept ${key}` },
      forms: [{ tokens: nameTokens(key), needsCapital: true, needsDots: false }],
    }))
}

/**
 * Who speaks in a text by a name that nobody knows otherwise: a name that stands before what somebody says is one, also
 * where nothing else tells. "Spreker 1" and "Moeder" are none.
 */
export function knownSpeakers(
  speakers: readonly { number: number; name: string }[],
  known: readonly Known[],
): Known[] {
  const isKnown = waysOf(known)
  return speakers
    .filter(({ name }) => /^\p{Lu}/u.test(name) && !/\d/.test(name) && !isKnown.has(wordsKey(name)))
    .filter(({ name }) => name !== name.toUpperCase() || name.length > 5)
    .filter(
      ({ name }) =>
        !nameTokens(name).some((word) => (isWord(word) && !isParticle(word)) || speaking.has(word)),
    )
    .map(({ number, name }) => ({ kind: 'name', id: `speaker ${number}`, forms: formsOf(name) }))
}

const speaking = new Set(
  (
    'spreker speaker interviewer interviewster geinterviewde interviewee respondent deelnemer deelneemster participant ' +
    'onderzoeker researcher gespreksleider moderator begeleider professional medewerker teamleider manager jongere ouder ' +
    'ouders moeder vader kind client groep zaal publiek onbekend unknown allen'
  ).split(' '),
)

function waysOf(known: readonly Known[]): ReadonlySet<string> {
  return new Set(known.flatMap(({ forms }) => forms.map(({ tokens }) => tokens.join(' '))))
}

/** All of a text in which names stand. */
export type Whole = {
  title: string
  speakers: readonly { number: number; name: string }[]
  /** What is known of it beside its words, as far as somebody may be named there. */
  facts: readonly NamingFact[]
  text: string
}

/** What is known of a text in free words. */
export const namingFacts = ['place', 'present', 'source', 'permission'] as const
export type NamingFact = { field: (typeof namingFacts)[number]; words: string }

const gap = '\n\n'

/** A text with its title, who speaks in it and what is known of it as one, to look for names in; and where the words themselves begin. */
export function wholeOf({ title, speakers, facts, text }: Whole): { whole: string; offset: number } {
  const head = [title, ...speakers.map(({ name }) => name), ...facts.map(({ words }) => words), ''].join(gap)
  return { whole: head + text, offset: head.length }
}

/** What a text becomes by edits of the whole, and the edits of its words alone. */
export function withEdits(one: Whole, edits: readonly Edit[]): Whole & { edits: Edit[] } {
  const { offset } = wholeOf(one)
  const within = (from: number, length: number) =>
    edits
      .filter(({ start, end }) => start >= from && end <= from + length)
      .map((edit) => ({ ...edit, start: edit.start - from, end: edit.end - from }))
  let at = one.title.length + gap.length
  const speakers = one.speakers.map(({ number, name }) => {
    const own = within(at, name.length)
    at += name.length + gap.length
    return { number, name: withoutBrackets(name, own) }
  })
  const facts = one.facts.map(({ field, words }) => {
    const own = within(at, words.length)
    at += words.length + gap.length
    return { field, words: edited(words, own) }
  })
  const title = edited(one.title, within(0, one.title.length))
  const own = within(offset, one.text.length)
  return { title, speakers, facts, text: edited(one.text, own), edits: own }
}

/** Before a colon no bracket stands: there it would be read as a time. */
function withoutBrackets(name: string, edits: readonly Edit[]): string {
  return edited(
    name,
    edits.map((edit) => ({ ...edit, text: edit.text.replaceAll(/[[\]:]/g, '').trim() || '…' })),
  )
}

/** Words with what was replaced in their text replaced in them too, the longest first. */
export function replacedIn(words: string, replacements: readonly (readonly [string, string])[]): string {
  if (replacements.length === 0) return words
  const by = new Map(replacements)
  const sorted = [...by.keys()].sort((a, b) => b.length - a.length)
  const all = sorted.map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?=s?(?:[^\\p{L}\\p{N}]|$))`, 'gu')
  return words.replaceAll(pattern, (found) => by.get(found) ?? found)
}
