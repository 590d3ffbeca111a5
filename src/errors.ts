/** The code that an error bears, such as ENOENT or SQLITE_BUSY; empty when it bears none. */
export function codeOf(error: unknown): string {
  const bearsOne = typeof error === 'object' && error !== null && 'code' in error
  return bearsOne && typeof error.code === 'string' ? error.code : ''
}

/** Tells whether there is no room: on the disk, in what somebody may put on it, or in the database of either engine. */
export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', '53100'].includes(codeOf(error))
}

/** What of an error may stand in a log. What else it bears may hold what somebody typed, such as PostgreSQL's row. */
export function bare(error: unknown): { code: string; stack: string } {
  const bearsOne = typeof error === 'object' && error !== null && 'stack' in error
  return { code: codeOf(error), stack: bearsOne ? String(error.stack) : String(error) }
}

/** Thrown when something is missing, or is not for this visitor to know of. Becomes a 404. */
export class NotFound extends Error {}

/** Thrown when a visitor with a seat lacks the right. Becomes a 403. */
export class Forbidden extends Error {}

/** Thrown when a page needs an account or a personal link and the visit holds none (any more). Becomes a 401. */
export class SignedOut extends Error {}

/** Thrown when a limit is reached. Becomes a 429. */
export class TooMany extends Error {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Thrown when more is asked at once than can be worked on: nothing was read or kept. Becomes a 503. */
export class Crowded extends Error {
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Thrown when a request is malformed or too large. Becomes a 400 or 413. */
export class Unreadable extends Error {
  readonly status: 400 | 413

  constructor(message: string, status: 400 | 413 = 400) {
    super(message)
    this.status = status
  }
}

/** Thrown when the program cannot go on for a reason that whoever runs it can mend. Printed as one line. */
export class Unusable extends Error {}

/** Thrown when somebody else changed what the visitor had in view, or a rule of the whole forbids the change. */
export class Conflict extends Error {}
