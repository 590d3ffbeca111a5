/** People behind a figure: how many, and of how many in that group where that is known to whoever looks. */
export type Group = { count: number; of?: number }

/**
 * A group as it may be shown: its figure; `few` when too few people stand behind it or another could be worked out from
 * it; `nothing` when there is nobody in any group yet.
 */
export type Shown<Row extends Group> = Row & { shows: 'figure' | 'few' | 'nothing' }

/**
 * The one rule for small groups: which figures may be shown to others than the researchers.
 *
 * A group of fewer people than the threshold is hidden, also one of nobody: that all said no is told by a nought as
 * well. What is hidden must not follow from what is shown:
 *
 * - The whole is `unsaid`: it stands nowhere else. Then it is the sum of the groups that are shown, and tells no more
 *   than they do.
 * - The whole is `known`. What is hidden then adds up to a known number, so that one group more is hidden: of those
 *   that are large enough the one with the fewest people in it, or the first. It is chosen by its size and never by its
 *   figure, which would give the figure away. Where even then a hidden figure is certain for whoever knows the
 *   threshold, the sizes and this rule, nothing is shown at all.
 *
 * Primary and complementary suppression of one row of counts, after A. Hundepool et al., Statistical Disclosure Control
 * (2012), chapter 4. What is hidden depends on nothing but which groups are small, so that all tables in `isUncertain`
 * look the same; a test works out all of them.
 */
export function suppress<Row extends Group>(
  rows: readonly Row[],
  threshold: number,
  whole: 'unsaid' | 'known',
): { rows: Shown<Row>[]; whole: Shown<Group> } {
  const all = sumOf(rows)
  if (all.count === 0) {
    return { rows: rows.map((row) => ({ ...row, shows: 'nothing' })), whole: { ...all, shows: 'nothing' } }
  }
  // That nobody is in a group at all is no secret.
  const small = rows.filter(({ count, of }) => count < threshold && of !== 0)
  const hidden = new Set(whole === 'known' ? [...small, ...besides(small, rows)] : small)
  const shown = whole === 'known' ? all : sumOf(rows.filter((row) => !hidden.has(row)))
  const isShown =
    shown.count >= threshold &&
    (whole === 'unsaid' || small.length === 0 || isUncertain([...hidden], threshold))
  return {
    rows: rows.map((row) => ({ ...row, shows: isShown && !hidden.has(row) ? 'figure' : 'few' })),
    whole: { ...shown, shows: isShown ? 'figure' : 'few' },
  }
}

/** The group that is hidden with the small ones, if there are any. */
function besides<Row extends Group>(small: readonly Row[], rows: readonly Row[]): Row[] {
  const others = rows.filter((row) => !small.includes(row))
  return small.length === 0
    ? []
    : others.toSorted((one, other) => (one.of ?? 0) - (other.of ?? 0)).slice(0, 1)
}

/** Whether each of some hidden groups can be two numbers at least for who knows their sum and which of them are small. */
function isUncertain(hidden: readonly Group[], threshold: number): boolean {
  const sum = sumOf(hidden).count
  const bounds = hidden.map(({ count, of = sum }) =>
    count < threshold ? { low: 0, high: Math.min(threshold - 1, of) } : { low: threshold, high: of },
  )
  const lows = bounds.reduce((all, { low }) => all + low, 0)
  const highs = bounds.reduce((all, { high }) => all + high, 0)
  return bounds.every(
    ({ low, high }) => Math.min(high, sum - (lows - low)) > Math.max(low, sum - (highs - high)),
  )
}

function sumOf(rows: readonly Group[]): Group {
  const sizes = rows.flatMap(({ of }) => of ?? [])
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    ...(sizes.length === rows.length ? { of: sizes.reduce((sum, size) => sum + size, 0) } : {}),
  }
}
