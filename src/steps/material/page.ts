import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import {
  countIn,
  soundsIn,
  useIn,
  type Sound,
  type TrailEntry,
  type Use,
  type Way,
} from '../../http/trail.ts'
import { materialKinds, type MaterialKind } from '../../method/lists.ts'
import { materialForms } from '../../method/material-forms.ts'
import { written } from '../../method/numbers.ts'
import { keptTurns, spokenLines, writeTime, type Speaker } from '../../method/turns.ts'
import type { Translate } from '../../text/text.ts'
import { factFields, knownFacts, warningOf, type FactField } from './facts-page.ts'
import type { KnownFacts } from './facts-queries.ts'
import type { Material, materialsOf } from './queries.ts'
import { versionShown } from './version-page.ts'
import type { Version } from './version-queries.ts'

type Choice = { value: string; text: string }
type Materials = Awaited<ReturnType<typeof materialsOf>>
type MaterialsPage = Page<
  'material/index',
  {
    rows: { href: string; title: string; kind: string; number: string; words: string; made: string }[]
    add: string | undefined
    csv: string | undefined
    search: string | undefined
    next: string | undefined
    first: string | undefined
    readsRaw: boolean
  }
>

/** The texts of the study: what there is, of which number and how long. The words are a page further. */
export function materialsPage(
  t: Translate,
  seat: Seat,
  materials: Materials,
  { before, hasNext }: { before: string; hasNext: boolean },
): MaterialsPage {
  const base = baseOf(seat)
  const last = materials.at(-1)
  return {
    view: 'material/index',
    page: {
      title: t('material.title'),
      lead: t('material.lead'),
      wide: true,
      rows: materials.map(({ id, title, kind, number, length, made_at }) => ({
        href: `${base}/${id}`,
        title,
        kind: t(`material.kind.${kind}`),
        number: number === null ? '' : written(number),
        words: t('material.length', { count: length }),
        made: t.date(made_at),
      })),
      add: may(seat.role, 'material.edit') && seat.readsRaw ? `${base}/new` : undefined,
      csv: may(seat.role, 'material.export') && materials.length > 0 ? `${base}.csv` : undefined,
      search: seat.readsRaw && materials.length > 0 ? `${base}/search` : undefined,
      next: last && hasNext ? `${base}?before=${last.id}` : undefined,
      first: before === '' ? undefined : base,
      readsRaw: seat.readsRaw,
    },
  }
}

type NewPage = Page<
  'material/new',
  {
    form: Form
    action: string
    /** Undefined where the kind was chosen before. */
    kinds: Choice[] | undefined
    people: Choice[] | undefined
    fields: FactField[]
    warning: string
    /** Notes about young people and parents are typed, and somebody says that they name nobody. */
    isMirror: boolean
    back: string
  }
>

/** A text of some kind to add: pasted, or from a file. The kind is asked where it was not chosen before. */
export function newMaterialPage(
  t: Translate,
  seat: Seat,
  kind: MaterialKind | undefined,
  people: { id: string; number: number; name: string | null }[],
  form: Form,
): NewPage {
  return {
    view: 'material/new',
    status: statusOf(form),
    page: {
      title: kind ? t('facts.add', { kind: t(`material.kind.${kind}`) }) : t('material.add'),
      lead: kind ? t(`facts.kind.${kind}`) : t('facts.kindsLead'),
      form,
      action: baseOf(seat),
      kinds: kind ? undefined : materialKinds.map((value) => ({ value, text: t(`material.kind.${value}`) })),
      people:
        !kind || materialForms[kind].isOfPerson
          ? people.map(({ id, number, name }) => ({
              value: id,
              text: name === null ? written(number) : `${written(number)} · ${name}`,
            }))
          : undefined,
      fields: kind ? factFields(t, kind) : [],
      warning: kind ? warningOf(t, kind) : '',
      isMirror: kind === 'mirror',
      back: `${baseOf(seat)}/new`,
    },
  }
}

/** A paragraph, with who begins to speak in it and when, as far as that is known. */
export type Paragraph = {
  lines: { id: string; text: string }[]
  speaker: string
  time: string
  at: number
}

