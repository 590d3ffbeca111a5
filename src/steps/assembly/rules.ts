import { meetingChanges, type MeetingState } from '../../method/meetings.ts'
import type { Role } from '../../method/roles.ts'

/** The states that a meeting can be brought to by somebody with this role. */
export function nextStates(from: MeetingState, role: Role): MeetingState[] {
  return meetingChanges
    .filter((change) => change.from === from && change.who.includes(role))
    .map(({ to }) => to)
}

type Dated = { held_on: string | null; state: MeetingState }

/** Meetings as they come: the next one first, then those without a day, then what is over with the latest first. */
export function inOrder<Meeting extends Dated>(meetings: readonly Meeting[], today: string): Meeting[] {
  const isOver = ({ held_on, state }: Meeting) => state === 'closed' || (held_on !== null && held_on < today)
  const day = ({ held_on }: Meeting) => held_on ?? ''
  const open = meetings.filter((meeting) => !isOver(meeting))
  return [
    ...open.filter(({ held_on }) => held_on !== null).sort((a, b) => compare(day(a), day(b))),
    ...open.filter(({ held_on }) => held_on === null),
    ...meetings.filter(isOver).sort((a, b) => compare(day(b), day(a))),
  ]
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** How long an agenda takes; what has no time of its own counts for nothing. */
export function minutesOf(items: readonly { minutes: number | null }[]): number {
  return items.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
}

/** The words that somebody reads in silence in a minute: 238 on average (Brysbaert 2019, doi 10.1016/j.jml.2019.104047). */
const wordsInAMinute = 238

/** How many minutes it takes to read texts: whole ones, and never none. */
export function readingMinutes(texts: readonly string[]): number {
  const words = texts.join(' ').split(/\s+/).filter(Boolean).length
  return Math.max(1, Math.ceil(words / wordsInAMinute))
}

/** The paragraphs of a text. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
}
