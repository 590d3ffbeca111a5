import { setTimeout as pause } from 'node:timers/promises'
import { expectedOf, inspect, type Found } from './inspect.ts'
import { fill, type Visitor } from './people.ts'
import { bring, newPhoto, type Photo } from './phone.ts'
import { openPlace } from './place.ts'
import { none, type Report } from './report.ts'

type Options = { kills: number; people: number; pictures: readonly Buffer[] }
/** A phone that goes on with the photo that was not acknowledged. */
type Phone = { visitor: Visitor; address: string; current: Photo; tries: number; acknowledged: Photo[] }

/** A person may bring no more than this. */
const most = 30

/** The server is killed again and again while people bring photos, and each time looked through when it is back. */
export async function kills({ kills: count, people, pictures }: Options): Promise<Report> {
  const expected = await expectedOf(pictures)
  const place = await openPlace()
  const fresh = () => newPhoto(pictures[Math.floor(Math.random() * pictures.length)] ?? Buffer.alloc(0))
  try {
    await place.migrate()
    const filled = await fill(place, people)
    const phones: Phone[] = filled.people.map((visitor) => ({
      visitor,
      address: `${place.root}/studies/${filled.study}/participants/${visitor.id}/photos`,
      ...{ current: fresh(), tries: 0, acknowledged: [] },
    }))
    const looks: Found[] = []
    let [underway, refused] = [0, 0]
    for (let round = 0; round <= count; round += 1) {
      const running = await place.start()
      // What is under way at the start has ended by then.
      await pause(500)
      looks.push(await inspect(place, acknowledgedBy(phones), expected))
      const isLast = round === count
      const working = Promise.all(phones.map((phone) => goOn(phone, isLast, fresh)))
      if (isLast) {
        refused = (await working).filter((status) => status !== 0).length
        looks.push(await inspect(place, acknowledgedBy(phones), expected))
        await running.stop()
      } else {
        await pause(400 + Math.random() * 2000)
        underway += phones.filter(({ acknowledged }) => acknowledged.length < most).length
        await running.kill()
        await working
      }
    }
    const acknowledged = acknowledgedBy(phones)
    const worst = (field: keyof Found) => Math.max(...looks.map((found) => found[field]))
    return {
      name: 'kills',
      about: `kill -9 of the server, ${count} times, while ${people} people bring photos of 12 megapixels`,
      lines: [
        { what: 'uploads under way at the kills', value: String(underway) },
        { what: 'photos acknowledged', value: String(acknowledged.length) },
        none('photos that were not taken when they came again', refused),
        none('acknowledged and not there', worst('lost')),
        none('there twice', worst('doubled')),
        none('there and not whole', worst('broken')),
        none('rows without a file after a start', worst('missing')),
        none('files without a row after a start', worst('loose')),
        none('half uploads after a start', worst('temporary')),
      ],
      figures: { underway, acknowledged: acknowledged.length, refused, looks },
    }
  } finally {
    await place.remove()
  }
}

function acknowledgedBy(phones: readonly Phone[]): Photo[] {
  return phones.flatMap(({ acknowledged }) => acknowledged)
}

/** Brings photos until the server is gone; only the one that is under way when `isLast`. Gives the last status if it is a refusal. */
async function goOn(phone: Phone, isLast: boolean, fresh: () => Photo): Promise<number> {
  do {
    if (phone.acknowledged.length >= most) return 0
    const { isIn, status } = await bring(phone.address, phone.visitor, phone.current, () => !isLast)
    if (!isIn) return status
    phone.acknowledged.push(phone.current)
    phone.current = fresh()
  } while (!isLast)
  return 0
}
