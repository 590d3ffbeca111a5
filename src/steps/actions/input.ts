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
import { languages, type Language } from '../../method/languages.ts'
import { actionStates, standings, verdicts, type ActionState } from '../../method/lists.ts'
import { isDone } from './rules.ts'

/** Boxes that bear ids. */
const ids = z.preprocess(
  (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
  z.array(text(40)).max(500),
)

const optionalEmail = z
  .union([z.literal('').transform(() => null), email('people.emailWrong')], { error: 'people.emailWrong' })
  .default(null)

/** Somebody who takes something up, as a form. Without an address the link is handed over. */
export const Owner = z.object({
  name: requiredText('people.nameRequired', 120),
  email: optionalEmail,
  language: oneOf(languages, 'account.languageRequired'),
})
export type OwnerInput = { name: string; email: string | null; language: Language }

/** What stood there when the visitor began to change somebody. */
export const SeenOwner = z.object({ version: text(60) })

/** Who takes it up: chosen, or new. */
export type OwnerChoice = { owner_id: string | null; newOwner: OwnerInput | undefined }

const who = {
  owner_id: optionalId('form.unreadable'),
  owner_name: optionalText(120),
  owner_email: optionalEmail,
  said_yes: ticked(),
}
type Who = { owner_id: string | null; owner_name: string; owner_email: string | null; said_yes: boolean }

const isNamed = ({ owner_name, owner_email }: Who) => owner_name !== '' || owner_email === null
const isOne = ({ owner_id, owner_name }: Who) => owner_id === null || owner_name === ''
const isSomebody = ({ owner_id, owner_name, said_yes }: Who) =>
  !said_yes || owner_id !== null || owner_name !== ''

const unnamed = { error: 'people.nameRequired', path: ['owner_name'] }
const twice = { error: 'actions.ownerTwice', path: ['owner_name'] }
const nobody = { error: 'actions.yesOfNobody', path: ['said_yes'] }

const title = requiredText('actions.titleRequired', 200)
const look_on = optionalDate()

/** What is asked in the room, and no more: what, who, and when one looks. Somebody new gets the study's language. */
export const newAction = (language: Language) =>
  z
    .object({ title, ...who, look_on, findings: ids })
    .refine(isNamed, unnamed)
    .refine(isOne, twice)
    .refine(isSomebody, nobody)
    .transform((input) => withOwner(input, language))
export type NewActionInput = z.infer<ReturnType<typeof newAction>>

const rhythms = { '': null, '4': 4, '6': 6, '8': 8, '12': 12 } as const
/** How often one looks, in weeks, as forms have it. */
export const rhythmChoices = ['4', '6', '8', '12'] as const

/** All that is agreed, with the version that the visitor had in view. */
export const action = (language: Language) =>
  z
    .object({
      ...{ title, what: optionalText(5000), ...who, look_on, findings: ids },
      ...{ helpers: optionalText(500), different: optionalText(2000), mandate: optionalText(500) },
      ...{ follow: optionalText(2000), fixed_place: optionalText(500), fixed_when: optionalText(1000) },
      every_weeks: oneOf(['', ...rhythmChoices], 'form.unreadable')
        .default('')
        .transform((weeks) => rhythms[weeks]),
      due_on: optionalDate(),
      subject_id: optionalId('form.unreadable'),
      issue_id: optionalId('form.unreadable'),
      adjusted: ticked(),
      version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
    })
    .refine(isNamed, unnamed)
    .refine(isOne, twice)
    .refine(isSomebody, nobody)
    .transform((input) => withOwner(input, language))
export type ActionInput = z.infer<ReturnType<typeof action>>

function withOwner<Input extends Who>(input: Input, language: Language) {
  const { owner_name, owner_email, ...rest } = input
  const newOwner: OwnerInput | undefined =
    owner_name === '' ? undefined : { name: owner_name, email: owner_email, language }
  return { ...rest, newOwner }
}

/** Where an action point goes, and why where that is asked. */
export const Move = z.object({
  to: oneOf(actionStates, 'form.unreadable'),
  reason: optionalText(1000),
})

/** How it stands, whether it helps, and a few words. */
const Check = z.object({
  standing: oneOf(standings, 'actions.standingRequired'),
  verdict: z
    .union([z.literal('').transform(() => null), z.enum(verdicts)], { error: 'form.unreadable' })
    .default(null),
  text: optionalText(2000),
})

/** Whether it helps, and a few words: of what is done nobody asks how it goes. */
const DoneCheck = z.object({
  standing: oneOf(standings, 'form.unreadable').default('on_track'),
  verdict: oneOf(verdicts, 'actions.verdictRequired'),
  text: optionalText(2000),
})

/** What is asked of an action point in a state. */
export function checkOf(state: ActionState) {
  return isDone(state) ? DoneCheck : Check
}
export type CheckInput = z.infer<typeof Check>
