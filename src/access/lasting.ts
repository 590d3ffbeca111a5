export const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long what lasts when nobody uses it, and an account at the longest, in milliseconds. */
export const lasting = { accountIdle: 12 * hour, account: 7 * day, link: 30 * day }

/** Milliseconds from then to now. */
export function since(then: string, now: Date): number {
  return now.getTime() - Date.parse(then)
}
