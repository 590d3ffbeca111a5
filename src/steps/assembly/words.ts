import type { AssemblyAnswer } from '../../method/lists.ts'
import type { MeetingState } from '../../method/meetings.ts'
import type { Translate } from '../../text/text.ts'
import { capital } from '../../method/words.ts'

/** A status in a word. */
export type Chip = { text: string; kind: 'neutral' | 'info' | 'good' | 'attention' | 'bad' }

/** When and where a meeting is, in words; what is not known is left out. */
export function whenAndWhere(t: Translate, meeting: { held_on: string | null; place: string }): string {
  const when = meeting.held_on ? t.date(meeting.held_on) : t('assembly.noDate')
  return [when, meeting.place].filter(Boolean).join(', ')
}

const meetingKinds = { draft: 'neutral', shared: 'info', closed: 'good' } as const

/** Where a meeting is, as a status. */
export function meetingChip(t: Translate, state: MeetingState): Chip {
  return { text: t(`assembly.state.${state}`), kind: meetingKinds[state] }
}

const answerKinds = { agreed: 'good', partly: 'attention', not_now: 'bad', postponed: 'neutral' } as const

/** What the assembly answered, as a status. */
export function answerChip(t: Translate, answer: AssemblyAnswer): Chip {
  return { text: capital(t(`assembly.answer.${answer}`)), kind: answerKinds[answer] }
}
