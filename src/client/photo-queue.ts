import {
  announcedElsewhere,
  asksForWords,
  hideOwnAnnounced,
  marksIn,
  showWhatIsIn,
  showWords,
  whyIn,
} from './queue-page.ts'
import {
  announce,
  announcements,
  isUnderway,
  marksWaiting,
  post,
  type Entry,
  type Page,
} from './queue-entries.ts'
import { askedPause, marksFor, outcomeOf, pauseBefore } from './queue-rules.ts'
import { addRow, type Row, type State } from './queue-row.ts'
import { emptyStore, openStore, type Waiting } from './queue-store.ts'
import { sendFile } from './send-file.ts'
import { preview } from './upload.ts'

/**
 * Sends the photos that a participant chooses, each on its own, and keeps them in the browser until they are in: over a
 * reload, a closed page and a night. Each bears one mark for all tries, so that it comes in once. Without this script
 * the form works as any other, one photo at a time.
 */
export async function queuePhotos(): Promise<void> {
  const owner = /^\/studies\/[^/]+\/participants\/[^/]+/.exec(location.pathname)?.[0] ?? ''
  if (document.querySelector('[data-forgets-photos]')) await emptyStore(owner)
  await tellOfWaiting(owner)
  const form = document.querySelector<HTMLFormElement>('form[data-queue]')
  const section = document.querySelector<HTMLElement>('[data-waiting]')
  const input = form?.querySelector<HTMLInputElement>('input[type="file"]')
  if (!form || !section || !input) return
  const opening = openStore(owner)
  input.multiple = true
  input.addEventListener('change', () => {
    showChoice(form, input)
  })
  form.addEventListener('submit', (event) => {
    const files = Array.from(input.files ?? [])
    // With none, the server says what is missing.
    if (files.length === 0) return
    event.preventDefault()
    void opening.then(async (store) => {
      await add({ form, section, store, owner, entries }, files)
    })
  })
  const entries: Entry[] = []
  const page: Page = { form, section, store: await opening, owner, entries }
  for (const photo of await page.store.all()) await addEntry(page, photo)
  hideOwnAnnounced(marksWaiting(page))
  wakeUp(page)
}

/** On another page of the same person: that photos wait in this browser, and where they go on. */
async function tellOfWaiting(owner: string): Promise<void> {
  const notice = document.querySelector<HTMLElement>('[data-photos-wait]')
  if (!notice) return
  const waiting = await (await openStore(owner)).all()
  notice.hidden = waiting.every(({ refused }) => refused !== undefined)
}

function showChoice(form: HTMLFormElement, input: HTMLInputElement): void {
  const count = input.files?.length ?? 0
  preview(input)
  const several = form.querySelector<HTMLElement>('[data-several]')
  const words = form.querySelector<HTMLElement>('textarea')?.closest<HTMLElement>('.field')
  if (several) several.hidden = count < 2
  if (words) words.hidden = count > 1
}

