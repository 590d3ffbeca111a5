import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { modelFigure, type ModelFigure } from '../../method/model-figure.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Interview } from './queries.ts'
import { baseOf } from './rules.ts'

type CardPage = Page<
  'interviews/card',
  {
    figure: ModelFigure
    centre: string
    /** Left of the figure and right of it, in the order in which they stand around it. */
    columns: { name: string; questions: string[] }[][]
    /** There is so much to ask that it is written smaller on paper. */
    isFull: boolean
    number: string | undefined
    back: string
  }
>
type Question = { part: string; element_id: string | null; text: string }

/** The talk on one sheet of paper: the model in the middle, the sides with their questions around it, and no name. */
export function cardPage(
  t: Translate,
  seat: Seat,
  interview: Interview,
  {
    elements,
    questions,
  }: { elements: readonly { id: string; name: string }[]; questions: readonly Question[] },
): CardPage {
  const figure = modelFigure(elements.map(({ name }) => name))
  const sides = elements.map(({ id, name }, index) => ({
    name,
    questions: questions.filter(({ element_id }) => element_id === id).map(({ text }) => text),
    x: figure.sides[index]?.x ?? 0,
    y: figure.sides[index]?.y ?? 0,
  }))
  // Each column reads from the top, as its sides stand.
  const ordered = sides.toSorted((one, other) => one.x - other.x)
  const half = Math.ceil(ordered.length / 2)
  const columns = [ordered.slice(0, half), ordered.slice(half)].map((column) =>
    column.toSorted((one, other) => one.y - other.y),
  )
  return {
    view: 'interviews/card',
    page: {
      title: t('talk.card'),
      figure,
      centre: t('study.model.centre'),
      columns: columns.map((column) =>
        column.map(({ name, questions: asked }) => ({ name, questions: asked })),
      ),
      isFull: columns.some((column) => linesOf(column) > mostLines),
      number: may(seat.role, 'interviews.edit') ? written(interview.number) : undefined,
      back: `${baseOf(seat)}/${interview.id}`,
    },
  }
}

/** How many lines a column holds in letters that are read at arm's length, and how many letters a line. */
const mostLines = 34
const lineLength = 45

function linesOf(column: readonly { name: string; questions: readonly string[] }[]): number {
  // Above the questions of a side there are its name and the boxes, as high as some lines.
  const lines = ({ name, questions }: { name: string; questions: readonly string[] }) =>
    5 + [name, ...questions].reduce((sum, text) => sum + Math.ceil(text.length / lineLength), 0)
  return column.reduce((sum, side) => sum + lines(side), 0)
}
