import type { Example } from './make.ts'

/** The addresses and passwords by which one comes into an example, as programs read them. */
export type WaysIn = {
  study: { id: string; url: string }
  administrator: Example['administrator']
  researcher: Example['researcher']
  participant: { link: string }
  owner: { link: string }
  assembly: { link: string }
  session: { code: string; link: string }
}

/** Makes links of what was made. */
export function waysIn(
  { studyId, administrator, researcher, doors, joinCode }: Example,
  baseUrl: string,
): WaysIn {
  return {
    study: { id: studyId, url: `${baseUrl}/studies/${studyId}` },
    administrator,
    researcher,
    participant: { link: `${baseUrl}/p/${doors.participant}` },
    owner: { link: `${baseUrl}/o/${doors.owner}` },
    assembly: { link: `${baseUrl}/a/${doors.assembly}` },
    session: { code: joinCode, link: `${baseUrl}/s/${joinCode}` },
  }
}

/** The same for whoever typed the command. */
export function guideTo({ study, administrator, researcher, ...links }: WaysIn): string {
  const lines = [
    ['The example study', study.url],
    ['Its lead signs in with', `${researcher.email}  ${researcher.password}`],
    ...(administrator
      ? [['The administrator with', `${administrator.email}  ${administrator.password}`]]
      : []),
    ['A participant', links.participant.link],
    ['Who takes up an action point', links.owner.link],
    ['A member of the assembly', links.assembly.link],
    ['A session that is open', links.session.link],
  ]
  return lines.map(([what = '', where = '']) => `${what.padEnd(30)}${where}`).join('\n')
}
