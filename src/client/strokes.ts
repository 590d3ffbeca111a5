export type Point = [x: number, y: number]
/** A line as it was drawn: the names of its colour and thickness, and where it went, in units of the sheet. */
export type Stroke = { pen: string; line: string; points: Point[] }

/** The side of a sheet, in units of its own and in pixels of its picture: on any screen it is the same sheet. */
export const side = 1600
const widths: Record<string, number> = { thin: 7, middle: 15, thick: 34 }

/** Makes a canvas a white sheet, whatever the colours of the page, with these strokes on it. */
export function fill(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  for (const stroke of strokes) trace(context, stroke)
}

/** Draws a stroke as a curve along its points. */
export function trace(context: CanvasRenderingContext2D, { pen, line, points }: Stroke): void {
  const [first = [0, 0]] = points
  let last: Point = first
  const scale = context.canvas.width / side
  context.setTransform(scale, 0, 0, scale, 0, 0)
  context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue(`--pen-${pen}`)
  context.lineWidth = widths[line] ?? 0
  context.lineCap = context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(...first)
  for (const point of points) {
    context.quadraticCurveTo(...last, (last[0] + point[0]) / 2, (last[1] + point[1]) / 2)
    last = point
  }
  context.lineTo(...last)
  context.stroke()
  context.resetTransform()
}

/** The strokes as a PNG. At once, and not when the browser is ready for it: a form that is being sent does not wait. */
export function pictureOf(strokes: readonly Stroke[]): Blob {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  fill(canvas, strokes)
  const [, base64 = ''] = canvas.toDataURL('image/png').split(',')
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: 'image/png' })
}
