import { getDocumentProxy } from 'unpdf'

const mostPages = 1000

/** The words of a PDF: its lines joined to paragraphs again, without what stands at the edge of every page. */
export async function pdfWords(content) {
  let document
  try {
    document = await getDocumentProxy(new Uint8Array(content), { isEvalSupported: false, verbosity: 0 })
  } catch (error) {
    if (error?.name === 'PasswordException') return { refused: 'locked' }
    throw error
  }
  if (document.numPages > mostPages) return { refused: 'long' }
  const pages = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    pages.push(linesOf((await page.getTextContent()).items))
    page.cleanup()
  }
  const text = paragraphsOf(withoutEdges(pages).flat())
  return text === '' ? { refused: 'empty' } : { format: 'pdf', text }
}

/** The pieces of one page as lines, each with its place and its width. */
function linesOf(items) {
  const lines = []
  let line
  for (const { str, transform, width, height, hasEOL } of items) {
    if (str === undefined) continue
    const [x, y] = [transform[4], transform[5]]
    if (line && Math.abs(line.y - y) > Math.max(line.height, height, 1) * 0.6 && str.trim() !== '') {
      lines.push(line)
      line = undefined
    }
    line ??= { text: '', y, height, end: x }
    line.text += str
    line.height = Math.max(line.height, height)
    line.end = Math.max(line.end, x + width)
    if (hasEOL) {
      lines.push(line)
      line = undefined
    }
  }
  if (line) lines.push(line)
  return lines
    .map((one) => ({ ...one, text: one.text.replaceAll(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '')
}

/** Heads and feet: what stands first or last on at least half of the pages, but for its figures. */
function withoutEdges(pages) {
  if (pages.length < 3) return pages
  const counts = new Map()
  const plain = (line) => line.text.replaceAll(/\d+/g, '0')
  const edges = (lines) => [lines[0], lines.at(-1)].filter((line) => line !== undefined)
  for (const lines of pages) {
    for (const words of new Set(edges(lines).map(plain))) counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  const isEdge = (line) => (counts.get(plain(line)) ?? 0) >= pages.length / 2
  return pages.map((lines) =>
    lines.filter((line, index) => (index > 0 && index < lines.length - 1) || !isEdge(line)),
  )
}

const turn = /^(?:[[(#]?(?:\d{1,2}:)?\d{1,3}:\d\d|\p{L}[^:]{0,39}:\s)/u

function paragraphsOf(lines) {
  const gaps = lines.slice(1).map(({ y }, index) => lines[index].y - y)
  const usual = gaps.filter((gap) => gap > 0).sort((a, b) => a - b)
  const median = usual[Math.floor(usual.length / 3)] ?? 0
  const widest = Math.max(0, ...lines.map(({ end }) => end).slice(0, 10_000))
  let text = ''
  lines.forEach((line, index) => {
    const before = lines[index - 1]
    if (!before) {
      text = line.text
      return
    }
    const gap = gaps[index - 1]
    const isApart = gap > median * 1.4
    const isShort = before.end < widest * 0.8 && /[.?!:…"”’)\]]$/.test(before.text)
    if (isApart || isShort || turn.test(line.text)) text += '\n\n'
    else if (!/\p{L}-$/u.test(before.text)) text += ' '
    text += line.text
  })
  return text
}
