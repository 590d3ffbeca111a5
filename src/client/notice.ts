/** A moment after the page is there, so that its title is read aloud first. In milliseconds. */
const wait = 300

/**
 * Puts the word that something was saved where the page opens, which may be far below its top, and has it read aloud. It
 * takes the focus where nothing else has it, so that who works by keyboard goes on from there.
 */
export function showNotice(): void {
  const notice = document.querySelector<HTMLElement>('.page > .notice[role="status"]')
  if (!notice) return
  const place = document.getElementById(location.hash.slice(1))
  if (place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement)
    place.closest('.field')?.before(notice)
  else place?.prepend(notice)
  notice.tabIndex = -1
  // What was there from the start is not read aloud, what comes into it is.
  window.setTimeout(() => {
    notice.replaceChildren(...notice.childNodes)
    // Not before: the browser takes the focus away when it goes to the place that the address names.
    if (document.activeElement === document.body) notice.focus({ preventScroll: true })
  }, wait)
}
