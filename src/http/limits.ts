import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooMany } from '../errors.ts'

/**
 * What may be tried how often. The key is an account or a token before an address: a whole hall sits behind one.
 * Counts are of this process and begin anew with it.
 */
const kinds = {
  /** Wrong passwords for one address. */
  signIn: { points: 10, duration: 15 * 60 },
  /** Wrong passwords and links from one place: many, since it may be a hall. */
  guesses: { points: 300, duration: 15 * 60 },
  /** Wrong addresses of agendas from one place: calendar programs ask for one that has ended again and again. */
  agendas: { points: 300, duration: 15 * 60 },
  /** Wrong join codes from one place, in the time that a session takes. */
  codes: { points: 300, duration: 15 * 60 },
  /** Wrong codes of cards from one place. */
  cards: { points: 300, duration: 15 * 60 },
  /** Joining one session from one place. Nothing is refused for it: it tells of a hall that it has the code. */
  halls: { points: 1_000_000, duration: 12 * 60 * 60 },
  /** Mails that anyone may ask for, to one address. */
  mailTo: { points: 3, duration: 60 * 60 },
  /** The same, from one place. */
  mailFrom: { points: 60, duration: 60 * 60 },
}

export type Limits = {
  /** Counts one try. Throws TooMany when there were too many. */
  take: (kind: keyof typeof kinds, key: string) => Promise<void>
  /** Throws TooMany when the tries are used up. Counts none, so that who gets it right uses none up. */
  check: (kind: keyof typeof kinds, key: string) => Promise<void>
  /** Tells whether one try at least was counted. */
  isKnown: (kind: keyof typeof kinds, key: string) => Promise<boolean>
  /** Forgets the tries, as after a success. */
  forget: (kind: keyof typeof kinds, key: string) => Promise<void>
}

/** Makes the counters of one application. */
export function createLimits(): Limits {
  const limiters = Object.fromEntries(
    Object.entries(kinds).map(([kind, options]) => [kind, new RateLimiterMemory(options)]),
  ) as Record<keyof typeof kinds, RateLimiterMemory>
  return {
    take: async (kind, key) => {
      try {
        await limiters[kind].consume(key)
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new TooMany(kind, Math.ceil(error.msBeforeNext / 1000))
        throw error
      }
    },
    check: async (kind, key) => {
      const used = await limiters[kind].get(key)
      if (used && used.consumedPoints >= kinds[kind].points) {
        throw new TooMany(kind, Math.ceil(used.msBeforeNext / 1000))
      }
    },
    isKnown: async (kind, key) => (await limiters[kind].get(key)) !== null,
    forget: async (kind, key) => {
      await limiters[kind].delete(key)
    },
  }
}
