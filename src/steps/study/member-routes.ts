import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { blankForm, type Form, refusedField, refusedForm } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import type { Key } from '../../text/text.ts'
import { Member, NewMember } from './input.ts'
import { membersPage } from './member-page.ts'
import { deleteMember, insertMember, membersOf, updateMember } from './member-queries.ts'

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
    handle: (visit) => {
      const input = Member.safeParse(visit.body)
      if (!input.success) return showMembers(visit, refusedForm(visit.t, visit.body, input.error))
      const { db, seat, param } = visit
      if (isOwnKey(visit, input.data)) return refuseMember(visit, 'study.member.ownKeys')
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
    handle: (visit) => {
      const { db, seat, param } = visit
      return unlessLast(visit, () => change(db, seat, (tx) => deleteMember(tx, seat, param('member'))))
    },
  },
]

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
    if (!(error instanceof Conflict)) throw error
    return refuseMember(visit, 'study.member.lastLead')
  }
  return { redirect: `/studies/${visit.seat.studyId}/study/members`, notice: 'saved' as const }
}
