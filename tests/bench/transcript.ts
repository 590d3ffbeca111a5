import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { fill } from './people.ts'
import { openPlace, type Place } from './place.ts'
import { median, rounded, within, type Line, type Report } from './report.ts'

/** A text with so many quotations, and what it has to hold: until it is seen, and until one more mark is seen. */
type Size = { name: string; characters: number; quotations: number; paint: number; mark: number }

const sizes: readonly Size[] = [
  { name: 'an hour', characters: 60_000, quotations: 500, paint: 150, mark: 16.7 },
  { name: 'five hours', characters: 290_000, quotations: 1000, paint: 500, mark: 50 },
]

/** What a browser sees of long transcripts: until one reads, and from a key press to the mark. */
export async function transcript({ rounds }: { rounds: number }): Promise<Report> {
  const place = await openPlace()
  const browser = await launchBrowser()
  try {
    await place.migrate()
    const { study, lead } = await fill(place, 1)
    const running = await place.start()
    const page = await pageOf(browser, place, lead.cookie)
    const base = `${place.root}/studies/${study}`
    const lines: Line[] = []
    for (const size of sizes) lines.push(...(await measured(page, base, size, rounds)))
    await running.stop()
    return { name: 'transcript', about: 'long transcripts in a browser', lines, figures: { lines } }
  } finally {
    await browser.close()
    await place.remove()
  }
}

async function pageOf(browser: Browser, place: Place, cookie: string): Promise<Page> {
  const [name = '', value = ''] = cookie.split('=')
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addCookies([{ name, value, url: place.root }])
  return context.newPage()
}

async function measured(page: Page, base: string, size: Size, rounds: number): Promise<Line[]> {
  const id = await filledText(page, base, size)
  const coding = `${base}/coding/materials/${id}`
  const about = (what: string) => `${size.name}: ${what}`
  const lines: Line[] = []
  for (const [what, address] of [
    ['reading', `${base}/material/${id}`],
    ['coding', coding],
  ] as const) {
    const seen: Seen[] = []
    for (let round = 0; round <= rounds; round += 1) seen.push(await look(page, address))
    const of = (part: keyof Seen) => median(seen.slice(1).map((one) => one[part]))
    lines.push(
      { what: about(`${what}, answer`), value: `${rounded(of('answer'))} ms` },
      { what: about(`${what}, kilobytes`), value: `${rounded(of('kilobytes'))}` },
      within(about(`${what}, first paint`), of('paint'), size.paint, 'ms'),
      { what: about(`${what}, ready`), value: `${rounded(of('ready'))} ms` },
    )
  }
  await page.goto(coding)
  const marks: Marked[] = []
  for (let round = 0; round <= rounds; round += 1) marks.push(await markOne(page, round))
  const whole = median(marks.slice(1).map((one) => one.whole))
  const shown = median(marks.slice(1).map((one) => one.shown))
  const sight = median(marks.slice(1).map((one) => one.sight))
  const saved: number[] = []
  for (let round = 0; round <= rounds; round += 1)
    saved.push(await correctOne(page, `${base}/material/${id}`))
  return [
    ...lines,
    { what: about('saving a correction in twenty places'), value: `${rounded(median(saved.slice(1)))} ms` },
    within(about('from Enter to the first sight of the mark'), sight, size.mark, 'ms'),
    { what: about('from Enter to the quotation, with the answer'), value: `${rounded(whole)} ms` },
    { what: about('from the answer to the quotation'), value: `${rounded(shown)} ms` },
  ]
}

/** Adds a text of two who speak, and quotations of it, as the pages do. Gives its id. */
async function filledText(page: Page, base: string, { name, characters, quotations }: Size): Promise<string> {
  await page.goto(`${base}/material`)
  const text = talk(characters)
  const names = { 'name-1': 'Ans', 'role-1': 'interviewer', 'name-2': 'Bram', 'role-2': 'participant' }
  const form = { kind: 'transcript', title: name, person_id: '', text, speakers: 'Ans\nBram', ...names }
  const url = await page.evaluate<string>(
    `fetch(${JSON.stringify(`${base}/material`)}, { method: 'POST', body: new URLSearchParams(${JSON.stringify(form)}) }).then(({ url }) => url)`,
  )
  const id = url.split('/').at(-1) ?? ''
  await page.goto(`${base}/coding/materials/${id}`)
  const wrong = await page.evaluate<string>(`(async () => {
    const text = document.querySelector('[data-coded]').textContent
    const step = Math.floor(text.length / ${quotations})
    for (let nth = 0; nth < ${quotations}; nth += 1) {
      const start = nth * step
      const words = text.slice(start, start + step * (nth % 3 === 0 ? 2 : 0.6))
      const end = String(start + words.length)
      const body = new URLSearchParams({ words: words.trim(), start: String(start), end, name: 'code ' + (nth % 40) })
      const headers = { Accept: 'application/json' }
      const answer = await fetch(location.pathname + '/quotations', { method: 'POST', headers, body })
      if (!answer.ok) return nth + ': ' + answer.status + await answer.text()
    }
    return ''
  })()`)
  if (wrong !== '') throw new Error(`A quotation was refused: ${wrong}`)
  return id
}

