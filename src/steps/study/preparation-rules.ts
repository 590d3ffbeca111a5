type Settled = { done_on: string | null; done_by: string | null }

/**
 * What is kept when somebody says on a day that a thing is settled, or that it is not. Without a date it was settled
 * that day; who settled it stays the same person for as long as its date does.
 */
export function settledAs(
  before: Settled,
  said: { is_done: boolean; done_on: string | null },
  { today, person }: { today: string; person: string },
): Settled {
  if (!said.is_done) return { done_on: null, done_by: null }
  const done_on = said.done_on ?? before.done_on ?? today
  return { done_on, done_by: done_on === before.done_on ? (before.done_by ?? person) : person }
}
