import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Interview } from './queries.ts'
import { talkKinds } from './rules.ts'

type NewTextPage = Page<
  'material/new',
  {
    form: Form
    action: string
    kinds: { value: string; text: string }[]
    /** Not asked: the words are of whom the talk is with. */
    people: undefined
    fields: []
    warning: ''
    isMirror: false
    back: string
  }
>

/** A text of a talk to add: pasted, or from a file. */
export function newTextPage(t: Translate, seat: Seat, interview: Interview, form: Form): NewTextPage {
  const talk = `/studies/${seat.studyId}/interviews/${interview.id}`
  return {
    view: 'material/new',
    status: statusOf(form),
    page: {
      title: t('interviews.addTranscript'),
      lead: t('interviews.addTextLead', {
        number: written(interview.number),
        day: interview.held_on ? t.date(interview.held_on) : 'none',
      }),
      form,
      action: `${talk}/texts`,
      kinds: talkKinds.map((value) => ({ value, text: t(`material.kind.${value}`) })),
      people: undefined,
      fields: [],
      warning: '',
      isMirror: false,
      back: talk,
    },
  }
}
