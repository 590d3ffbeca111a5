import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { expectedOf, inspect } from './inspect.ts'
import { watchMemory } from './memory.ts'
import { fill, type Filled, type Visitor } from './people.ts'
import { announce, ask, bring, newPhoto, type Photo, type Sent } from './phone.ts'
import { openPlace } from './place.ts'
import { median, none, quantile, rounded, within, type Line, type Report } from './report.ts'

type Options = { people: number; photos: number; pictures: readonly Buffer[] }
/** A page that somebody looks at meanwhile, and how long each answer took, in milliseconds. */
type Page = { what: string; address: string; visitor: Visitor; calm: number; times: number[]; faults: number }
/** What one phone has to bring, and where. */
type Plan = { visitor: Visitor; address: string; photos: Photo[] }

const bars = { page: 200, memory: 600 }

/** Everybody brings photos at once, as the own page sends them, while a few others look at their pages. */
export async function hall({ people: count, photos: each, pictures }: Options): Promise<Report> {
  const expected = await expectedOf(pictures)
  const place = await openPlace()
  try {
    await place.migrate()
    const filled = await fill(place, count)
    const base = `${place.root}/studies/${filled.study}`
    const plans = filled.people.map((visitor) => planOf(base, visitor, each, pictures))
    const pages = pagesOf(base, filled)
    const running = await place.start()
    const memory = watchMemory(running.pid)
    for (const page of pages) page.calm = median(await timesOf(page, 20))
    const from = performance.now()
    const bringing = Promise.all(plans.map(bringAll))
    const done = { isOver: false }
    const looking = Promise.all(pages.map((page) => lookAt(page, done)))
    const sent = (await bringing).flat()
    const seconds = (performance.now() - from) / 1000
    done.isOver = true
    await looking
    const most = await memory.stop()
    const acknowledged = sent.filter(({ isIn }) => isIn).map(({ photo }) => photo)
    const found = await inspect(place, acknowledged, expected)
    await running.stop()
    const waits = sum(sent.map((one) => one.waits))
    const failures = sum(sent.map((one) => one.failures))
    const own = sent.map((one) => one.ownPage)
    return {
      name: 'hall',
      about: `${count} people bring ${each} photos of 12 megapixels each, at once`,
      lines: [
        all('photos in', found.photos, count * each),
        none('tries without an answer, or refused', failures),
        none('other pages with an error', sum(pages.map(({ faults }) => faults))),
        none('acknowledged and not there, twice, or not whole', found.lost + found.doubled + found.broken),
        none('files without a row, and rows without a file', found.loose + found.missing),
        none('still expected', found.announced),
        { what: 'told "even wachten", and came again', value: String(waits) },
        { what: 'until all were in', value: `${rounded(seconds)} s` },
        { what: 'photos a second', value: String(rounded(sent.length / seconds)) },
        ...pages.map(lineOf),
        { what: 'own page after each photo, p95', value: `${rounded(quantile(own, 0.95))} ms` },
        within('most memory of the server (RSS)', most.server, bars.memory, 'MB'),
        { what: 'most memory of its children', value: `${rounded(most.children)} MB` },
      ],
      figures: {
        ...{ found, waits, failures, seconds, most },
        pages: pages.map(({ what, calm, times, faults }) => ({
          ...{ what, calm, faults, count: times.length },
          ...{ p50: median(times), p95: quantile(times, 0.95) },
        })),
        own: { p50: median(own), p95: quantile(own, 0.95) },
      },
    }
  } finally {
    await place.remove()
  }
}

function planOf(base: string, visitor: Visitor, each: number, pictures: readonly Buffer[]): Plan {
  const photos = Array.from({ length: each }, (_, nth) =>
    newPhoto(pictures[nth % pictures.length] ?? Buffer.alloc(0)),
  )
  return { visitor, address: `${base}/participants/${visitor.id}/photos`, photos }
}

function pagesOf(base: string, { lead, sam }: Filled): Page[] {
  const page = (what: string, path: string, visitor: Visitor): Page => ({
    ...{ what, visitor, address: `${base}${path}` },
    ...{ calm: 0, times: [], faults: 0 },
  })
  return [
    page('wall of photos, of a researcher', '/photos', lead),
    page('list of people, of a researcher', '/people', lead),
    page('own photos, of a participant', '/participants/sam/photos', sam),
  ]
}

/** One phone: it tells what is to come, sends one photo after the other, and shows its page after each. */
async function bringAll({ visitor, address, photos }: Plan) {
  await announce(address, visitor, photos)
  const results: (Sent & { photo: Photo; ownPage: number })[] = []
  for (const photo of photos) {
    const sent = await bring(address, visitor, photo)
    results.push({ ...sent, photo, ownPage: (await ask(address, visitor)).took })
  }
  return results
}

function all(what: string, count: number, wanted: number): Line {
  return { what, value: `${count} of ${wanted}`, bar: 'all', holds: count === wanted }
}

function lineOf({ what, calm, times }: Page): Line {
  const about = `median ${rounded(median(times))} ms of ${times.length}; ${rounded(calm)} ms before`
  return within(`${what}, p95 (${about})`, quantile(times, 0.95), bars.page, 'ms')
}

async function timesOf({ address, visitor }: Page, count: number): Promise<number[]> {
  const times: number[] = []
  for (let nth = 0; nth < count; nth += 1) times.push((await ask(address, visitor)).took)
  return times
}

/** Looks at a page up to five times a second: whoever waits for an answer asks no faster. */
async function lookAt(page: Page, done: { isOver: boolean }): Promise<void> {
  while (!done.isOver) {
    const { status, took } = await ask(page.address, page.visitor)
    page.times.push(took)
    if (status !== 200) page.faults += 1
    await pause(200)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
