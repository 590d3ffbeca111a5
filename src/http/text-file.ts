import { readDocument } from '../files/documents.ts'
import { typedIn, type Typed } from './form.ts'
import type { OpenVisit } from './route.ts'

/**
 * What was typed, with the text of the file that came along in its field `text`: shown again when something else is
 * wrong, so that the file need not be chosen anew. Undefined when the file cannot be read.
 */
export async function typedWithFile({
  body,
  file,
}: Pick<OpenVisit, 'body' | 'file'>): Promise<Typed | undefined> {
  const typed = typedIn(body)
  if (!file) return typed
  const read = await readDocument(file)
  return 'refused' in read ? undefined : { ...typed, text: read.text }
}
