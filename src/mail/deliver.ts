import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { codeOf } from '../errors.ts'
import { longestSending } from './state.ts'

type Message = {
  id: string
  to: string
  subject: string
  text: string
  at: Date
  /** A calendar file that goes along. */
  calendar?: { fileName: string; content: string } | undefined
}

/** Hands a message over, and tells whether it left or is kept here. Throws when it could not, or when it is not sure. */
export type Deliver = (message: Message) => Promise<'sent' | 'kept'>

/**
 * Delivers by an SMTP server. A message that is not taken within `patience` milliseconds is given up: it would hold up
 * all that wait behind it.
 */
export function bySmtp(url: string, from: string, patience = longestSending): Deliver {
  const transport = createTransport(
    { url, connectionTimeout: patience / 4, greetingTimeout: patience / 4, socketTimeout: patience },
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  return async (message) => {
    const tooLong = new AbortController()
    const late = setTimeout(patience, undefined, { signal: tooLong.signal }).then(() => {
      throw new Error(`timeout: no answer within ${String(patience)} ms`)
    })
    try {
      await Promise.race([transport.sendMail(envelope(message)), late])
    } finally {
      tooLong.abort()
    }
    return 'sent'
  }
}

/** Keeps each message as a file in a folder, so that everything can be tried without a mail server. */
export function toFolder(folder: string, from: string): Deliver {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' }, { from })
  return async (message) => {
    const { message: content } = await transport.sendMail(envelope(message))
    await mkdir(folder, { recursive: true })
    const file = path.join(folder, `${message.id}.eml`)
    await writeFile(`${file}.part`, content as Buffer)
    await rename(`${file}.part`, file)
    return 'kept'
  }
}

/** The text of a message that is kept in the folder; undefined when it is not (any more). */
export async function keptText(folder: string, id: string): Promise<string | undefined> {
  if (!/^[\da-f-]{36}$/.test(id)) return undefined
  try {
    const { text } = await PostalMime.parse(await readFile(path.join(folder, `${id}.eml`)))
    return text
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Removes messages that were kept, by their ids; those that are gone already are no error. */
export async function removeMessages(folder: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(path.join(folder, `${id}.eml`), { force: true })
}

/** Removes the messages that were kept for seven days: they hold links that still work. */
export async function removeOldMessages(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name)
    const { mtimeMs } = await stat(file)
    if (now.getTime() - mtimeMs > 7 * 24 * 60 * 60_000) await rm(file)
  }
}

/**
 * Tells whether a message surely did not go out: nothing was connected, it failed before the server had it, or the
 * server refused it. Of a connection that broke nodemailer does not tell when: the server may have the message.
 */
export function isSurelyUnsent(error: unknown): boolean {
  const { syscall, timeoutType, responseCode } = error as {
    syscall?: string
    timeoutType?: string
    responseCode?: number
  }
  return (
    surelyUnsent.has(codeOf(error)) ||
    syscall === 'connect' ||
    /^(CONNECT|GREETING|UPGRADE)_TIMEOUT$/.test(timeoutType ?? '') ||
    (responseCode ?? 0) >= 400
  )
}

/** Codes of https://nodemailer.com/errors that come before the message itself, and of a folder that takes no file. */
const surelyUnsent = new Set(
  'EDNS EAUTH ENOAUTH EENVELOPE ETLS EREQUIRETLS ENOSPC EACCES EROFS EIO ENOTDIR'.split(' '),
)

function envelope({ id, to, subject, text, at, calendar }: Message) {
  return {
    to,
    subject,
    text,
    date: at,
    messageId: `<${id}@voetspoor>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    // Beside the text and not instead of it: some mail programs show a calendar file in its place.
    attachments: calendar
      ? [
          {
            filename: calendar.fileName,
            content: calendar.content,
            contentType: 'text/calendar; charset=utf-8',
          },
        ]
      : [],
  }
}
