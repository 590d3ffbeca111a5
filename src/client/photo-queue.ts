import { newMark } from './new-mark.ts'
import { added, keepChosen, markOf, putInField, restoreChosen } from './queue-chosen.ts'
import { announcements, isUnderway, marksWaiting, post, type Entry, type Page } from './queue-entries.ts'
import { announcedElsewhere, hideOwnAnnounced } from './queue-page.ts'
import { addRow, wordsIn } from './queue-row.ts'
import { marksFor } from './queue-rules.ts'
import { drop, giveBackWords, refuse, run } from './queue-run.ts'
import { emptyStore, openStore, type Waiting } from './queue-store.ts'
import { sayOfQueue } from './queue-told.ts'
import { preview } from './upload.ts'

/** Within how many milliseconds a press belongs to the one before it. */
const doublePress = 1000

/**
 * Sends the photos that a participant chooses, each on its own, and keeps them in the browser until they are in: over a
 * reload, a closed page and a night. Each bears one mark for all tries, so that it comes in once. Without this script
 * the form works as any other, one photo at a time.
 */
export async function queuePhotos(): Promise<void> {
  const owner = /^\/studies\/[^/]+\/participants\/[^/]+/.exec(location.pathname)?.[0] ?? ''
  if (document.querySelector('[data-forgets-photos]')) await forget(owner)
  await tellOfWaiting(owner)
  const form = document.querySelector<HTMLFormElement>('form[data-queue]')
  const section = document.querySelector<HTMLElement>('[data-waiting]')
  const input = form?.querySelector<HTMLInputElement>('input[type="file"]')
  const failed = document.querySelector<HTMLElement>('[data-failed]')
  if (!form || !section || !failed || !input) return
  const opening = openStore(owner).then((store): Page => ({
    ...{ form, section, failed, store, owner, entries: [], arrived: 0 },
  }))
  const most = Number(form.dataset.mostBytes)
  const taken = new Set<string>()
  let lastTaken = -Infinity
  const notTaken = () => Array.from(input.files ?? []).filter((file) => !taken.has(markOf(file)))
  // One after the other: what is added must not be kept once more as chosen.
  let keeping: Promise<unknown> = opening
  const inTurn = (work: () => Promise<unknown>) => {
    keeping = keeping.then(work).catch(() => undefined)
    return keeping
  }
  const keep = (files: readonly File[]) =>
    void inTurn(async () => keepChosen((await opening).store, owner, files))
  input.multiple = true
  input.addEventListener('change', () => {
    void opening.then(async (page) => {
      await refuseTooLarge(page, input, most)
      showChoice(form, input)
      keep(notTaken())
    })
  })
  form.addEventListener('reset', () => {
    keep([])
    // Only after this is the field empty.
    setTimeout(showChoice, 0, form, input)
  })
  form.addEventListener('submit', (event) => {
    const chosen = input.files?.length ?? 0
    // With none, the server says what is missing; but for the second press of two, which finds the form empty already.
    if (chosen === 0 && Date.now() - lastTaken > doublePress) return
    event.preventDefault()
    const files = notTaken()
    if (files.length === 0) return
    for (const file of files) taken.add(markOf(file))
    const fields = textsIn(form)
    void inTurn(async () => {
      await add(await opening, files, fields)
      lastTaken = Date.now()
    }).then(async () => run(await opening))
  })
  const page = await opening
  for (const photo of await added(page.store)) await addEntry(page, photo)
  expectAnew(page)
  hideOwnAnnounced(marksWaiting(page))
  if (await restoreChosen(page.store, input)) showChoice(form, input)
  wakeUp(page)
}

/** Throws away what waited of who stopped, and says so. */
async function forget(owner: string): Promise<void> {
  const gone = await emptyStore(owner)
  if (gone.length > 0) document.querySelector('[data-photos-forgotten]')?.removeAttribute('hidden')
}

/** On another page of the same person: that photos wait in this browser, and where they go on. */
async function tellOfWaiting(owner: string): Promise<void> {
  const notice = document.querySelector<HTMLElement>('[data-photos-wait]')
  if (!notice) return
  const waiting = await added(await openStore(owner))
  notice.hidden = waiting.every(({ refused }) => refused !== undefined)
}

function showChoice(form: HTMLFormElement, input: HTMLInputElement): void {
  const count = input.files?.length ?? 0
  preview(input)
  const words = form.querySelector('textarea')
  const isWritten = words !== null && words.value.trim() !== ''
  const hints = form.querySelectorAll<HTMLElement>('[data-several]')
  for (const hint of hints) hint.hidden = count < 2 || (hint.dataset.several === 'written') !== isWritten
  // What was written before stays in sight: it goes with the first of them.
  const field = words?.closest<HTMLElement>('.field')
  if (field) field.hidden = count > 1 && !isWritten
}

