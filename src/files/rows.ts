import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { change } from '../access/change.ts'
import type { Db, Tx } from '../db/schema.ts'
import { codeOf, Unusable } from '../errors.ts'
import type { Storage } from './storage.ts'

const hour = 60 * 60_000

/**
 * Marks the folder of files as that of this database. Throws Unusable when it is another's: the sweep would take that
 * one's files for nobody's.
 */
export async function claimFolder(db: Db, folder: string): Promise<void> {
  const { id } = await db.selectFrom('house').select('id').executeTakeFirstOrThrow()
  const mark = path.join(folder, '.voetspoor')
  try {
    await writeFile(mark, id, { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if ((await readFile(mark, 'utf8')).trim() === id) return
    throw new Unusable(
      `The folder ${folder} holds the files of another database. Set UPLOADS_DIR to one of its own.`,
    )
  }
}

/** Notes a file that was stored, so that the sweep leaves it. */
export async function insertFile(
  tx: Tx,
  file: { name: string; studyId: string; type: string; bytes: number },
): Promise<void> {
  const { name, studyId: study_id, type, bytes } = file
  await tx.insertInto('files').values({ name, study_id, type, bytes }).execute()
}

/** Takes files out of the rows; a trigger puts their names among those to unlink. */
export async function deleteFiles(tx: Tx, names: readonly (string | null)[]): Promise<void> {
  const known = names.filter((name) => name !== null)
  if (known.length > 0) await tx.deleteFrom('files').where('name', 'in', known).execute()
}

/** Unlinks the files whose row is gone. One that cannot be unlinked now is tried again the next time. */
export async function unlinkRemoved(db: Db, storage: Storage): Promise<void> {
  const rows = await db.selectFrom('files_to_remove').select('name').limit(1000).execute()
  for (const { name } of rows) {
    await storage.remove(name)
    await db.deleteFrom('files_to_remove').where('name', '=', name).execute()
  }
}

/**
 * Removes files that were being written when the server was killed, and that no row names. For the server alone, before it
 * takes anything in.
 */
export async function removeUnsettled(db: Db, storage: Storage): Promise<void> {
  for (const name of await storage.unsettled()) await removeUnnamed(db, storage, name)
}

/** Removes a file that was stored, unless a row names it: a change that failed may have come through all the same. */
export async function removeUnnamed(db: Db, storage: Storage, name: string): Promise<void> {
  const row = await db.selectFrom('files').select('name').where('name', '=', name).executeTakeFirst()
  if (!row) await storage.remove(name)
}

/**
 * Puts files among those to unlink that are a day old and in no row, as a power cut or an older back-up leaves them. Each
 * must have been seen so twice, an hour apart: a jump of the clock deletes nothing.
 */
export async function sweep(db: Db, storage: Storage, now: Date): Promise<void> {
  const loose: string[] = []
  for await (const { name, writtenAt } of storage.list()) {
    if (now.getTime() - writtenAt.getTime() < 24 * hour) continue
    const row = await db.selectFrom('files').select('name').where('name', '=', name).executeTakeFirst()
    if (!row) loose.push(name)
  }
  const seen = await db.selectFrom('files_unclaimed').selectAll().execute()
  const limit = new Date(now.getTime() - hour).toISOString()
  const again = seen.filter(({ name, seen_at }) => loose.includes(name) && seen_at <= limit)
  const first = loose.filter((name) => !seen.some((row) => row.name === name))
  const actor = { kind: 'system', action: 'files.sweep', at: now.toISOString() } as const
  await change(db, actor, async (tx) => {
    for (const { name } of seen) {
      if (!loose.includes(name)) await tx.deleteFrom('files_unclaimed').where('name', '=', name).execute()
    }
    for (const name of first)
      await tx.insertInto('files_unclaimed').values({ name, seen_at: actor.at }).execute()
    for (const { name } of again) {
      await tx.deleteFrom('files_unclaimed').where('name', '=', name).execute()
      await tx
        .insertInto('files_to_remove')
        .values({ name, since: actor.at })
        .onConflict((row) => row.doNothing())
        .execute()
    }
    return again.length === 0 ? undefined : { id: '', ids: again.map(({ name }) => name) }
  })
}
