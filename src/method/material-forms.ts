import type { MaterialKind } from './lists.ts'

/** What can be noted of a text beside its words. */
export const materialFacts = [
  'on_day',
  'minutes',
  'place',
  'present',
  'present_count',
  'source',
  'spoken_by',
  'permitted_by',
  'permission',
] as const
export type MaterialFact = (typeof materialFacts)[number]

/** Which of it some kind of text cannot do without. */
export type RequiredFact = Exclude<MaterialFact, 'minutes' | 'present'>

type MaterialForm = {
  /** What is asked, in the order of the form. */
  facts: readonly MaterialFact[]
  required: readonly RequiredFact[]
  /** Whether the words are somebody's own, who then decides on them. */
  isOfPerson: boolean
}

/**
 * The short form of each kind of text. Mirror conversations are with young people and parents: nobody's name is asked,
 * and nothing but notes is taken in. What several people say in a group is nobody's own.
 */
export const materialForms: Record<MaterialKind, MaterialForm> = {
  notes: { facts: ['on_day'], required: [], isOfPerson: true },
  transcript: { facts: ['on_day'], required: [], isOfPerson: true },
  observation: {
    facts: ['on_day', 'minutes', 'place', 'present'],
    required: ['on_day', 'place'],
    isOfPerson: false,
  },
  shadowing: { facts: ['on_day', 'minutes', 'place', 'present'], required: ['on_day'], isOfPerson: true },
  mirror: {
    facts: ['on_day', 'minutes', 'spoken_by', 'permitted_by', 'permission'],
    required: ['on_day', 'spoken_by', 'permitted_by', 'permission'],
    isOfPerson: false,
  },
  group: {
    facts: ['on_day', 'minutes', 'place', 'present_count', 'present'],
    required: ['on_day', 'present_count'],
    isOfPerson: false,
  },
  document: { facts: ['source', 'on_day', 'place'], required: ['source'], isOfPerson: false },
}

/**
 * E-mail addresses, and numbers as long as those of telephones, citizens and accounts. What stands before an @ is 64
 * letters at most (RFC 5321); without a bound a text of one long word would take minutes.
 */
const traces = [
  /[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]/u,
  /(?<![\p{L}\d])\+?\d(?:[ .()/-]{0,2}\d){7,}(?!\d)/u,
  /\b\d{4} ?[A-Z]{2}\b/u,
]

/** The first piece of a text by which somebody could surely be found; undefined where there is none. */
export function traceIn(text: string): string | undefined {
  for (const trace of traces) {
    const found = trace.exec(text)
    if (found) return found[0]
  }
  return undefined
}
