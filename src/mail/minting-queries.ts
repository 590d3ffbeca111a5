import { insertAccountLink } from '../access/accounts.ts'
import { insertLink } from '../access/links.ts'
import { keyLasting } from '../access/second-key.ts'
import { hashOf, newToken } from '../access/tokens.ts'
import type { Schema, Tx } from '../db/schema.ts'
import { doorOf, linkRoles, type LinkRole } from '../method/roles.ts'

/** What is sent of a mail, and what takes its links away again when it surely did not go out. */
export type Minted = { text: string; unused: (tx: Tx) => Promise<unknown> }

/** Makes the links of a mail. Their tokens are in what is sent and nowhere else. */
export async function mint(
  tx: Tx,
  mail: Schema['mails'],
  { now, baseUrl }: { now: () => Date; baseUrl: string },
): Promise<Minted> {
  if (!/\{(link|declineLink|photosIn)\}/.test(mail.body))
    return { text: mail.body, unused: () => Promise.resolve() }
  const { study_id: studyId, person_id: personId, role, account_id: accountId } = mail
  if (studyId !== null && personId !== null && isLinkRole(role)) {
    const seat = { studyId, personId, role }
    const link = await insertLink(tx, seat, now(), {
      freshFor: mail.template === 'freshLink' ? keyLasting.mailed : 0,
    })
    const address = `${baseUrl}/${doorOf[role]}/${link.token}`
    const photos = mail.body.includes('{photosIn}') ? await photosOf(tx, studyId, personId) : 0
    return {
      text: setApart(mail.body)
        .replaceAll('{link}', address)
        .replaceAll('{declineLink}', `${address}/no`)
        .replaceAll('{photosIn}', String(photos)),
      unused: (later) => later.deleteFrom('links').where('id', '=', link.id).execute(),
    }
  }
  const token = newToken()
  await insertAccountLink(tx, { accountId, token, now: now(), hours: 24 })
  return {
    text: setApart(mail.body).replaceAll('{link}', `${baseUrl}/password/${token}`),
    unused: (later) => later.deleteFrom('account_links').where('token_hash', '=', hashOf(token)).execute(),
  }
}

/** A study words its mails itself: a stop right after an address would be taken for a part of it. */
function setApart(body: string): string {
  return body.replaceAll(/(\{(?:link|declineLink)\})(?=\S)/g, '$1 ')
}

/** How many photos of somebody are in, at the moment of sending. */
async function photosOf(tx: Tx, studyId: string, personId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('photos_for_researchers')
    .select((row) => row.fn.countAll().as('count'))
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

function isLinkRole(role: string | null): role is LinkRole {
  return (linkRoles as readonly (string | null)[]).includes(role)
}
