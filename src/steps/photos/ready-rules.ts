/** What somebody has who says to be ready: how many go along, and how many are to come. */
export type Brings = { brought: number; waiting: number; minimum: number; maximum: number }

/** What may be missing: nothing goes along, more than there is time for, fewer than asked, some to come. */
export type Lack = 'none' | 'tooMany' | 'tooFew' | 'waiting'

/** All that is missing, what stands in the way first. */
export function lacksOf({ brought, waiting, minimum, maximum }: Brings): Lack[] {
  const holds: Record<Lack, boolean> = {
    none: brought === 0,
    tooMany: brought > maximum,
    tooFew: brought > 0 && brought < minimum,
    waiting: waiting > 0,
  }
  return (Object.keys(holds) as Lack[]).filter((lack) => holds[lack])
}

/** Whether somebody may be ready with this missing, if it is not by mistake. */
export function mayAnyhow(lacks: readonly Lack[]): boolean {
  return !lacks.includes('none') && !lacks.includes('tooMany')
}
