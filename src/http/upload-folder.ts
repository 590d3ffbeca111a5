import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { StorageEngine } from 'multer'

/**
 * Where an upload is while it comes in. Multer's own leaves what it wrote of a file that the disk refused: on a full disk
 * that would take the last room, and the next try more of it.
 */
export function uploadsIn(folder: string): StorageEngine {
  return {
    _handleFile: (_request, file, done) => {
      const name = path.join(folder, randomBytes(16).toString('hex'))
      const out = createWriteStream(name, { flags: 'wx', mode: 0o600 })
      pipeline(file.stream, out).then(
        () => {
          done(null, { path: name, size: out.bytesWritten })
        },
        async (error: unknown) => {
          await rm(name, { force: true }).catch(() => undefined)
          done(error)
        },
      )
    },
    _removeFile: (_request, file, done) => {
      rm(file.path, { force: true }).then(() => {
        done(null)
      }, done)
    },
  }
}
