/** The conversation model as a figure of 400 by 400: circles of one radius, with letters of one size. */
export type ModelFigure = {
  sides: { x: number; y: number; name: string; lines: string[] }[]
  radius: number
  size: number
}

/**
 * Places the sides around the middle (200, 200): the first at the top left, then clockwise. The more sides, the
 * smaller; the longer the words of their names, the smaller these.
 */
export function modelFigure(names: readonly string[]): ModelFigure {
  const count = names.length
  const radius = Math.min(62, Math.floor(138 * Math.sin(Math.PI / Math.max(count, 2))) - 4)
  const sides = names.map((name, index) => {
    const angle = (2 * Math.PI * index) / count - (3 * Math.PI) / 4
    const x = Math.round(200 + 138 * Math.cos(angle))
    const y = Math.round(200 + 138 * Math.sin(angle))
    return { x, y, name, lines: linesOf(name) }
  })
  const longest = Math.max(1, ...sides.flatMap(({ lines }) => lines.map(({ length }) => length)))
  const most = Math.max(1, ...sides.map(({ lines }) => lines.length))
  // A letter is about half as wide as it is high.
  const size = Math.floor(Math.min(17, (1.75 * radius) / (longest * 0.52), (1.5 * radius) / (most * 1.25)))
  return { sides, radius, size }
}

/** Breaks a name into lines that fit a side of the figure, of about 12 letters each. */
function linesOf(name: string): string[] {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= 12) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.slice(0, 4)
}
