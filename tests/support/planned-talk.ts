import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { openStudy, send, startHouse, type House } from './house.ts'
import { agree, bring, phonePage } from './on-the-phone.ts'
import { picture, turnedPicture } from './pictures.ts'

/** A talk of Noor, who is at a desk, with Sam, who took part. Stop it after the tests. */
export type PlannedTalk = {
  house: House
  browser: Browser
  noor: Page
  study: string
  /** The page about the talk; below it is what happens in it. */
  about: string
  stop: () => Promise<void>
}

type Wanted = {
  /** With how many photos Sam comes, two at most. */
  photos?: 0 | 2
  /** Whether sound may be recorded. */
  mayRecord?: boolean
  /** What the browser is started with besides. */
  flags?: string[]
}

/** Starts the built program and a browser, and plans a talk there. */
export async function planTalk({
  photos = 0,
  mayRecord = false,
  flags = [],
}: Wanted = {}): Promise<PlannedTalk> {
  const house = await startHouse()
  const browser = await launchBrowser(flags)
  const { page: noor, study, letterTo } = await openStudy(browser, house, ['Sam'])
  const sam = await phonePage(browser)
  await sam.goto(await letterTo('Sam'))
  await agree(sam, { mayRecord })
  const person_id = sam.url().split('/').at(-1) ?? ''
  if (photos > 0) {
    await sam.getByRole('link', { name: 'Je eerste foto' }).click()
    await bring(sam, await turnedPicture(), 'Twee sleutels', 1)
    await bring(sam, await picture(90), 'Een deur', 2)
  }
  await sam.context().close()
  const planned = { person_id, held_on: '2026-11-20', place: 'Kantoor', interviewer_id: '' }
  const about = await send(noor, `${study}/interviews`, planned)
  const stop = async () => {
    await browser.close()
    await house.stop()
  }
  return { house, browser, noor, study, about, stop }
}
