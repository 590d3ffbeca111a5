import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { memberRoles } from '../../method/roles.ts'
import type { Translate } from '../../text/text.ts'
import type { membersOf } from './member-queries.ts'
import { baseOf, type Choice } from './page.ts'

type Members = Awaited<ReturnType<typeof membersOf>>
type MembersPage = Page<
  'study/members',
  {
    members: {
      name: string
      email: string
      role: string
      roleName: string
      seesNames: boolean
      readsRaw: boolean
      action: string
      isYourself: boolean
    }[]
    roles: Choice[]
    form: Form
    action: string
    mayEdit: boolean
    back: string
  }
>

/** Who does this study, and who of them may see names and raw text. */
export function membersPage(t: Translate, seat: Seat, members: Members, form: Form): MembersPage {
  const action = `${baseOf(seat)}/members`
  return {
    view: 'study/members',
    status: statusOf(form),
    page: {
      title: t('study.members.title'),
      lead: t('study.members.lead'),
      wide: true,
      members: members.map(({ id, name, email, role, sees_names, reads_raw }) => ({
        name,
        email: email ?? '',
        role,
        roleName: t(`roles.${role}`),
        seesNames: sees_names === 1,
        readsRaw: reads_raw === 1,
        action: `${action}/${id}`,
        isYourself: id === seat.personId,
      })),
      roles: memberRoles.map((value) => ({
        value,
        text: t(`roles.${value}`),
        hint: t(`roles.${value}.hint`),
      })),
      form,
      action,
      mayEdit: may(seat.role, 'members.edit'),
      back: baseOf(seat),
    },
  }
}
