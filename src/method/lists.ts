/** The lists that everything shares. Their words on the screen stand in src/text; README.md here has the pairs. */

/** Who may see something, from the few to the many. */
export const rungs = ['researchers', 'participants', 'leaders', 'everyone'] as const
export type Rung = (typeof rungs)[number]

/** Those beyond the researchers: before these something is shown, or kept back. */
export const openRungs = ['participants', 'leaders', 'everyone'] as const satisfies readonly Rung[]
export type OpenRung = (typeof openRungs)[number]

/** What is brought where a photo is asked for. */
export type PhotoKind = 'picture' | 'drawing' | 'text'
/** Those that are images. */
export type ImageKind = Exclude<PhotoKind, 'text'>

/** On what somebody chose a photo that is still to come. */
export const devices = ['phone', 'computer'] as const
export type Device = (typeof devices)[number]

/** From where somebody looks at the subject in a photo. Helps to choose; none is asked for. */
export const angles = ['characteristic', 'defining', 'innovative'] as const
export type Angle = (typeof angles)[number]

/** What a participant says of a photo or a sentence that the team wants to use. Silence means no. */
export const readBackAnswers = ['fine', 'different', 'no'] as const
export type ReadBackAnswer = (typeof readBackAnswers)[number]

/** What somebody says of a passage of the own text. What is left out cannot be quoted. */
export const passageKinds = ['leave_out', 'different', 'remark'] as const
export type PassageKind = (typeof passageKinds)[number]

/** What a researcher did with what was said of a passage. */
export const passageOutcomes = ['corrected', 'left_out', 'noted'] as const
export type PassageOutcome = (typeof passageOutcomes)[number]

/** How somebody can say to a researcher whether to take part, who writes it down. */
export const saidWays = ['phone', 'mail', 'table'] as const
/** The same, or on the own page, or on paper. */
export type ConsentWay = 'own' | 'paper' | (typeof saidWays)[number]

/** Who can be recognised on a photo; and those who may be on one only where the study is with them. */
export const depictedKinds = ['colleague', 'adult', 'parent', 'young', 'child'] as const
export type DepictedKind = (typeof depictedKinds)[number]
export const youngKinds = ['parent', 'young', 'child'] as const satisfies readonly DepictedKind[]

/** What somebody on a photo said of its use. */
export const permissions = ['yes', 'asked', 'no'] as const

/** What a text is. Whatever its kind, it is read, quoted and coded in the same way. */
export const materialKinds = [
  'notes',
  'transcript',
  'observation',
  'shadowing',
  'mirror',
  'group',
  'document',
] as const
export type MaterialKind = (typeof materialKinds)[number]

/** Who speaks in a mirror conversation; never by name. */
export const mirrorSpeakers = ['young', 'parents', 'both'] as const
export type MirrorSpeaker = (typeof mirrorSpeakers)[number]

/** Who gave permission for a mirror conversation. */
export const permissionGivers = ['self', 'guardian', 'both'] as const
export type PermissionGiver = (typeof permissionGivers)[number]

/** Who somebody is that speaks in a text. */
export const speakerRoles = ['participant', 'interviewer', 'other', 'unknown'] as const
export type SpeakerRole = (typeof speakerRoles)[number]

/**
 * Where a quotation stands since its text was corrected: in it, in a place with other words that is to be looked at,
 * nowhere any more, or nowhere as somebody decided.
 */
export const quotationStandings = ['anchored', 'review', 'gone', 'kept'] as const
export type QuotationStanding = (typeof quotationStandings)[number]

/** What a finding says of what was heard. */
export const findingKinds = ['strength', 'friction', 'example', 'question'] as const
export type FindingKind = (typeof findingKinds)[number]

/** Where a talk is. What lies behind is not derived from a day that is past, but said. */
export const talkStates = ['planned', 'held', 'transcribed', 'read_back', 'coded'] as const
export type TalkState = (typeof talkStates)[number]

/** How a researcher stands to whom the talk is with. */
export const relations = ['none', 'works_with', 'judges'] as const
export type Relation = (typeof relations)[number]

/** With whom a feedback session is held, in the order of the method: participants first. */
export const sessionKinds = ['participants', 'team_leaders', 'founders', 'follow_up'] as const
export type SessionKind = (typeof sessionKinds)[number]

/** Where a feedback session is: results are seen from `revealed` on. */
export const sessionStates = ['prepared', 'open', 'revealed', 'closed'] as const
export type SessionState = (typeof sessionStates)[number]

/** Where an action point is. One that is adjusted goes on in a new version. */
export const actionStates = [
  'proposed',
  'agreed',
  'underway',
  'adjusted',
  'done',
  'embedded',
  'stopped',
] as const
export type ActionState = (typeof actionStates)[number]

/** How an action point stands, in a check. */
export const standings = ['on_track', 'needs_help', 'stuck'] as const
export type Standing = (typeof standings)[number]

/** Whether an action point helps. */
export const verdicts = ['helps', 'too_early', 'adjust', 'stop'] as const
export type Verdict = (typeof verdicts)[number]

/** What the assembly says where something is asked of it. */
export const assemblyAnswers = ['agreed', 'partly', 'not_now', 'postponed'] as const
export type AssemblyAnswer = (typeof assemblyAnswers)[number]
