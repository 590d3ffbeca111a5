/**
 * Lets a page be printed whole. Pictures further down are fetched when they come near; paper shows them all, so that
 * `[data-print]` prints when the last is there.
 */
export function printWhole(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => void fetchAll().then(print))
  }
  // Who prints by the menu gets what is there by then, and all of it the second time.
  window.addEventListener('beforeprint', () => void fetchAll())
}

/** One that does not come must not keep the others from paper. */
async function fetchAll(): Promise<void> {
  const late = Array.from(document.querySelectorAll<HTMLImageElement>('img[loading="lazy"]'))
  for (const image of late) image.loading = 'eager'
  await Promise.allSettled(late.map((image) => image.decode()))
}
