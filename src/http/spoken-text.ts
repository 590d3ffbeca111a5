import { readDocument, readPasted, type Format, type Recognised } from '../files/documents.ts'
import { speakerRoles, type SpeakerRole } from '../method/lists.ts'
import { materialFacts } from '../method/material-forms.ts'
import {
  foldedName,
  readNotation,
  speakerName,
  spokenLines,
  trimmedSpoken,
  writeNotation,
  writeTime,
  type Speaker,
  type Spoken,
} from '../method/turns.ts'
import type { Translate } from '../text/text.ts'
import { refusedField, statusOf, typedIn, type Form, type Typed } from './form.ts'
import type { Page } from './page.ts'
import type { OpenVisit } from './route.ts'

/** What came in: refused, to be shown before it is kept, or ready to keep. `typed` has the spoken words as `text`. */
export type Incoming =
  { refused: Form } | { typed: Typed; shown: Form; isConfirmed: boolean; spoken: Spoken; speakers: Speaker[] }

/**
 * The text of a form, pasted or from the file that came along, with who speaks in it. Where that was recognised it is
 * shown first; what was read stands in the form then, so that the file need not be chosen anew.
 */
export async function incomingText({
  t,
  body,
  file,
}: Pick<OpenVisit, 't' | 'body' | 'file'>): Promise<Incoming> {
  const typed = typedIn(body)
  if (file) {
    const read = await readDocument(file)
    if ('refused' in read) return { refused: refusedField(t, body, 'file', `material.file.${read.refused}`) }
    return recognisedIn(typed, read)
  }
  const text = said(typed, 'text').replaceAll(/\r\n?/g, '\n')
  if (typed.speakers !== undefined) return confirmed(t, typed, text)
  if (typed.found === undefined) return recognisedIn(typed, readPasted(text))
  const names = namesIn(typed, 'found')
  const spoken = trimmedSpoken(readNotation(text, numbered(names)))
  const format = formats.find((one) => one === typed.format) ?? 'text'
  return recognisedIn(typed, { ...spoken, names, until: Number(said(typed, 'until')) || 0, format })
}

/** What was written in a form as it stands there: nobody is looked for who speaks in it. */
export function writtenText(body: unknown): Extract<Incoming, { typed: Typed }> {
  const typed = typedIn(body)
  const text = said(typed, 'text').replaceAll(/\r\n?/g, '\n')
  const spoken = { text, turns: [] }
  return {
    typed: { ...typed, text },
    shown: { typed, problems: {} },
    isConfirmed: true,
    spoken,
    speakers: [],
  }
}

const formats: readonly Format[] = ['text', 'docx', 'odt', 'rtf', 'pdf', 'subtitles', 'json']

function recognisedIn(typed: Typed, found: Recognised): Incoming {
  const { names, until, format, ...spoken } = found
  if (spoken.turns.length === 0) {
    const plain = { ...typed, text: spoken.text }
    return { typed: plain, shown: { typed: plain, problems: {} }, isConfirmed: true, spoken, speakers: [] }
  }
  const speakers = numbered(names)
  const own = names.flatMap((name, index) => [
    [`name-${index + 1}`, name],
    [`role-${index + 1}`, 'unknown'],
  ])
  const shown: Typed = {
    ...typed,
    ...(Object.fromEntries(own) as Typed),
    ...{ text: writeNotation(spoken, speakers), speakers: names.join('\n'), found: names.join('\n') },
    ...{ format, until: String(until) },
  }
  return {
    typed: { ...typed, text: spoken.text },
    ...{ shown: { typed: shown, problems: {} }, isConfirmed: false, spoken, speakers },
  }
}

