import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { expect, it } from '@jest/globals'
import request from 'supertest'
import sharp from 'sharp'
import { picturesWaiting, takePicture, type Picture } from '../src/files/pictures.ts'
import { agree } from './support/agree.ts'
import { cookieOf } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { bomb, chunk } from './support/hostile.ts'
import { picture } from './support/pictures.ts'
import { world } from './support/world.ts'

// The files are refused before a database sees them: one engine tells.
const engine = engines[0] ?? 'SQLite'
const own = '/participants/sam/photos'

it('nothing hostile gets through, and nobody else notices', async () => {
  const w = await world(engine)
  await agree(w, 'sam')
  const good = await picture(90)
  const html = Buffer.from('<!doctype html><script>alert("GEHEIM")</script>')
  const zip = Buffer.from('PK\x03\x04GEHEIM')
  const send = (name: string, content: Buffer, mark = name.slice(0, 20)) =>
    w.as('sam').upload(own, { client_id: `mark-${mark}` }, { field: 'picture', name, content })

  const refused: [string, Buffer][] = [
    ['bomb-by-pixels.png', bomb(30_000, 30_000)],
    ['bomb-of-rows.png', bomb(6000, 10_001)],
    ['bomb-of-text.png', Buffer.concat([bomb(9, 9).subarray(0, 33), chunk('zTXt', Buffer.alloc(2_000_000))])],
    ['bomb.jpg', jpegThatSays(60_000, 60_000, good)],
    ['bomb.webp', webpThatSays(16_383, 16_383)],
    ['drawing.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['page.jpg', html],
    ['archive.jpg', zip],
    ['nothing.jpg', Buffer.alloc(0)],
    ['half.jpg', good.subarray(0, good.length / 2)],
    ['half.png', (await sharp(good).png().toBuffer()).subarray(0, 400)],
    ['half.webp', (await sharp(good).webp().toBuffer()).subarray(0, 60)],
  ]
  for (const [name, content] of refused)
    expect([name, (await send(name, content)).status]).toEqual([name, 422])
  expect(await w.db.selectFrom('photos').select('id').execute()).toEqual([])

  // Good pictures under bad names, and with something behind them: the pixels come in, and nothing else.
  const taken: [string, Buffer][] = [
    ['a'.repeat(300) + '.jpg', good],
    ['../../../../etc/passwd', await picture(91)],
    ['..\\..\\boot.ini', await picture(92)],
    ['right.gif', await picture(94)],
    // What is more than its header tells is never unpacked.
    ['bomb-unpacked.png', bomb(2000, 2000, deflateSync(Buffer.alloc(50_000_000)))],
    ['page-behind.html', Buffer.concat([await picture(95), html])],
    ['archive-behind.zip', Buffer.concat([await picture(96), zip])],
    ['page-within.jpg', withComment(await picture(97), html)],
  ]
  for (const [place, [name, content]] of taken.entries())
    expect([name, (await send(name, content, `taken-${place}`)).status]).toEqual([name, 303])
  const photos = await w.db.selectFrom('photos').select(['id', 'words']).execute()
  expect(photos).toHaveLength(taken.length)
  for (const { id } of photos) {
    const bytes = (await w.as('sam').get(`${own}/${id}/master`)).body as Buffer
    for (const mark of ['GEHEIM', 'script', 'PK\x03\x04']) expect(bytes.includes(mark)).toBe(false)
  }
  const files = (await readdir(w.uploads)).filter((name) => name !== 'temporary')
  expect(files).toHaveLength(3 * taken.length)
  expect(files.every((name) => /^[0-9a-f]{32}$/.test(name))).toBe(true)

  const cookie = await cookieOf(w.db, 'sam')
  expect((await send('foto\0.jpg', good)).status).toBe(400)
  const post = () => request(w.app).post(`/studies/${w.study}${own}`).set('Cookie', cookie)
  const part = '--x\r\ncontent-disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n'
  for (const [type, body] of [
    ['multipart/form-data', part],
    ['multipart/form-data; boundary=x', 'no parts at all'],
    ['multipart/form-data; boundary=x', `${part}cut off`],
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data\r\n\r\n\r\n--x--\r\n'],
    ['multipart/form-data; boundary=' + 'x'.repeat(5000), part],
  ] as const) {
    expect([body.slice(0, 20), (await post().set('Content-Type', type).send(body)).status]).toEqual([
      body.slice(0, 20),
      400,
    ])
  }
  const two = post().attach('picture', good, 'a.jpg').attach('picture', good, 'b.jpg')
  expect((await two).status).toBe(400)
  expect((await post().attach('other', good, 'a.jpg')).status).toBe(400)
  const many = post()
  for (let field = 0; field < 80; field += 1) void many.field(`f${field}`, 'x')
  expect((await many).status).toBe(400)
  expect((await post().field('words', 'x'.repeat(1_600_000))).status).toBe(413)
  expect((await post().field('a[20000000]', 'x').attach('picture', good, 'a.jpg')).status).toBe(400)
  expect(await w.db.selectFrom('photos').select('id').execute()).toHaveLength(taken.length)
  expect(await readdir(path.join(w.uploads, 'temporary'))).toEqual([])
  expect((await w.as('noor').get('')).status).toBe(200)
})

it('asks to come back when too many photos wait, before it reads another', async () => {
  const w = await world(engine)
  await agree(w, 'sam')
  const input = path.join(w.uploads, 'temporary', 'one')
  await writeFile(input, await picture(10))
  const crowd = Array.from({ length: 95 }, () => takePicture(input, w.storage))
  const file = { field: 'picture', name: 'a.jpg', content: await picture(20) }
  while (picturesWaiting() < 85) await pause(1)
  const send = () => w.as('sam', 'nl').upload(own, { client_id: 'the-mark' }, file)
  const asked = await send()
  expect([asked.status, asked.headers['retry-after']]).toEqual([503, expect.stringMatching(/^\d+$/)])
  expect(asked.text).toContain('Er komen nu veel foto’s tegelijk binnen')
  expect((await Promise.all(crowd)).every((one): one is Picture => 'master' in one)).toBe(true)
  expect((await send()).status).toBe(303)
})

/** A JPEG whose header tells another size. */
function jpegThatSays(width: number, height: number, jpeg: Buffer): Buffer {
  const copy = Buffer.from(jpeg)
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]))
  copy.writeUInt16BE(height, frame + 5)
  copy.writeUInt16BE(width, frame + 7)
  return copy
}

function webpThatSays(width: number, height: number): Buffer {
  const copy = Buffer.alloc(30)
  copy.write('RIFF', 0)
  copy.writeUInt32LE(22, 4)
  copy.write('WEBPVP8 ', 8)
  copy.writeUInt32LE(10, 16)
  copy.set([0x10, 0, 0, 0x9d, 0x01, 0x2a], 20)
  copy.writeUInt16LE(width, 26)
  copy.writeUInt16LE(height, 28)
  return copy
}

function withComment(jpeg: Buffer, comment: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(comment.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)])
}
