import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { clockTime } from '../../method/moments.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { keepingOf } from './keeping-queries.ts'
import type { Interview } from './queries.ts'
import type { Part, StoredPiece } from './recording-queries.ts'
import { dueAt, halfGoesAt, isWhole, lengthOf, missingIn, runOf } from './recording-rules.ts'
import { baseOf, givesWords } from './rules.ts'

type Keeping = Awaited<ReturnType<typeof keepingOf>>

/** What is shown where sound is recorded: where it goes, or why it is not. */
export type Recorder = {
  action: string
  who: string
  /** Why no sound is recorded; undefined where it may be. */
  whyNot: string | undefined
  about: string
  /** When what there is of it goes. */
  goes: string | undefined
}

/** What the recorder of a talk needs; undefined for who does not write there. */
export function recorderOf(
  t: Translate,
  seat: Seat,
  interview: Interview,
  { lastAt, keeping }: { lastAt: string | null; keeping: Keeping },
): Recorder | undefined {
  if (!may(seat.role, 'recordings.edit') || !seat.readsRaw) return undefined
  const about = `${baseOf(seat)}/${interview.id}`
  const who = written(interview.number)
  return {
    ...{ action: `${about}/recordings`, who, whyNot: whyNotOf(t, interview), about: `${about}#recording` },
    goes: lastAt === null ? undefined : goesOf(t, lastAt, keeping),
  }
}

function whyNotOf(t: Translate, interview: Interview): string | undefined {
  const who = written(interview.number)
  if (!givesWords(interview)) return t('recordings.noWords', { who })
  return interview.may_record === 1 ? undefined : t('recordings.nonAgreed', { who })
}

/** The sound of a talk on the page about it. */
export type RecordingSection = {
  parts: {
    mark: string
    nth: number
    /** Where it is played; undefined for who hears no whole talks, and where nothing can be played. */
    sound: string | undefined
    about: string
    length: string
    state: string
    /** Where it is fetched as it came in; undefined where all of it can be played. */
    asItCame: string | undefined
    removal: string | undefined
  }[]
  whyNot: string | undefined
  sending: { action: string; form: Form } | undefined
  goes: string | undefined
  confirming: string | undefined
  needsText: boolean
  unconfirming: string | undefined
  confirmed: string | undefined
  keeping: string | undefined
}

/** What of the sound of a talk there is, and when it goes. */
export function recordingSection(
  t: Translate,
  seat: Seat,
  interview: Interview,
  parts: { parts: readonly Part[]; pieces: readonly StoredPiece[]; keeping: Keeping },
  hasText: boolean,
  sending: Form,
): RecordingSection {
  const action = `${baseOf(seat)}/${interview.id}`
  const mayEdit = may(seat.role, 'recordings.edit') && seat.readsRaw
  const whyNot = whyNotOf(t, interview)
  const { confirmed } = parts.keeping
  const lastAt =
    parts.parts
      .map(({ last_at }) => last_at)
      .sort()
      .at(-1) ?? null
  return {
    parts: parts.parts.map((part, index) => {
      const pieces = parts.pieces.filter(({ part_id }) => part_id === part.id)
      const length = part.milliseconds ?? lengthOf(pieces)
      const isThere = part.file !== null || (part.origin === 'recorded' && runOf(pieces).length > 0)
      const here = `${action}/recordings/${part.mark}`
      return {
        mark: part.mark,
        nth: index + 1,
        sound: seat.readsRaw && isThere ? `${here}/sound` : undefined,
        about: t(part.origin === 'sent' ? 'recordings.sentAt' : 'recordings.recordedAt', {
          time: t.time(part.begun_at),
        }),
        length: length === undefined ? '' : t('recordings.length', { length: clockTime(length) }),
        state: stateOf(t, part, pieces),
        asItCame: seat.readsRaw && isCut(part, pieces) ? `${here}/sound?as=came` : undefined,
        removal: mayEdit ? `${here}/removal` : undefined,
      }
    }),
    whyNot,
    sending: mayEdit && whyNot === undefined ? { action: `${action}/recordings`, form: sending } : undefined,
    goes: lastAt === null ? undefined : goesOf(t, lastAt, parts.keeping),
    confirming: mayEdit && !confirmed && hasText ? `${action}/confirmation` : undefined,
    needsText: mayEdit && !confirmed && !hasText,
    unconfirming: mayEdit && confirmed ? `${action}/confirmation/removal` : undefined,
    confirmed: confirmed && confirmedBy(t, confirmed),
    keeping: mayEdit ? `${baseOf(seat)}/recordings` : undefined,
  }
}

/** Of what was made of all that came in the pieces are gone, unless the file lacks some of their sound. */
function isCut(part: Part, pieces: readonly StoredPiece[]): boolean {
  return part.file !== null && pieces.length > 0 && part.tried === pieces.length && isWhole(part, pieces)
}

function stateOf(t: Translate, part: Part, pieces: readonly StoredPiece[]): string {
  if (pieces.length === 0) return ''
  if (isCut(part, pieces)) return t('recordings.cut', { length: clockTime(part.milliseconds ?? 0) })
  if (part.origin === 'sent') {
    if (!isWhole(part, pieces)) return t('recordings.half', { date: t.date(halfGoesAt(part.last_at)) })
    return part.file === null ? t('recordings.sendingMakes') : ''
  }
  const count = missingIn(part, pieces)
  if (count > 0) return t('recordings.missing', { count })
  return part.pieces === null ? t('recordings.open') : ''
}

function confirmedBy(t: Translate, { name, confirmed_at }: { name: string | null; confirmed_at: string }) {
  const time = t.time(confirmed_at)
  return name === null
    ? t('recordings.confirmedByNobody', { time })
    : t('recordings.confirmed', { name, time })
}

function goesOf(t: Translate, lastAt: string | null, { confirmed, term: { days } }: Keeping): string {
  if (days === null) return t('recordings.goesByHand')
  const confirmed_at = confirmed?.confirmed_at ?? null
  const due = dueAt({ confirmed_at, last_at: lastAt, days, is_agreed: 1, gone_at: null })
  return due === undefined ? t('recordings.goesLater', { days }) : t('recordings.goes', { date: t.date(due) })
}

type KeepingPage = Page<
  'interviews/keeping',
  {
    form: Form
    action: string
    promise: string | undefined
    mayEdit: boolean
    settings: string
    back: string
  }
>

/** For how long the sound of talks is kept. */
export function keepingPage(t: Translate, seat: Seat, promise: string, form: Form): KeepingPage {
  const base = baseOf(seat)
  return {
    view: 'interviews/keeping',
    status: statusOf(form),
    page: {
      title: t('recordings.keeping'),
      lead: t('recordings.keepingLead'),
      form,
      action: `${base}/recordings`,
      settings: `/studies/${seat.studyId}/study`,
      promise: promise === '' ? undefined : t('recordings.keepingPromise', { words: promise }),
      mayEdit: may(seat.role, 'recordings.edit'),
      back: base,
    },
  }
}
