import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { inWordsOf } from '../../method/both-languages.ts'
import { modelFigure, type ModelFigure } from '../../method/model-figure.ts'
import type { Key, Translate } from '../../text/text.ts'
import { freeParts } from './input.ts'
import { csvOf, type Items } from './list-page.ts'
import { baseOf } from './page.ts'
import type { questionsOf, Study } from './queries.ts'

type Questions = Awaited<ReturnType<typeof questionsOf>>
type Asked = { text: string; deeper: string; edit: string | undefined }
type ModelPage = Page<
  'study/model',
  {
    centre: string
    figure: ModelFigure
    elements: {
      id: string
      name: string
      explanation: string
      questions: Asked[]
      edit: string
      ask: string
    }[]
    parts: { name: string; questions: Asked[]; ask: string }[]
    form: Form
    action: string
    mayEdit: boolean
    csv: string | undefined
    back: string
  }
>

/** The conversation model: its sides around the experience, and the questions at each. */
export function modelPage(
  t: Translate,
  seat: Seat,
  { study, elements, questions }: { study: Study; elements: Items; questions: Questions },
  form: Form,
): ModelPage {
  const base = baseOf(seat)
  const mayEdit = may(seat.role, 'study.edit')
  const asked = (rows: Questions): Asked[] =>
    rows.map(({ id, text, deeper }) => ({
      text,
      deeper,
      edit: mayEdit ? `${base}/questions/${id}` : undefined,
    }))
  return {
    view: 'study/model',
    status: statusOf(form),
    page: {
      title: t('study.elements.title'),
      lead: t('study.elements.lead', { subject: inWordsOf(study, t.language).subject || study.name }),
      wide: true,
      centre: t('study.model.centre'),
      figure: modelFigure(elements.map(({ name }) => name)),
      elements: elements.map(({ id, name, explanation }) => ({
        id,
        name,
        explanation,
        questions: asked(questions.filter(({ element_id }) => element_id === id)),
        edit: `${base}/elements/${id}`,
        ask: `${base}/questions/new?part=element&element_id=${id}`,
      })),
      parts: freeParts.map((part) => ({
        name: t(`study.part.${part}`),
        questions: asked(questions.filter((question) => question.part === part)),
        ask: `${base}/questions/new?part=${part}`,
      })),
      form,
      action: `${base}/elements`,
      mayEdit,
      csv: csvOf(seat, 'elements', elements),
      back: base,
    },
  }
}

type Place = { part: string; element_id: string | null }
type QuestionPage = Page<
  'study/question',
  { form: Form; action: string; place: Place; removal: string | undefined; back: string }
>

/** One question as a form. */
export function questionPage(
  t: Translate,
  seat: Seat,
  { place, id, elements }: { place: Place; id: string | undefined; elements: Items },
  form: Form,
): QuestionPage {
  const base = baseOf(seat)
  const element = elements.find((one) => one.id === place.element_id)
  return {
    view: 'study/question',
    status: statusOf(form),
    page: {
      title: id ? t('study.question.change') : t('study.question.new'),
      lead: element?.name ?? t(`study.part.${place.part}` as Key),
      form,
      action: id ? `${base}/questions/${id}` : `${base}/questions`,
      place,
      removal: id && `${base}/questions/${id}/removal`,
      back: `${base}/elements`,
    },
  }
}
