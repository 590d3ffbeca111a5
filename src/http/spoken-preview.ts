import { speakerRoles } from '../method/lists.ts'
import { materialFacts } from '../method/material-forms.ts'
import { readNotation, spokenLines, writeTime } from '../method/turns.ts'
import type { Translate } from '../text/text.ts'
import { statusOf, type Form, type Typed } from './form.ts'
import type { Page } from './page.ts'
import { formatIn, namesIn, numbered, said } from './spoken-form.ts'
import type { Incoming } from './spoken-text.ts'

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
  const format = formatIn(typed)
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
