import { z } from 'zod'
import {
  email,
  oneOf,
  optionalDate,
  optionalId,
  optionalText,
  requiredText,
  text,
  ticked,
  wholeNumber,
} from '../../http/form.ts'
import { languages } from '../../method/languages.ts'
import { lackingPlaces, unknownPlaces } from '../../method/letter-places.ts'
import { memberRoles } from '../../method/roles.ts'
import {
  letters,
  mailPlaces,
  studyPlaces,
  studyTextKeys,
  type Place,
  type StudyTextKey,
} from '../../method/template.ts'
import type { Key } from '../../text/text.ts'

export const beginnings = ['template', 'empty'] as const

export type NewStudy = z.infer<typeof NewStudy>
export const NewStudy = z.object({
  name: requiredText('study.nameRequired', 120),
  network_name: requiredText('study.networkRequired', 120),
  language: oneOf(languages, 'account.languageRequired'),
  beginning: oneOf(beginnings, 'study.beginningRequired'),
})

/** The version of the study that the visitor had in view. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })
/** That of an item, a question or a group of texts, which bear none of their own (see access/in-view.ts). */
export const SeenPart = z.object({ version: text(60) })

/** The lists of a study whose items have a name. */
export const lists = ['issues', 'organisations', 'teams', 'categories', 'elements', 'subjects'] as const
export type List = (typeof lists)[number]

/** What an item holds beside its name. */
export const explained: readonly List[] = ['categories', 'elements', 'subjects']

export type Item = z.infer<typeof Item>
export const Item = z.object({
  // An issue is typed in a field of several lines, and is one line wherever it stands.
  name: requiredText('study.itemRequired', 200).transform((name) => name.replaceAll(/\s*\n\s*/g, ' ')),
  explanation: optionalText(500),
})

export type Team = z.infer<typeof Team>
export const Team = z
  .object({
    name: requiredText('study.itemRequired', 200),
    begins_on: optionalDate(),
    ends_on: optionalDate(),
    successor_id: optionalId('form.unreadable'),
  })
  .refine(({ begins_on, ends_on }) => begins_on === null || ends_on === null || begins_on <= ends_on, {
    error: 'study.teamDates',
    path: ['ends_on'],
  })

export const freeParts = ['opening', 'follow_up', 'closing', 'looking'] as const

export type QuestionInput = z.infer<typeof QuestionInput>
export const QuestionInput = z.object({
  text: requiredText('study.questionRequired', 300),
  deeper: optionalText(300),
})

/** Which question it is to stand among: an element's, or one of the parts around them. */
export const QuestionPlace = z.union([
  z.object({ part: z.literal('element'), element_id: text(40) }),
  z.object({ part: z.enum(freeParts) }),
])

/** The groups in which the study's texts are edited. */
export const textGroups = ['assignment', 'consent', 'mails'] as const
export type TextGroup = (typeof textGroups)[number]

const mailTexts: readonly string[] = [...letters, 'photosIn', 'declined']
/** Mails that no step sends yet: nobody need polish them. */
const unsent = ['readBack', 'afterTalk', 'theEnd']

/** The group that a text is edited in; undefined for one that is not used yet. */
export function groupOf(key: StudyTextKey): TextGroup | undefined {
  const [first = ''] = key.split('.')
  if (unsent.includes(first)) return undefined
  if (mailTexts.includes(first)) return 'mails'
  return first === 'assignment' ? 'assignment' : 'consent'
}

/** The texts of a group, as one form. */
export const studyTexts = (group: TextGroup) => {
  const keys = studyTextKeys.filter((key) => groupOf(key) === group)
  const known: readonly string[] = placesFor(group)
  const one = (key: StudyTextKey) =>
    text(5000).superRefine((value, context) => {
      const [unknown] = unknownPlaces(value, known)
      const [first, second] = lackingPlaces(key, value)
      if (unknown !== undefined) refuse(context, 'letters.unknown', { place: unknown })
      else if (second !== undefined)
        refuse(context, 'letters.lacks.both', { first: `{${first}}`, second: `{${second}}` })
      else if (first !== undefined) refuse(context, `letters.lacks.${first}`, { place: `{${first}}` })
    })
  return z.object(Object.fromEntries(keys.map((key) => [key, one(key)])))
}

function refuse(context: z.RefinementCtx, message: Key, params: Record<string, string>) {
  context.addIssue({ code: 'custom', message, params })
}

/** The places that the texts of a group may have. */
export function placesFor(group: TextGroup): readonly Place[] {
  return group === 'mails' ? [...studyPlaces, ...mailPlaces] : studyPlaces
}

export type Member = z.infer<typeof Member>
export const Member = z.object({
  role: oneOf(memberRoles, 'study.member.roleRequired'),
  sees_names: ticked(),
  reads_raw: ticked(),
})
/** In the order of its fields, in which its problems are told. */
export const NewMember = z.object({ email: email('account.emailRequired'), ...Member.shape })
