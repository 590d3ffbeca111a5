import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { fieldOf } from './input.ts'
import { choicesOf, namesOf } from './page.ts'
import type { Contents, Session } from './queries.ts'

type Field = { field: string; label: string; hint: string }

type EditPage = Page<
  'feedback/edit',
  {
    form: Form
    action: string
    prepared: boolean
    kinds: { value: string; text: string }[]
    rungs: { value: string; text: string }[]
    back: string
  }
>

/** When, where and with whom; once people are in, only what cannot change what they have been told. */
export function editPage(t: Translate, seat: Seat, session: Session, form: Form): EditPage {
  const base = baseOf(seat, session)
  return {
    view: 'feedback/edit',
    status: statusOf(form),
    page: {
      title: t('feedback.edit'),
      lead: t(session.state === 'prepared' ? 'feedback.editLead' : 'feedback.editLeadLater'),
      form,
      action: base,
      prepared: session.state === 'prepared',
      ...choicesOf(t),
      back: base,
    },
  }
}

type ContentsPage = Page<
  'feedback/contents',
  {
    form: Form
    names: Record<string, string>
    action: string
    findings: Field[]
    points: Field[]
    back: string
  }
>

/** What a session shows, and in which order: a place for each finding that is ready, and for each point. */
export function contentsPage(
  t: Translate,
  seat: Seat,
  session: Session,
  {
    findings,
    points,
  }: {
    findings: readonly { id: string; title: string; category: string | null }[]
    points: readonly { id: string; text: string; findings: readonly { title: string }[] }[]
  },
  form: Form,
): ContentsPage {
  const base = baseOf(seat, session)
  const fields = {
    findings: findings.map(({ id, title, category }) => ({
      field: fieldOf('finding', id),
      label: title,
      hint: category ?? '',
    })),
    points: points.map(({ id, text, findings: from }) => ({
      field: fieldOf('point', id),
      label: text,
      hint: from.map(({ title }) => title).join(' · '),
    })),
  }
  return {
    view: 'feedback/contents',
    status: statusOf(form),
    page: {
      title: t('feedback.contents'),
      lead: t('feedback.contentsLead'),
      form,
      action: `${base}/contents`,
      ...fields,
      names: namesOf([...fields.findings, ...fields.points]),
      back: base,
    },
  }
}

type NotesPage = Page<
  'feedback/notes',
  {
    form: Form
    names: Record<string, string>
    action: string
    groups: { heading: string; items: Noted[] }[]
    back: string
  }
>
type Noted = {
  field: string
  label: string
  isOpen: boolean
  outcome: { field: string; value: string; isDiscussed: boolean } | undefined
}

/** What was said of each finding and each point, and altogether. What is empty still is folded to its name. */
export function notesPage(
  t: Translate,
  seat: Seat,
  session: Session,
  { findings, points }: Contents,
  form: Form,
): NotesPage {
  const base = baseOf(seat, session)
  const discussed = [form.typed.discussed ?? []].flat()
  const noted = (field: string, label: string, outcome?: Noted['outcome']): Noted => {
    const isOpen = [form.typed[field], form.problems[field], form.now?.[field], outcome?.isDiscussed].some(
      Boolean,
    )
    return { field, label, isOpen, outcome }
  }
  const groups = [
    {
      heading: t('feedback.findings'),
      items: findings.map(({ id, title }) => noted(fieldOf('finding', id), title)),
    },
    {
      heading: t('feedback.points'),
      items: points.map(({ id, text }) =>
        noted(fieldOf('point', id), text, {
          ...{ field: `discussed-${id}`, value: id },
          isDiscussed: discussed.includes(id),
        }),
      ),
    },
  ]
  return {
    view: 'feedback/notes',
    status: statusOf(form),
    page: {
      title: t('feedback.notes'),
      lead: t('feedback.notesLead'),
      form,
      action: `${base}/notes`,
      names: namesOf(groups.flatMap(({ items }) => items)),
      groups: groups.filter(({ items }) => items.length > 0),
      back: base,
    },
  }
}

type RemovalPage = Page<
  'feedback/removal',
  { action: string; hanging: string[]; stays: boolean; back: string }
>

/** What goes with a session, said before it goes; or what rests on it, so that it stays. */
export function removalPage(
  t: Translate,
  seat: Seat,
  session: Session,
  { uses, isRefused }: { uses: readonly string[]; isRefused: boolean },
): RemovalPage {
  const base = baseOf(seat, session)
  const stays = isRefused || uses.length > 0
  const own = [
    t('feedback.joined', { count: Number(session.joined) }),
    t('feedback.placed', { count: Number(session.placed) }),
  ]
  return {
    view: 'feedback/removal',
    status: isRefused ? 409 : 200,
    page: {
      title: t('feedback.removal'),
      lead: t('feedback.removalLead', { name: t(`feedback.name.${session.kind}`) }),
      action: `${base}/removal`,
      hanging: stays ? [...uses] : own,
      stays,
      back: base,
    },
  }
}

function baseOf({ studyId }: Seat, { id }: Session): string {
  return `/studies/${studyId}/feedback/${id}`
}
