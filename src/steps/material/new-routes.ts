import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, typedIn, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { previewPage } from '../../http/spoken-preview.ts'
import { incomingText, writtenText, type Incoming } from '../../http/spoken-text.ts'
import { materialKinds } from '../../method/lists.ts'
import { traceIn } from '../../method/material-forms.ts'
import { participantsOf } from '../people/queries.ts'
import { factsOf } from './facts-input.ts'
import { kindsPage } from './facts-page.ts'
import { saveFacts } from './facts-queries.ts'
import { NewMaterial, NewMirror } from './input.ts'
import { namedForm, unseenNames } from './mirror-page.ts'
import { namesIn } from './naming-queries.ts'
import { newMaterialPage } from './page.ts'
import { insertMaterial } from './queries.ts'

const base = '/studies/:study/material'

/** Texts that are added, each kind by its own short form. */
export const newTextRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/new`,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: (visit): Page | Promise<Page> => {
      const kind = materialKinds.find((one) => one === visit.query('kind'))
      return kind ? showNew(visit, filledForm({ kind })) : kindsPage(visit.t, visit.seat)
    },
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    body: 'file',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const isMirror = typedIn(body).kind === 'mirror'
      // Of a mirror conversation notes are written: no file, and nobody who speaks by a name.
      const incoming = isMirror ? writtenText(body) : await incomingText(visit)
      if ('refused' in incoming) return showNew(visit, incoming.refused)
      const { typed, shown, spoken, speakers } = incoming
      const texts = `/studies/${seat.studyId}/material`
      const again = (form: Form) =>
        typed.speakers === undefined ? showNew(visit, form) : preview(incoming, form.problems)
      const preview = (known: Extract<Incoming, { typed: unknown }>, problems?: Form['problems']) =>
        previewPage(t, { action: texts, back: texts }, known, problems)
      const input = (isMirror ? NewMirror : NewMaterial).safeParse(typed)
      if (!input.success) return again(refusedForm(t, shown.typed, input.error))
      const facts = factsOf(input.data.kind).safeParse(typed)
      if (!facts.success) return showNew(visit, refusedForm(t, shown.typed, facts.error))
      const { title, text } = input.data
      const whole = `${title}\n${text}\n${facts.data.permission}`
      const trace = isMirror ? traceIn(whole) : undefined
      if (trace !== undefined)
        return showNew(visit, refusedField(t, shown.typed, 'text', 'facts.traceRefused', { trace }))
      const names = isMirror ? unseenNames(await namesIn(db, seat, whole), body) : []
      if (names.length > 0) return showNew(visit, namedForm(t, shown.typed, names))
      if (!incoming.isConfirmed) return preview(incoming)
      try {
        const { id } = await change(db, seat, async (tx) => {
          const added = await insertMaterial(tx, seat, { ...input.data, turns: spoken.turns, speakers })
          await saveFacts(tx, seat, added.id, 0, facts.data)
          return added
        })
        return { redirect: `${texts}/${id}`, notice: 'added' }
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        return showNew(visit, refusedField(t, shown.typed, 'person_id', 'material.noConsent'))
      }
    },
  },
]

async function showNew({ db, seat, t }: Visit, form: Form) {
  const kind = materialKinds.find((one) => one === form.typed.kind)
  const people = (await participantsOf(db, seat, { limit: 10_000 })).filter(
    ({ takes_part, words_withdrawn_at }) => takes_part === 1 && words_withdrawn_at === null,
  )
  return newMaterialPage(t, seat, kind, people, form)
}
