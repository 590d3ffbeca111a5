/** The photo is in and its words are not: the page of that photo came back, with what was typed. */
export function asksForWords(said: Document): boolean {
  return said.querySelector('.problems') !== null && said.querySelector('form[data-queue]') === null
}

export function showWords(said: Document): void {
  const main = said.querySelector('main')
  if (!main) return
  document.title = said.title
  document.querySelector('main')?.replaceWith(main)
  main.querySelector<HTMLElement>('.problems')?.focus()
}

/** The words of the server about a form that it refused. */
export function whyIn(said: Document): string {
  const why = said.querySelector('.problems li') ?? said.querySelector('main .lead, main p')
  return why?.textContent.trim() ?? ''
}

/** Shows what the server has by now, above the form, in which somebody may be typing. */
export async function showWhatIsIn(section: HTMLElement): Promise<void> {
  const answer = await fetch(location.pathname).catch(() => undefined)
  if (!answer?.ok) return
  const fetched = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // What is being dragged is not taken away from under the finger: it is asked for again when it is let go.
  if (document.querySelector('.photos.ordering')) return
  const [old, next] = [document, fetched].map((one) => Array.from(one.querySelectorAll('[data-photos-in]')))
  for (const [place, part] of old?.entries() ?? []) part.replaceWith(next?.[place] ?? part)
  const notice = fetched.querySelector('.page > .notice[role="status"]')
  document.querySelector('.notice.in')?.remove()
  notice?.classList.add('in')
  if (notice) section.before(notice)
  hideOwnAnnounced(ownMarks)
}

/** The marks of the photos that the server has by now; undefined when it cannot be asked. */
export async function marksIn(): Promise<ReadonlySet<string> | undefined> {
  const answer = await fetch(location.pathname).catch(() => undefined)
  if (!answer || answer.status >= 500) return undefined
  const fetched = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return new Set(fetched.querySelector<HTMLElement>('[data-marks]')?.dataset.marks?.split(' '))
}

let ownMarks: ReadonlySet<string> = new Set()

/** What waits in this browser stands in its queue, and not among what was chosen elsewhere. */
export function hideOwnAnnounced(own: ReadonlySet<string>): void {
  ownMarks = own
  const items = Array.from(document.querySelectorAll<HTMLElement>('[data-announced] [data-mark]'))
  for (const item of items) item.hidden = own.has(item.dataset.mark ?? '')
  const section = document.querySelector<HTMLElement>('[data-announced]')
  if (section) section.hidden = items.every(({ hidden }) => hidden)
}

/** What was chosen on another device, and has not arrived. */
export function announcedElsewhere(own: ReadonlySet<string>): { mark: string; bytes: number }[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>('[data-announced] [data-mark]'),
    ({ dataset }) => ({
      mark: dataset.mark ?? '',
      bytes: Number(dataset.bytes),
    }),
  ).filter(({ mark }) => !own.has(mark))
}
