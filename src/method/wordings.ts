import { differing, type Difference } from './alike.ts'
import { longEnough, reanchor } from './anchors.ts'
import { shiftBehind } from './edits.ts'
import { snap, type Span } from './letters.ts'
import { atOnce, type Piecemeal } from './piecemeal.ts'

/** A sentence of a text: its words, and where it stands now or is proposed; no place where it is not in the text. */
export type Sentence = { words: string; place: Span | undefined }

/** Where a sentence stands in each version of its text, and all the words that it had. */
export type Wordings = { spans: Span[][]; words: string[] }

/**
 * Finds a sentence in all versions of its text, oldest first and the present one last, however it was worded there. In
 * the present text that is its place. One that has no place stands where words like it came in the place of its own, and
 * where exactly its words are, when they are long. In earlier versions rather more than less belongs to it: what was put
 * in or taken out right beside it too, and the same words wherever they stand.
 */
export function wordingsOf(texts: readonly string[], sentence: Sentence): Wordings {
  return atOnce(wordingsIn(texts, sentence))
}

/** The same piece by piece: of a long text with many versions it takes seconds. */
export function* wordingsIn(texts: readonly string[], { words, place }: Sentence): Piecemeal<Wordings> {
  const last = texts.length - 1
  const text = (at: number) => texts[at] ?? ''
  const standing: Span[][] = texts.map((_, at) => (at === last && place ? [place] : []))
  const isInPlace = place !== undefined && text(last).slice(place.start, place.end) === words
  const from = isInPlace ? -1 : lastWith(texts, words)
  if (from >= 0) {
    const stood = yield* onlyChanged(texts, words, from)
    standing[from] = stood
    for (let at = from; at + 1 < last; at += 1)
      standing[at + 1] = yield* found(text(at), text(at + 1), standing[at])
    if (!place) {
      standing[last] = [
        ...(yield* found(text(last - 1), text(last), standing[last - 1])),
        ...(yield* found(text(from), text(last), stood)),
        ...(words.length >= longEnough ? everywhere(text(last), words) : []),
      ]
    }
  }
  const spans = standing.map((some) => [...some])
  for (let at = last; at > 0; at -= 1) {
    const between = yield* differing(text(at), text(at - 1))
    const before = yield* found(text(at), text(at - 1), standing[at], between)
    standing[at - 1] = [...(standing[at - 1] ?? []), ...before]
    spans[at - 1] = merged(text(at - 1), [
      ...(standing[at - 1] ?? []),
      ...around(between, spans[at] ?? []),
      ...everywhere(text(at - 1), words),
    ])
  }
  spans[last] = merged(text(last), standing[last] ?? [])
  const all = standing.flatMap((some, at) => some.map(({ start, end }) => text(at).slice(start, end)))
  return { spans, words: [...new Set([words, ...all])].filter((one) => one.trim() !== '') }
}

/** The newest version before the present one that has some words; -1 when none has. */
export function lastWith(texts: readonly string[], words: string): number {
  return texts.slice(0, -1).findLastIndex((text) => words !== '' && text.includes(words))
}

/** Where exactly some words stand in a text. */
export function everywhere(text: string, words: string): Span[] {
  const spans: Span[] = []
  if (words === '') return spans
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
    spans.push({ start: at, end: at + words.length })
  }
  return spans
}

/** Of the places with some words those that have other words in the next version; all where that tells none. */
function* onlyChanged(texts: readonly string[], words: string, at: number): Piecemeal<Span[]> {
  const places = everywhere(texts[at] ?? '', words)
  if (places.length < 2) return places
  const [old, next] = [texts[at] ?? '', texts[at + 1] ?? '']
  const then = reanchor(old, next, places, yield* differing(old, next))
  const changed = places.filter((_, index) => !['unchanged', 'moved'].includes(then[index]?.state ?? ''))
  return changed.length > 0 ? changed : places
}

/** Where pieces of a text stand in another version of it, with words that are theirs or like theirs. */
function* found(
  old: string,
  next: string,
  spans: readonly Span[] = [],
  known?: readonly Difference[],
): Piecemeal<Span[]> {
  if (spans.length === 0) return []
  return reanchor(old, next, spans, known ?? (yield* differing(old, next))).flatMap((one) =>
    one.state === 'gone' ? [] : [{ start: one.start, end: one.end }],
  )
}

/** What stands in the place of pieces of a text in another version, with what differs right beside them. */
function around(between: readonly Difference[], spans: readonly Span[]): Span[] {
  return spans.map(({ start, end }) => {
    const before = between.findLast(({ oldEnd }) => oldEnd < start)
    const until = between.findLast(({ oldStart }) => oldStart <= end)
    const first = between.find(({ oldEnd }) => oldEnd >= start)
    return {
      start: first && first.oldStart <= start ? first.newStart : start + shiftBehind(before),
      end: until && until.oldEnd >= end ? until.newEnd : end + shiftBehind(until),
    }
  })
}

/** Pieces in order and in whole letters, those that meet as one. */
function merged(text: string, spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.map((one) => snap(text, one)).sort((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else if (span.end > span.start) all.push({ ...span })
  }
  return all
}
