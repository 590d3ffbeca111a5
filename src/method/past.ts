/** Whether the last day by which something was asked has gone by. */
export function isPast(last: string | null, today: string): last is string {
  return last !== null && last < today
}
