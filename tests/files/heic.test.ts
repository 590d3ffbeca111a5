import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { withProfile } from '../../src/files/heic.ts'
import { picturesWaiting, takePicture } from '../../src/files/pictures.ts'
import { openStorage, type Storage } from '../../src/files/storage.ts'

let folder: string
let storage: Storage
let phone: Buffer
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-'))
  storage = await openStorage(path.join(folder, 'stored'))
  phone = await readFile(path.join(import.meta.dirname, 'heic/phone.heic'))
})
afterEach(() => rm(folder, { recursive: true }))

async function handIn(bytes: Uint8Array) {
  const input = path.join(folder, 'upload')
  await writeFile(input, bytes)
  return takePicture(input, storage)
}

async function masterOf(bytes: Uint8Array): Promise<Buffer> {
  const picture = await handIn(bytes)
  if ('refused' in picture) throw new Error(`refused: ${picture.refused}`)
  const file = await storage.read(picture.master.name)
  if (!file) throw new Error('the file is missing')
  return buffer(file.stream)
}

/** How far two pictures of one size lie apart, on average, of 255. */
async function distance(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer()))
  if (!a || a.length !== b?.length) return Infinity
  return a.reduce((sum, value, place) => sum + Math.abs(value - (b[place] ?? 0)), 0) / a.length
}

/** The same photo with other bytes behind one of its marks. */
function changed(mark: string, bytes: number[], behind = 4): Buffer {
  const copy = Buffer.from(phone)
  copy.set(bytes, copy.indexOf(mark) + behind)
  return copy
}

it('a HEIC becomes a JPEG, turned upright once', async () => {
  const plain = await masterOf(phone)
  expect(await sharp(plain).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 212 })
  // Once to the left, as the mark says.
  const turned = await masterOf(changed('irot', [1]))
  expect(await sharp(turned).metadata()).toMatchObject({ width: 212, height: 320 })
  expect(await distance(turned, await sharp(plain).rotate(270).toBuffer())).toBeLessThan(8)
  expect(await distance(turned, await sharp(plain).rotate(90).toBuffer())).toBeGreaterThan(20)
})

it('the colours of a HEIC are explained by the profile that came with it', async () => {
  const plain = sharp({ create: { width: 9, height: 9, channels: 3, background: 'teal' } })
  const { icc } = await sharp(await plain.clone().withIccProfile('p3').jpeg().toBuffer()).metadata()
  if (!icc) throw new Error('no profile')
  expect((await sharp(withProfile(await plain.jpeg().toBuffer(), icc)).metadata()).icc).toEqual(icc)
})

it.each([
  ['of more pixels than are taken in, told from its header', { refused: 'tooManyPixels' }, [0, 0, 99, 0]],
  ['that is larger than its header tells', { refused: 'broken' }, [0, 0, 1, 0]],
])('a HEIC %s is refused', async (_, refusal, width) => {
  expect(await handIn(changed('ispe', [...width, 0, 0, 99, 0], 8))).toEqual(refusal)
})

it('a HEIC that cannot be decoded is refused, takes nothing down and leaves nothing behind', async () => {
  const damaged = changed(
    'mdat',
    Array.from({ length: 20_000 }, (_, place) => (place * 89) % 256),
  )
  const bytes = [phone.subarray(0, phone.length / 2), phone.subarray(0, 500), damaged]
  for (const input of bytes) expect(await handIn(input)).toEqual({ refused: 'broken' })
  expect(await readdir(path.join(folder, 'stored'))).toEqual([])
  expect(picturesWaiting()).toBe(0)
  await masterOf(phone)
})
