import type { TalkState } from './lists.ts'

/** What must be so before a talk can be changed. */
export type TalkCondition = 'time_has_come' | 'has_text' | 'was_read_back' | 'has_codings'

export type TalkChange = { from: TalkState; to: TalkState; needs: TalkCondition | undefined }

/**
 * From where to where a talk may go, by the team. A planned talk has not been held because its day is past: somebody
 * says so, from its time on or once it was begun. To type out, to let read back and to code are each done when somebody
 * says that they are: a text can be a first part, and one code is not the end of coding. The software offers these
 * changes when there is something to show for them and makes none of them itself, but for one: who ends a talk that was
 * begun, or adds a typed-out one, has held it. Coding does not wait for reading back, since by default only what the team
 * wants to use is read back. That it was read back shows in an answer to all that was asked of this talk, or in that the
 * day is past by which its person was to answer: silence means no. Where that happened on paper, who sets it says how.
 * Each change has its way back, for a mistake; the history keeps both.
 */
export const talkChanges: readonly TalkChange[] = [
  { from: 'planned', to: 'held', needs: 'time_has_come' },
  { from: 'held', to: 'transcribed', needs: 'has_text' },
  { from: 'held', to: 'planned', needs: undefined },
  { from: 'transcribed', to: 'read_back', needs: 'was_read_back' },
  { from: 'transcribed', to: 'coded', needs: 'has_codings' },
  { from: 'transcribed', to: 'held', needs: undefined },
  { from: 'read_back', to: 'coded', needs: 'has_codings' },
  { from: 'read_back', to: 'transcribed', needs: undefined },
  { from: 'coded', to: 'read_back', needs: 'was_read_back' },
  { from: 'coded', to: 'transcribed', needs: undefined },
]

/** The changes that can be made now, in the order of the table. */
export function talkChangesFrom(from: TalkState, facts: Record<TalkCondition, boolean>): TalkChange[] {
  return talkChanges.filter((change) => change.from === from && (!change.needs || facts[change.needs]))
}

/** One change; undefined where the table has none between these two. */
export function talkChangeBetween(from: TalkState, to: TalkState): TalkChange | undefined {
  return talkChanges.find((change) => change.from === from && change.to === to)
}
