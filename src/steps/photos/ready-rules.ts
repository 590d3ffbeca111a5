/** What somebody has who says to be ready: how many go along, how many of those without words, and how many are to come. */
export type Brings = { brought: number; wordless: number; waiting: number; minimum: number; maximum: number }

/** What may be missing: nothing goes along, more than there is time for, fewer than asked, some to come, some without words. */
export type Lack = 'none' | 'tooMany' | 'tooFew' | 'waiting' | 'wordless'

/** All that is missing, what stands in the way first. */
export function lacksOf({ brought, wordless, waiting, minimum, maximum }: Brings): Lack[] {
  const holds: Record<Lack, boolean> = {
    none: brought === 0,
    tooMany: brought > maximum,
    tooFew: brought > 0 && brought < minimum,
    waiting: waiting > 0,
    wordless: wordless > 0,
  }
  return (Object.keys(holds) as Lack[]).filter((lack) => holds[lack])
}

/** Whether somebody may be ready with this missing, if it is not by mistake. */
export function mayAnyhow(lacks: readonly Lack[]): boolean {
  return !lacks.includes('none') && !lacks.includes('tooMany')
}
