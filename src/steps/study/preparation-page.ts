import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { AskedTime } from '../../method/asked-time.ts'
import { inWordsOf } from '../../method/both-languages.ts'
import type { Preparation } from '../../method/preparations.ts'
import type { Translate } from '../../text/text.ts'
import { baseOf } from './page.ts'
import type { Prepared } from './preparation-queries.ts'
import type { Study } from './queries.ts'
import { shownTimes, type ShownTimes } from './time-page.ts'

type Item = {
  id: Preparation
  title: string
  why: string
  state: Chip
  by: string
  known: Known | undefined
  note: string
  edit: string
}
/** What the study says of it already, and where that is changed. */
type Known = { text: string; href: string }

type PreparationsPage = Page<
  'study/preparations',
  {
    standing: string
    items: Item[]
    times: ShownTimes
    editTimes: string
    mayEdit: boolean
    plan: string
    back: string
  }
>

/** "Voordat je begint": what is best settled before anybody is asked, and the time that is asked of a participant. */
export function preparationsPage(
  t: Translate,
  seat: Seat,
  {
    study,
    workTime,
    prepared,
    times,
  }: Facts & { prepared: readonly Prepared[]; times: readonly AskedTime[] },
): PreparationsPage {
  const base = baseOf(seat)
  const settled = prepared.filter(({ done_on }) => done_on !== null).length
  return {
    view: 'study/preparations',
    page: {
      title: t('begin.title'),
      lead: t('begin.lead'),
      standing: t('begin.standing', { settled, total: prepared.length }),
      items: prepared.map(({ item, note, done_on, name }) => ({
        id: item,
        title: t(`begin.item.${item}`),
        why: t(`begin.why.${item}`),
        state: done_on
          ? { text: t('begin.settledOn', { day: t.date(done_on) }), kind: 'good' }
          : { text: t('begin.open'), kind: 'neutral' },
        by: name ?? '',
        known: knownOf(t, seat, item, { study, workTime }),
        note,
        edit: `${base}/preparations/${item}`,
      })),
      times: shownTimes(t, times),
      editTimes: `${base}/time`,
      mayEdit: may(seat.role, 'preparations.edit'),
      plan: `${base}/plan`,
      back: base,
    },
  }
}
type Facts = { study: Study; workTime: string }

/** What participants read about it, where they read anything. */
function knownOf(t: Translate, seat: Seat, item: Preparation, { study, workTime }: Facts): Known | undefined {
  const base = baseOf(seat)
  const agreements = `${base}/agreements`
  const said = inWordsOf(study, t.language)
  const known: Partial<Record<Preparation, Known>> = {
    commissioner: { text: said.commissioner, href: agreements },
    privacy_officer: { text: said.privacy_officer, href: agreements },
    key_holder: { text: said.key_holder, href: agreements },
    hours: { text: workTime, href: `${base}/texts/mails/${t.language}` },
  }
  return known[item]
}

type PreparationPage = Page<
  'study/preparation',
  { form: Form; action: string; known: Known | undefined; back: string }
>

/** One thing to settle as a form: what was agreed, and the day on which it was. */
export function preparationPage(
  t: Translate,
  seat: Seat,
  item: Preparation,
  facts: Facts,
  form: Form,
): PreparationPage {
  return {
    view: 'study/preparation',
    status: statusOf(form),
    page: {
      title: t(`begin.item.${item}`),
      lead: t(`begin.why.${item}`),
      form,
      action: `${baseOf(seat)}/preparations/${item}`,
      known: knownOf(t, seat, item, facts),
      back: `${baseOf(seat)}/preparations`,
    },
  }
}
