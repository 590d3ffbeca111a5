import type { KeyState } from '../access/second-key.ts'
import type { Seat } from '../access/seat.ts'
import type { Translate } from '../text/text.ts'
import { statusOf, type Form } from './form.ts'
import { homeOf } from './frame.ts'
import type { Page } from './page.ts'

/** Where one was going, and what had been typed there: it goes through giving the key untouched. */
export type Hidden = { name: string; value: string }[]
type KeyPage = Page<
  'doors/second-key',
  { base: string; state: KeyState; hidden: Hidden; typed: string[]; form: Form; help: string; back: string }
>

/** Asks for the second key: the code of one's own, or a fresh link in its place. */
export function keyPage(
  t: Translate,
  seat: Seat,
  state: KeyState,
  asked: { hidden: Hidden; form: Form },
): KeyPage {
  const { hidden, form } = asked
  const status = statusOf(form)
  return {
    view: 'doors/second-key',
    status: status === 200 ? 401 : status,
    page: {
      title: t('key.title'),
      lead: t('key.lead'),
      base: `${homeOf(seat)}/key`,
      ...{ state, hidden, form },
      typed: typedIn(hidden),
      help: t(helpOf(state)),
      back: homeOf(seat),
    },
  }
}

/** The words that were typed, to copy where there is no form yet to take them along. */
function typedIn(hidden: Hidden): string[] {
  return hidden.filter(({ name, value }) => name === 'kept.remark' && value !== '').map(({ value }) => value)
}

function helpOf({ hasCode, hasAddress }: KeyState) {
  if (!hasAddress) return 'key.askTeam'
  return hasCode ? 'key.forgotten' : 'key.none'
}
