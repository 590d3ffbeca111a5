/** The lists that everything shares. Their words on the screen stand in src/text; README.md here has the pairs. */

/** Who may see something, from the few to the many. */
export const rungs = ['researchers', 'participants', 'leaders', 'everyone'] as const
export type Rung = (typeof rungs)[number]

/** From where somebody looks at the subject in a photo. Helps to choose; none is asked for. */
export const angles = ['characteristic', 'defining', 'innovative'] as const
export type Angle = (typeof angles)[number]

/** What a participant says of a photo or a sentence that the team wants to use. Silence means no. */
export const readBackAnswers = ['fine', 'different', 'no'] as const
export type ReadBackAnswer = (typeof readBackAnswers)[number]

/** What a text is. Whatever its kind, it is read, quoted and coded in the same way. */
export const materialKinds = [
  'notes',
  'transcript',
  'observation',
  'shadowing',
  'mirror',
  'document',
] as const
export type MaterialKind = (typeof materialKinds)[number]
