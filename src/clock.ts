import { change } from './access/change.ts'
import { removeOldReadings } from './access/audit.ts'
import { removeOldAnswers } from './access/answers.ts'
import { removeOldErasedLinks } from './access/erased-links.ts'
import { removeOldVisits } from './access/visits.ts'
import type { Db } from './db/schema.ts'
import { sweep, unlinkRemoved } from './files/rows.ts'
import type { Storage } from './files/storage.ts'
import { removeOldMessages } from './mail/deliver.ts'
import type { Outbox } from './mail/outbox.ts'
import { indexTexts } from './steps/material/index-queries.ts'
import { purgeReplaced } from './steps/material/pseudonym-queries.ts'
import {
  makeDueParts,
  removeDueRecordings,
  removeHalfFiles,
} from './steps/interviews/recording-work-queries.ts'
import { callOffForStopped } from './steps/interviews/appointment-queries.ts'
import { remindToRead } from './steps/coding/reading-queries.ts'
import { purgeErased } from './steps/people/erase-queries.ts'
import { sendDueReminders } from './steps/people/reminder-queries.ts'

type Clock = {
  db: Db
  outbox: Outbox
  storage: Storage
  uploadFolder: string
  mailFolder: string | undefined
  now: () => Date
  timeZone: string
  onError: (error: unknown) => void
}

const minute = 60_000

/** Does what happens without a visitor: sends mail that waits, reminds people, and removes what has had its time. Gives its stop. */
export function startClock(clock: Clock): () => void {
  const mail = setInterval(() => {
    clock.outbox.sendDue().catch(clock.onError)
  }, minute / 2)
  const reminding = setInterval(() => {
    remind(clock).catch(clock.onError)
  }, minute)
  const recording = setInterval(() => {
    record(clock).catch(clock.onError)
  }, minute)
  const cleaning = setInterval(() => {
    clean(clock).catch(clock.onError)
  }, 60 * minute)
  clock.outbox.poke()
  clean(clock).catch(clock.onError)
  record(clock).catch(clock.onError)
  return () => {
    clearInterval(mail)
    clearInterval(reminding)
    clearInterval(recording)
    clearInterval(cleaning)
  }
}

async function remind({ db, outbox, mailFolder, now, timeZone }: Clock): Promise<void> {
  const house = { timeZone, isKept: mailFolder !== undefined }
  if (await sendDueReminders(db, now(), house)) outbox.poke()
  if (await callOffForStopped(db, now(), timeZone)) outbox.poke()
  if (await remindToRead(db, now(), timeZone)) outbox.poke()
}

/** Makes files of what was recorded: also of what a kill left lying. */
async function record({ db, storage, uploadFolder, now, onError }: Clock): Promise<void> {
  await makeDueParts({ db, storage, uploadFolder }, now(), onError)
}

async function clean({ db, storage, mailFolder, now }: Clock): Promise<void> {
  const time = now()
  await change(db, { kind: 'system', action: 'clean', at: time.toISOString() }, async (tx) => {
    await removeOldVisits(tx, time)
    await removeOldAnswers(tx, time)
    await removeOldReadings(tx, time)
    await removeOldErasedLinks(tx, time)
    return undefined
  })
  await indexTexts(db, time)
  await purgeErased(db, time)
  await purgeReplaced(db, time)
  await removeDueRecordings(db, time)
  await removeHalfFiles(db, time)
  await sweep(db, storage, time)
  await unlinkRemoved(db, storage)
  if (mailFolder !== undefined) await removeOldMessages(mailFolder, time)
}
