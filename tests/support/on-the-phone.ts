import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { phone } from './house.ts'

/** A participant's phone. Close its context after the test. */
export async function phonePage(browser: Browser, more: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ ...phone, ...more })).newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Agrees to take part, from the page that a personal link opens. */
export async function agree(page: Page, { mayRecord = false } = {}): Promise<void> {
  await page.getByRole('link', { name: 'Lees verder: doe je mee?' }).click()
  await page.locator('#takes_part').check()
  if (mayRecord) await page.locator('#may_record').check()
  await page.getByRole('button', { name: 'Ik doe mee' }).click()
  await page.getByRole('heading', { name: /^Dag / }).waitFor()
}

/** A file as the camera gives it. */
export const file = (buffer: Buffer) => ({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })

/** Fills the form for a next photo. Without words, those stay that are there. */
export async function choose(page: Page, content: Buffer, words: string | undefined): Promise<void> {
  await page.getByLabel('Maak of kies een foto').setInputFiles(file(content))
  if (words !== undefined) await page.getByLabel('Een paar woorden erbij').fill(words)
}

/** Brings a photo, and waits until so many are in. */
export async function bring(
  page: Page,
  content: Buffer,
  words: string | undefined,
  count: number,
): Promise<void> {
  await choose(page, content, words)
  await page.getByRole('button', { name: 'Foto toevoegen' }).click()
  await page.getByText(`${count} van de 3 tot 5`).first().waitFor()
}
