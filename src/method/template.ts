import type { AskedTime } from './asked-time.ts'
import type { Language } from './languages.ts'
import en from './template.en.json' with { type: 'json' }
import nl from './template.nl.json' with { type: 'json' }

/** The words that a network chooses for itself; they come back on every page. */
export type Terms = {
  network: string
  team: string
  homeOrganisation: string
  assembly: string
  director: string
}
export const termKeys = ['network', 'team', 'homeOrganisation', 'assembly', 'director'] as const

/** What a study begins with. */
export type Beginning = {
  subject: string
  question: string
  workingDefinition: string
  terms: Terms
  categories: { name: string; explanation: string }[]
  elements: { name: string; explanation: string; questions: Question[] }[]
  /** What action points are about. */
  subjects: { name: string; explanation: string }[]
  opening: Question[]
  followUps: Question[]
  closing: Question[]
  looking: Question[]
  /** What taking part asks of a person. */
  time: AskedTime[]
  texts: Record<StudyTextKey, string>
}
export type Question = { text: string; deeper: string }

/** The texts that a study says in its own words. A mail is a subject and a body; an empty line parts paragraphs. */
export const studyTextKeys = [
  'assignment.title',
  'assignment.lead',
  'assignment.task',
  'assignment.example',
  'assignment.tips',
  'assignment.doNot',
  'assignment.noTime',
  'consent.title',
  'consent.intro',
  'consent.whatHappens',
  'consent.otherInterviewer',
  'consent.whyLater',
  'consent.keeping',
  'consent.rights',
  'consent.takePart',
  'consent.record',
  'consent.keepMePosted',
  'consent.statement',
  'consent.peopleInPhoto',
  'consent.withdraw',
  'photosIn.text',
  'declined.text',
  'invitation.subject',
  'invitation.body',
  'invitation.period',
  'invitation.workTime',
  'invitationReminder.subject',
  'invitationReminder.body',
  'reminder.subject',
  'reminder.body',
  'readBack.subject',
  'readBack.body',
  'afterTalk.subject',
  'afterTalk.body',
  'theEnd.subject',
  'theEnd.body',
] as const
export type StudyTextKey = (typeof studyTextKeys)[number]

/** The mails to participants that a study sends in its own words. */
export const letters = ['invitation', 'invitationReminder', 'reminder'] as const
export type Letter = (typeof letters)[number]

/** The places that every text of a study may have; what they hold stands with the study. */
export const studyPlaces = [
  'firstName',
  'subject',
  'question',
  'network',
  'researcher',
  'contact',
  'deadline',
  'minPhotos',
  'maxPhotos',
  'totalTime',
  'period',
  'workTime',
  'responsible',
  'keyHolder',
  'privacyOfficer',
  'keepRecording',
  'keepData',
] as const
/** Those that mails have beside them: what is known, or made, when one is sent. */
export const mailPlaces = ['link', 'declineLink', 'photosIn'] as const
export type Place = (typeof studyPlaces | typeof mailPlaces)[number]

/** Whether a place is one that is filled. */
export function isPlace(name: string): name is Place {
  return ([...studyPlaces, ...mailPlaces] as readonly string[]).includes(name)
}

/** What the built-in template "Tweebenig werken" proposes, in one language. */
export function proposal(language: Language): Beginning {
  const {
    study,
    terms,
    conversationModel: model,
    categories,
    actionSubjects,
    lookingQuestions,
    ...rest
  } = templates[language]
  return {
    subject: study.subject,
    question: study.question,
    workingDefinition: study.workingDefinition,
    terms: pick(terms),
    categories: categories.map(({ name, explain }) => ({ name, explanation: explain })),
    elements: model.elements.map(({ name, explain, questions }) => ({
      name,
      explanation: explain,
      questions: questions.map(({ text, deeper }) => ({ text, deeper })),
    })),
    subjects: actionSubjects.map(({ name, explain }) => ({ name, explanation: explain })),
    opening: model.opening.map(bare),
    followUps: model.followUps.map(bare),
    closing: model.closing.map(bare),
    looking: lookingQuestions.map(({ text }) => bare(text)),
    time: study.timeAskedOfParticipant,
    texts: textsOf(language, rest),
  }
}

