/** A length of time in milliseconds as a clock shows it: 4:07 or 1:02:09. */
export function clockTime(milliseconds: number): string {
  const [hours = 0, minutes = 0, seconds = 0] = partsOf(milliseconds)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** A place in a recording, in milliseconds, as it stands in a text: 00:12:03. */
export function placeTime(milliseconds: number): string {
  return partsOf(milliseconds).map(two).join(':')
}

function partsOf(milliseconds: number): number[] {
  const seconds = Math.floor(milliseconds / 1000)
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor)
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