function talk(characters: number): string {
  const lines: string[] = []
  for (let length = 0, nth = 0; length < characters; nth += 1) {
    const words = Array.from(
      { length: 8 + ((nth * 7) % 50) },
      (_, one) => `woord${(nth * 31 + one * 17) % 997}`,
    )
    const seconds = nth * 9
    const time = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    const at = time.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
    const said = words.join(' ')
    length += said.length + 1
    lines.push(`[${at}] ${nth % 2 === 0 ? 'Ans' : 'Bram'}: ${said}.`)
  }
  return lines.join('\n')
}

type Seen = { answer: number; paint: number; ready: number; kilobytes: number }

async function look(page: Page, address: string): Promise<Seen> {
  await page.goto(address)
  return page.evaluate<Seen>(`new Promise((resolve) => {
    const tell = () => {
      const [navigation] = performance.getEntriesByType('navigation')
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      if (!paint) return setTimeout(tell, 20)
      resolve({
        answer: navigation.responseEnd - navigation.requestStart,
        paint: paint.startTime - navigation.requestStart,
        ready: navigation.domContentLoadedEventEnd - navigation.requestStart,
        kilobytes: navigation.decodedBodySize / 1000,
      })
    }
    tell()
  })`)
}

/** Corrects a word in twenty places of a text, in its own form. Gives the milliseconds until it is saved. */
async function correctOne(page: Page, address: string): Promise<number> {
  await page.goto(`${address}/edit`)
  return page.evaluate<number>(`(async () => {
    const form = document.querySelector('main form')
    const fields = new URLSearchParams(new FormData(form))
    const words = fields.get('text').split(' ')
    for (let place = 1; place <= 20; place += 1) words[Math.floor((place * words.length) / 21)] += ' eigenlijk'
    fields.set('text', words.join(' '))
    const before = performance.now()
    const answer = await fetch(form.action, { method: 'POST', body: fields, redirect: 'manual' })
    if (answer.type !== 'opaqueredirect') throw new Error('not saved: ' + answer.status)
    return performance.now() - before
  })()`)
}

/** Until the words look marked, until the quotation is there and its mark, and of that what comes after the answer. */
type Marked = { sight: number; whole: number; shown: number }

/** Selects words that nothing is quoted of yet, and codes them by keys. */
async function markOne(page: Page, nth: number): Promise<Marked> {
  await page.evaluate(`(() => {
    const text = document.querySelector('[data-coded]')
    text.focus()
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    const free = []
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('mark') && walker.currentNode.length > 40) free.push(walker.currentNode)
    const node = free[Math.floor(free.length * (${nth} + 1) / 30)]
    getSelection().setBaseAndExtent(node, 5, node, 35)
    node.parentElement.scrollIntoView({ block: 'center' })
  })()`)
  await page.waitForTimeout(200)
  await page.keyboard.press('Enter')
  await page.keyboard.type('code 7')
  await page.evaluate(`(() => {
    const known = document.querySelectorAll('[data-listed] > li').length
    window.marked = new Promise((resolve) => {
      let pressed = 0
      let sight = NaN
      const behindFrame = (work) => requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = work
        channel.port2.postMessage('')
      })
      document.addEventListener('keydown', () => {
        pressed = performance.now()
        behindFrame(() => { if (CSS.highlights.has('coming') || document.querySelectorAll('[data-listed] > li').length > known) sight = performance.now() - pressed })
      }, { once: true, capture: true })
      new MutationObserver((_, observer) => {
        if (document.querySelectorAll('[data-listed] > li').length === known) return
        observer.disconnect()
        // The frame in which it is seen is over when the next task begins.
        behindFrame(() => {
          const now = performance.now()
          const answer = performance.getEntriesByType('resource').findLast(({ name }) => name.endsWith('/quotations'))
          resolve({ sight, whole: now - pressed, shown: now - answer.responseEnd })
        })
      }).observe(document.querySelector('[data-listed]'), { childList: true })
    })
  })()`)
  await page.keyboard.press('Enter')
  return page.evaluate<Marked>('window.marked')
}
