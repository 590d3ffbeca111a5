/** What an answer to a photo that was sent means for it. */
export type Outcome =
  | 'in'
  /** It cannot be taken in, and the answer says why. */
  | 'refused'
  /** The connection, or the server, could not: later again. */
  | 'later'
  | 'signedOut'
  /** Its person stopped, or is no longer here. */
  | 'gone'
  /** The link by which this browser came in was ended. */
  | 'ended'

/** Reads the status of an answer; 0 is none at all. */
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'in'
  if (status === 401) return 'signedOut'
  if (status === 403 || status === 404) return 'gone'
  if (status === 410) return 'ended'
  return [400, 409, 413, 415, 422].includes(status) ? 'refused' : 'later'
}

/** What does not change by itself: nothing is asked again until the page is opened anew, or somebody presses. */
export type Halt = Extract<Outcome, 'signedOut' | 'gone' | 'ended'>

/** Why everything must halt after an answer; undefined when it need not. */
export function haltOf(status: number): Halt | undefined {
  const outcome = outcomeOf(status)
  return outcome === 'signedOut' || outcome === 'gone' || outcome === 'ended' ? outcome : undefined
}

const second = 1000

/**
 * How long to wait before the next try, in milliseconds: twice as long each time, up to five minutes, and never as long
 * as somebody else, so that a full hall does not come back all at once. `random` is a number from 0 up to 1.
 */
export function pauseBefore(tries: number, random: number): number {
  return Math.min(2 ** tries, 300) * second * (0.75 + random / 2)
}

/** How long the server asked to wait, in milliseconds, and up to half as much again; 0 when it did not ask. */
export function askedPause(retryAfter: string | null, random: number): number {
  const seconds = /^\d{1,4}$/.test(retryAfter ?? '') ? Number(retryAfter) : 0
  return seconds * second * (1 + random / 2)
}

/**
 * The marks for files that are added: the one that each got when it was chosen, but for one that was announced from
 * another device and has not arrived. That is the same photo when it is as large, and comes in once under the same mark.
 * Each mark is given away once.
 */
export function marksFor(
  files: readonly { mark: string; bytes: number }[],
  announced: readonly { mark: string; bytes: number }[],
): string[] {
  const left = [...announced]
  return files.map(({ mark, bytes }) => {
    const place = left.findIndex((one) => one.bytes === bytes)
    const [known] = place < 0 ? [] : left.splice(place, 1)
    return known?.mark ?? mark
  })
}
