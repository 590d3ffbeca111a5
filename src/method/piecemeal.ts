/** Work that takes long, done piece by piece: whoever does it may let others have a turn after each piece. */
export type Piecemeal<Result> = Generator<undefined, Result>

/** Does all of it without a pause. */
export function atOnce<Result>(work: Piecemeal<Result>): Result {
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
  }
}
