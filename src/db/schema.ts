import type { Kysely, Transaction } from 'kysely'
import type { Language } from '../method/languages.ts'
import type { Angle, MaterialKind, ReadBackAnswer, Rung } from '../method/lists.ts'
import type { Role } from '../method/roles.ts'

/** The database. Reads ask for it, or for a Tx. */
export type Db = Kysely<Schema>

/** An open transaction. Every write asks for one, and only change() hands it out. */
export type Tx = Transaction<Schema>

export type Flag = 0 | 1

/**
 * The tables and views of migrations/, as rows. Ids are UUID version 7; times are ISO 8601 in UTC, ending in `_at`
 * or `_since`; dates are YYYY-MM-DD, ending in `_on` or `_by`.
 */
export type Schema = {
  roles: { code: string }
  house: { id: string }
  accounts: {
    id: string
    email: string
    name: string
    password_hash: string | null
    language: Language
    is_administrator: Flag
    is_researcher: Flag
    made_at: string
    ended_at: string | null
  }
  account_links: { token_hash: string; account_id: string | null; expires_at: string }
  studies: {
    id: string
    name: string
    language: Language
    subject: string
    question: string
    working_definition: string
    network_name: string
    /** JSON: Terms of method/template.ts. */
    terms: string
    commissioner: string
    contact_name: string
    contact: string
    responsible: string
    privacy_officer: string
    key_holder: string
    keep_recording: string
    keep_data: string
    photos_by: string | null
    min_photos: number
    max_photos: number
    small_group: number
    is_example: Flag
    made_at: string
    version: number
  }
  people: {
    id: string
    study_id: string
    account_id: string | null
    name: string
    email: string | null
    language: Language
    made_at: string
  }
  seats: { study_id: string; person_id: string; role: Role; sees_names: Flag; reads_raw: Flag }
  links: {
    id: string
    study_id: string
    person_id: string
    role: Role
    token_hash: string
    made_at: string
    used_at: string
    opened_at: string | null
    ended_at: string | null
  }
  visits: {
    id: string
    token_hash: string
    account_id: string | null
    account_since: string | null
    account_seen_at: string | null
    seen_at: string
  }
  visit_seats: { visit_id: string; study_id: string; person_id: string; role: Role; link_id: string }
  audit_log: {
    id: string
    at: string
    study_id: string | null
    actor: 'seat' | 'account' | 'system' | 'stranger'
    actor_id: string | null
    role: Role | null
    action: string
    outcome: 'done' | 'read' | 'refused'
    /** JSON: ids. */
    subjects: string
    /** JSON: names of columns. */
    fields: string
  }
  answers: { key: string; location: string | null; at: string }
  mails: {
    id: string
    study_id: string | null
    person_id: string | null
    role: Role | null
    account_id: string | null
    address: string
    language: Language
    template: string
    subject: string
    /** With {link} and the like in the place of links: these are minted while sending. */
    body: string
    state: 'waiting' | 'sending' | 'sent' | 'failed'
    tries: number
    due_at: string
    made_at: string
    sent_at: string | null
    problem: string | null
  }
  study_texts: { study_id: string; key: string; language: Language; text: string }
  issues: { id: string; study_id: string; name: string; position: number }
  organisations: { id: string; study_id: string; name: string; position: number }
  teams: {
    id: string
    study_id: string
    name: string
    begins_on: string | null
    ends_on: string | null
    successor_id: string | null
    position: number
  }
  categories: { id: string; study_id: string; name: string; explanation: string; position: number }
  elements: { id: string; study_id: string; name: string; explanation: string; position: number }
  questions: {
    id: string
    study_id: string
    part: 'opening' | 'element' | 'follow_up' | 'closing' | 'looking'
    element_id: string | null
    text: string
    deeper: string
    position: number
  }
  participants: {
    study_id: string
    person_id: string
    number: number
    organisation_id: string | null
    team_id: string | null
    invited_at: string | null
    version: number
  }
  drawn_numbers: { study_id: string; number: number }
  angles: { code: Angle }
  rungs: { code: Rung; place: number }
  agreement_texts: {
    id: string
    study_id: string
    language: Language
    checksum: string
    text: string
    made_at: string
  }
  consents: Consent
  consent_entries: Consent & { id: string }
  readings: { key: string; at: string }
  files: { name: string; study_id: string; type: string; bytes: number }
  files_to_remove: { name: string; since: string }
  files_unclaimed: { name: string; seen_at: string }
  photos: Photo
  photos_for_researchers: Photo
  photos_for_participants: SharedPhoto
  photos_for_leaders: SharedPhoto
  photos_for_everyone: SharedPhoto
  material_kinds: { code: MaterialKind }
  materials: Material
  materials_for_researchers: Material
  material_versions: MaterialVersion
  material_versions_for_researchers: MaterialVersion
  interviews: Interview
  interviews_for_researchers: Interview
  interview_notes: InterviewNote
  interview_notes_for_researchers: InterviewNote & { person_id: string }
  laid_photos: LaidPhoto
  laid_photos_for_researchers: LaidPhoto
  codes: {
    id: string
    study_id: string
    /** Null where it stands for a side of the model or for a category, whose id it then bears. */
    name: string | null
    explanation: string
    element_id: string | null
    category_id: string | null
    made_at: string
    version: number
  }
  codebook: {
    id: string
    study_id: string
    kind: 'element' | 'category' | 'free'
    place: number
    name: string
    explanation: string
    position: number
    version: number
  }
  code_parents: { study_id: string; code_id: string; parent_id: string }
  quotations: Quotation
  quotations_for_researchers: Quotation & {
    person_id: string | null
    /** That of its text. */
    title: string
    photo_id: string | null
  }
  quotations_for_participants: SharedQuotation
  quotations_for_leaders: SharedQuotation
  quotations_for_everyone: SharedQuotation
  quotation_photos: { study_id: string; quotation_id: string; photo_id: string }
  codings: Coding
  codings_for_researchers: Coding
}

