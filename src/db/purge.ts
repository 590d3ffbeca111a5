import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { engineOf } from './migrate.ts'
import type { Db } from './schema.ts'

/**
 * Clears the file of a SQLite database of what was deleted: pages are written anew without their free room, and the log
 * beside it is emptied. That takes a second for each 40 MB: the process goes on, and whoever needs the database waits. Tells
 * whether it was done: not while another process reads or writes, as a back-up does; then it is to be tried again. On
 * PostgreSQL the server looks after its own files, and nothing is done; nor where the database is in memory alone.
 */
export async function purgeDeleted(db: Db): Promise<boolean> {
  if (engineOf(db) === 'postgres') return true
  const { rows } = await sql<{ name: string; file: string }>`pragma database_list`.execute(db)
  const file = rows.find(({ name }) => name === 'main')?.file
  if (!file) return true
  // Held for as long as that takes: a write would find the file locked, hold up the process, and fail.
  return db.connection().execute(() => cleared(file))
}

// secure_delete blanks rows that go, but not the copies that stay behind where a page was put in order.
function cleared(file: string): Promise<boolean> {
  const worker = new Worker(purgeWorker, { workerData: { file } })
  return new Promise((resolve, reject) => {
    worker.once('message', ({ isCleared }: { isCleared: boolean }) => {
      resolve(isCleared)
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      reject(new Error('The file of the database was not cleared.'))
    })
  })
}

// Plain JavaScript in src, so that the same file serves the sources and the build.
const purgeWorker = path.join(import.meta.dirname, '../../src/db/purge-worker.js')
