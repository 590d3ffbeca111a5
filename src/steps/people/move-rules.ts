/** In which team somebody was, until the day of a move to another one; null for none. */
export type FormerTeam = { team_id: string | null; until_on: string }

/** What a form says of somebody's team: which it was and is, and since when; null where no move is meant. */
type Move = { from: string | null; to: string | null; since: string | null }

/**
 * The former teams of somebody, the earliest first, after what a form says. From the day of a move on only its team
 * counts: what was said of later days is replaced, so that a day can be put right. A day without another team is that of
 * the last move. Who goes back, without a day, to the team of before was never away from it.
 */
export function formerAfter(former: readonly FormerTeam[], { from, to, since }: Move): FormerTeam[] {
  const last = former.at(-1)
  if (since === null) return from !== to && last?.team_id === to ? former.slice(0, -1) : [...former]
  const next = former.find(({ until_on }) => until_on >= since)
  const replaced = next ?? (from === to ? last : undefined)
  const before = replaced ? replaced.team_id : from
  const earlier = former.filter((one) => one.until_on < since && one !== replaced)
  return before === to ? earlier : [...earlier, { team_id: before, until_on: since }]
}

/** Why a day since when somebody is in a team is none: it is still to come, or belongs to no move. */
export function whyNoMove(
  former: readonly FormerTeam[],
  { from, to, since }: Move,
  today: string,
): 'people.teamSince.later' | 'people.teamSince.noMove' | undefined {
  if (since === null) return undefined
  if (since > today) return 'people.teamSince.later'
  return from === to && former.length === 0 ? 'people.teamSince.noMove' : undefined
}
