import { accountPolicy, policy } from './access/policy.ts'
import { accountRoutes } from './doors/accounts.ts'
import { departureRoutes } from './doors/departures.ts'
import { houseRoutes } from './doors/house.ts'
import { joinRoutes } from './doors/join.ts'
import { passwordRoutes } from './doors/password.ts'
import { cardDoorRoutes } from './doors/card-door.ts'
import { personalLinkRoutes } from './doors/personal-links.ts'
import { profileRoutes } from './doors/profile.ts'
import { secondKeyRoutes } from './doors/second-key.ts'
import { setUpRoutes } from './doors/set-up.ts'
import { signInRoutes } from './doors/sign-in.ts'
import type { Route } from './http/route.ts'
import { memberRoles } from './method/roles.ts'
import { routes as home } from './overview/home/routes.ts'
import { routes as plan } from './overview/plan/routes.ts'
import { routes as actions } from './steps/actions/routes.ts'
import { itemRoutes } from './steps/assembly/item-routes.ts'
import { memberRoutes } from './steps/assembly/member-routes.ts'
import { papersRoutes } from './steps/assembly/papers-routes.ts'
import { routes as assembly } from './steps/assembly/routes.ts'
import { codebookRoutes } from './steps/coding/codebook-routes.ts'
import { routes as coding } from './steps/coding/routes.ts'
import { takenBackRoutes } from './steps/coding/taken-back-routes.ts'
import { routes as feedback } from './steps/feedback/routes.ts'
import { routes as findings } from './steps/findings/routes.ts'
import { routes as guide } from './steps/guide/routes.ts'
import { logbookRoutes } from './steps/interviews/logbook-routes.ts'
import { routes as interviews } from './steps/interviews/routes.ts'
import { keepingRoutes, recordingRoutes } from './steps/interviews/recording-routes.ts'
import { tableLinkRoutes, tableRoutes } from './steps/interviews/table-routes.ts'
import { agendaFeedRoutes, agendaRoutes } from './steps/interviews/agenda-routes.ts'
import { stateRoutes } from './steps/interviews/state-routes.ts'
import { talkRoutes } from './steps/interviews/talk-routes.ts'
import { textRoutes } from './steps/interviews/text-routes.ts'
import { typingRoutes } from './steps/interviews/typing-routes.ts'
import { routes as material } from './steps/material/routes.ts'
import { factsRoutes } from './steps/material/facts-routes.ts'
import { newTextRoutes } from './steps/material/new-routes.ts'
import { originalRoutes } from './steps/material/original-routes.ts'
import { pseudonymRoutes } from './steps/material/pseudonym-routes.ts'
import { searchRoutes } from './steps/material/search-routes.ts'
import { versionRoutes } from './steps/material/version-routes.ts'
import { routes as mirror } from './overview/mirror/routes.ts'
import { routes as mails } from './overview/mails/routes.ts'
import { keptRoutes } from './overview/own/kept-routes.ts'
import { paperAnswerRoutes } from './overview/paper/routes.ts'
import { shownRoutes } from './overview/shown/routes.ts'
import { groupRoutes } from './overview/wall/group-routes.ts'
import { wallRoutes } from './overview/wall/routes.ts'
import { routes as own } from './overview/own/routes.ts'
import { agreementRoutes } from './steps/people/agreement-routes.ts'
import { colleagueRoutes } from './steps/people/colleague-routes.ts'
import { consentRoutes } from './steps/people/consent-routes.ts'
import { drawRoutes } from './steps/people/draw-routes.ts'
import { eraseRoutes } from './steps/people/erase-routes.ts'
import { inviteRoutes } from './steps/people/invite-routes.ts'
import { cardRoutes } from './steps/people/card-routes.ts'
import { linkRoutes } from './steps/people/link-routes.ts'
import { networkRoutes } from './steps/people/network-routes.ts'
import { planRoutes } from './steps/people/plan-routes.ts'
import { renewalRoutes } from './steps/people/renewal-routes.ts'
import { letterRoutes } from './steps/people/letter-routes.ts'
import { reminderRoutes } from './steps/people/reminder-routes.ts'
import { consentFormRoutes } from './steps/people/consent-form-routes.ts'
import { paperRoutes } from './steps/people/paper-routes.ts'
import { saidRoutes } from './steps/people/said-routes.ts'
import { undoRoutes } from './steps/people/undo-routes.ts'
import { routes as people } from './steps/people/routes.ts'
import { unlistRoutes } from './steps/people/unlist-routes.ts'
import { announcedRoutes as announcedPhotos } from './steps/photos/announced-routes.ts'
import { blurRoutes, ownBlurRoutes } from './steps/photos/blur-routes.ts'
import { archiveRoutes } from './steps/photos/archive-routes.ts'
import { orderRoutes as photoOrder } from './steps/photos/order-routes.ts'
import { ownRoutes as ownPhotos } from './steps/photos/own-routes.ts'
import { peopleOnPhotoRoutes } from './steps/photos/people-routes.ts'
import { readyRoutes } from './steps/photos/ready-routes.ts'
import { routes as photos } from './steps/photos/routes.ts'
import { routes as study } from './steps/study/routes.ts'