/** Goes on at once when the connection or the page comes back, whatever the pause. */
function wakeUp(page: Page): void {
  const again = () => {
    for (const entry of page.entries) entry.notBefore = 0
    void run(page)
  }
  window.addEventListener('online', () => {
    for (const { row, stop } of page.entries) if (stop) row.say('sending')
    again()
  })
  window.addEventListener('offline', () => {
    for (const { row } of page.entries.filter(isUnderway)) row.say('offline')
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
async function add(page: Page, files: readonly File[]): Promise<void> {
  const { form, store, owner } = page
  const fields = textsIn(form, files.length > 1)
  const sizes = files.map(({ size }) => size)
  const marks = marksFor(sizes, announcedElsewhere(marksWaiting(page)), newMark)
  const most = Number(form.dataset.mostBytes)
  for (const [place, file] of files.entries()) {
    const { name, type, size: bytes } = file
    const photo = { mark: marks[place] ?? newMark(), owner, name, type, bytes, fields, isAnnounced: false }
    const waiting: Waiting = { ...photo, chosenAt: Date.now() + place }
    const content = await file.arrayBuffer().catch(() => undefined)
    if (!content || bytes > most) {
      const row: Row = addRow(page.section, waiting, undefined, () => {
        row.remove()
      })
      row.say(content ? 'tooLarge' : 'unread')
      continue
    }
    await store.put(waiting, content)
    await addEntry(page, waiting)
  }
  form.reset()
  form.querySelector('img.preview')?.remove()
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')
  if (input) showChoice(form, input)
  page.section.querySelector('h2')?.focus()
  hideOwnAnnounced(marksWaiting(page))
  await run(page)
}

/** What is said with a photo. Words are about one photo; what is ticked may hold for several. */
function textsIn(form: HTMLFormElement, forSeveral: boolean): [string, string][] {
  return Array.from(new FormData(form)).filter(
    (field): field is [string, string] =>
      typeof field[1] === 'string' && field[0] !== 'client_id' && !(forSeveral && field[0] === 'words'),
  )
}

// Over plain http on a network of its own there is no crypto.randomUUID.
function newMark(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

async function addEntry(page: Page, photo: Waiting): Promise<void> {
  const content = await page.store.content(photo.mark)
  if (!content) {
    await page.store.remove(photo.mark)
    return
  }
  const entry: Entry = {
    // One of an earlier page may have been on its way when that was left.
    ...{ photo, tries: 0, notBefore: 0, mayBeIn: photo.isAnnounced, stop: undefined },
    row: addRow(
      page.section,
      photo,
      new Blob([content], { type: photo.type }),
      () => void letGo(page, entry),
    ),
  }
  if (photo.refused === undefined) entry.row.say('waiting')
  else entry.row.refuse(photo.refused)
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

async function drop(page: Page, entry: Entry): Promise<void> {
  page.entries.splice(page.entries.indexOf(entry), 1)
  await page.store.remove(entry.photo.mark)
  entry.row.remove()
}

const running = new WeakSet<Entry[]>()
let alarm: number | undefined

/** Sends what waits, one after the other, and sets the alarm for what must wait longer. */
async function run(page: Page): Promise<void> {
  if (running.has(page.entries)) return
  running.add(page.entries)
  clearTimeout(alarm)
  try {
    await announce(page)
    await skipWhatIsIn(page)
    for (let entry = nextIn(page); entry; entry = nextIn(page)) await send(page, entry)
  } finally {
    running.delete(page.entries)
  }
  const times = page.entries.filter(isUnderway).map(({ notBefore }) => notBefore)
  if (times.length === 0) return
  alarm = window.setTimeout(() => void run(page), Math.max(Math.min(...times) - Date.now(), 0))
}

function nextIn({ entries }: Page): Entry | undefined {
  return entries.find((entry) => isUnderway(entry) && entry.notBefore <= Date.now())
}

/** What the server has already, though its answer was lost, is not sent again. */
async function skipWhatIsIn(page: Page): Promise<void> {
  const unsure = page.entries.filter((entry) => isUnderway(entry) && entry.mayBeIn)
  if (unsure.length === 0) return
  const marks = await marksIn()
  for (const entry of unsure) {
    // Where not even that can be asked, a whole photo need not be tried.
    if (!marks) postpone(page, entry, undefined)
    else if (marks.has(entry.photo.mark)) await finish(page, entry)
  }
}

async function send(page: Page, entry: Entry): Promise<void> {
  const { photo, row } = entry
  // Another window of this browser may have sent it, or let it go.
  const content = await page.store.content(photo.mark)
  if (!content) {
    await drop(page, entry)
    return
  }
  const body = new FormData()
  for (const [name, value] of [['client_id', photo.mark], ...photo.fields] as const) body.append(name, value)
  body.append('picture', new File([content], photo.name, { type: photo.type }))
  row.progress(0)
  row.say('sending')
  const sending = sendFile(page.form.action, body, row.progress)
  entry.stop = sending.stop
  const answer = await sending.answer.catch(() => undefined)
  entry.stop = undefined
  if (page.entries.includes(entry)) await settle(page, entry, answer)
}

async function settle(page: Page, entry: Entry, answer: XMLHttpRequest | undefined): Promise<void> {
  const { photo, row } = entry
  switch (outcomeOf(answer?.status ?? 0)) {
    case 'in':
      await finish(page, entry)
      break
    case 'refused': {
      const said = new DOMParser().parseFromString(answer?.responseText ?? '', 'text/html')
      if (asksForWords(said)) {
        await drop(page, entry)
        showWords(said)
        break
      }
      photo.refused = whyIn(said)
      await page.store.put(photo)
      row.refuse(photo.refused)
      giveBackWords(page, photo)
      break
    }
    case 'signedOut':
      row.say('signedOut')
      entry.notBefore = Infinity
      break
    case 'gone':
      row.say('gone')
      entry.notBefore = Infinity
      break
    case 'later':
      entry.mayBeIn = true
      postpone(page, entry, answer)
  }
}

/** The server has it: nothing of it waits here any longer. */
async function finish(page: Page, entry: Entry): Promise<void> {
  entry.row.say('in')
  await page.store.remove(entry.photo.mark)
  page.entries.splice(page.entries.indexOf(entry), 1)
  await showWhatIsIn(page.section)
  hideOwnAnnounced(marksWaiting(page))
  entry.row.remove()
}

/** The others wait as long: where one cannot go, they cannot. */
function postpone({ entries }: Page, entry: Entry, answer: XMLHttpRequest | undefined): void {
  entry.tries += 1
  const asked = askedPause(answer?.getResponseHeader('Retry-After') ?? null, Math.random())
  const until = Date.now() + Math.max(asked, pauseBefore(entry.tries, Math.random()))
  const state: State = asked > 0 ? 'busy' : navigator.onLine ? 'retrying' : 'offline'
  entry.row.say(state)
  for (const one of entries.filter(isUnderway)) one.notBefore = Math.max(one.notBefore, until)
}

/** What was written with a photo that was not taken is there for the next one, unless something was typed meanwhile. */
function giveBackWords({ form }: Page, { fields }: Waiting): void {
  const field = form.querySelector('textarea')
  const [, words = ''] = fields.find(([name]) => name === field?.name) ?? []
  if (field?.value === '') field.value = words
}
