import { hashOf, newToken } from '../../access/tokens.ts'
import { newId } from '../../db/new-id.ts'
import type { Flag, Schema } from '../../db/schema.ts'
import { proposal } from '../../method/template.ts'
import type { LinkRole, Role } from '../../method/roles.ts'
import { agreementText } from '../../steps/people/agreement.ts'
import { checksumOf } from '../../steps/people/consent-queries.ts'
import { placesOf } from '../../steps/people/mail.ts'
import type { Study } from '../../steps/study/queries.ts'
import { textIn } from '../../text/text.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

/** Who else leads the study: the account that asked for the example. */
export type Lead = { accountId: string; name: string; email: string }

/** The doors into the example by link, each with its token, which is kept nowhere else. */
export type Doors = Record<'participant' | 'owner' | 'assembly', string>

/** All people of the study with their seats. `accounts` has the id of each member's account by key. */
export function peopleRows(
  draft: Draft,
  study: Study,
  accounts: ReadonlyMap<string, { id: string; email: string }>,
  lead: Lead | undefined,
): { rows: Rows; doors: Doors } {
  const { studyId: study_id, randomId, at } = draft
  const rows = { people: [] as Schema['people'][], seats: [] as Schema['seats'][] }
  const add = (key: string, name: string, role: Role, more: Partial<Added> = {}) => {
    const { email = null, account_id = null, sees = [0, 0], week = -39 } = more
    const person = { id: randomId(key), study_id, account_id, name, email, language: 'nl' as const }
    rows.people.push({ ...person, made_at: at(week) })
    rows.seats.push({ study_id, person_id: person.id, role, sees_names: sees[0], reads_raw: sees[1] })
  }
  for (const { key, name, role, seesNames, readsRaw } of facts.members) {
    const account = accounts.get(key)
    const sees: [Flag, Flag] = [seesNames ? 1 : 0, readsRaw ? 1 : 0]
    add(key, name, role, { email: account?.email ?? null, account_id: account?.id ?? null, sees, week: -46 })
  }
  if (lead) add('lead', lead.name, 'lead', { email: lead.email, account_id: lead.accountId, sees: [1, 1] })
  for (const { number, name, email } of facts.participants) add(`P${number}`, name, 'participant', { email })
  for (const { key, owner } of facts.actionPoints)
    add(`owner:${key}`, owner.name, 'owner', { email: owner.email, week: -23 })
  for (const { key, name, email } of facts.directors) add(key, name, 'assembly', { email, week: -16 })
  const opened = facts.participants.map(({ number }) => link(draft, `P${number}`, 'participant', -38))
  const doors = {
    participant: link(draft, 'P1', 'participant', 0),
    owner: link(draft, 'owner:A4', 'owner', 0),
    assembly: link(draft, 'd1', 'assembly', 0),
  }
  return {
    rows: {
      ...rows,
      ...participation(draft, study),
      links: [...opened, ...Object.values(doors)].map(({ row }) => row),
    },
    doors: {
      participant: doors.participant.token,
      owner: doors.owner.token,
      assembly: doors.assembly.token,
    },
  }
}
type Added = { email: string | null; account_id: string | null; sees: [Flag, Flag]; week: number }

/** A personal link. One of long ago was opened and has ended. */
function link({ studyId: study_id, randomId, at }: Draft, key: string, role: LinkRole, week: number) {
  const token = newToken()
  const made_at = at(week)
  const isOld = week < 0
  const row = {
    ...{ id: newId(), study_id, person_id: randomId(key), role, token_hash: hashOf(token) },
    ...{ made_at, used_at: made_at, opened_at: isOld ? made_at : null, ended_at: isOld ? at(-4) : null },
    ...{ ended_why: isOld ? ('renewed' as const) : null, code_hash: null },
    // Nobody reads the mail of made-up people: their link of today stands in for a code.
    fresh_until: isOld ? null : at(4),
  }
  return { token, row }
}

/** Their numbers, and what they agreed to, word for word. */
function participation({ studyId: study_id, id, randomId, at, on }: Draft, study: Study): Rows {
  const t = textIn('nl', 'Europe/Amsterdam')
  const { texts } = proposal('nl')
  const textOf = (of: Study) => agreementText(texts, placesOf(t, texts, of, { name: '' }), of.commissioner)
  const text_id = id('agreement')
  const first_id = id('agreement:first')
  const agreement = (textId: string, of: Study, made_at: string) => {
    const text = textOf(of)
    const row = { id: textId, study_id, language: 'nl' as const, made_at }
    return { ...row, checksum: checksumOf(text), text: JSON.stringify(text) }
  }
  const consents = facts.participants.map(({ number, mayRecord, agreedBefore }, place) => ({
    ...{ study_id, person_id: randomId(`P${number}`), takes_part: 1 as const },
    ...{
      text_id: agreedBefore ? first_id : text_id,
      may_record: mayRecord ? (1 as const) : (0 as const),
      keep_posted: 1 as const,
      at: at(agreedBefore ? -39 : -38, place * 7),
    },
  }))
  return {
    participants: facts.participants.map(({ number, organisation, team }) => ({
      ...{ study_id, person_id: randomId(`P${number}`), number, version: 1 },
      ...{
        organisation_id: id(`organisation:${organisation}`),
        team_id: id(`team:${team}`),
        ...{ invited_at: at(-39), ready_at: at(-37) },
      },
    })),
    drawn_numbers: facts.participants.map(({ number }) => ({ study_id, number })),
    agreement_texts: [
      agreement(first_id, { ...study, keep_recording: facts.study.keepRecordingBefore }, at(-39)),
      agreement(text_id, study, at(-38)),
    ],
    consents: consents.map((consent) => ({
      ...{ ...consent, words_withdrawn_at: null },
      asked_anew_at: consent.text_id === first_id ? at(-37) : null,
    })),
    paper_agreements: facts.participants
      .filter(({ onPaper }) => onPaper)
      .map(({ number }) => ({
        ...{ study_id, person_id: randomId(`P${number}`), signed_on: on(-38), scan: null },
        ...{ made_at: at(-38, number * 7), made_by: randomId('r1'), version: 1 },
      })),
    consent_entries: consents.map((consent, place) => ({
      ...{ ...consent, id: newId(), undone_at: null },
      ...(facts.participants[place]?.onPaper
        ? { way: 'paper' as const, signed_on: on(-38) }
        : { way: 'own' as const, signed_on: null }),
    })),
  }
}
