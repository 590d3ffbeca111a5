/** Why a mail did not go out, as far as a person who is no engineer can do something about it. */
export const reasons = [
  'address',
  'full',
  'blocked',
  'large',
  'later',
  'signIn',
  'unreachable',
  'halfway',
  'disk',
  'date',
  'unknown',
] as const
export type Reason = (typeof reasons)[number]

/** What is noted of a mail that was held back, since the day that it names is past. */
export const pastDate = 'not sent: the day by which photos are wanted is past'

/**
 * The first that a report matches. Enhanced status codes are those of RFC 3463 (class.subject.detail), which say more
 * than the three figures of RFC 5321 beside them; the other words are those of nodemailer and of Node.
 */
const signs: readonly (readonly [Reason, RegExp])[] = [
  ['signIn', /\b5\.7\.8\b|\b53[0458]\b|invalid login|authentication|EAUTH/i],
  ['full', /\b[45]\.2\.2\b|\b[45]52\b(?!.*5\.3\.4)|mailbox (is )?full|over quota/i],
  ['large', /\b5\.3\.4\b|too (big|large)/i],
  ['blocked', /\b5\.7\.\d+\b|spam|blocked|blacklist|blocklist|policy|dmarc|\bspf\b|dkim/i],
  ['address', /\b5\.1\.\d+\b|\b55[0135]\b|user unknown|no such user|recipients? (was|were) rejected(?!: 4)/i],
  ['later', /\b4\.\d\.\d+\b|\b4[2-5]\d\b/],
  [
    'unreachable',
    /ECONNREFUSED|ENOTFOUND|EDNS|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|getaddrinfo|greeting never|connection timeout|certificate|\btls\b/i,
  ],
  ['halfway', /ECONNRESET|EPIPE|socket|connection closed|timeout/i],
  ['disk', /ENOSPC|EACCES|EROFS|\bEIO\b|ENOTDIR/],
  ['address', /\b5\d\d\b/],
]

/** Why a mail did not go out, by what the mail server or this computer reported. */
export function reasonIn(problem: string): Reason {
  if (problem === pastDate) return 'date'
  return signs.find(([, sign]) => sign.test(problem))?.[0] ?? 'unknown'
}
