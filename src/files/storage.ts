import { randomBytes } from 'node:crypto'
import { mkdir, open, opendir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'

/** A stored file, open for reading. The stream must be read to its end or destroyed, or the file stays open. */
type StoredFile = { stream: Readable; size: number }

/** Bytes of a file: the first is 0, the last is among them. */
export type Range = { first: number; last: number }

/** A file as the sweep sees it. */
type ListedFile = { name: string; writtenAt: Date }

/**
 * Where files are kept, each under a random name that write() gives. A file is written once and never changed,
 * renamed or moved. Names that write() could not have given are refused with an Error: they are a mistake of ours.
 */
export type Storage = {
  /**
   * Keeps the bytes and gives their name. When this returns they survive a power cut, so that a row may name them.
   * Throws what the disk or the stream throws (ENOSPC when it is full); nothing stays behind then.
   */
  write: (content: Uint8Array | Readable) => Promise<string>
  /** Says that rows name these files by now, so that a start after a kill need not ask. */
  settle: (names: readonly string[]) => Promise<void>
  /** Files that were written and neither settled nor removed: a kill may have come before their row. */
  unsettled: () => Promise<string[]>
  /** A stored file, or the bytes of it from the first to the last of a range, and the size of the whole file; undefined when it is missing. */
  read: (name: string, range?: Range) => Promise<StoredFile | undefined>
  /** Removes a file for good. One that is gone already is no error, so that a removal may be tried again. */
  remove: (name: string) => Promise<void>
  /** All files, in no order, half ones that a kill left behind too: what is in no row and old may be swept. */
  list: () => AsyncIterable<ListedFile>
}

/**
 * Opens a storage in a folder, and makes the folder when there is none. Throws when it cannot be written. With `noting` it
 * keeps a note of what is unsettled, in the folder for uploads that are under way: for the server alone, since at its next
 * start what was noted and is in no row goes.
 */
export async function openStorage(folder: string, { noting = false } = {}): Promise<Storage> {
  await makeFolder(folder)
  const notes = noting ? notesIn(temporaryIn(folder)) : noNotes
  return {
    write: (content) => write(folder, notes, content),
    settle: async (names) => {
      for (const name of names) await notes.remove(name)
    },
    unsettled: notes.all,
    read: (name, range) => read(folder, name, range),
    remove: async (name) => {
      await remove(folder, name)
      await notes.remove(name)
    },
    list: () => list(folder),
  }
}

type Notes = {
  add: (name: string) => Promise<void>
  remove: (name: string) => Promise<void>
  all: () => Promise<string[]>
}

const noNotes: Notes = {
  add: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  all: () => Promise.resolve([]),
}

/** Empty files beside the uploads. They are not synced: what a power cut leaves is for the sweep. */
function notesIn(folder: string): Notes {
  const ending = '.underway'
  const noteOf = (name: string) => path.join(folder, `${name}${ending}`)
  return {
    add: (name) => writeFile(noteOf(name), ''),
    remove: (name) => rm(noteOf(name), { force: true }),
    all: async () => {
      const files = (await readdir(folder).catch(missingAsUndefined)) ?? []
      return files
        .filter((file) => file.endsWith(ending))
        .map((file) => file.slice(0, -ending.length))
        .filter(isStoredName)
    },
  }
}

function temporaryIn(folder: string): string {
  return path.resolve(folder, 'temporary')
}

/**
 * Makes the folder for uploads that are under way, and gives its path. What a kill left in it is thrown away: raw
 * originals that may tell where they were taken. For the server alone, once, before it listens; never for the command
 * line beside it, which would take away what people are sending.
 */
export async function openTemporaryFolder(folder: string): Promise<string> {
  const temporary = temporaryIn(folder)
  await rm(temporary, { recursive: true, force: true })
  await makeFolder(temporary)
  return temporary
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = path.resolve(folder); made.length >= first.length; made = path.dirname(made)) {
    await syncFolder(path.dirname(made))
  }
}

async function write(folder: string, notes: Notes, content: Uint8Array | Readable): Promise<string> {
  const name = randomBytes(16).toString('hex')
  const file = fileOf(folder, name)
  try {
    await notes.add(name)
    await writeNew(file, content)
    await syncFolder(folder)
    return name
  } catch (error) {
    await rm(file, { force: true })
    await notes.remove(name)
    throw error
  }
}

async function writeNew(file: string, content: Uint8Array | Readable): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await writeFile(handle, content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function read(folder: string, name: string, range?: Range): Promise<StoredFile | undefined> {
  const handle = await open(fileOf(folder, name)).catch(missingAsUndefined)
  if (!handle) return undefined
  const { size } = await handle.stat()
  return { stream: handle.createReadStream(range && { start: range.first, end: range.last }), size }
}

async function remove(folder: string, name: string): Promise<void> {
  await rm(fileOf(folder, name), { force: true })
  await syncFolder(folder)
}

async function* list(folder: string): AsyncIterable<ListedFile> {
  for await (const { name } of await opendir(folder)) {
    if (!isStoredName(name)) continue
    const stats = await stat(path.join(folder, name)).catch(missingAsUndefined)
    if (stats) yield { name, writtenAt: stats.mtime }
  }
}

function fileOf(folder: string, name: string): string {
  if (!isStoredName(name)) throw new Error('This is no name of a stored file.')
  return path.join(folder, name)
}

/** Tells whether a name is one that write() gives. */
export function isStoredName(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name)
}

/** Makes names in a folder survive a power cut. Windows can sync no folder and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function missingAsUndefined(error: unknown): undefined {
  if (typeof error === 'object' && error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
