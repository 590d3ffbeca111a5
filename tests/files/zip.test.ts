import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { zipOf, type Packed } from '../../src/files/zip.ts'
import { unzipped } from '../support/unzip.ts'

/** So many files of a megabyte, and which of them were asked for and closed. */
function megabytes(count: number) {
  const streams: Readable[] = []
  async function* files(): AsyncIterable<Packed> {
    for (let index = 0; index < count; index += 1) {
      await turn()
      const pieces = Array.from({ length: 16 }, () => Buffer.alloc(65536, index))
      const content = Readable.from(pieces, { objectMode: false })
      streams.push(content)
      yield { name: `${index}.jpg`, content }
    }
  }
  return { files: files(), streams }
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index += 1) await turn()
}

describe('a zip', () => {
  it('holds what was packed, byte for byte and in its order', async () => {
    async function* files(): AsyncIterable<Packed> {
      await turn()
      yield { name: 'foto’s/één.jpg', content: Readable.from([Buffer.from([0, 255]), Buffer.from([10])]) }
      yield { name: 'leeg.txt', content: '' }
      yield { name: 'woorden.csv', content: 'één\r\n' }
    }
    const found = await unzipped(await buffer(zipOf(files())))
    expect([...found]).toEqual([
      ['foto’s/één.jpg', Buffer.from([0, 255, 10])],
      ['leeg.txt', Buffer.from('')],
      ['woorden.csv', Buffer.from('één\r\n')],
    ])
  })

  it('asks for the next file when the last is through, and for none while nobody reads', async () => {
    const { files, streams } = megabytes(8)
    const zip = zipOf(files)
    await turns(200)
    expect(streams).toHaveLength(1)
    expect((await unzipped(await buffer(zip))).size).toBe(8)
    expect(streams.every((stream) => stream.destroyed)).toBe(true)
  })

  it('closes the file in hand when its reader leaves, and asks for no other', async () => {
    const { files, streams } = megabytes(8)
    const zip = zipOf(files)
    await turns(50)
    zip.destroy()
    await turns(50)
    expect(streams).toHaveLength(1)
    expect(streams[0]?.destroyed).toBe(true)
  })

  it('breaks off when a file breaks, so that nobody takes it for whole', async () => {
    async function* files(): AsyncIterable<Packed> {
      await turn()
      const broken = new Readable({
        read() {
          this.destroy(new Error('the disk is gone'))
        },
      })
      yield { name: 'a.jpg', content: broken }
    }
    await expect(buffer(zipOf(files()))).rejects.toThrow('the disk is gone')
    async function* none(): AsyncIterable<Packed> {
      await turn()
      yield { name: 'a.txt', content: 'a' }
      throw new Error('the database is gone')
    }
    await expect(buffer(zipOf(none()))).rejects.toThrow('the database is gone')
  })
})