/** What the page that shows what was recognised sends: the text as people type it, and who each speaker is. */
function confirmed(t: Translate, typed: Typed, notation: string): Incoming {
  const problems: Record<string, string> = {}
  const labels = numbered(namesIn(typed, 'speakers'))
  const kept: Speaker[] = []
  const became = new Map<number, number>()
  for (const { number, name: label } of labels) {
    const role = said(typed, `role-${number}`)
    if (role === 'none') continue
    const name = speakerName(said(typed, `name-${number}`))
    if (name === '') problems[`name-${number}`] = t('material.speakerNameRequired')
    const same = kept.find((one) => foldedName(one.name) === foldedName(name))
    if (!same) kept.push({ number: kept.length + 1, name: name || label, role: roleOf(role) })
    became.set(number, same?.number ?? kept.length)
  }
  const read = trimmedSpoken(
    readNotation(
      notation,
      labels.filter(({ number }) => became.has(number)),
    ),
  )
  const spoken: Spoken = {
    text: read.text,
    turns: read.turns.map(([start, speaker, at]) => [
      start,
      speaker === null ? null : (became.get(speaker) ?? null),
      at,
    ]),
  }
  return {
    typed: { ...typed, text: spoken.text },
    shown: { typed: { ...typed, text: notation }, problems },
    ...{ isConfirmed: Object.keys(problems).length === 0, spoken, speakers: kept },
  }
}

function roleOf(role: string): SpeakerRole {
  return speakerRoles.find((one) => one === role) ?? 'unknown'
}

function namesIn(typed: Typed, field: string): string[] {
  const names = said(typed, field)
    .split(/\r\n?|\n/)
    .map(speakerName)
  return names.filter((name) => name !== '').slice(0, 20)
}

function numbered(names: readonly string[]): Speaker[] {
  return names.map((name, index) => ({ number: index + 1, name, role: 'unknown' }))
}

function said(typed: Typed, field: string): string {
  return [typed[field] ?? ''].flat()[0] ?? ''
}

type Preview = Page<
  'material/preview',
  {
    form: Form
    action: string
    back: string
    facts: { text: string; value: string }[]
    speakers: { number: number; legend: string; hint: string }[]
    roles: { value: string; text: string }[]
    /** What the first form asked and is not asked again. */
    along: { name: string; value: string }[]
  }
>

/** What was recognised in a text, before it is kept: who is who, and what it will be called. */
export function previewPage(
  t: Translate,
  places: { action: string; back: string },
  incoming: Extract<Incoming, { typed: Typed }>,
  problems: Record<string, string> = {},
): Preview {
  const { typed, problems: own } = incoming.shown
  const form: Form = { typed, problems: { ...problems, ...own } }
  const labels = numbered(namesIn(typed, 'speakers'))
  const lines = spokenLines(readNotation(said(typed, 'text').replaceAll(/\r\n?/g, '\n'), labels))
  const words = lines.reduce((sum, { text }) => sum + text.trim().split(/\s+/).length, 0)
  const last = Math.max(Number(said(typed, 'until')) || 0, ...lines.slice(-5).map(({ at }) => at ?? 0))
  const format = formats.find((one) => one === typed.format) ?? 'text'
  return {
    view: 'material/preview',
    status: statusOf(form),
    page: {
      title: t('material.previewTitle'),
      lead: t('material.previewLead'),
      form,
      ...places,
      facts: [
        { text: t('material.fact.format'), value: t(`material.format.${format}`) },
        { text: t('material.fact.words'), value: t('material.words', { count: words }) },
        { text: t('material.fact.until'), value: last > 0 ? writeTime(last - (last % 1000)) : '–' },
      ],
      speakers: labels.map(({ number, name }) => {
        const own = lines.filter(({ speaker }) => speaker === number)
        const sample = own.find(({ text }) => text.length > 20)?.text ?? own[0]?.text ?? ''
        return {
          number,
          legend: name,
          hint: t('material.speakerSays', { count: own.length, sample: shortened(sample) }),
        }
      }),
      roles: [...speakerRoles, 'none' as const].map((value) => ({
        value,
        text: t(`material.speakerRole.${value}`),
      })),
      along: ['kind', 'person_id', 'speakers', 'found', 'format', 'until', ...materialFacts]
        .filter((name) => typed[name] !== undefined)
        .map((name) => ({ name, value: said(typed, name) })),
    },
  }
}

function shortened(sample: string): string {
  const letters = Array.from(sample)
  return letters.length <= 90 ? sample : `${letters.slice(0, 90).join('').trimEnd()}…`
}
