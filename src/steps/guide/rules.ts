import { suppress } from '../../method/small-groups.ts'

/** A text as paragraphs: an empty line divides them. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => paragraph.trim() || [])
}

/** A text as lines, without the empty ones. */
export function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || [])
}

/** What is sorted by category in groups, in the order in which the categories come; without one has the name ''. */
export function byCategory<Row extends { category: string | null }>(
  rows: readonly Row[],
): { category: string; rows: Row[] }[] {
  const groups: { category: string; rows: Row[] }[] = []
  for (const row of rows) {
    const category = row.category ?? ''
    const last = groups.at(-1)
    if (last?.category === category) last.rows.push(row)
    else groups.push({ category, rows: [row] })
  }
  return groups
}

/**
 * What a visitor changed in a choice: added to what was seen, or taken from it. What somebody else chose or let go
 * meanwhile was not seen, and stays.
 */
export function changesIn({ seen, chosen }: { seen: readonly string[]; chosen: readonly string[] }): {
  added: string[]
  removed: string[]
} {
  return {
    added: [...new Set(chosen)].filter((id) => !seen.includes(id)),
    removed: [...new Set(seen)].filter((id) => !chosen.includes(id)),
  }
}

/** How wide a picture is once it fits in a square of this side. */
export function widthWithin(side: number, width: number, height: number): number {
  return Math.round(width * Math.min(1, side / Math.max(width, height, 1)))
}

/** Figures without how many people took part where those are few; each has a talk, so that talks would tell it too. */
export function withoutFew<Figures extends { people: number; talks: number }>(
  figures: Figures,
  smallGroup: number,
): Figures {
  const { whole } = suppress([{ count: figures.people }], smallGroup, 'unsaid')
  return whole.shows === 'figure' ? figures : { ...figures, people: 0, talks: 0 }
}

/** What a guide can lack. Each is a warning but the title, without which it is not published. */
const gaps = [
  'title',
  'preface',
  'recommendations',
  'findings',
  'quotations',
  'reflection',
  'questions',
  'method',
  'photos',
  'makers',
] as const
export type Gap = (typeof gaps)[number]

type Texts = { title: string; preface: string; reflection: string; new_questions: string } & {
  method: string
  makers: string
}

/** What a guide still lacks, each with how often: 1, or the findings without a quotation that is left for everyone. */
export function gapsIn(
  guide: Texts,
  counts: { recommendations: number; findings: number; unquoted: number; photos: number },
): { gap: Gap; count: number }[] {
  const lacks: Record<Gap, number> = {
    title: guide.title === '' ? 1 : 0,
    preface: guide.preface === '' ? 1 : 0,
    recommendations: counts.recommendations === 0 ? 1 : 0,
    findings: counts.findings === 0 ? 1 : 0,
    quotations: counts.unquoted,
    reflection: guide.reflection === '' ? 1 : 0,
    questions: guide.new_questions === '' ? 1 : 0,
    method: guide.method === '' ? 1 : 0,
    photos: counts.photos === 0 ? 1 : 0,
    makers: guide.makers === '' ? 1 : 0,
  }
  return gaps.flatMap((gap) => (lacks[gap] > 0 ? { gap, count: lacks[gap] } : []))
}
