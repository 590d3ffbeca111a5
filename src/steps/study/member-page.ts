import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { memberRoles } from '../../method/roles.ts'
import type { Translate } from '../../text/text.ts'
import type { membersOf } from './member-queries.ts'
import type { Member } from './input.ts'
import type { Loss } from './member-rules.ts'
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

type GivingUpPage = Page<
  'study/giving-up',
  {
    goes: string[]
    stays: string[]
    note: string
    /** The place that was chosen, sent once more. */
    hidden: { name: string; value: string }[]
    action: string
    button: string
    back: string
  }
>

/** Asks before somebody gives up something of their own: what goes, what stays, and who can give it back. */
export function givingUpPage(
  t: Translate,
  seat: Seat,
  lost: readonly Loss[],
  { member, leads }: { member: Member | undefined; leads: readonly string[] },
): GivingUpPage {
  const back = `${baseOf(seat)}/members`
  const [first = 'lead'] = lost
  return {
    view: 'study/giving-up',
    status: 422,
    page: {
      title: t(`study.up.title.${first === 'raw' ? 'names' : first}`),
      goes: lost.map((loss) => t(`study.up.goes.${loss}`)),
      stays: [
        ...(member && first === 'lead' ? [t('study.up.role', { role: t(`roles.${member.role}`) })] : []),
        t('study.up.work'),
      ],
      note: leads.length > 0 ? t('study.up.note', { names: leads.join(', ') }) : t('study.up.nobody'),
      hidden: member
        ? [
            { name: 'role', value: member.role },
            { name: 'sees_names', value: member.sees_names ? '1' : '' },
            { name: 'reads_raw', value: member.reads_raw ? '1' : '' },
          ]
        : [],
      action: `${back}/${seat.personId}${member ? '' : '/removal'}`,
      button: t(`study.up.button.${first === 'raw' ? 'names' : first}`),
      back,
    },
  }
}
