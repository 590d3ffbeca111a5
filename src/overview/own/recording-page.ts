import { clockTime } from '../../method/moments.ts'
import type { OwnRecording } from '../../steps/interviews/recording-own-queries.ts'
import { dueAt } from '../../steps/interviews/recording-rules.ts'
import type { Translate } from '../../text/text.ts'

/** That there is sound of one's own talk, how long it is, and until when it is kept. */
export function recordingFact(t: Translate, recording: OwnRecording): { name: string; value: string } {
  const due = dueAt(recording)
  const until =
    due !== undefined
      ? t('recordings.ownGoes', { date: t.date(due) })
      : recording.days === null
        ? t('recordings.ownByHand')
        : t('recordings.ownLater', { days: recording.days })
  const length = clockTime(recording.milliseconds)
  const lasts = recording.milliseconds > 0 ? `${t('recordings.length', { length })}. ` : ''
  return { name: t('recordings.title'), value: `${lasts}${until}` }
}
