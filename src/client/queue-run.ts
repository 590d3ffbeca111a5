import { isUnderway, type Entry, type Page, type Said, announce, marksWaiting } from './queue-entries.ts'
import { asksForWords, hideOwnAnnounced, marksIn, showWhatIsIn, showWords, whyIn } from './queue-page.ts'
import { wordsIn, type State } from './queue-row.ts'
import { askedPause, haltOf, outcomeOf, pauseBefore, type Halt } from './queue-rules.ts'
import type { Waiting } from './queue-store.ts'
import { sayOfQueue, tellArrived, tellTurn } from './queue-told.ts'
import { sendFile } from './send-file.ts'

const running = new WeakSet<Entry[]>()
let alarm: number | undefined

/** Sends what waits, one after the other, and sets the alarm for what must wait longer. */
export async function run(page: Page): Promise<void> {
  if (running.has(page.entries)) return
  running.add(page.entries)
  clearTimeout(alarm)
  try {
    const said = await announce(page)
    // Where no answer came the photo is tried nonetheless: that waits by itself when it cannot go either.
    if (said && said.status > 0) heed(page, page.entries, said)
    await skipWhatIsIn(page)
    for (let entry = nextIn(page); entry; entry = nextIn(page)) await send(page, entry)
  } finally {
    running.delete(page.entries)
  }
  const times = page.entries.filter(isUnderway).map(({ notBefore }) => notBefore)
  const soonest = Math.min(...times)
  // A timer without an end would go off at once.
  if (soonest === Infinity) return
  alarm = window.setTimeout(() => void run(page), Math.max(soonest - Date.now(), 0))
}

/** Halts, or pauses, when that is what an answer to something small means for all that waits. */
function heed(page: Page, entries: readonly Entry[], said: Said): void {
  const why = haltOf(said.status)
  const [first] = entries.filter(isUnderway)
  if (why) halt(page, why)
  else if (first && outcomeOf(said.status) === 'later') postpone(page, first, said.retryAfter)
}

/** What holds for one holds for all: nothing more is asked until the page is opened anew, or somebody presses. */
function halt({ section, entries }: Page, why: Halt): void {
  for (const entry of entries.filter(isUnderway)) {
    entry.row.say(why)
    entry.notBefore = Infinity
  }
  section.querySelector('[data-again]')?.removeAttribute('hidden')
  sayOfQueue(wordsIn(section, why))
}

function nextIn({ entries }: Page): Entry | undefined {
  return entries.find((entry) => isUnderway(entry) && entry.notBefore <= Date.now())
}

/** What the server has already, though its answer was lost, is not sent again. */
async function skipWhatIsIn(page: Page): Promise<void> {
  const unsure = page.entries.filter(
    (entry) => isUnderway(entry) && entry.mayBeIn && entry.notBefore <= Date.now(),
  )
  if (unsure.length === 0) return
  const marks = await marksIn()
  // Where not even that can be asked, a whole photo need not be tried.
  if ('status' in marks) heed(page, unsure, marks)
  else for (const entry of unsure) if (marks.has(entry.photo.mark)) await finish(page, entry)
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
  tellTurn(page)
  const sending = sendFile(page.form.action, body, row.progress)
  entry.stop = sending.stop
  const answer = await sending.answer.catch(() => undefined)
  entry.stop = undefined
  if (page.entries.includes(entry)) await settle(page, entry, answer)
}

async function settle(page: Page, entry: Entry, answer: XMLHttpRequest | undefined): Promise<void> {
  const { photo } = entry
  const outcome = outcomeOf(answer?.status ?? 0)
  switch (outcome) {
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
      refuse(entry, photo.refused)
      giveBackWords(page, photo)
      break
    }
    case 'later':
      entry.mayBeIn = true
      postpone(page, entry, answer?.getResponseHeader('Retry-After') ?? null)
      break
    default:
      halt(page, outcome)
  }
}

/** The server has it: nothing of it waits here any longer. */
async function finish(page: Page, entry: Entry): Promise<void> {
  entry.row.say('in')
  await page.store.remove(entry.photo.mark)
  page.entries.splice(page.entries.indexOf(entry), 1)
  page.arrived += 1
  await showWhatIsIn()
  tellArrived(page)
  hideOwnAnnounced(marksWaiting(page))
  entry.row.remove()
}

/** The others wait as long: where one cannot go, they cannot. */
function postpone({ section, entries }: Page, entry: Entry, retryAfter: string | null): void {
  entry.tries += 1
  const asked = askedPause(retryAfter, Math.random())
  const until = Date.now() + Math.max(asked, pauseBefore(entry.tries, Math.random()))
  const state: State = asked > 0 ? 'busy' : navigator.onLine ? 'retrying' : 'offline'
  entry.row.say(state)
  sayOfQueue(wordsIn(section, state))
  for (const one of entries.filter(isUnderway)) one.notBefore = Math.max(one.notBefore, until)
}

/** What was written with a photo that was not taken is there for the next one, unless something was typed meanwhile. */
export function giveBackWords({ form }: Page, { fields }: Pick<Waiting, 'fields'>): void {
  const field = form.querySelector('textarea')
  const [, words = ''] = fields.find(([name]) => name === field?.name) ?? []
  if (field?.value === '') field.value = words
}

/** Says why a photo was not taken, in sight and aloud. */
export function refuse({ photo, row }: Entry, why: string): void {
  row.refuse(why)
  sayOfQueue(`${photo.name}: ${why}`)
}

/** Takes a photo off the queue. */
export async function drop(page: Page, entry: Entry): Promise<void> {
  page.entries.splice(page.entries.indexOf(entry), 1)
  await page.store.remove(entry.photo.mark)
  entry.row.remove()
}
