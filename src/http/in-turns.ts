import { setImmediate as turn } from 'node:timers/promises'
import type { Piecemeal } from '../method/piecemeal.ts'

/** Does work that takes long, and lets who else is served have a turn after each piece. Never within a change. */
export async function inTurns<Result>(work: Piecemeal<Result>): Promise<Result> {
  for (;;) {
    const piece = work.next()
    if (piece.done) return piece.value
    await turn()
  }
}
