import type {
  ActionState,
  Angle,
  AssemblyAnswer,
  Device,
  FindingKind,
  PassageKind,
  PassageOutcome,
  Rung,
  SessionKind,
  SessionState,
  Standing,
  Verdict,
} from '../method/lists.ts'
import type { OtherWords } from '../method/both-languages.ts'
import type { Preparation } from '../method/preparations.ts'
import type { MemberRole } from '../method/roles.ts'
import nl from './facts.nl.json' with { type: 'json' }

/**
 * What the example study is about. All of it is made up: place, organisations, people, words and figures. A week counts
 * from the day on which the example is made; minus is ago, so that something is always going on and something is late.
 */
type Facts = {
  study: {
    name: string
    subject: string
    question: string
    workingDefinition: string
    issues: { key: string; text: string }[]
    smallGroup: number
    network: string
    commissioner: string
    contact: string
    responsible: string
    privacyOfficer: string
    keyHolder: string
    keepRecording: string
    /** As the agreement said it at first. */
    keepRecordingBefore: string
    keepData: string
    inEnglish: OtherWords
    /** How many days before the date for photos reminders go out. */
    remindedBefore: number[]
    /** Dated where it was settled, by a member. */
    preparations: { item: Preparation; note: string; week?: number; by?: string }[]
  }
  organisations: { key: string; name: string }[]
  teams: { key: string; name: string }[]
  subjects: { key: string; name: string; explain: string }[]
  population: {
    /** How many people are asked. */
    size: number
    /** By organisation and team. */
    byOrganisation: Record<string, Record<string, number>>
    /** How many people have each trait, and how many have not. */
    traits: { key: string; name: string; yes: number; no: number }[]
  }
  photoGroups: { key: string; title: string; photos: string[] }[]
  members: {
    key: string
    name: string
    /** Before the @. */
    address: string
    role: MemberRole
    seesNames: boolean
    readsRaw: boolean
  }[]
  directors: { key: string; name: string; email: string }[]
  participants: Participant[]
  quotations: Quotation[]
  readings: Reading[]
  findings: {
    key: string
    category: string
    kind: FindingKind
    title: string
    text: string
    holdsMostlyFor: string
    photos: string[]
    developmentPoint: string
  }[]
  recommendations: { category: string; byWhom: string; restsOn: string[]; text: string }[]
  sessions: {
    key: string
    kind: SessionKind
    week: number
    place: string
    present: number
    dots: number
    ballot: 'secret' | 'open'
    state: SessionState
    /** Dots by the key of the finding that the development point was made from. */
    votes: Record<string, number>
    said: string[]
  }[]
  actionPoints: ActionPoint[]
  meetings: Meeting[]
  guide: {
    title: string
    preface: string
    reflection: string
    reflectionBy: string
    newQuestions: string[]
    method: string
    makers: string
    photoPage: string[]
  }
}

export type Participant = {
  number: number
  name: string
  email: string
  organisation: string
  team: string
  /** Keys of the traits that this person has. */
  traits: string[]
  mayRecord: boolean
  /** Agreed to the first text, before it was mended. */
  agreedBefore?: boolean
  /** Signed on paper, which somebody of the team registered. */
  onPaper?: boolean
  photos: Photo[]
  /** Chosen once, and never arrived. */
  announced?: { bytes: number; device: Device }[]
}

export type Photo = {
  key: string
  words: string
  angle: Angle
  rung: Rung
  /** Words in the place of a picture. */
  text?: string
  drawn?: boolean
  notOwn?: boolean
  /** Its person asked that the own name stands with it. */
  withName?: boolean
  recognisable?: boolean
  /** Brought, and not chosen for the talk. */
  leftAtHome?: boolean
  withdrawnInWeek?: number
}

export type Quotation = {
  participant: number
  /** As they stand in the talk, once. */
  words: string
  element: string
  category: string
  codes: string[]
  rung: Rung
  findings: string[]
  photo?: string
  answer?: 'no' | 'different' | 'open'
  /** What its person wrote with the answer. */
  remark?: string
  /** Asked again, long after the talk: in the days before the example is made. */
  later?: boolean
  /** Its person asked that the own name stands with it. */
  withName?: boolean
}

/** How somebody reads back in these days; a day counts from the one on which the example is made. */
export type Reading = {
  participant: number
  /** Who asked, how long ago and by when. */
  by?: string
  askedDaysAgo?: number
  readInDays?: number
  isMailed?: boolean
  /** Since when this person wants to read the whole talk. */
  wishedDaysAgo?: number
  /** Whether the whole talk is open to read, until the same day. */
  opened: boolean
  passages: {
    kind: PassageKind
    /** As they stand in the talk, once. */
    words: string
    remark: string
    /** What a researcher did with it, and wrote; nothing while it waits. */
    outcome?: PassageOutcome
    answer?: string
  }[]
}

export type ActionPoint = {
  key: string
  subject: string
  title: string
  session: string
  finding: string
  issue: string
  owner: { name: string; email: string }
  helpers: string
  mandate: string
  what: string
  different: string
  follow: string
  everyWeeks: 4 | 6 | 8 | 12
  fixedPlace: string
  fixedWhen: string
  agreedInWeek: number
  startWeek?: number
  dueWeek: number
  state: ActionState
  /** What the new version says, where it was adjusted. */
  adjustedTo?: string
  reason: string
  checks: { week: number; standing: Standing; verdict?: Verdict; text: string }[]
}

type Meeting = {
  key: string
  name: string
  introduction: string
  week: number
  state: 'draft' | 'closed'
  members: string[]
  items: {
    kind: 'information' | 'discussion' | 'answer'
    title: string
    about?: string
    minutes?: number
    outcome: string
    answer?: AssemblyAnswer
    reason: string
  }[]
  remarks: { by: string; item: number; kind: 'question' | 'comment'; text: string; reply: string }[]
  promises: { who: string; what: string; dueWeek: number; isDone: boolean }[]
}

export const facts = nl as Facts
