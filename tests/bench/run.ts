// Measures on a machine that does nothing else. No part of `npm test`: a time is no test.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { hall } from './hall.ts'
import { kills } from './kills.ts'
import { onePicture } from './one-picture.ts'
import { photoOfPhone } from './pictures.ts'
import { written, type Report } from './report.ts'
import { transcript } from './transcript.ts'

const help = `npm run bench -- [hall] [kills] [picture] [transcript] [--people 150] [--photos 4] [--kills 20] [--rounds 9] [--json]

  hall       people bring photos all at once, and others look at their pages meanwhile
  kills      the server is killed while people bring photos
  picture    one photo by our pipeline, beside libvips
  transcript long transcripts, read and coded in a browser
  --json     prints figures for machines instead of tables`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '150' },
    photos: { type: 'string', default: '4' },
    kills: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '9' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const [people, photos, killed, rounds] = [values.people, values.photos, values.kills, values.rounds].map(
  Number,
)

const pictures: Buffer[] = []
const benches = {
  picture: () => onePicture({ rounds: rounds ?? 9, pictures }),
  kills: () => kills({ kills: killed ?? 20, people: 12, pictures }),
  transcript: () => transcript({ rounds: rounds ?? 9 }),
  hall: () => hall({ people: people ?? 150, photos: photos ?? 4, pictures }),
}

if (values.help) console.log(help)
else await measure(positionals.length === 0 ? Object.keys(benches) : positionals)

async function measure(names: readonly string[]): Promise<void> {
  const wrong = names.filter((name) => !Object.keys(benches).includes(name))
  if (wrong.length > 0) throw new Error(`There is no bench "${wrong.join(', ')}".\n${help}`)
  for (const nth of [0, 1, 2]) pictures.push(await photoOfPhone(nth === 1))
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? '' }
  const reports: Report[] = []
  if (!values.json) console.log(`Node ${machine.node}, ${machine.cores} cores (${machine.model})`)
  for (const name of names) {
    const report = await benches[name as keyof typeof benches]()
    reports.push(report)
    if (!values.json) console.log(`\n${written(report)}`)
  }
  if (values.json) console.log(JSON.stringify({ machine, reports }, null, 2))
  process.exitCode = reports.some(({ lines }) => lines.some(({ holds }) => holds === false)) ? 1 : 0
}
