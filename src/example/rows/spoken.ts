import type { Schema } from '../../db/schema.ts'
import { readNotation, writeTime, type Speaker, type Spoken } from '../../method/turns.ts'

const speakers: Speaker[] = [
  { number: 1, name: 'Interviewer', role: 'interviewer' },
  { number: 2, name: 'Deelnemer', role: 'participant' },
]

/** How many words a minute somebody says in a quiet talk. */
const pace = 140

/** A text of the example as a recording of it would be typed out: its words, and beside them who says them and when. */
export function spokenOf(text: string): Spoken {
  let words = 0
  const lines = text.split('\n').map((line) => {
    if (line.trim() === '') return line
    const seconds = Math.round((words * 60) / pace)
    words += line.split(' ').length
    return `[${writeTime(seconds * 1000)}] ${line}`
  })
  return readNotation(lines.join('\n'), speakers)
}

/** Who speaks in such a text. */
export function speakersOf(study_id: string, material_id: string): Schema['material_speakers'][] {
  return speakers.map((speaker) => ({ study_id, material_id, ...speaker }))
}