/** Goes on at once when the connection or the page comes back, whatever the pause. */
function wakeUp(page: Page): void {
  const again = () => {
    page.section.querySelector('[data-again]')?.setAttribute('hidden', '')
    for (const entry of page.entries) entry.notBefore = 0
    void run(page)
  }
  page.section.querySelector('[data-again]')?.addEventListener('click', () => {
    page.section.querySelector('h2')?.focus()
    again()
  })
  window.addEventListener('online', () => {
    for (const { row, stop } of page.entries) if (stop) row.say('sending')
    // A connection that comes back does not help what halted for another reason.
    if (!page.entries.some(({ notBefore }) => notBefore === Infinity)) again()
  })
  window.addEventListener('offline', () => {
    const waiting = page.entries.filter(isUnderway)
    for (const { row } of waiting) row.say('offline')
    if (waiting.length > 0) sayOfQueue(wordsIn(page.section, 'offline'))
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) again()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') again()
  })
  window.addEventListener('beforeunload', (event) => {
    if (!page.store.isLasting && page.entries.some(isUnderway)) event.preventDefault()
  })
  again()
}

/** Takes files in from the form: from here on they are kept, and the form is for the next ones. */
async function add(page: Page, files: readonly File[], fields: [string, string][]): Promise<void> {
  const { form, store, owner } = page
  if (!page.entries.some(isUnderway)) page.arrived = 0
  let areWordsGiven = false
  const chosen = files.map((file) => ({ mark: markOf(file), bytes: file.size }))
  const marks = marksFor(chosen, announcedElsewhere(marksWaiting(page)))
  for (const [place, file] of files.entries()) {
    const waiting = waitingOf(file, owner, Date.now() + place)
    const content = await file.arrayBuffer().catch(() => undefined)
    waiting.mark = marks[place] ?? waiting.mark
    waiting.fields = fields.filter(([name]) => name !== 'words' || !areWordsGiven)
    if (content) areWordsGiven = true
    else waiting.refused = wordsIn(page.section, 'unread')
    await store.put(waiting, content)
    await addEntry(page, waiting)
  }
  form.reset()
  if (!areWordsGiven) giveBackWords(page, { fields })
  ;(page.entries.some(isUnderway) ? page.section : page.failed).querySelector('h2')?.focus()
  hideOwnAnnounced(marksWaiting(page))
}

/** Says at once of what is too large that it is, and leaves the others in the form. */
async function refuseTooLarge(page: Page, input: HTMLInputElement, most: number): Promise<void> {
  const files = Array.from(input.files ?? [])
  const fitting = files.filter(({ size }) => size <= most)
  if (fitting.length === files.length) return
  putInField(input, fitting)
  for (const file of files.filter(({ size }) => size > most)) {
    const refused = { ...waitingOf(file, page.owner, Date.now()), refused: wordsIn(page.section, 'tooLarge') }
    await page.store.put(refused)
    await addEntry(page, refused)
  }
}

/** What is kept of a file. */
function waitingOf({ name, type, size: bytes }: File, owner: string, chosenAt: number): Waiting {
  return { mark: newMark(), owner, name, type, bytes, fields: [], chosenAt, isAnnounced: false }
}

/** What the server does not wait for, or no longer, as after stopping, is announced once more. */
function expectAnew({ entries }: Page): void {
  const known = new Set(announcedElsewhere(new Set()).map(({ mark }) => mark))
  for (const { photo } of entries) photo.isAnnounced = known.has(photo.mark)
}

/** What is said with photos. Words are about one of them, the first; what is ticked may hold for several. */
function textsIn(form: HTMLFormElement): [string, string][] {
  return Array.from(new FormData(form)).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[0] !== 'client_id',
  )
}

async function addEntry(page: Page, photo: Waiting): Promise<void> {
  const content = await page.store.content(photo.mark)
  if (!content && photo.refused === undefined) {
    await page.store.remove(photo.mark)
    return
  }
  if (page.entries.some((one) => one.photo.mark === photo.mark)) return
  const entry: Entry = {
    // One of an earlier page may have been on its way when that was left.
    ...{ photo, tries: 0, notBefore: 0, mayBeIn: photo.isAnnounced, stop: undefined },
    row: addRow(
      page,
      photo,
      content && new Blob([content], { type: photo.type }),
      () => void letGo(page, entry),
    ),
  }
  if (photo.refused === undefined) entry.row.say('waiting')
  else refuse(entry, photo.refused)
  page.entries.push(entry)
  for (const [kind, shown] of [
    ['lasting', page.store.isLasting],
    ['fleeting', !page.store.isLasting],
  ] as const) {
    const text = page.section.querySelector<HTMLElement>(`[data-${kind}]`)
    if (text) text.hidden = !shown
  }
}

/** The visitor lets a photo go: it is sent no more, and nobody expects it any longer. */
async function letGo(page: Page, entry: Entry): Promise<void> {
  await drop(page, entry)
  entry.stop?.()
  if (entry.photo.isAnnounced) await post(`${announcements(page)}/${entry.photo.mark}/removal`, [])
}
