import { fill, type StudyTextKey } from './template.ts'

/** Says a date and a number of minutes in words of one language. */
type Says = { date: (value: string) => string; duration: (minutes: number) => string }

type Told = {
  subject: string
  question: string
  network_name: string
  contact_name: string
  contact: string
  photos_by: string | null
  min_photos: number
  max_photos: number
  responsible: string
  key_holder: string
  privacy_officer: string
  keep_recording: string
  keep_data: string
  asked_minutes: number
}

/** What the places in a study's texts hold for somebody; one that is not known is left out. */
export function placeValues(
  say: Says,
  texts: Readonly<Record<StudyTextKey, string>>,
  study: Told,
  firstName: string,
): Record<string, string> {
  const all: Record<string, string> = {
    firstName,
    subject: study.subject,
    // A mail's subject is one line.
    question: study.question.replaceAll(/\s*\n\s*/g, ' '),
    network: study.network_name,
    researcher: study.contact_name,
    contact: study.contact,
    deadline: study.photos_by ? say.date(study.photos_by) : '',
    minPhotos: String(study.min_photos),
    maxPhotos: String(study.max_photos),
    responsible: study.responsible,
    keyHolder: study.key_holder,
    privacyOfficer: study.privacy_officer,
    keepRecording: study.keep_recording,
    keepData: study.keep_data,
    totalTime: say.duration(study.asked_minutes),
    period: texts['invitation.period'],
  }
  const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  return { ...known, workTime: fill(texts['invitation.workTime'], known) }
}
