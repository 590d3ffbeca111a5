import type { Flag } from '../../db/schema.ts'
import { openRungs, rungs, type ReadBackAnswer, type Rung } from '../../method/lists.ts'

/** What was crossed on paper for one thing. No box at all changes nothing of what was said before. */
export const marks = ['none', ...openRungs, 'different', 'no'] as const
export type Mark = (typeof marks)[number]

/** One thing that the team asked to use, with the answer that holds now. */
export type Asked = {
  kind: 'photo' | 'quotation'
  id: string
  /** How far it can go, whatever its person says, as a place among the rungs. */
  most: number
  /** Whether it has to be said first that nobody can be recognised on it. */
  asksRecognised: boolean
  answer: ReadBackAnswer | null
  rung: Rung
  remark: string
  with_name: Flag
  /** The day of the paper on which the answer was given; null when it was on none. */
  signed_on: string | null
  /** The words of a sentence, which can become others; none of a photo. */
  sentence: string
}

/** What one paper says of one thing. */
export type Said = { mark: Mark; recognised: 'no' | 'yes' | undefined; named: boolean; remark: string }

/** The boxes that stand on paper for one thing: only as far as it can go. */
export function marksFor({ most }: Pick<Asked, 'most'>): Mark[] {
  const reach: readonly Mark[] = openRungs.slice(0, most)
  return ['none', ...reach, 'different', 'no']
}

/** What is wrong with what was typed of one thing; undefined when nothing is. */
export function problemIn(asked: Asked, said: Said, signedOn: string): 'recognised' | 'later' | undefined {
  const { answer, signed_on } = asked
  if (said.mark !== 'none' && answer !== null && signed_on !== null && signed_on > signedOn) return 'later'
  const goesOn = rungs.some((rung) => rung === said.mark)
  return goesOn && asked.asksRecognised && said.recognised === undefined ? 'recognised' : undefined
}

/** What is kept of a mark, as the own page would have it. Where nothing is written, what was written before stays. */
export function readBackOf(asked: Pick<Asked, 'remark'>, { mark, named, recognised, ...said }: Said) {
  const remark = said.remark === '' ? asked.remark : said.remark
  switch (mark) {
    case 'none':
      return undefined
    case 'different':
    case 'no':
      return { answer: mark, rung: 'researchers', remark, with_name: false, recognisable: 'no' } as const
    default:
      return {
        ...({ answer: 'fine', rung: mark } as const),
        ...{ remark, with_name: named, recognisable: recognised ?? 'no' },
      }
  }
}
