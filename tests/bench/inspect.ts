import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { takePicture } from '../../src/files/pictures.ts'
import { isStoredName, openStorage } from '../../src/files/storage.ts'
import type { Photo } from './phone.ts'
import type { Place } from './place.ts'

const sizes = ['master', 'large', 'thumb'] as const
type Sizes = Record<(typeof sizes)[number], string>
/** By the hash of what was sent: the hash of each file that our pipeline makes of it. */
export type Expected = Map<string, Sizes>

/** What is in a place, beside what should be. */
export type Found = {
  photos: number
  /** Photos that were acknowledged and have no row, or more than one. */
  lost: number
  doubled: number
  /** Rows whose files are missing, or other than they should be. */
  broken: number
  /** Files that are in no row, and rows of files that are not there. */
  loose: number
  missing: number
  /** What is left of uploads that were under way. */
  temporary: number
  /** Photos that the server still expects. */
  announced: number
}

/** Works out what is to be found of each picture, by the same pipeline in this process. */
export async function expectedOf(pictures: readonly Buffer[]): Promise<Expected> {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-expected-'))
  try {
    const storage = await openStorage(folder)
    const expected: Expected = new Map()
    for (const content of pictures) {
      const file = path.join(folder, 'input.jpg')
      await writeFile(file, content)
      const picture = await takePicture(file, storage)
      if ('refused' in picture) throw new Error(`A picture of the bench is refused: ${picture.refused}`)
      const [master = '', large = '', thumb = ''] = await Promise.all(
        sizes.map((size) => hashOfFile(path.join(folder, picture[size].name))),
      )
      expected.set(picture.sha256, { master, large, thumb })
    }
    return expected
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Holds what is in the place beside the photos that were acknowledged, each file to its last byte. */
export async function inspect(
  { database, uploads }: Place,
  acknowledged: readonly Photo[],
  expected: Expected,
): Promise<Found> {
  const { rows, names, announced } = read(database)
  const marks = rows.map(({ client_id }) => client_id)
  const stored = (await readdir(uploads)).filter(isStoredName)
  return {
    photos: rows.length,
    lost: acknowledged.filter(({ mark }) => !marks.includes(mark)).length,
    doubled: marks.length - new Set(marks).size,
    broken: (await Promise.all(rows.map((row) => isBroken(uploads, row, expected.get(row.checksum))))).filter(
      Boolean,
    ).length,
    loose: stored.filter((name) => !names.has(name)).length,
    missing: [...names].filter((name) => !stored.includes(name)).length,
    temporary: (await readdir(path.join(uploads, 'temporary'))).length,
    announced,
  }
}

type Row = Sizes & { client_id: string; checksum: string }

function read(database: string): { rows: Row[]; names: Set<string>; announced: number } {
  const db = new Database(database, { readonly: true })
  try {
    const all = <T>(query: string) => db.prepare<[], T>(query).all()
    const rows = all<Row>('select client_id, checksum, master, large, thumb from photos')
    const names = new Set(all<{ name: string }>('select name from files').map(({ name }) => name))
    return { rows, names, announced: all('select 1 from announced_photos').length }
  } finally {
    db.close()
  }
}

async function isBroken(uploads: string, row: Row, expected: Sizes | undefined): Promise<boolean> {
  if (!expected) return true
  const hashes = await Promise.all(
    sizes.map((size) => hashOfFile(path.join(uploads, row[size])).catch(() => '')),
  )
  return sizes.some((size, place) => hashes[place] !== expected[size])
}

async function hashOfFile(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
