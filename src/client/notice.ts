/** A moment after the page is there, so that its title is read aloud first. In milliseconds. */
const wait = 300

/** Puts the word that something was saved where the page opens, which may be far below its top, and has it read aloud. */
export function showNotice(): void {
  const notice = document.querySelector('.page > .notice[role="status"]')
  if (!notice) return
  const place = document.getElementById(location.hash.slice(1))
  if (place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement)
    place.closest('.field')?.before(notice)
  else place?.prepend(notice)
  // What was there from the start is not read aloud, what comes into it is.
  window.setTimeout(() => {
    notice.replaceChildren(...notice.childNodes)
  }, wait)
}
