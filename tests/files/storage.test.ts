import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openStorage, openTemporaryFolder } from '../../src/files/storage.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a storage', () => {
  it('gives back what was written, from bytes and from a stream', async () => {
    const storage = await openStorage(path.join(folder, 'made/when/missing'))
    const bytes = await storage.write(Buffer.from([0, 255, 10]))
    const streamed = await storage.write(Readable.from([Buffer.from('one '), Buffer.from('two')]))
    const file = await storage.read(bytes)
    expect(file?.size).toBe(3)
    expect(file && (await buffer(file.stream))).toEqual(Buffer.from([0, 255, 10]))
    const other = await storage.read(streamed)
    expect(other?.size).toBe(7)
    expect(other && (await text(other.stream))).toBe('one two')
  })

  it('gives each file a name of 128 random bits, and never the same', async () => {
    const storage = await openStorage(folder)
    const names = await Promise.all(Array.from({ length: 50 }, () => storage.write(Buffer.from('same'))))
    expect(new Set(names).size).toBe(50)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/)
  })

  it('opens again with all that it holds', async () => {
    const name = await (await openStorage(folder)).write(Buffer.from('kept'))
    const file = await (await openStorage(folder)).read(name)
    expect(file && (await text(file.stream))).toBe('kept')
  })

  it('keeps nothing of a stream that breaks', async () => {
    const storage = await openStorage(folder)
    const breaking = Readable.from(
      (function* () {
        yield Buffer.from('half')
        throw new Error('the line was cut')
      })(),
    )
    await expect(storage.write(breaking)).rejects.toThrow('the line was cut')
    expect(await readdir(folder)).toEqual([])
  })

  it('says that a file is missing, and removes it as often as it is asked', async () => {
    const storage = await openStorage(folder)
    const name = await storage.write(Buffer.from('gone'))
    await storage.remove(name)
    await storage.remove(name)
    expect(await storage.read(name)).toBeUndefined()
  })

  it.each(['../secret', '', '.', 'temporary', '0'.repeat(31), 'A'.repeat(32), `${'0'.repeat(32)}\n`])(
    'refuses the name %j',
    async (name) => {
      const storage = await openStorage(folder)
      await expect(storage.read(name)).rejects.toThrow('no name of a stored file')
      await expect(storage.remove(name)).rejects.toThrow('no name of a stored file')
    },
  )

  it('lists its files with their age, and nothing else', async () => {
    const storage = await openStorage(folder)
    const name = await storage.write(Buffer.from('old'))
    const writtenAt = new Date('2026-11-01T09:00:00Z')
    await utimes(path.join(folder, name), writtenAt, writtenAt)
    await openTemporaryFolder(folder)
    await writeFile(path.join(folder, 'README.txt'), 'not ours')
    const listed = []
    for await (const file of storage.list()) listed.push(file)
    expect(listed).toEqual([{ name, writtenAt }])
  })
})

describe('a storage that notes', () => {
  it('knows after a kill which files no row may name', async () => {
    await openTemporaryFolder(folder)
    const storage = await openStorage(folder, { noting: true })
    const [named, removed, left] = [
      await storage.write(Buffer.from('in a row')),
      await storage.write(Buffer.from('not wanted')),
      await storage.write(Buffer.from('killed before its row')),
    ]
    await storage.settle([named])
    await storage.remove(removed)
    const next = await openStorage(folder, { noting: true })
    expect(await next.unsettled()).toEqual([left])
    await openTemporaryFolder(folder)
    expect(await next.unsettled()).toEqual([])
  })

  it('knows of none where another program wrote beside it', async () => {
    await openTemporaryFolder(folder)
    await (await openStorage(folder)).write(Buffer.from('of the command line'))
    expect(await (await openStorage(folder, { noting: true })).unsettled()).toEqual([])
  })
})

describe('the temporary folder', () => {
  it('is empty at the start, whatever was left in it', async () => {
    const temporary = await openTemporaryFolder(folder)
    await writeFile(path.join(temporary, 'raw-original'), 'with GPS')
    expect(await openTemporaryFolder(folder)).toBe(temporary)
    expect(await readdir(temporary)).toEqual([])
  })
})
