import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { openRungs } from '../../method/lists.ts'
import type { Language } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import type { Participant } from '../../steps/people/queries.ts'
import type { Translate } from '../../text/text.ts'
import { answerChip, figureOf, namedIn, shownIn, whyOf } from './page.ts'
import type { AskedOf } from './queries.ts'
import { marksFor } from './rules.ts'

type Figure = ReturnType<typeof figureOf>
type Boxes = { question: string; boxes: string[] }
type FormPage = Page<
  'paper/form',
  {
    /** That of whom it is for, which need not be the visitor's. */
    language: Language
    heading: string
    whose: string
    lines: string[]
    rungs: { text: string; hint: string }[]
    things: {
      name: string
      figure: Figure | undefined
      words: string
      asks: Boxes[]
      /** What holds when nothing is ticked. */
      silence: string
      named: string
      remark: string
    }[]
    staysTitle: string
    stays: (Figure & { why: string })[]
    sign: string[]
    contact: string
    back: string
  }
>

/** The paper itself, in the language of whom it is for (`say`): each thing as others would see it, with boxes to cross. */
export function paperFormPage(
  t: Translate,
  seat: Seat,
  { id, number, name }: Participant,
  { asked, say, contact }: { asked: AskedOf; say: Translate; contact: string },
): FormPage {
  const study = `/studies/${seat.studyId}`
  const things = namedIn(say, asked).map(({ one, called }) => {
    const boxes = marksFor(one).filter((mark) => mark !== 'none')
    return {
      name: called,
      ...shownIn(say, study, one, asked),
      asks: [
        {
          question: say(one.kind === 'photo' ? 'photos.mayWeUse' : 'coding.mayWeUse'),
          boxes: boxes.map((mark) => say(`signed.box.${mark}`)),
        },
        ...(one.asksRecognised
          ? [{ question: say('recognised.ask'), boxes: [say('recognised.no'), say('recognised.yes')] }]
          : []),
      ],
      silence:
        one.answer === null
          ? say('signed.form.silence')
          : say('signed.form.now', { now: answerChip(say, one, asked)?.text ?? '' }),
      named: one.most > 1 ? say('named.ask', { name: name ?? '' }) : '',
      remark: say('photos.remark'),
    }
  })
  return {
    view: 'paper/form',
    page: {
      title: t('signed.formOf', { number: written(number) }),
      language: say.language,
      heading: say('signed.form.title'),
      whose: `${written(number)} · ${name ?? ''}`,
      lines: [
        say('signed.form.lead', { study: seat.studyName }),
        say('signed.form.named'),
        say('signed.form.later'),
      ],
      rungs: openRungs.map((rung) => ({
        text: say(`signed.box.${rung}`),
        hint: say(`rungs.${rung}.hint`),
      })),
      things,
      staysTitle: say('signed.stays'),
      stays: asked.stays.map((photo) => ({ ...figureOf(say, study, photo), why: whyOf(say, photo) })),
      sign: [say('signed.form.name'), say('signed.form.day'), say('signed.form.signature')],
      contact: contact === '' ? '' : say('signed.form.contact', { contact }),
      back: `${study}/people/${id}/paper-answers`,
    },
  }
}
