import { withSigns } from './cues.ts'

/** Tells whether a text is a page of HTML, as noScribe writes them. */
export function isHtml(text: string): boolean {
  return /^\uFEFF?\s{0,100}(?:<!doctype html|<html)[\s>]/i.test(text)
}

/** The words of a page of HTML, a paragraph on a line of its own. */
export function htmlWords(html: string): string {
  const body = shownOf(html)
    .replaceAll(/[^\S\u00A0]+/g, ' ')
    .replaceAll(/<br\b[^<>]*>/gi, '\n')
    .replaceAll(/<\/(?:p|div|li|tr|h[1-6]|blockquote) ?>/gi, '\n\n')
  return withSigns(body.replaceAll(/<[^<>]*>/g, ''))
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/^ | $/gm, '')
}

/** A page without its remarks, and without what is not shown. */
function shownOf(html: string): string {
  const opening = /<(head|style|script)\b[^<>]*>|<!--/gi
  const small = html.toLowerCase()
  let shown = ''
  let from = 0
  for (let found = opening.exec(html); found; found = opening.exec(html)) {
    const end = small.indexOf(found[1] ? `</${found[1].toLowerCase()}` : '--', opening.lastIndex)
    const behind = end === -1 ? 0 : html.indexOf('>', end) + 1
    // Never closed: then it is looked for once, and not for each that is opened.
    if (behind === 0) break
    shown += html.slice(from, found.index)
    from = opening.lastIndex = behind
  }
  return shown + html.slice(from)
}
