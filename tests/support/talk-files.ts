import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { archive } from './archive.ts'

const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const relations =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

/** A Word file with this body, which may say that it has another number of parts. */
export function docx(body: string, claims: { counts?: number } = {}): Buffer {
  const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`
  const parts = { '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': document }
  return archive(parts, claims)
}

export const docxParagraph = (words: string) =>
  `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`

/** An OpenDocument text with this body, and with a head before it where one is given. */
export function odt(body: string, head = ''): Buffer {
  const content = `<?xml version="1.0"?>${head}<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>${body}</office:text></office:body></office:document-content>`
  return archive({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': content })
}

/** A PDF with these lines on one page, the second number being how far each is below the one before. */
export function pdf(lines: readonly (readonly [string, number])[]): Buffer {
  const shown = lines.map(([words, down]) => `0 -${down} Td (${words}) Tj`).join('\n')
  const stream = `BT /F1 12 Tf 50 800 Td\n${shown}\nET`
  return pdfOf(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`)
}

/** A PDF of some kilobytes, whose one page becomes this many megabytes, of spaces, with a word behind them. */
export function pdfBomb(megabytes: number): Buffer {
  const spaces = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const word = deflateRawSync(Buffer.from('BT /F1 12 Tf 10 10 Td (hoi) Tj ET'))
  const begin = Buffer.from('x\x9c', 'latin1')
  const stream = deflateSync(Buffer.concat([begin, ...Array<Buffer>(megabytes).fill(spaces), word]))
  return pdfOf(
    `<< /Length ${stream.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n${stream.toString('latin1')}\nendstream`,
  )
}

function pdfOf(content: string): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    content,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 6\n0000000000 65535 f \n${rows}`
  return Buffer.from(
    `${file}${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF`,
    'latin1',
  )
}
