import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { passageOutcomes } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Material } from '../material/queries.ts'
import type { Passage } from './passage-queries.ts'
import { baseOf, readingAddress } from './shown.ts'

type PassagePage = Page<
  'coding/passage',
  {
    chip: Chip
    state: Chip
    /** The passage in its place; nothing where it is left out, or nothing of it is left. */
    place: { before: string; words: string; after: string } | undefined
    means: string
    remark: string
    said: string
    form: Form
    action: string
    outcomes: { value: string; text: string; hint: string }[]
    mayHandle: boolean
    text: string
    edit: string | undefined
    back: string
  }
>

/** What a participant said of a passage, in its place, and what a researcher does with it. */
export function passagePage(
  t: Translate,
  seat: Seat,
  passage: Passage,
  { material, form }: { material: Material; form: Form },
): PassagePage {
  const { kind, remark, said_at, person_id } = passage
  const edits = may(seat.role, 'material.edit')
  return {
    view: 'coding/passage',
    status: statusOf(form),
    page: {
      title: t('passages.of', { number: written(material.number ?? 0) }),
      lead: material.title,
      chip: { text: t(`passages.kind.${kind}`), kind: kind === 'leave_out' ? 'attention' : 'info' },
      state: handledChip(t, passage),
      place: placeOf(passage, material.text),
      means: meansOf(t, passage),
      remark,
      said: t('passages.saidOn', { time: t.time(said_at) }),
      form,
      action: passageAddress(seat, passage.id),
      outcomes: passageOutcomes
        .filter((outcome) => outcome !== 'left_out' || kind === 'leave_out')
        .map((value) => ({
          value,
          text: t(`passages.outcome.${value}`),
          hint: t(`passages.outcome.${value}.hint`),
        })),
      mayHandle: may(seat.role, 'coding.wish'),
      text: `${baseOf(seat)}/materials/${material.id}`,
      edit: edits ? `/studies/${seat.studyId}/material/${material.id}` : undefined,
      back: readingAddress(seat, person_id),
    },
  }
}

/** Where a researcher handles what was said of a passage. */
export function passageAddress(seat: Seat, id: string): string {
  return `${baseOf(seat)}/passages/${id}`
}

/** Whether a researcher did something with what was said, and what. */
export function handledChip(t: Translate, { outcome }: Pick<Passage, 'outcome'>): Chip {
  return outcome === null
    ? { text: t('passages.open'), kind: 'attention' }
    : { text: t(`passages.outcome.${outcome}`), kind: 'good' }
}

const around = 300

function placeOf({ kind, is_gone, start_offset, end_offset }: Passage, text: string) {
  if (kind === 'leave_out' || is_gone === 1) return undefined
  return {
    before: text.slice(Math.max(0, start_offset - around), start_offset),
    words: text.slice(start_offset, end_offset),
    after: text.slice(end_offset, end_offset + around),
  }
}

function meansOf(t: Translate, { kind, is_gone }: Passage): string {
  if (kind === 'leave_out') return t('passages.leftOutMeans')
  return is_gone === 1 ? t('passages.goneMeans') : ''
}
