import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Sound } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { otherNotesOf } from './note-queries.ts'
import type { Interview } from './queries.ts'
import { baseOf, givesWords } from './rules.ts'
import { speakerKeys } from './typing-input.ts'

type TypingPage = Page<
  'interviews/typing',
  {
    form: Form
    sounds: Sound[]
    speakers: { field: string; key: number; label: string }[]
    /** What each key does, and the other key that does the same. */
    keys: { keys: string[]; does: string }[]
    action: string
    draft: string
    /** What was written beside it by somebody else, as notes have it. */
    both: {
      id: string
      mayWrite: boolean
      note: {
        spot: string
        stored: string
        version: number
        others: { id: string; text: string; by: string; action: string }[]
      }
    }
    mayWrite: boolean
    back: string
  }
>

const soundKeys = [
  ['play', ['F4', 'Ctrl + Space']],
  ['back', ['F2', 'Ctrl + ,']],
  ['forward', ['F8', 'Ctrl + .']],
  ['slower', ['Shift + F2']],
  ['faster', ['Shift + F8']],
  ['time', ['F9', 'Ctrl + Enter']],
  ['speaker', ['Ctrl + Shift + 1 – 4']],
] as const
const silentKeys = [['speakerOnly', ['Ctrl + Shift + 1 – 4']]] as const

/** A talk to type out while one listens. */
export function typingPage(
  t: Translate,
  seat: Seat,
  interview: Interview,
  parts: {
    form: Form
    stored: { text: string; version: number }
    others: Awaited<ReturnType<typeof otherNotesOf>>
    sounds: Sound[]
  },
): TypingPage {
  const talk = `${baseOf(seat)}/${interview.id}`
  const draft = `${talk}/notes/typed`
  const mayWrite = givesWords(interview)
  return {
    view: 'interviews/typing',
    status: statusOf(parts.form),
    page: {
      title: t('typing.title'),
      lead: t('typing.lead', { number: written(interview.number) }),
      wide: true,
      form: parts.form,
      sounds: parts.sounds,
      speakers: speakerKeys.map((role, index) => ({
        field: `speaker-${index + 1}`,
        key: index + 1,
        label: t(`typing.speaker.${role}`, { key: index + 1 }),
      })),
      keys: (parts.sounds.length > 0 ? soundKeys : silentKeys).map(([does, keys]) => ({
        keys: keys.map((key) => key.replace('Space', t('typing.key.space'))),
        does: t(`typing.key.${does}`),
      })),
      action: `${talk}/typing`,
      draft,
      both: {
        id: 'text',
        mayWrite,
        note: {
          ...{ spot: 'typed', stored: parts.stored.text, version: parts.stored.version },
          others: parts.others.map(({ client_id, text, writer, written_at }) => ({
            ...{ id: client_id, text, action: `${draft}/choice` },
            by: t('talk.writtenBy', { name: writer, time: t.time(written_at) }),
          })),
        },
      },
      mayWrite,
      back: talk,
    },
  }
}
