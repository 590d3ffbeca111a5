import type { ListedLink } from '../../access/links.ts'
import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { shownLinks } from '../../http/links.ts'
import type { Page } from '../../http/page.ts'
import { wordsOfLine, type WrongLine } from '../../method/wrong-line.ts'
import { languages } from '../../method/languages.ts'
import type { Translate } from '../../text/text.ts'
import type { LineProblem } from './input.ts'
import type { Member } from './member-queries.ts'

type Choice = { value: string; text: string }
type Fields = { form: Form; languages: Choice[]; organisations: never[]; teams: never[] }

type MembersPage = Page<
  'assembly/members',
  Fields & {
    rows: { href: string | undefined; name: string; email: string; opened: string }[]
    action: string
    many: string
    csv: string | undefined
    mayEdit: boolean
    back: string
  }
>

/** Those who can be asked to a meeting, and a form to add one. */
export function membersPage(t: Translate, seat: Seat, members: readonly Member[], form: Form): MembersPage {
  const base = baseOf(seat)
  const mayEdit = may(seat.role, 'assembly.edit')
  const mayExport = may(seat.role, 'assembly.export') && seat.seesNames
  return {
    view: 'assembly/members',
    status: statusOf(form),
    page: {
      title: t('assembly.members'),
      lead: t('assembly.membersLead'),
      wide: true,
      rows: members.map(({ id, name, email, opened_at }) => ({
        href: mayEdit ? `${base}/${id}` : undefined,
        name,
        email: mayEdit ? (email ?? '') : '',
        opened: opened_at === null ? '' : t.date(opened_at),
      })),
      ...fieldsOf(t, form),
      action: base,
      many: `${base}/import`,
      csv: mayExport && members.length > 0 ? `${base}.csv` : undefined,
      mayEdit,
      back: `/studies/${seat.studyId}/assembly`,
    },
  }
}

type ImportPage = Page<
  'people/import',
  {
    form: Form
    action: string
    languages: Choice[]
    problems: WrongLine[]
    organisations: string
    teams: string
    back: string
  }
>

/** Several members to add at once, as lines. */
export function importPage(
  t: Translate,
  seat: Seat,
  form: Form,
  problems: readonly LineProblem[],
): ImportPage {
  const base = baseOf(seat)
  return {
    view: 'people/import',
    status: problems.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('people.addMany'),
      lead: t('assembly.importLead'),
      form,
      action: `${base}/import`,
      languages: languageChoices(t),
      problems: problems.map(({ line, key, value }) => ({
        text: t('people.line', { line, problem: t(key, { value }) }),
        words: wordsOfLine(form.typed.people, line),
      })),
      organisations: '',
      teams: '',
      back: base,
    },
  }
}

type MemberPage = Page<
  'assembly/member',
  Fields & {
    action: string
    links: { made: string; state: string }[]
    mayEnd: boolean
    hanging: string
    back: string
  }
>

/** One member: name and address, the links that were made, and removing. */
export function memberPage(
  t: Translate,
  seat: Seat,
  member: Member,
  parts: { links: readonly ListedLink[]; hanging: { meetings: number; remarks: number } },
  form: Form,
): MemberPage {
  const base = baseOf(seat)
  return {
    view: 'assembly/member',
    status: statusOf(form),
    page: {
      title: member.name,
      lead: t('assembly.memberLead'),
      ...fieldsOf(t, form),
      action: `${base}/${member.id}`,
      ...shownLinks(t, parts.links),
      hanging: t('assembly.memberHanging', parts.hanging),
      back: base,
    },
  }
}

type LinkPage = Page<'people/link', { link: string; loopback: boolean; baseUrl: string; back: string }>

/** A personal link of a member, shown this once. */
export function linkPage(
  t: Translate,
  { name }: Member,
  { link, loopback, baseUrl, back }: { link: string; loopback: boolean; baseUrl: string; back: string },
): LinkPage {
  const title = t('people.linkTitle', { name })
  return { view: 'people/link', page: { title, lead: t('people.linkLead'), link, loopback, baseUrl, back } }
}

function fieldsOf(t: Translate, form: Form): Fields {
  return { form, languages: languageChoices(t), organisations: [], teams: [] }
}

function languageChoices(t: Translate): Choice[] {
  return languages.map((value) => ({ value, text: t(`layout.language.${value}`) }))
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/assembly/members`
}