/** What is asked about an action point, in one language: the words of its forms. */
export function actionPrompts(language: Language): (typeof nl)['actionPrompts'] {
  return templates[language].actionPrompts
}

/** A study that begins empty still has words, texts and time: an invitation must be sent in some words. */
export function emptyBeginning(language: Language): Beginning {
  const { terms, time, texts } = proposal(language)
  const nothing = { categories: [], elements: [], subjects: [] }
  const unasked = { opening: [], followUps: [], closing: [], looking: [] }
  return { subject: '', question: '', workingDefinition: '', terms, time, texts, ...nothing, ...unasked }
}

/**
 * Puts values in the places of a text: {network} becomes what `network` holds. A place without a value stays as it is,
 * so that whoever reads it sees what is missing.
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** The names of the places in a text. */
export function placesIn(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name))
}

const templates = { nl, en: en satisfies typeof nl }

/** Over how long it is spread: a season. */
const period = {
  nl: {
    'invitation.period': 'drie maanden',
    'invitation.workTime': '',
  },
  en: {
    'invitation.period': 'three months',
    'invitation.workTime': '',
  },
}

type Rest = Pick<typeof nl, 'photoAssignment' | 'consent' | 'mails' | 'thankYou'>

function textsOf(
  language: Language,
  { photoAssignment, consent, mails, thankYou }: Rest,
): Record<StudyTextKey, string> {
  const purpose = (key: string) => consent.purposes.find((one) => one.key === key)?.text ?? ''
  return {
    'assignment.title': photoAssignment.title,
    'assignment.lead': photoAssignment.lead,
    'assignment.task': photoAssignment.task,
    'assignment.example': photoAssignment.exampleFromAnotherSubject,
    'assignment.tips': lines(photoAssignment.tips),
    'assignment.doNot': lines(photoAssignment.doNot),
    'assignment.noTime': photoAssignment.noTime,
    'consent.title': consent.title,
    'consent.intro': lines(consent.intro),
    'consent.whatHappens': lines(consent.whatHappens),
    'consent.otherInterviewer': consent.otherInterviewer,
    'consent.whyLater': consent.whyLater,
    'consent.keeping': consent.keeping,
    'consent.rights': consent.rights,
    'consent.takePart': purpose('takePart'),
    'consent.record': purpose('record'),
    'consent.keepMePosted': purpose('keepMePosted'),
    'consent.statement': consent.statement,
    'consent.peopleInPhoto': consent.peopleInPhoto.untilYes,
    'consent.withdraw': lines(consent.withdraw.text),
    'photosIn.text': paragraphs(thankYou.photosIn.text),
    'declined.text': paragraphs(thankYou.declined.text),
    'invitation.subject': mails.invitation.subject,
    'invitation.body': paragraphs(mails.invitation.body),
    ...period[language],
    'invitationReminder.subject': mails.invitationReminder.subject,
    'invitationReminder.body': paragraphs(mails.invitationReminder.body),
    'reminder.subject': mails.reminder.subject,
    'reminder.body': paragraphs(mails.reminder.body),
    'readBack.subject': mails.readBack.subject,
    'readBack.body': paragraphs(mails.readBack.body),
    'afterTalk.subject': thankYou.afterTalk.subject,
    'afterTalk.body': paragraphs(thankYou.afterTalk.body),
    'theEnd.subject': thankYou.theEnd.subject,
    'theEnd.body': paragraphs(thankYou.theEnd.body),
  }
}

/** What a network calls things where it says nothing else, in one language. */
export function termsIn(language: Language): Terms {
  return pick(templates[language].terms)
}

function pick(terms: Terms): Terms {
  const { network, team, homeOrganisation, assembly, director } = terms
  return { network, team, homeOrganisation, assembly, director }
}

function bare(text: string): Question {
  return { text, deeper: '' }
}

function lines(texts: readonly string[]): string {
  return texts.join('\n')
}

function paragraphs(texts: readonly string[]): string {
  return texts.join('\n\n')
}
