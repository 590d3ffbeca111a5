import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { filledForm, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { saidWays } from '../../method/lists.ts'
import { paperOf, undoPaper } from './paper-queries.ts'
import { lastBy, markOf } from './paper-rules.ts'
import { participantWith } from './queries.ts'
import { Undoing } from './said-input.ts'
import { undoSaid, needSeen } from './said-queries.ts'
import { heardOf } from './said-routes.ts'
import { undoPage } from './undo-page.ts'

const kinds = ['paper-consent', 'said'] as const
type Kind = (typeof kinds)[number]

/** Taking out what a researcher wrote down at the wrong person, or wrongly: a paper, or what somebody said. */
export const undoRoutes: StudyRoute[] = kinds.flatMap((kind): StudyRoute[] => {
  const path = `/studies/:study/people/:participant/${kind}/removal`
  return [
    {
      method: 'get',
      path,
      door: 'account',
      may: 'people.edit',
      needs: 'names',
      handle: (visit) => show(visit, kind, undefined),
    },
    {
      method: 'post',
      path,
      door: 'account',
      may: 'people.edit',
      needs: 'names',
      handle: (visit) => undo(visit, kind),
    },
  ]
})

async function undo(visit: Visit, kind: Kind) {
  const { db, seat, t, body, deps } = visit
  const { person, said } = await wronglySaid(visit, kind)
  const input = Undoing.safeParse(body)
  if (!input.success) return show(visit, kind, refusedForm(t, body, input.error))
  const { version } = input.data
  return unlessOvertaken(
    visit,
    async () => {
      await change(db, seat, async (tx) => {
        if (kind === 'paper-consent') return undoPaper(tx, seat, person.id, version)
        await needSeen(tx, seat, person.id, version)
        return undoSaid(tx, seat, person.id, said?.id ?? '')
      })
      await unlinkRemoved(db, deps.storage)
    },
    (form) => show(visit, kind, form),
    { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'removed' },
  )
}

async function show(visit: Visit, kind: Kind, form: Form | undefined) {
  const { seat, t, trail } = visit
  const { person, said, all, version } = await wronglySaid(visit, kind)
  const brought = (await trail('participant', [person.id])).get(person.id) ?? []
  const stored = filledForm({ version })
  return undoPage(t, seat, person, { kind, said, all, brought }, shownForm(stored, form))
}

/** The last that was written down of this kind. Throws NotFound when there is none. */
async function wronglySaid(visit: Visit, kind: Kind) {
  const { db, seat, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const all = await heardOf(visit, person.id)
  const paper = kind === 'paper-consent' ? await paperOf(db, seat, person.id) : undefined
  const said = lastBy(all, kind === 'paper-consent' ? ['paper'] : saidWays)
  if (!paper && !said) throw new NotFound('nothing that was written down')
  return { person, said, all, version: markOf(all, paper?.version) }
}