type Quotation = {
  id: string
  study_id: string
  material_id: string
  /** In UTF-16 code units of the text as it is stored. */
  start_offset: number
  end_offset: number
  words: string
  made_at: string
  made_by: string
  /** When the team asked to use it. */
  wished_at: string | null
  answer: ReadBackAnswer | null
  rung: Rung
  remark: string
  version: number
}

type SharedQuotation = Pick<Quotation, 'id' | 'study_id' | 'words'>

type Coding = { study_id: string; quotation_id: string; code_id: string; coder_id: string; made_at: string }

type Material = {
  id: string
  study_id: string
  /** Whose words these are; null where they are nobody's own. */
  person_id: string | null
  kind: MaterialKind
  title: string
  text: string
  made_at: string
  made_by: string
  version: number
}

type MaterialVersion = {
  study_id: string
  material_id: string
  version: number
  text: string
  until_at: string
}

type LaidPhoto = { study_id: string; interview_id: string; photo_id: string; element_id: string }

type Interview = {
  id: string
  study_id: string
  person_id: string
  held_on: string | null
  place: string
  interviewer_id: string | null
  made_at: string
  version: number
}

type InterviewNote = {
  study_id: string
  interview_id: string
  /** `talk`, `photo:ID` or `side:ID`. */
  spot: string
  photo_id: string | null
  element_id: string | null
  text: string
  version: number
}

type Consent = {
  study_id: string
  person_id: string
  text_id: string | null
  takes_part: Flag
  may_record: Flag
  keep_posted: Flag
  at: string
}

type SharedPhoto = Pick<Photo, 'id' | 'study_id' | 'kind' | 'words' | 'width' | 'height' | 'large' | 'thumb'>

type Photo = {
  id: string
  study_id: string
  person_id: string
  /** Made by the browser: the same one with the same checksum is the same photo, sent again. */
  client_id: string
  checksum: string
  kind: 'picture' | 'text'
  words: string
  angle: Angle | null
  is_own: Flag
  is_recognisable: Flag
  position: number
  /** In pixels, upright; null for a text. */
  width: number | null
  height: number | null
  master: string | null
  large: string | null
  thumb: string | null
  added_at: string
  withdrawn_at: string | null
  /** When the team asked to use it. */
  wished_at: string | null
  answer: ReadBackAnswer | null
  rung: Rung
  remark: string
  version: number
}
