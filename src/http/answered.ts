import { versionOf } from '../access/in-view.ts'
import type { Flag } from '../db/schema.ts'
import { Conflict } from '../errors.ts'
import type { ReadBackAnswer, Rung } from '../method/lists.ts'

/** What its person said of a photo or a sentence. */
type Answered = { answer: ReadBackAnswer | null; rung: Rung; remark: string; with_name: Flag }

/** The version of an answer, which the form in which it stands bears. */
export function versionOfAnswer({ answer, rung, remark, with_name }: Answered): string {
  return versionOf({ answer, rung, remark, with_name })
}

/** Tells whether this is the answer that the visitor had in view; what bears no version is no form that stood open. */
export function isAnswerInView(kept: Answered, version: string): boolean {
  return version === '' || versionOfAnswer(kept) === version
}

/** Throws Conflict when another answer was kept than the one in view; but for the same that is sent once more. */
export function needAnswerInView(kept: Answered, version: string, said: Answered): void {
  if (!isAnswerInView(kept, version) && versionOfAnswer(kept) !== versionOfAnswer(said))
    throw new Conflict('it was answered meanwhile')
}
