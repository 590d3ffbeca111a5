import type { Translate } from '../../text/text.ts'
import type { CountedPoint } from './dot-queries.ts'
import { ranked } from './rules.ts'

/** How the dots fell in one session: rows for bars and for the table beneath them. */
/** What came of a point already, and where that is. */
type Made = { text: string; href: string }
export type Results = {
  title: string
  caption: string
  rows: { id: string; text: string; dots: number; note: string; make?: string; made?: Made }[]
}

/** The results of a session, most dots first. Made of what is known from the reveal on. */
export function resultsOf(
  t: Translate,
  { id, is_open_ballot }: { id: string; is_open_ballot: number },
  counted: readonly CountedPoint[],
): Results {
  const points = ranked(counted.filter(({ session_id }) => session_id === id))
  const total = points.reduce((sum, { dots }) => sum + dots, 0)
  return {
    title: t('feedback.results'),
    caption: t(is_open_ballot === 1 ? 'feedback.resultsByHand' : 'feedback.resultsOf', { count: total }),
    rows: points.map(({ id, text, dots, outcome }) => ({
      id,
      text,
      dots,
      note: outcome === null ? '' : t('feedback.discussed'),
    })),
  }
}
