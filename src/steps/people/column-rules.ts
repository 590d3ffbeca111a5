import { plain } from '../../method/plain.ts'

/** What a column of a list can say of somebody in every study. */
export const plainColumns = [
  'name',
  'firstName',
  'infix',
  'lastName',
  'email',
  'organisation',
  'team',
] as const
export type PlainColumn = (typeof plainColumns)[number]

/** What a name is put together from, in this order, where no column has it whole. */
export const nameParts = ['firstName', 'infix', 'lastName'] as const

/** A head without capitals, accents, blanks and marks: "E-mail adres:" is emailadres. */
export function headOf(head: string): string {
  return plain(head).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Whether a head, as `headOf` writes it, is a usual one for what a column says. */
export function isHeadOf(column: PlainColumn, word: string): boolean {
  return wordsFor[column].split(' ').includes(word)
}

const wordsFor: Record<PlainColumn, string> = {
  name:
    'wie naam namen volledigenaam voorenachternaam naammedewerker medewerker medewerkers collega werknemer persoon ' +
    'professional who name names fullname displayname employee employeename colleague staff staffmember person',
  firstName: 'voornaam voornamen roepnaam firstname givenname forename',
  infix: 'tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv infix nameprefix',
  lastName: 'achternaam familienaam geslachtsnaam lastname surname familyname',
  email:
    'email emailadres mail mailadres emailwerk werkmail epost emailaddress emails mailaddress workemail businessemail',
  organisation:
    'organisatie organisaties organisatienaam eigenorganisatie moederorganisatie werkgever instelling stichting bedrijf ' +
    'organisation organization homeorganisation homeorganization employer company institution',
  team: 'team teams teamnaam wijkteam buurtteam wijk buurt gebied teamname neighbourhood neighborhood district area',
}
