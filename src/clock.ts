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
  let isRecording = false
  const recordOnce = async () => {
    // Making a long one takes more than a minute.
    if (isRecording) return
    isRecording = true
    await record(clock).catch(clock.onError)
    isRecording = false
  }
  const recording = setInterval(() => {
    void recordOnce()
  }, minute)
  // After a while, and once for all: who takes names out of one text goes on with the next.
  const purging = setInterval(() => {
    purgeReplaced(clock.db, clock.now()).catch(clock.onError)
  }, 5 * minute)
  const cleaning = setInterval(() => {
    clean(clock).catch(clock.onError)
  }, 60 * minute)
  clock.outbox.poke()
  clean(clock).catch(clock.onError)
  void recordOnce()
  return () => {
    clearInterval(mail)
    clearInterval(reminding)
    clearInterval(recording)
    clearInterval(purging)
    clearInterval(cleaning)
  }
}

async function remind({ db, outbox, mailFolder, now, timeZone, onError }: Clock): Promise<void> {
  const house = { timeZone, isKept: mailFolder !== undefined }
  const steps = [
    () => sendDueReminders(db, now(), house),
    () => callOffForStopped(db, now(), timeZone),
    () => remindToRead(db, now(), timeZone),
  ]
  await eachOf(
    steps.map((step) => async () => {
      if (await step()) outbox.poke()
    }),
    onError,
  )
}

/** Does one thing after the other. What goes wrong with one does not keep the others from their turn. */
async function eachOf(steps: readonly (() => Promise<unknown>)[], onError: Clock['onError']): Promise<void> {
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      onError(error)
    }
  }
}

/** Makes files of what was recorded: also of what a kill left lying. */
async function record({ db, storage, uploadFolder, now, onError }: Clock): Promise<void> {
  await makeDueParts({ db, storage, uploadFolder }, now(), onError)
}

/** Removes what has had its time: what people were promised first. */
export async function clean({ db, storage, mailFolder, now, onError }: Cleaning): Promise<void> {
  const time = now()
  const actor = { kind: 'system', action: 'clean', at: time.toISOString() } as const
  await eachOf(
    [
      () => purgeErased(db, time),
      () => purgeReplaced(db, time),
      () => removeDueRecordings(db, time),
      () => removeHalfFiles(db, time),
      () =>
        change(db, actor, async (tx) => {
          await removeOldVisits(tx, time)
          await removeOldAnswers(tx, time)
          await removeOldReadings(tx, time)
          await removeOldErasedLinks(tx, time)
          return undefined
        }),
      () => sweep(db, storage, time),
      () => unlinkRemoved(db, storage),
      () => (mailFolder === undefined ? Promise.resolve() : removeOldMessages(mailFolder, time)),
      () => indexTexts(db, time),
    ],
    onError,
  )
}
type Cleaning = Pick<Clock, 'db' | 'storage' | 'mailFolder' | 'now' | 'onError'>
