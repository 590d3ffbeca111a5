import type { Schema } from '../db/schema.ts'
import type { Translate } from '../text/text.ts'
import { pastDate, reasonIn } from './why.ts'

/** How long a mail is on its way at most. One that is longer was left in the middle: nobody knows whether it arrived. */
export const longestSending = 120_000

/** Tells whether a mail was left in the middle of being sent: nobody knows whether it arrived. */
export function isLeft({ state, due_at }: Pick<Schema['mails'], 'state' | 'due_at'>, now: Date): boolean {
  return state === 'sending' && now.getTime() - Date.parse(due_at) > longestSending
}

type Told = Pick<
  Schema['mails'],
  'state' | 'tries' | 'due_at' | 'tried_at' | 'sent_at' | 'problem' | 'was_kept'
>
/** `isKept` says that there is no mail server now: what goes out is kept here, and reaches nobody. */
type Around = { now: Date; isKept: boolean }

/** How a mail stands. */
export type MailState = {
  chip: { text: string; kind: 'neutral' | 'good' | 'attention' | 'bad' }
  /** When it was sent, or tried last; empty before its first try. */
  when: string
  /** What is wrong with it, or what it waits for; empty when all is well. */
  detail: string
  /** Whether somebody who asked around can say that it arrived, or send it once more. */
  isOpen: boolean
}

/** How a mail stands, in words that a researcher understands. */
export function mailState(t: Translate, mail: Told, { now, isKept }: Around): MailState {
  const left = isLeft(mail, now)
  // One that was kept can go out as soon as there is a mail server.
  const isHere = mail.state === 'sent' && mail.was_kept === 1 && !isKept
  return {
    chip: chipOf(t, mail, { left, isKept }),
    when: whenOf(t, mail),
    detail: left ? t('mails.maybe') : isHere ? t('letters.neverLeft') : troubleOf(t, mail, now),
    // Sent once more, it would name the same day.
    isOpen: left || isHere || (mail.state === 'failed' && mail.problem !== pastDate),
  }
}

function whenOf(t: Translate, { sent_at, tried_at }: Told): string {
  const at = sent_at ?? tried_at
  return at === null ? '' : t.time(at)
}

/** Of an old mail it is not known how it went: then as mails go now. */
function chipOf(
  t: Translate,
  { state, was_kept }: Told,
  { left, isKept }: { left: boolean; isKept: boolean },
): MailState['chip'] {
  if (left) return { text: t('mails.state.maybe'), kind: 'attention' } as const
  const neverLeft = was_kept === null ? isKept : was_kept === 1
  if (neverLeft && state === 'sent') return { text: t('mails.state.kept'), kind: 'neutral' } as const
  const kinds = { waiting: 'neutral', sending: 'neutral', sent: 'good', failed: 'bad' } as const
  return { text: t(`mails.state.${state}`), kind: kinds[state] }
}

/** How often it was tried, why that failed, and when it is tried again; empty when nothing is wrong. */
function troubleOf(t: Translate, mail: Told, now: Date): string {
  const { tries, problem } = mail
  if (problem === null) return nextOf(t, mail, now)
  const tried = tries > 0 ? t('mails.tried', { count: tries }) : ''
  const told = [tried, t(`mails.why.${reasonIn(problem)}`), nextOf(t, mail, now)]
  return told.filter((word) => word !== '').join(' ')
}

function nextOf(t: Translate, { state, tries, due_at }: Told, now: Date): string {
  const isLater = state === 'waiting' && Date.parse(due_at) > now.getTime()
  if (!isLater) return ''
  return t(tries > 0 ? 'mails.next' : 'mails.due', { time: t.time(due_at) })
}
