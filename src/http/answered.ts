import { versionOf } from '../access/in-view.ts'
import type { Flag } from '../db/schema.ts'
import { Conflict } from '../errors.ts'
import type { ReadBackAnswer, Rung } from '../method/lists.ts'

/** What its person said of a photo or a sentence. */
type Answered = {
  answer: ReadBackAnswer | null
  rung: Rung
  remark: string
  with_name: Flag
  /** The words that it was said of, where those can change. */
  sentence?: string
}

/** The version of an answer, which the form in which it stands bears. */
export function versionOfAnswer({ answer, rung, remark, with_name, sentence }: Answered): string {
  return versionOf({ answer, rung, remark, with_name, ...(sentence === undefined ? {} : { sentence }) })
}

/** Tells whether this is the answer that the visitor had in view; what bears no version is no form that stood open. */
export function isAnswerInView(kept: Answered, version: string): boolean {
  return version === '' || versionOfAnswer(kept) === version
}

/** Throws Conflict when another answer was kept than the one in view; but for the same that is sent once more. */
export function needAnswerInView({ sentence, ...kept }: Answered, version: string, said: Answered): void {
  const isInView = isAnswerInView({ ...kept, ...(sentence === undefined ? {} : { sentence }) }, version)
  if (!isInView && versionOfAnswer(kept) !== versionOfAnswer(said))
    throw new Conflict('it was answered meanwhile')
}
