import type { Seat } from '../access/seat.ts'
import { accountMay, may } from '../access/policy.ts'
import type { Visitor } from '../access/visits.ts'
import { languages } from '../method/languages.ts'
import { isMemberRole } from '../method/roles.ts'
import { steps } from '../method/steps.ts'
import type { Translate } from '../text/text.ts'
import type { Assets } from './assets.ts'
import type { SaidNotice } from './page.ts'

/** What stands around a page: who one is, where one can go, and what was just done. */
export type Frame = {
  language: string
  /** Who is signed in, so that a browser keeps apart what waits of different people; undefined when nobody is. */
  account: string | undefined
  css: string
  sheet: string
  script: string
  home: string
  nav: { href: string; text: string; current: boolean }[]
  study: { name: string; href: string; current: boolean } | undefined
  who: { text: string; href: string | undefined; signOut: SignOut } | undefined
  /** None where changing it would lose what stands here. */
  languages: { code: string; name: string; current: boolean }[]
  path: string
  notice: { kind: 'success'; text: string } | undefined
  footer: { href: string; text: string }[]
  wide: boolean
  /** That the study is made up, and where a lead removes it. */
  example: { removal: string | undefined } | undefined
  status: number
  /** Tells two sendings of one form from one form that is sent twice. */
  once: string
}
type SignOut = { action: string; text: string }

type Around = {
  visitor: Visitor
  seat: Seat | undefined
  path: string
  /** That the page answers what was sent: it cannot be asked for again, so neither in the other language. */
  answersSending: boolean
  notice: SaidNotice | undefined
  assets: Assets
  wide: boolean
  status: number
  once: string
}

/** Makes the frame of a page. A personal link shows its own study only, whoever else is signed in beside it. */
export function frameOf(t: Translate, around: Around): Frame {
  const { visitor, seat, path, notice, assets } = around
  const isMember = seat !== undefined && isMemberRole(seat.role)
  return {
    language: t.language,
    account: visitor.account?.id,
    ...assets,
    home: seat && !isMember ? homeOf(seat) : '/',
    nav: seat ? (isMember ? studyNav(t, seat, path) : []) : accountNav(t, visitor, path),
    study: seat && { name: seat.studyName, href: homeOf(seat), current: isMember && path === homeOf(seat) },
    who: seat && !isMember ? asPerson(t, seat) : asAccount(t, visitor, seat),
    languages: around.answersSending ? [] : languagesOn(t),
    path,
    notice: notice && { kind: 'success', text: t(`notice.${notice.notice}`, { count: notice.count }) },
    footer: [
      { href: '/link-help', text: t('linkHelp.title') },
      { href: '/accessibility', text: t('accessibility.title') },
    ],
    wide: around.wide,
    example: seat?.isExample
      ? { removal: may(seat.role, 'study.remove') ? `${homeOf(seat)}/study/removal` : undefined }
      : undefined,
    status: around.status,
    once: around.once,
  }
}

function languagesOn(t: Translate): Frame['languages'] {
  return languages.map((code) => ({
    code,
    name: t(`layout.language.${code}`),
    current: code === t.language,
  }))
}

/** Where a person of a study begins. */
export function homeOf(seat: Pick<Seat, 'studyId' | 'personId' | 'role'>): string {
  const study = `/studies/${seat.studyId}`
  switch (seat.role) {
    case 'participant':
      return `${study}/participants/${seat.personId}`
    case 'owner':
      return `${study}/owners/${seat.personId}`
    case 'assembly':
      return `${study}/assembly-members/${seat.personId}`
    case 'attendee':
      return `${study}/attendees/${seat.personId}`
    case 'lead':
    case 'researcher':
    case 'advisor':
      return study
  }
}

/** What of a step stands at an address of its own, not below that of the step. */
const beside: Partial<Record<(typeof steps)[number], readonly string[]>> = {
  people: ['invitations', 'previews', 'cards', 'reminders', 'agreements'],
}

function studyNav(t: Translate, { studyId }: Seat, path: string): Frame['nav'] {
  return steps.map((step) => {
    const href = `/studies/${studyId}/${step}`
    const own = [step, ...(beside[step] ?? [])].map((noun) => `/studies/${studyId}/${noun}`)
    const [pathname = ''] = path.split('?')
    const current = own.some((address) => pathname === address || pathname.startsWith(`${address}/`))
    return { href, text: t(`steps.${step}.short`), current }
  })
}

function accountNav(t: Translate, { account }: Visitor, path: string): Frame['nav'] {
  if (!account) return []
  const nav = [{ href: '/', text: t('home.nav'), current: path === '/' }]
  if (accountMay(account.roles, 'accounts.read')) {
    nav.push({ href: '/accounts', text: t('accounts.title'), current: path.startsWith('/accounts') })
  }
  return nav
}

function asPerson(t: Translate, seat: Seat): Frame['who'] {
  const action = `${homeOf(seat)}/departure`
  // Who joined by a code has no name here.
  if (seat.role === 'attendee') {
    return {
      text: t('layout.asAttendee'),
      href: undefined,
      signOut: { action, text: t('layout.leaveSession') },
    }
  }
  const text = t('layout.asPerson', { name: seat.personName, role: t(`roles.${seat.role}`) })
  return {
    text,
    href: undefined,
    signOut: { action, text: t('layout.notMe', { name: seat.personName }) },
  }
}

function asAccount(t: Translate, { account }: Visitor, seat: Seat | undefined): Frame['who'] {
  if (!account) return undefined
  const text = seat
    ? t('layout.asPerson', { name: account.name, role: t(`roles.${seat.role}`) })
    : t('layout.asAccount', { name: account.name })
  return { text, href: '/profile', signOut: { action: '/sign-out', text: t('layout.signOut') } }
}
