import { Conflict } from '../errors.ts'
import { overtakenForm, type Form } from './form.ts'
import type { Answer } from './page.ts'
import type { OpenVisit } from './route.ts'

/**
 * Saves what was typed, and then answers with `saved`. Where somebody else was first, the form comes back as it was
 * typed, with what is stored now (by shownForm), and with 409. Throws what `save` throws, but for that Conflict.
 */
export async function unlessOvertaken(
  { t, body }: Pick<OpenVisit, 't' | 'body'>,
  save: () => Promise<unknown>,
  show: (form: Form) => Promise<Answer> | Answer,
  saved: Answer,
): Promise<Answer> {
  try {
    await save()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return { ...(await show(overtakenForm(t, body))), status: 409 }
  }
  return saved
}
