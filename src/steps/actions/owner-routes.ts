import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer, Notice } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import { insertMail } from '../../mail/outbox.ts'
import { doorOf } from '../../method/roles.ts'
import { textIn } from '../../text/text.ts'
import { evidenceFor, evidencePhotoWith } from '../findings/queries.ts'
import { checkOf, Move, Owner, SeenOwner } from './input.ts'
import { ownerMail } from './mail.ts'
import { ownActionsPage, ownerLinkPage, ownerPage } from './owner-page.ts'
import {
  deleteOwner,
  endOwnerLinks,
  insertOwnerLink,
  ownerLinksOf,
  ownerWith,
  updateOwner,
} from './owner-queries.ts'
import { actionsOf, actionWith, findingsUnder, historyOf, type Action } from './queries.ts'
import { isAgreed, isDone } from './rules.ts'
import { changeState, insertCheck } from './writing-queries.ts'

const base = '/studies/:study/actions/owners/:owner'

/** Who take something up, for the team. */
const ofTeam: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'actions.edit',
    handle: (visit) => showOwner(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Owner.safeParse(body)
      if (!input.success) return showOwner(visit, refusedForm(t, body, input.error))
      const seen = SeenOwner.safeParse(body)
      if (!seen.success) return showOwner(visit, refusedForm(t, body, seen.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateOwner(tx, seat, param('owner'), seen.data.version, input.data)),
        (form) => showOwner(visit, form),
        { redirect: pathOf(visit), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${base}/links`,
    door: 'account',
    may: 'actions.edit',
    handle: async ({ db, seat, t, now, param, deps }) => {
      const owner = await ownerWith(db, seat, param('owner'))
      const { token } = await change(db, seat, (tx) => insertOwnerLink(tx, seat, owner.id, now))
      const { baseUrl } = deps
      const link = `${baseUrl}/${doorOf.owner}/${token}`
      return ownerLinkPage(t, seat, owner, { link, loopback: isLoopback(baseUrl), baseUrl })
    },
  },
  {
    method: 'post',
    path: `${base}/links/removal`,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id } = await ownerWith(db, seat, param('owner'))
      await change(db, seat, (tx) => endOwnerLinks(tx, seat, id))
      return { redirect: pathOf(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/invitation`,
    door: 'account',
    may: 'actions.edit',
    handle: sendLink,
  },
  {
    method: 'post',
    path: `${base}/removal`,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      try {
        await change(db, seat, (tx) => deleteOwner(tx, seat, param('owner')))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return { ...(await showOwner(visit, refusedField(t, {}, '', 'actions.ownerUsed'))), status: 409 }
      }
      return { redirect: `/studies/${seat.studyId}/actions`, notice: 'removed' }
    },
  },
]

const own = '/studies/:study/owners/:person'

/** What an owner sees and says. */
const ofOwner: StudyRoute[] = [
  {
    method: 'get',
    path: own,
    door: 'owner',
    may: 'actions.read',
    handle: (visit) => showOwn(visit, undefined),
  },
  {
    method: 'get',
    path: `${own}/photos/:photo`,
    door: 'owner',
    may: 'actions.read',
    handle: async ({ db, seat, param, deps }) => {
      const { id, large } = await evidencePhotoWith(db, seat, 'leaders', param('photo'))
      const shown = await evidenceOfOwn({ db, seat })
      if (!shown.some(({ photos }) => photos.some((photo) => photo.id === id)))
        throw new NotFound('not under an own action point')
      return storedPicture(deps.storage, large)
    },
  },
  {
    method: 'post',
    path: `${own}/actions/:action/checks`,
    door: 'owner',
    may: 'actions.check',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const { id, state } = await actionWith(db, seat, param('action'))
      const input = checkOf(state).safeParse(body)
      if (!input.success) return showOwn(visit, { id, form: refusedForm(t, body, input.error) })
      await change(db, seat, (tx) => insertCheck(tx, seat, id, input.data))
      return toOwn(visit, isDone(state) || input.data.standing === 'on_track' ? 'saved' : 'helpAsked')
    },
  },
  {
    method: 'post',
    path: `${own}/actions/:action/states`,
    door: 'owner',
    may: 'actions.check',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const { id } = await actionWith(db, seat, param('action'))
      const input = Move.safeParse(body)
      if (!input.success) throw new Conflict('no such state')
      const move = { to: input.data.to, who: 'owner', text: '' } as const
      await change(db, seat, (tx) => changeState(tx, seat, id, move, t.day(seat.at)))
      return toOwn(visit, 'saved')
    },
  },
]

export const ownerRoutes: StudyRoute[] = [...ofTeam, ...ofOwner]

function pathOf({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/actions/owners/${param('owner')}`
}

function toOwn({ seat, param }: Visit, notice: Notice): Answer {
  const home = `/studies/${seat.studyId}/owners/${seat.personId}`
  return { redirect: `${home}#action-${param('action')}`, notice }
}

/** The action points that somebody takes up: to which that person said yes. */
async function actionsBy({ db, seat }: Visit, ownerId: string): Promise<Action[]> {
  return (await actionsOf(db, seat)).filter(({ owner_id }) => owner_id === ownerId)
}

/** Puts a mail with what was agreed and a link in the outbox; without an address or anything agreed, says so. */
async function sendLink(visit: Visit): Promise<Answer> {
  const { db, seat, at, deps, param } = visit
  const owner = await ownerWith(db, seat, param('owner'))
  const agreed = (await actionsBy(visit, owner.id)).filter(isAgreed)
  const { email: address, language } = owner
  if (address === null) return showOwner(visit, refusedField(visit.t, {}, 'email', 'people.emailNeeded'))
  if (agreed.length === 0) return showOwner(visit, refusedField(visit.t, {}, '', 'actions.nothingAgreed'))
  const mail = ownerMail(textIn(language, deps.timeZone), owner, seat.studyName, agreed, at)
  await change(db, seat, async (tx) => {
    const to = { studyId: seat.studyId, personId: owner.id, role: 'owner' as const }
    await insertMail(tx, { to, address, language, template: 'owner', ...mail }, at)
    return { id: owner.id }
  })
  deps.outbox.poke()
  return { redirect: pathOf(visit), notice: 'sent' }
}

async function showOwner(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const owner = await ownerWith(db, seat, param('owner'))
  const { name, email, language } = owner
  const stored = filledForm({ name, email, language, version: versionOf({ name, email, language }) })
  const parts = {
    actions: await actionsBy(visit, owner.id),
    links: await ownerLinksOf(db, seat, owner.id),
  }
  return ownerPage(t, seat, owner, parts, shownForm(stored, form))
}

/** What the findings under the action points of the owner in this seat rest on, as far as leaders may see it. */
async function evidenceOfOwn({ db, seat }: Pick<Visit, 'db' | 'seat'>) {
  const ids = (await actionsOf(db, seat)).map(({ id }) => id)
  const findings = [...(await findingsUnder(db, seat, ids)).values()].flat()
  const evidence = await evidenceFor(db, seat, 'leaders')
  return findings.flatMap(({ id }) => evidence.get(id) ?? [])
}

async function showOwn({ db, seat, t }: Visit, refused: { id: string; form: Form } | undefined) {
  const actions = await actionsOf(db, seat)
  const ids = actions.map(({ id }) => id)
  const parts = {
    actions,
    entries: await historyOf(db, seat, ids),
    findings: await findingsUnder(db, seat, ids),
    evidence: await evidenceFor(db, seat, 'leaders'),
  }
  return ownActionsPage(t, seat, parts, refused)
}
