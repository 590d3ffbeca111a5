/** How the number in place of a participant's name is written: P01. */
export function written(number: number): string {
  return `P${String(number).padStart(2, '0')}`
}
