import { expect, it, jest } from '@jest/globals'
import type { Db } from '../src/db/schema.ts'
import { aviary, canary, labels, quoted, talk } from './support/aviary.ts'
import { crawl, placesOf } from './support/crawl.ts'
import { engines } from './support/databases.ts'

jest.setTimeout(240_000)

/** What was said in a talk and may not go further than the participants; what anyone may read is nobody's to count. */
const said = [
  ...[quoted('researchers').words, quoted('participants').words],
  ...labels.map((label) => canary(label).note),
  ...[talk.notes, talk.transcript].flat(),
]

it.each(engines)(
  'leaves a line of each page and file with what was said in a talk, on %s',
  async (engine) => {
    const { db, study, as } = await aviary(engine)
    const unnoted = new Set<string>()
    const met = await crawl(db, study, async (address) => {
      await db.deleteFrom('readings').execute()
      const before = await linesIn(db)
      const answer = await as('noor', 'nl').get(`/${address}`)
      if ((await linesIn(db)) === before) unnoted.add(address)
      return answer
    })
    const shown = [...new Set(said.flatMap((words) => placesOf(met, words)))]
    const sound = met.filter(({ address, status }) => address.endsWith('/sound') && status === 200)
    expect(sound).toHaveLength(1)
    const addresses = [...shown, ...sound.map(({ address }) => address)]
    expect(addresses.length).toBeGreaterThan(20)
    expect(addresses.filter((address) => unnoted.has(address))).toEqual([])
  },
)

async function linesIn(db: Db): Promise<number> {
  const lines = await db.selectFrom('audit_log').select('id').where('outcome', '=', 'read').execute()
  return lines.length
}
