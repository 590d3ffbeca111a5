/** How many participants a page of the list holds. */
export const pageSize = 100

/** How many numbers there are to draw from, the first that leaves at least half as many over as are drawn. */
const pools = [20, 50, 99, 199, 499, 999, 4999, 99_999]

/**
 * Draws numbers for new participants: of those not used yet, each as likely as any other, so that none tells who was
 * there first or from which team. `used` are all ever drawn; `random` gives numbers from 0 up to 1.
 * The first `count` places of a Fisher-Yates shuffle (Durstenfeld 1964, CACM algorithm 235).
 */
export function drawNumbers(count: number, used: readonly number[], random: () => number): number[] {
  const taken = new Set(used)
  const pool = pools.find((size) => size >= taken.size + count * 1.5) ?? taken.size + count * 2
  const free = Array.from({ length: Math.max(pool, ...used) }, (_, index) => index + 1).filter(
    (number) => !taken.has(number),
  )
  for (let place = 0; place < count; place += 1) {
    const other = place + Math.floor(random() * (free.length - place))
    const number = free[other] ?? 0
    free[other] = free[place] ?? 0
    free[place] = number
  }
  return free.slice(0, count)
}
