import { NotFound } from '../errors.ts'
import type { Storage } from '../files/storage.ts'
import type { Download } from './page.ts'

/** A stored picture by its file's name, to be shown. Throws NotFound when there is none. */
export async function storedPicture(storage: Storage, name: string | null): Promise<Download> {
  const file = name === null ? undefined : await storage.read(name)
  if (name === null || !file) throw new NotFound('no such picture')
  return { download: file.stream, type: 'image/jpeg', size: file.size, etag: name }
}
