import { readDocument, readPasted, type Recognised } from '../files/documents.ts'
import { speakerRoles, type SpeakerRole } from '../method/lists.ts'
import {
  foldedName,
  readNotation,
  speakerName,
  trimmedSpoken,
  writeNotation,
  type Speaker,
  type Spoken,
} from '../method/turns.ts'
import type { Translate } from '../text/text.ts'
import { refusedField, typedIn, type Form, type Typed } from './form.ts'
import type { OpenVisit } from './route.ts'
import { formatIn, namesIn, numbered, said } from './spoken-form.ts'

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
  const format = formatIn(typed)
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
