import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

// Writes the file of a database anew, without what was deleted, and empties the log beside it. In a thread and over a
// connection of its own: that of the server is there for everybody.
const database = new Database(workerData.file, { fileMustExist: true })
try {
  for (const setting of ['busy_timeout = 1000', 'synchronous = FULL', 'secure_delete = ON'])
    database.pragma(setting)
  database.exec('vacuum')
  const [{ busy }] = database.pragma('wal_checkpoint(truncate)')
  parentPort.postMessage({ isCleared: busy === 0 })
} catch (error) {
  if (!String(error.code).startsWith('SQLITE_BUSY')) throw error
  parentPort.postMessage({ isCleared: false })
} finally {
  database.close()
}
