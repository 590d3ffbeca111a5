import { newMark } from './new-mark.ts'
import type { Store, Waiting } from './queue-store.ts'

const marks = new WeakMap<File, string>()

/** The mark of a chosen file, the same however often it is asked for: by it a photo that is sent twice comes in once. */
export function markOf(file: File): string {
  const mark = marks.get(file) ?? newMark()
  marks.set(file, mark)
  return mark
}

/** Puts files in a file field, where each keeps its mark. */
export function putInField(input: HTMLInputElement, files: readonly File[]): void {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  input.files = transfer.files
  // A browser may hand out another object for the same file.
  for (const [place, file] of Array.from(input.files).entries()) {
    const own = files[place]
    if (own) marks.set(file, markOf(own))
  }
}

/**
 * Keeps what is chosen in a file field and not added yet, so that it is there again after a reload; with nothing chosen,
 * nothing.
 */
export async function keepChosen(store: Store, owner: string, files: readonly File[]): Promise<void> {
  const kept = new Set(files.map(markOf))
  const old = (await chosen(store)).filter(({ mark }) => !kept.has(mark))
  for (const [place, file] of files.entries()) {
    const { name, type, size: bytes } = file
    const content = await file.arrayBuffer().catch(() => undefined)
    if (!content) continue
    const told = { mark: markOf(file), owner, name, type, bytes, fields: [], isAnnounced: false }
    await store.put({ ...told, chosenAt: Date.now() + place, isChosen: true }, content)
  }
  for (const { mark } of old) await store.remove(mark)
}

/** Puts in a file field what was chosen in it before the page was left; says whether there was anything. */
export async function restoreChosen(store: Store, input: HTMLInputElement): Promise<boolean> {
  const files: File[] = []
  for (const { mark, name, type } of await chosen(store)) {
    const content = await store.content(mark)
    if (!content) continue
    const file = new File([content], name, { type })
    marks.set(file, mark)
    files.push(file)
  }
  if (files.length === 0 || (input.files?.length ?? 0) > 0) return false
  putInField(input, files)
  return true
}

/** What is on its way, or was refused. */
export async function added(store: Store): Promise<Waiting[]> {
  return (await store.all()).filter(({ isChosen }) => !isChosen)
}

async function chosen(store: Store): Promise<Waiting[]> {
  return (await store.all()).filter(({ isChosen }) => isChosen)
}
