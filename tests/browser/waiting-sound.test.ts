import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let noor: Page
let about: string

beforeAll(async () => {
  planned = await planTalk({
    mayRecord: true,
    flags: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  })
  ;({ noor, about } = planned)
})

afterAll(() => planned.stop())

/** The marks of the parts that wait in this browser, the oldest first. */
const waiting = () =>
  noor.evaluate<string[]>(`new Promise((resolve) => {
    const opening = indexedDB.open('voetspoor-sound', 1)
    opening.onsuccess = () => {
      const asked = opening.result.transaction('parts').objectStore('parts').getAll()
      asked.onsuccess = () => resolve(asked.result
        .sort((one, other) => one.begunAt.localeCompare(other.begunAt)).map(({ mark }) => mark))
    }
  })`)

async function recordPart(): Promise<void> {
  await noor.goto(`${about}/talk`)
  await noor.getByRole('button', { name: 'Neem geluid op' }).click()
  await noor.getByText('Geluidsopname loopt').waitFor()
  await noor.waitForTimeout(1500)
  await noor.getByRole('button', { name: 'Stop de geluidsopname' }).click()
  await noor.getByText('Geluidsopname gestopt').waitFor()
  await noor.waitForTimeout(500)
}

it('holds up no other part where the server refuses one, and goes where it may not be any more', async () => {
  await noor.route('**/recordings/**', (route) => route.abort())
  await recordPart()
  await recordPart()
  const [first = '', second = ''] = await waiting()
  expect(second).toHaveLength(32)
  await noor.unroute('**/recordings/**')
  const refused = (status: number, body: string, contentType: string) =>
    noor.route(`**/recordings/${first}/**`, (route) => route.fulfill({ status, body, contentType }))
  await refused(403, '<p>Nee</p>', 'text/html')
  await noor.goto(`${about}/talk`)
  await noor.getByText('De server neemt de geluidsopname nu niet aan').waitFor()
  expect(await waiting()).toEqual([first])
  await noor.unroute(`**/recordings/${first}/**`)
  await refused(410, JSON.stringify({ problem: 'Mag niet meer.' }), 'application/json')
  await noor.goto(`${about}/talk`)
  await noor.getByText('Mag niet meer.').waitFor()
  expect(await waiting()).toEqual([])
})