/** All that can be asked: the doors, the steps in the order of the method, and the pages that look over them. */
export const routes: readonly Route[] = [
  ...houseRoutes,
  ...setUpRoutes,
  ...signInRoutes,
  ...passwordRoutes,
  ...profileRoutes,
  ...accountRoutes,
  ...cardDoorRoutes,
  ...personalLinkRoutes,
  ...departureRoutes,
  ...secondKeyRoutes,
  ...joinRoutes,
  ...tableLinkRoutes,
  ...study,
  ...plan,
  ...networkRoutes,
  ...planRoutes,
  ...colleagueRoutes,
  ...unlistRoutes,
  ...drawRoutes,
  // Before the people, of whom each has an address of this shape.
  ...mirror,
  ...people,
  ...linkRoutes,
  ...renewalRoutes,
  ...cardRoutes,
  ...inviteRoutes,
  ...letterRoutes,
  ...reminderRoutes,
  ...agreementRoutes,
  ...consentRoutes,
  ...announcedPhotos,
  ...eraseRoutes,
  ...consentFormRoutes,
  ...paperRoutes,
  ...saidRoutes,
  ...undoRoutes,
  ...readyRoutes,
  ...ownPhotos,
  ...ownBlurRoutes,
  ...peopleOnPhotoRoutes,
  ...archiveRoutes,
  ...photoOrder,
  ...wallRoutes,
  ...groupRoutes,
  ...photos,
  ...blurRoutes,
  ...searchRoutes,
  ...newTextRoutes,
  ...factsRoutes,
  ...pseudonymRoutes,
  ...originalRoutes,
  ...material,
  ...versionRoutes,
  ...keepingRoutes,
  ...recordingRoutes,
  // Before the talks: the own logbook stands at an address of their shape.
  ...logbookRoutes,
  ...interviews,
  ...talkRoutes,
  ...tableRoutes,
  ...agendaRoutes,
  ...agendaFeedRoutes,
  ...stateRoutes,
  ...textRoutes,
  ...typingRoutes,
  ...codebookRoutes,
  ...coding,
  ...takenBackRoutes,
  ...findings,
  ...feedback,
  ...actions,
  ...memberRoutes,
  ...assembly,
  ...itemRoutes,
  ...papersRoutes,
  ...guide,
  ...home,
  ...mails,
  ...own,
  ...keptRoutes,
  ...paperAnswerRoutes,
  ...shownRoutes,
]

/** A line for each: who comes in there, by which door, with what right, and what is needed beside it. */
export function routeLines(): string[] {
  return routes.map((route) => {
    const { method, path, door, may } = route
    const needs = 'needs' in route ? ` needs:${route.needs}` : ''
    return `${method.toUpperCase()} ${path} ${door} ${may} ${rolesWith(door, may).join(',')}${needs}`
  })
}

/** Who has the right and comes in by that door. */
function rolesWith(door: Route['door'], right: Route['may']): readonly string[] {
  if (right === 'anyone') return [right]
  if (!(right in policy)) return accountPolicy[right as keyof typeof accountPolicy]
  const atDoor: readonly string[] =
    door === 'account' ? memberRoles : [door === 'table' ? 'participant' : door]
  return Object.keys(policy[right as keyof typeof policy]).filter((role) => atDoor.includes(role))
}
