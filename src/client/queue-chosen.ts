import type { Store, Waiting } from './queue-store.ts'

/**
 * Keeps what is chosen in a file field and not added yet, so that it is there again after a reload; with nothing chosen,
 * nothing.
 */
export async function keepChosen(
  store: Store,
  owner: string,
  files: readonly File[],
  newMark: () => string,
): Promise<void> {
  const old = await chosen(store)
  for (const [place, file] of files.entries()) {
    const { name, type, size: bytes } = file
    const content = await file.arrayBuffer().catch(() => undefined)
    if (!content) continue
    const told = { mark: newMark(), owner, name, type, bytes, fields: [], isAnnounced: false }
    await store.put({ ...told, chosenAt: Date.now() + place, isChosen: true }, content)
  }
  for (const { mark } of old) await store.remove(mark)
}

/** Puts in a file field what was chosen in it before the page was left; says whether there was anything. */
export async function restoreChosen(store: Store, input: HTMLInputElement): Promise<boolean> {
  const files = new DataTransfer()
  for (const { mark, name, type } of await chosen(store)) {
    const content = await store.content(mark)
    if (content) files.items.add(new File([content], name, { type }))
  }
  if (files.files.length === 0 || (input.files?.length ?? 0) > 0) return false
  input.files = files.files
  return true
}

/** What is on its way, or was refused. */
export async function added(store: Store): Promise<Waiting[]> {
  return (await store.all()).filter(({ isChosen }) => !isChosen)
}

async function chosen(store: Store): Promise<Waiting[]> {
  return (await store.all()).filter(({ isChosen }) => isChosen)
}
