import path from 'node:path'
import { z } from 'zod'
import { Unusable } from './errors.ts'

const root = path.join(import.meta.dirname, '..')
const folder = (name: string) =>
  z
    .string()
    .min(1)
    .default(path.join(root, name))
    .transform((value) => path.resolve(value))
// What is no address is looked at no further.
const url = (protocol: RegExp) => z.url({ protocol, abort: true })

const Environment = z.object({
  HOST: z.string().min(1).default('localhost'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  /** The address under which visitors reach us; links in mails are made from it. */
  BASE_URL: url(/^https?$/)
    .refine((value) => new URL(value).pathname === '/', 'must have no path')
    .transform((value) => new URL(value).origin)
    .optional(),
  /** How many proxies stand before us, each trusted to name the visitor's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
  DATA_DIR: folder('data'),
  UPLOADS_DIR: folder('uploads'),
  /** PostgreSQL when it is set, else SQLite in DATA_DIR. */
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  SMTP_URL: url(/^smtps?$/).optional(),
  MAIL_FROM: z.string().min(3).default('Voetspoor <voetspoor@localhost>'),
  /** For how many days back-ups are kept, told to people who have everything erased. */
  BACKUP_DAYS: z.coerce.number().int().min(0).max(3650).optional(),
  TIME_ZONE: z.string().refine(isTimeZone, 'is not a known time zone').default('Europe/Amsterdam'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})

export type Config = {
  host: string
  port: number
  baseUrl: string
  trustProxy: number
  dataFolder: string
  uploadsFolder: string
  databaseUrl: string | undefined
  smtpUrl: string | undefined
  mailFrom: string
  backupDays: number | undefined
  timeZone: string
  logLevel: string
}

/** Reads the environment, and nothing else does. Throws Unusable, with one clear line, on a bad value. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Unusable(`A setting is wrong. ${problems.join('; ')}. The README lists the settings.`)
  }
  const { HOST, PORT, ...values } = read.data
  return {
    host: HOST,
    port: PORT,
    baseUrl: values.BASE_URL ?? `http://localhost:${PORT}`,
    trustProxy: values.TRUST_PROXY,
    dataFolder: values.DATA_DIR,
    uploadsFolder: values.UPLOADS_DIR,
    databaseUrl: values.DATABASE_URL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    backupDays: values.BACKUP_DAYS,
    timeZone: values.TIME_ZONE,
    logLevel: values.LOG_LEVEL,
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
