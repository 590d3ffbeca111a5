import { change } from '../../access/change.ts'
import { blankForm, type Form, refusedField, refusedForm, typedIn } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import type { Key } from '../../text/text.ts'
import { Member, NewMember } from './input.ts'
import { givingUpPage, membersPage } from './member-page.ts'
import { deleteMember, insertMember, Lastly, membersOf, updateMember } from './member-queries.ts'
import { isLastly, lossesOf } from './member-rules.ts'

const base = '/studies/:study/study'

/** Who does this study. */
export const studyMemberRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/members`,
    door: 'account',
    may: 'members.read',
    handle: (visit) => showMembers(visit, blankForm),
  },
  {
    method: 'post',
    path: `${base}/members`,
    door: 'account',
    may: 'members.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = NewMember.safeParse(body)
      if (!input.success) return showMembers(visit, refusedForm(t, body, input.error))
      const { email, ...member } = input.data
      let why: 'unknown' | 'known' | undefined
      await change(db, seat, async (tx) => {
        const added = await insertMember(tx, seat, email, member)
        if (typeof added === 'object') return added
        why = added
        return undefined
      })
      if (why) return showMembers(visit, refusedField(t, body, 'email', `study.member.${why}`))
      return { redirect: `/studies/${seat.studyId}/study/members`, notice: 'added' }
    },
  },
  {
    method: 'post',
    path: `${base}/members/:member`,
    door: 'account',
    may: 'members.edit',
    handle: async (visit) => {
      const input = Member.safeParse(visit.body)
      if (!input.success) return showMembers(visit, refusedForm(visit.t, visit.body, input.error))
      const { db, seat, param } = visit
      if (isOwnKey(visit, input.data)) {
        const isAlone = (await otherLeads(visit)).length === 0
        return refuseMember(visit, isAlone ? 'study.member.ownKeysAlone' : 'study.member.ownKeys')
      }
      const asked = await unlessSure(visit, input.data)
      if (asked) return asked
      return unlessLast(visit, () =>
        change(db, seat, (tx) => updateMember(tx, seat, param('member'), input.data)),
      )
    },
  },
  {
    method: 'post',
    path: `${base}/members/:member/removal`,
    door: 'account',
    may: 'members.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const asked = await unlessSure(visit, undefined)
      if (asked) return asked
      const answer = await unlessLast(visit, () =>
        change(db, seat, (tx) => deleteMember(tx, seat, param('member'))),
      )
      // Who left has no page of this study any more.
      const isGone = 'redirect' in answer && param('member') === seat.personId
      return isGone ? { ...answer, redirect: '/' } : answer
    },
  },
]

async function otherLeads({ db, seat }: Visit) {
  return (await membersOf(db, seat)).filter(({ id, role }) => role === 'lead' && id !== seat.personId)
}

/**
 * Asks whoever gives up something of their own whether they are sure, once: nobody gives that to oneself again. The last
 * lead, and the last who sees names, is refused further on, and is not asked.
 */
async function unlessSure(visit: Visit, member: Member | undefined) {
  const { seat, t, body, param } = visit
  if (param('member') !== seat.personId || typedIn(body).sure === 'yes') return undefined
  const leads = await otherLeads(visit)
  const own = { role: 'lead', sees_names: seat.seesNames, reads_raw: seat.readsRaw } as const
  const lost = lossesOf(own, member)
  if (lost.length === 0 || isLastly(lost, seat.seesNames, leads)) return undefined
  return givingUpPage(t, seat, lost, { member, leads: leads.map(({ name }) => name) })
}

async function showMembers({ db, seat, t }: Visit, form: Form) {
  return membersPage(t, seat, await membersOf(db, seat), form)
}

/** Who may see names and whole talks is decided by somebody else. */
function isOwnKey(
  { seat, param }: Visit,
  { sees_names, reads_raw }: { sees_names: boolean; reads_raw: boolean },
) {
  return (
    param('member') === seat.personId && ((sees_names && !seat.seesNames) || (reads_raw && !seat.readsRaw))
  )
}

async function refuseMember(visit: Visit, key: Key) {
  const page = await showMembers(visit, refusedField(visit.t, {}, '', key))
  return { ...page, status: 409 }
}

async function unlessLast(visit: Visit, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Lastly)) throw error
    return refuseMember(visit, `study.member.${error.last === 'lead' ? 'lastLead' : 'lastNames'}`)
  }
  return { redirect: `/studies/${visit.seat.studyId}/study/members`, notice: 'saved' as const }
}
