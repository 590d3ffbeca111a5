import { z } from 'zod'
import type { Translate } from '../text/text.ts'
import { optionalText, readBackChip, type Asked, type Form } from './form.ts'

/** The version of the answer that stood in the form in which another was chosen. */
export const AnswerSeen = z.object({ version: optionalText(80) })

/** The version that a form bears which comes back: who saw both answers may choose, and nobody else. */
export function versionAgain({ typed, now }: Form, kept: string): string {
  return now ? kept : ([typed.version ?? ''].flat()[0] ?? '')
}

/** What was kept of an answer meanwhile, in words, for who chose another in an older form; empty for any other form. */
export function keptMeanwhile(t: Translate, { now }: Form, kept: Asked & { remark: string }): string {
  if (!now) return ''
  const answer = readBackChip(t, kept)?.text ?? t('photos.noAnswer')
  return kept.remark === '' ? answer : t('photos.answerWithRemark', { answer, remark: kept.remark })
}

/** That an answer was typed and not saved, and which is kept. */
export function unsavedWords(t: Translate, answer: Asked['answer']): string {
  return t('photos.answerUnsaved', { now: t(answer ? `photos.answer.${answer}` : 'photos.noAnswer') })
}
