import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { usesIn, type TrailEntry, type Use } from '../../http/trail.ts'
import type { Translate } from '../../text/text.ts'
import { withoutOne, type Heard } from './paper-rules.ts'
import type { Participant } from './queries.ts'
import { calledBy, whatWasSaid } from './said-page.ts'

type UndoPage = Page<
  'people/undo',
  {
    form: Form
    goes: string[]
    after: string[]
    /** What came in of this person, and what happens to it. */
    brought: { text: string; uses: Use[]; talk: string } | undefined
    erasure: string | undefined
    /** Where it is written down that somebody stops, of who takes part. */
    stop: string | undefined
    sure: string
    action: string
    back: string
  }
>

/** Taking out what was written down wrongly: what goes, how it is afterwards, and what hangs on it. */
export function undoPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  {
    kind,
    said,
    all,
    brought,
  }: {
    kind: 'paper-consent' | 'said'
    said: Heard | undefined
    all: readonly Heard[]
    brought: readonly TrailEntry[]
  },
  form: Form,
): UndoPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  const who = calledBy(person)
  const { holds, changes } = withoutOne(all, said?.id ?? '')
  const takesPart = holds?.takes_part === 1
  // Of who said nothing a talk can be planned: it stays in sight.
  const hides = brought.filter(({ kind: what }) => holds !== undefined || what !== 'interviews')
  return {
    view: 'people/undo',
    status: statusOf(form),
    page: {
      title: t('undo.of', { who }),
      lead: t('undo.lead'),
      form,
      goes: [
        ...(said ? [t('undo.goesSaid', { said: whatWasSaid(t, said) })] : []),
        ...(kind === 'paper-consent' ? [t('undo.goesPaper')] : []),
      ],
      after: [
        holds === undefined
          ? t('undo.afterNone')
          : t(changes ? 'undo.afterSaid' : 'undo.same', { said: whatWasSaid(t, holds) }),
        ...(takesPart && said?.takes_part === 0 && changes ? [t('undo.back')] : []),
      ],
      brought:
        hides.length > 0
          ? {
              text: t(takesPart ? 'undo.broughtStays' : 'undo.brought'),
              uses: usesIn(t, hides),
              talk: hides.length < brought.length ? t('undo.talk') : '',
            }
          : undefined,
      erasure: !takesPart && may(seat.role, 'people.erase') ? `${back}/erasure` : undefined,
      stop: person.takes_part === 1 && may(seat.role, 'people.stop') ? `${back}/withdrawal` : undefined,
      sure: t('said.sure', { who }),
      action: `${back}/${kind}/removal`,
      back,
    },
  }
}
