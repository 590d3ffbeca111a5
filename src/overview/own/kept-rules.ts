import { scanEndings, type ScanType } from '../../files/scans.ts'
import type { Translate } from '../../text/text.ts'
import { dataOf, spokenOf } from './kept-data-rules.ts'
import type { KeptRows } from './kept-rows.ts'

/** What the archive holds: texts by the name of their file, and the name of each stored file, a picture or a scan. */
export type KeptArchive = {
  texts: { name: string; content: string }[]
  stored: { name: string; stored: string }[]
  /** Of several stored files, one after the other. */
  joined: { name: string; pieces: { file: string; bytes: number }[] }[]
}

/** Puts what is kept about somebody into files that explain themselves, in the language of the page. */
export function keptArchive(t: Translate, study: string, kept: KeptRows): KeptArchive {
  const photoFile = new Map<string, string>()
  for (const { id, master } of kept.photos) {
    if (master !== null) photoFile.set(id, `${t('kept.folder.photos')}/${photoFile.size + 1}.jpg`)
  }
  const textFile = new Map(
    kept.texts.map(({ id }, index) => [id, `${t('kept.folder.texts')}/${index + 1}.txt`]),
  )
  const agreements = kept.consents.flatMap(({ text }, index) =>
    text === null ? [] : [{ index, name: `${t('kept.folder.agreements')}/${index + 1}.txt`, text }],
  )
  const { paper } = kept
  const scan = paper?.scan
    ? {
        name: `${t('kept.folder.agreements')}/scan.${scanEndings[paper.type as ScanType]}`,
        stored: paper.scan,
      }
    : undefined
  const answerScans = kept.answerPapers.flatMap(({ id, scan, type }, index) =>
    scan === null
      ? []
      : [
          {
            ...{ id, stored: scan },
            name: `${t('kept.folder.answers')}/${index + 1}.${scanEndings[type as ScanType]}`,
          },
        ],
  )
  const sounds = kept.recordings.map(({ id, file, type }, index) => ({
    ...{ id, file, pieces: kept.recordingPieces.filter(({ part_id }) => part_id === id) },
    name: `${t('kept.folder.sound')}/${index + 1}.${endingOf(type)}`,
  }))
  const names = {
    sound: (id: string) =>
      sounds.find((one) => one.id === id && (one.file !== null || one.pieces.length > 0))?.name ?? null,
    answerScan: (id: string) => answerScans.find((one) => one.id === id)?.name ?? null,
    scan: scan?.name ?? null,
    photo: (id: string) => photoFile.get(id) ?? null,
    text: (id: string) => textFile.get(id) ?? null,
    agreement: (index: number) => agreements.find((one) => one.index === index)?.name ?? null,
  }
  return {
    texts: [
      { name: t('kept.file.readme'), content: readme(t, study, kept) },
      { name: t('kept.file.data'), content: `${JSON.stringify(dataOf(study, kept, names), null, 2)}\n` },
      ...agreements.map(({ name, text }) => ({ name, content: spelledOut(text) })),
      ...kept.texts.map((text) => ({
        name: textFile.get(text.id) ?? '',
        content: `${text.title}\n\n${spokenOf(kept, text.id, text)}\n`,
      })),
    ],
    stored: [
      ...(scan ? [scan] : []),
      ...answerScans,
      ...sounds.flatMap(({ name, file }) => (file === null ? [] : [{ name, stored: file }])),
      ...kept.photos.flatMap(({ id, master }) =>
        master === null ? [] : [{ name: photoFile.get(id) ?? '', stored: master }],
      ),
    ],
    joined: sounds.flatMap(({ name, file, pieces }) =>
      file === null && pieces.length > 0 ? [{ name, pieces }] : [],
    ),
  }
}

/** As the type of sound is usually named at the end of a file. */
function endingOf(type: string): string {
  const [, kind = ''] = /^audio\/([\w.+-]+)/.exec(type) ?? []
  const endings: Record<string, string> = { mp4: 'm4a', mpeg: 'mp3', wav: 'wav', webm: 'webm' }
  return endings[kind] ?? 'bin'
}

/** The words of an agreement, one paragraph after the other. */
function spelledOut(text: string): string {
  const paragraphs = Object.values(JSON.parse(text) as Record<string, string | string[]>).flat()
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

function readme(t: Translate, study: string, kept: KeptRows): string {
  const { photos, texts, quotations, mails } = kept
  const counts = {
    photos: photos.filter(({ withdrawn_at }) => withdrawn_at === null).length,
    texts: texts.length,
    quotations: quotations.length,
    mails: mails.length,
  }
  return `${t('kept.readme', { study, name: kept.person.name, ...counts })}\n`
}
