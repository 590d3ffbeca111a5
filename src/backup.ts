import { createHash, randomBytes } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import type { Config } from './config.ts'
import { checkSqlite, copySqlite } from './db/copy.ts'
import { codeOf, Unusable } from './errors.ts'
import { isStoredName, syncFolder } from './files/storage.ts'
import { databaseFile, makeFolders, versionOf } from './place.ts'

/** Where a back-up was made, or what it was restored from, and how many uploaded files it holds. */
export type Done = { folder: string; uploads: number }

const databaseName = 'voetspoor.sqlite'

const Manifest = z.object({
  format: z.literal(1),
  version: z.string(),
  madeAt: z.iso.datetime(),
  files: z.array(
    z.object({
      // Only names that a back-up gives: none of them leads out of a folder.
      name: z.string().refine((name) => name === databaseName || isStoredName(uploadOf(name))),
      size: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

type Saved = z.infer<typeof Manifest>['files'][number]

/**
 * Copies the SQLite database and the uploaded files to a new folder, also while the server works. The folder appears
 * when all of it is there, sound and on disk. Mail that is kept as files stays out: it holds links that work.
 * Throws Unusable when the folder is there already, when the database is on a PostgreSQL server, damaged or missing,
 * and when the disk refuses; nothing stays behind then.
 */
export async function backUp(config: Config, to: string): Promise<Done> {
  if (config.databaseUrl) {
    throw new Unusable(
      `DATABASE_URL is set: back up the database with pg_dump, and after it copy the folder ${config.uploadsFolder}.`,
    )
  }
  const folder = path.resolve(to)
  if (await kindOf(folder)) throw new Unusable(`${folder} is there already; a back-up makes its own folder.`)
  for (const needed of [databaseFile(config), config.uploadsFolder]) {
    if (!existsSync(needed)) throw new Unusable(`There is nothing to back up: ${needed} is missing.`)
  }
  return orUnusable('The back-up cannot be made', async () => {
    await removeDead(path.dirname(folder))
    return inPart(folder, async (part) => {
      const uploads = await fill(config, part)
      await rename(part, folder)
      await syncFolder(path.dirname(folder))
      return { folder, uploads }
    })
  })
}

/**
 * Puts a back-up where there is neither a database nor an uploaded file. All of it is checked before anything is
 * written, and the database comes last, so that after a kill it can be done again.
 * Throws Unusable when the place is taken, when the database is on a PostgreSQL server, when the back-up is damaged or
 * holds anything else than its manifest says, and when the disk refuses.
 */
export async function restore(config: Config, from: string): Promise<Done> {
  if (config.databaseUrl) {
    throw new Unusable(
      `DATABASE_URL is set: restore the database with pg_restore, and the files by copying them to ${config.uploadsFolder}.`,
    )
  }
  const folder = path.resolve(from)
  refuseDatabase(config)
  return orUnusable(`The back-up in ${folder} cannot be restored`, async () => {
    const files = await readManifest(folder)
    await refuseOthers(folder, files)
    for (const file of files) await check(folder, file)
    const uploads = files.filter(({ name }) => name !== databaseName)
    const there = await refuseOtherUploads(config, uploads)
    makeFolders(config)
    for (const place of [config.dataFolder, config.uploadsFolder]) await removeDead(place)
    const due = uploads.filter(({ name }) => !there.has(uploadOf(name)))
    await inPart(path.join(config.uploadsFolder, 'restore'), (filesPart) =>
      inPart(path.join(config.dataFolder, 'restore'), async (dataPart) => {
        for (const file of due) await copyAgain(folder, file, path.join(filesPart, uploadOf(file.name)))
        const database = path.join(dataPart, databaseName)
        for (const file of files.filter(({ name }) => name === databaseName))
          await copyAgain(folder, file, database)
        checkSqlite(database)
        refuseDatabase(config)
        await publish(config, due, filesPart, database)
      }),
    )
    return { folder, uploads: uploads.length }
  })
}

async function orUnusable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!/^(SQLITE_|E[A-Z]+$)/.test(codeOf(error))) throw error
    throw new Unusable(`${what}: ${(error as Error).message}`)
  }
}

/** Works in a folder of its own, which goes when it was not renamed. */
async function inPart<T>(name: string, work: (part: string) => Promise<T>): Promise<T> {
  const part = `${name}.part-${hostname()}-${process.pid}-${randomBytes(8).toString('hex')}`
  await mkdir(part, { mode: 0o700 })
  try {
    return await work(part)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** Removes what killed back-ups and restores of this machine left behind in a folder. */
async function removeDead(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const [, host, pid] = /\.part-(.+)-(\d+)-[0-9a-f]{16}$/.exec(entry.name) ?? []
    if (!entry.isDirectory() || host !== hostname() || isRunning(Number(pid))) continue
    await rm(path.join(folder, entry.name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

async function fill(config: Config, part: string): Promise<number> {
  const uploads = path.join(part, 'uploads')
  await mkdir(uploads, { mode: 0o700 })
  const saved = new Map<string, Upload>()
  // Before the database for what is removed meanwhile, after it for what is added: a file comes before its row.
  await copyUploads(config.uploadsFolder, uploads, saved)
  const database = path.join(part, databaseName)
  await copySqlite(databaseFile(config), database)
  await copyUploads(config.uploadsFolder, uploads, saved)
  await syncFolder(uploads)
  const files: Saved[] = [{ name: databaseName, ...(await sumOf(database)) }]
  for (const [name, { size, sha256 }] of saved) files.push({ name: `uploads/${name}`, size, sha256 })
  await writeManifest(part, files)
  return saved.size
}

type Upload = { size: number; sha256: string; writtenAt: number }

async function copyUploads(from: string, to: string, saved: Map<string, Upload>): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const { name } = entry
    if (!entry.isFile() || !isStoredName(name)) continue
    const file = path.join(from, name)
    try {
      const { size, mtimeMs } = await stat(file)
      const before = saved.get(name)
      // One that was still being written the first time has grown since.
      if (before?.size === size && before.writtenAt === mtimeMs) continue
      saved.set(name, { ...(await copy(file, path.join(to, name))), writtenAt: mtimeMs })
    } catch (error) {
      // Removed meanwhile.
      if (codeOf(error) !== 'ENOENT' || existsSync(file)) throw error
    }
  }
}

type Sum = Pick<Saved, 'size' | 'sha256'>

/** Copies a file; the copy survives a power cut, once its folder is synced. */
async function copy(from: string, to: string): Promise<Sum> {
  const source = await open(from)
  try {
    const target = await open(to, 'w', 0o600)
    try {
      const sum = await readThrough(source, (chunk) => target.writeFile(chunk))
      await target.sync()
      return sum
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function sumOf(file: string): Promise<Sum> {
  const source = await open(file)
  try {
    return await readThrough(source, () => Promise.resolve())
  } finally {
    await source.close()
  }
}

async function readThrough(source: FileHandle, take: (chunk: Buffer) => Promise<void>): Promise<Sum> {
  const hash = createHash('sha256')
  let size = 0
  const chunks: AsyncIterable<Buffer> = source.createReadStream({ autoClose: false })
  for await (const chunk of chunks) {
    hash.update(chunk)
    size += chunk.length
    await take(chunk)
  }
  return { size, sha256: hash.digest('hex') }
}

async function writeManifest(part: string, files: Saved[]): Promise<void> {
  const manifest = { format: 1, version: versionOf(), madeAt: new Date().toISOString(), files }
  const handle = await open(path.join(part, 'manifest.json'), 'wx', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(part)
}

/** A log without its database would be played into the one that comes in its place. */
function refuseDatabase(config: Config): void {
  for (const end of ['', '-wal', '-shm', '-journal']) {
    const file = databaseFile(config) + end
    if (existsSync(file))
      throw new Unusable(`A back-up is restored into an empty place only: ${file} is there.`)
  }
}

async function readManifest(folder: string): Promise<Saved[]> {
  const file = path.join(folder, 'manifest.json')
  if ((await kindOf(file)) !== 'file') throw new Unusable(`${folder} is no back-up: it has no manifest.json.`)
  const read = Manifest.safeParse(parsed(await readFile(file, 'utf8')))
  const names = new Set(read.data?.files.map(({ name }) => name))
  if (!read.success || !names.has(databaseName) || names.size < read.data.files.length) {
    throw damaged(folder, 'its manifest.json is not as it was written')
  }
  return read.data.files
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // As wrong as any other that is not a manifest.
    return undefined
  }
}

function damaged(folder: string, why: string): Unusable {
  return new Unusable(`The back-up in ${folder} is damaged: ${why}. Nothing was restored.`)
}

async function refuseOthers(folder: string, files: Saved[]): Promise<void> {
  const known = new Set(['manifest.json', ...files.map(({ name }) => name)])
  const uploads = path.join(folder, 'uploads')
  const kind = await kindOf(uploads)
  // What packs and unpacks a back-up may lose an empty folder.
  if (kind && kind !== 'folder') throw damaged(folder, 'uploads is no folder')
  const inside = kind ? await readdir(uploads) : []
  const top = (await readdir(folder)).filter((name) => name !== 'uploads')
  const other = [...top, ...inside.map((name) => `uploads/${name}`)].find((name) => !known.has(name))
  if (other !== undefined) throw damaged(folder, `${JSON.stringify(other)} does not belong to it`)
}

async function check(folder: string, { name, size, sha256 }: Saved): Promise<void> {
  const file = path.join(folder, name)
  const kind = await kindOf(file)
  if (!kind) throw damaged(folder, `${name} is missing`)
  if (kind !== 'file') throw damaged(folder, `${name} is no file`)
  const sum = await sumOf(file)
  if (sum.size !== size || sum.sha256 !== sha256) throw damaged(folder, `${name} is not as it was written`)
}

/** What stands there, not following a link: a link is neither. Undefined when there is nothing. */
async function kindOf(file: string): Promise<'file' | 'folder' | 'other' | undefined> {
  try {
    const stats = await lstat(file)
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw error
  }
}

/** Gives the names of the files that a killed restore of this same back-up had brought already. */
async function refuseOtherUploads(config: Config, uploads: Saved[]): Promise<Set<string>> {
  const { uploadsFolder } = config
  const entries = existsSync(uploadsFolder) ? await readdir(uploadsFolder, { withFileTypes: true }) : []
  const there = new Set<string>()
  for (const entry of entries) {
    const { name } = entry
    if (entry.isDirectory() || name === 'README.md' || name.startsWith('.')) continue
    const file = path.join(uploadsFolder, name)
    const own = uploads.find((upload) => uploadOf(upload.name) === name)
    if (!own || !entry.isFile() || (await sumOf(file)).sha256 !== own.sha256) {
      throw new Unusable(`A back-up is restored into an empty place only: ${file} is there.`)
    }
    there.add(name)
  }
  return there
}

function uploadOf(name: string): string {
  return name.startsWith('uploads/') ? name.slice('uploads/'.length) : ''
}

async function copyAgain(folder: string, { name, sha256 }: Saved, to: string): Promise<void> {
  const sum = await copy(path.join(folder, name), to)
  if (sum.sha256 !== sha256) throw damaged(folder, `${name} changed while it was read`)
}

async function publish(config: Config, due: Saved[], filesPart: string, database: string): Promise<void> {
  for (const file of due) {
    const name = uploadOf(file.name)
    await rename(path.join(filesPart, name), path.join(config.uploadsFolder, name))
  }
  await syncFolder(config.uploadsFolder)
  // Nothing may come between these two: a server that was started meanwhile keeps its own.
  refuseDatabase(config)
  renameSync(database, databaseFile(config))
  await syncFolder(config.dataFolder)
}