type MaterialPage = Page<
  'material/text',
  {
    paragraphs: Paragraph[]
    /** What is known of it beside its words. */
    facts: { text: string; value: string }[]
    mend: string | undefined
    sounds: Sound[]
    kind: string
    number: string
    edit: string | undefined
    coding: string | undefined
    /** Whether it was looked through for names. */
    names: { text: string; href: string | undefined }
    /** What it was before names were taken out, where that is kept and the visitor may see it. */
    original: string | undefined
    talk: Use | undefined
    way: Way
    removal: string | undefined
    removeMeans: string
    versions: { text: string; href: string }[]
    back: string
  }
>

/** One text to read. */
export function materialPage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: {
    versions: readonly Version[]
    speakers: readonly Speaker[]
    facts: KnownFacts | undefined
    trail: readonly TrailEntry[]
    way: Way
    check: { checked_at: string; by: string | null } | undefined
    isKept: boolean
  },
): MaterialPage {
  const { versions, speakers, facts, trail, way, check, isKept } = parts
  const talk = useIn(t, trail, 'talk')
  const mayEdit = may(seat.role, 'material.edit')
  const action = `${baseOf(seat)}/${material.id}`
  return {
    view: 'material/text',
    page: {
      title: material.title,
      paragraphs: paragraphsOf(material, speakers),
      facts: knownFacts(t, material.kind, facts),
      mend: mayEdit ? `${action}/facts` : undefined,
      sounds: soundsIn(trail),
      kind: t(`material.kind.${material.kind}`),
      number: material.number === null ? '' : written(material.number),
      edit: mayEdit ? `${action}/edit` : undefined,
      coding:
        may(seat.role, 'coding.edit') && seat.readsRaw
          ? `/studies/${seat.studyId}/coding/materials/${material.id}`
          : undefined,
      names: {
        text: check
          ? t('pseudonyms.checked', { by: check.by ?? '', on: t.date(check.checked_at) })
          : t('pseudonyms.notChecked'),
        href: mayEdit && seat.seesNames ? `${action}/names` : undefined,
      },
      original: isKept && seat.seesNames && seat.readsRaw ? `${action}/original` : undefined,
      talk,
      way,
      removal: mayEdit ? `${action}/removal` : undefined,
      removeMeans: [
        t('material.removeMeans', { quotations: countIn(trail, 'quotations') }),
        talk ? t('material.talkStays') : '',
      ].join(' '),
      versions: versions.map((one) => ({
        text: versionShown(t, one),
        href: `${action}/versions/${one.version}`,
      })),
      back: baseOf(seat),
    },
  }
}

/** Where nobody is known to speak, empty lines part the paragraphs; else each line is one. */
export function paragraphsOf(
  { text, turns: kept }: Pick<Material, 'text' | 'turns'>,
  speakers: readonly Speaker[],
): Paragraph[] {
  const turns = keptTurns(kept)
  const lines = spokenLines({ text, turns })
  if (turns.length === 0) {
    const paragraphs: Paragraph[] = []
    for (const { start, text: words } of lines) {
      const line = { id: `at-${start}`, text: words }
      const isFirst = start === 0 || /\n\s*\n$/.test(text.slice(Math.max(0, start - 80), start))
      if (isFirst || paragraphs.length === 0) paragraphs.push({ lines: [line], speaker: '', time: '', at: 0 })
      else paragraphs.at(-1)?.lines.push(line)
    }
    return paragraphs
  }
  const names = new Map(speakers.map(({ number, name }) => [number, name]))
  return lines.map(({ start, text: words, speaker, at }) => ({
    lines: [{ id: `at-${start}`, text: words }],
    speaker: names.get(speaker ?? 0) ?? '',
    time: at === null ? '' : writeTime(at - (at % 1000)),
    at: at ?? 0,
  }))
}

type EditPage = Page<
  'material/edit',
  {
    form: Form
    action: string
    back: string
    /** What happens to the quotations that rest on it; empty when there are none. */
    quoted: string
    /** Whether it says who speaks and when. */
    isSpoken: boolean
  }
>

/** One text to correct. Its quotations move along. */
export function editMaterialPage(
  t: Translate,
  seat: Seat,
  material: Material,
  { quotations, isSpoken }: { quotations: number; isSpoken: boolean },
  form: Form,
): EditPage {
  const action = `${baseOf(seat)}/${material.id}`
  return {
    view: 'material/edit',
    status: statusOf(form),
    page: {
      title: t('material.correct'),
      lead: material.title,
      form,
      action,
      back: action,
      quoted: quotations > 0 ? t('material.quoted', { count: quotations }) : '',
      isSpoken,
    },
  }
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/material`
}
