import { TextDecoder } from 'node:util'

/** What an RTF holds beside its words, by the name of the group. */
const beside = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote annotation listtable listoverridetable rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl fldinst shpinst nonshppict mmathPr bkmkstart bkmkend atnid atnauthor atndate'.split(
    ' ',
  ),
)
const signs = {
  par: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  line: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
}
const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|[{}]|[\r\n]+|[^\\{}\r\n]+/gi

/**
 * The words of a rich text file, given as Latin-1. Small by itself: the packages for it have stood still for years, and
 * one needs no more of the format than its groups, its signs and its letters.
 */
export function rtfWords(rtf) {
  if (!rtf.startsWith('{\\rtf')) throw new Error('no rich text')
  const pieces = []
  const outer = []
  let group = { isBeside: false, skips: 1 }
  let decoder = decoderOf(1252)
  let left = 0
  const add = (words) => {
    const rest = words.slice(left)
    left = Math.max(0, left - words.length)
    if (!group.isBeside && rest !== '') pieces.push(rest)
  }
  for (const [whole, word, value, hex, sign] of rtf.matchAll(token)) {
    if (whole === '{') outer.push({ ...group })
    else if (whole === '}') {
      group = outer.pop() ?? group
      left = 0
    } else if (hex !== undefined) add(decoder(Number.parseInt(hex, 16)))
    else if (sign !== undefined) {
      if (sign === '*') group.isBeside = true
      else if (sign === '~') add('\u00A0')
      else if (sign === '_') add('-')
      else if ('\\{}'.includes(sign)) add(sign)
      else if (sign === '\r' || sign === '\n') add('\n')
    } else if (word === undefined) {
      if (!/^[\r\n]/.test(whole)) add(whole)
    } else if (word === 'u') {
      if (!group.isBeside) pieces.push(String.fromCharCode(Number(value) & 0xffff))
      left = group.skips
    } else if (word === 'uc') group.skips = Math.min(Number(value), 10)
    else if (word === 'ansicpg') decoder = decoderOf(Number(value))
    else if (word === 'mac') decoder = decoderOf(10_000)
    else if (word === 'bin') throw new Error('holds bytes')
    else if (beside.has(word)) group.isBeside = true
    else if (Object.hasOwn(signs, word) && !group.isBeside) pieces.push(signs[word])
  }
  return pieces.join('').toWellFormed()
}

/** The letters of the code page of a file, one byte each; those of Windows-1252 for one that is not known. */
function decoderOf(page) {
  const names = { 10_000: 'macintosh', 65_001: 'windows-1252' }
  let decoder
  try {
    decoder = new TextDecoder(names[page] ?? `windows-${page}`)
  } catch {
    decoder = new TextDecoder('windows-1252')
  }
  const letters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)))
  return (byte) => letters[byte] ?? ''
}
