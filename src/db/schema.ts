import type { Generated, GeneratedAlways, Insertable, Kysely, Transaction } from 'kysely'
import type { Language } from '../method/languages.ts'
import type {
  ActionState,
  Angle,
  AssemblyAnswer,
  ConsentWay,
  Device,
  DepictedKind,
  FindingKind,
  MaterialKind,
  MirrorSpeaker,
  PermissionGiver,
  PhotoKind,
  QuotationStanding,
  ReadBackAnswer,
  OpenRung,
  PassageKind,
  PassageOutcome,
  Rung,
  SessionKind,
  SessionState,
  SpeakerRole,
  Standing,
  Relation,
  TalkState,
  Verdict,
} from '../method/lists.ts'
import type { ItemKind, MeetingState, RemarkKind } from '../method/meetings.ts'
import type { Preparation } from '../method/preparations.ts'
import type { Role } from '../method/roles.ts'
import type { TakenWhy } from '../method/taken.ts'

/** The database. Reads ask for it, or for a Tx. */
export type Db = Kysely<Schema>

/** A row as it is put into a table. */
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>

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
    /** The example study that it was made for, and goes with. */
    example_of: string | null
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
    /** Children or young people take part themselves. */
    with_young: Flag
    /** JSON: OtherWords of method/both-languages.ts. */
    other_words: string
    is_example: Flag
    made_at: string
    version: number
  }
  /** What taking part asks of a person, added up for the invitation. */
  asked_times: { study_id: string; position: number; what: string; minutes: number }
  /** What was settled before the study began, or noted about it. */
  preparations: {
    study_id: string
    item: Preparation
    note: string
    /** Null while it is not settled. */
    done_on: string | null
    done_by: string | null
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
    ended_why: 'renewed' | 'revoked' | null
    /** Until when it stands in for the second key, once. */
    fresh_until: string | null
    /** Of the typeable form, where it was printed on a card. */
    code_hash: string | null
  }
  visits: {
    id: string
    token_hash: string
    account_id: string | null
    account_since: string | null
    account_seen_at: string | null
    seen_at: string
  }
  visit_seats: {
    visit_id: string
    study_id: string
    person_id: string
    role: Role
    link_id: string
    /** When the second key was last used in this browser. */
    key_at: string | null
  }
  second_keys: {
    study_id: string
    person_id: string
    code_hash: string
    chosen_at: string
    /** Wrong ones in a row. */
    tries: number
    /** Before which none is taken. */
    next_at: string
  }
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
    /** When it was tried last; null before that. */
    tried_at: string | null
    sent_at: string | null
    problem: string | null
    /** Whether it was kept, as there was no mail server, or went out; null while waiting, and of old. */
    was_kept: Flag | null
    /** A calendar file that goes along. */
    calendar: string | null
  }
  study_texts: {
    study_id: string
    key: string
    language: Language
    text: string
    /** Null while it is as it was proposed. */
    changed_at: string | null
  }
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
    /** When this person said that all photos are in. */
    ready_at: string | null
    version: number
  }
  traits: { id: string; study_id: string; name: string; position: number; is_mirrored: Flag }
  trait_values: { id: string; study_id: string; trait_id: string; name: string; position: number }
  /** The network in counts, by team (null: in none) or by a value of a trait. */
  network_counts: {
    id: string
    study_id: string
    /** Null where it was not counted by organisation. */
    organisation_id: string | null
    team_id: string | null
    trait_id: string | null
    value_id: string | null
    people: number
  }
  sample_plans: {
    study_id: string
    /** How many people are asked. */
    size: number
    by_organisation: Flag
    by_team: Flag
    /** Two seats for each organisation at least. */
    two_each: Flag
    version: number
  }
  participant_values: { study_id: string; person_id: string; trait_id: string; value_id: string }
  former_teams: { study_id: string; person_id: string; team_id: string | null; until_on: string }
  volunteers: { study_id: string; person_id: string }
  replacements: { study_id: string; person_id: string; replaced_id: string }
  /** Why a study holds a list of names. */
  name_lists: { study_id: string; reason: string; made_at: string; made_by: string }
  colleagues: {
    id: string
    study_id: string
    name: string
    email: string | null
    organisation_id: string | null
    team_id: string | null
  }
  /** What a column with this head was said to hold; nothing where it was said not to be used. */
  known_columns: { study_id: string; head: string; field: string | null; trait_id: string | null }
  colleague_values: { study_id: string; colleague_id: string; trait_id: string; value_id: string }
  asked_colleagues: { study_id: string; colleague_id: string; person_id: string }
  sample_draws: {
    id: string
    study_id: string
    seed: string
    wanted: number
    pool: number
    /** JSON: pairs of a value and how many of its seats were open. */
    seats: string
    made_at: string
    made_by: string
  }
  drawn_colleagues: {
    study_id: string
    draw_id: string
    colleague_id: string
    /** JSON: the values of then. */
    qualities: string
    place: number | null
  }
  drawn_numbers: { study_id: string; number: number }
  reminder_days: { study_id: string; days_before: number; foreseen_on: string | null }
  reminder_runs: { study_id: string; day: string; people: number; at: string }
  reminders: { study_id: string; person_id: string; nth: number; at: string }
  revoked_seats: { study_id: string; person_id: string; role: Role }
  /** `talk_on` is the first day, of what is planned too. */
  first_talks: { study_id: string; person_id: string; talk_on: string | null; is_held: Flag }
  people_to_remind: {
    study_id: string
    person_id: string
    number: number
    name: string
    email: string
    language: Language
    takes_part: Flag | null
    /** How many reminders this person had, and when the last was written. */
    had: number
    last_at: string | null
    /** The day of the first talk, held or planned. */
    talk_on: string | null
    invited_at: string
    /** Of the invitations by mail, null where there is none: the last that was sent, and how they stand. */
    sent_at: string | null
    waits: Flag | null
    is_sending: Flag | null
    is_sent: Flag | null
    has_left: Flag | null
    /** Whether a link was opened, or stands on a card; null where there is none. */
    is_known: Flag | null
  }
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
  consents: Consent & {
    /** When the person took back all own words. */
    words_withdrawn_at: string | null
    /** When the team asked for the text of now, of who agreed to an older one. */
    asked_anew_at: string | null
  }
  paper_agreements: {
    study_id: string
    person_id: string
    signed_on: string
    /** A file. */
    scan: string | null
    made_at: string
    made_by: string
    version: number
  }
  consent_entries: Consent & {
    id: string
    way: ConsentWay
    /** The day on the paper, or on which it was said; null for the own page. */
    signed_on: string | null
    /** When it turned out to have been written down wrongly. What it said is gone. */
    undone_at: string | null
  }
  /** A signed paper with answers to what the team asked to use after the talk. */
  answer_papers: {
    id: string
    study_id: string
    person_id: string
    signed_on: string
    /** A file. */
    scan: string | null
    made_at: string
    made_by: string
  }
  /** On which paper the answer of now was given. */
  photo_paper_answers: { study_id: string; photo_id: string; paper_id: string }
  quotation_paper_answers: { study_id: string; quotation_id: string; paper_id: string }
  erasures: {
    id: string
    study_id: string
    at: string
    /** Null when people did it themselves. */
    by_id: string | null
    reason: string
    /** When nothing was left of it in the file of the database. */
    purged_at: string | null
  }
  erased_links: { token_hash: string; at: string; why: 'person' | 'study' }
  readings: { key: string; at: string }
  files: { name: string; study_id: string; type: string; bytes: number }
  files_to_remove: { name: string; since: string }
  files_unclaimed: { name: string; seen_at: string }
  announced_photos: AnnouncedPhoto
  announced_photos_for_researchers: AnnouncedPhoto
  photos: Photo
  photo_people: {
    id: string
    study_id: string
    photo_id: string
    kind: DepictedKind
    /** In a word, never a name. */
    who: string
    permission: 'yes' | 'asked' | 'no'
    rung: Rung
    guardian: Flag
    added_at: string
  }
  photos_for_researchers: PhotoInSight
  photos_if_given: SharedPhoto & {
    most_place: number
  }
  photos_for_participants: SharedPhoto
  photos_for_leaders: SharedPhoto
  photos_for_everyone: SharedPhoto
  photo_groups: { id: string; study_id: string; title: string; position: number; version: number }
  grouped_photos: GroupedPhoto
  grouped_photos_for_researchers: GroupedPhoto
  blur_requests: BlurRequest
  blur_requests_for_researchers: BlurRequest
  photos_in_use: { study_id: string; photo_id: string }
  material_kinds: { code: MaterialKind }
  materials: Material
  materials_for_researchers: Material
  material_versions: MaterialVersion
  material_versions_for_researchers: MaterialVersion
  pseudonyms: {
    id: string
    study_id: string
    kind: 'researcher' | 'person' | 'organisation' | 'team' | 'place' | 'name'
    /** The words without capitals and accents. */
    words_key: string
    original: string
    replacement: string
    /** Whose name it is, where the study knows. */
    person_id: string | null
    colleague_id: string | null
    made_at: string
    made_by: string
  }
  pseudonym_counts: { study_id: string; kind: string; last: number }
  name_checks: { study_id: string; material_id: string; checked_at: string; checked_by: string }
  names_to_purge: { material_id: string; at: string }
  original_settings: { study_id: string; keeps: Flag; version: number }
  material_originals: MaterialOriginal
  material_originals_for_researchers: MaterialOriginal
  text_indexes: { material_id: string; study_id: string; reading: number }
  material_facts: MaterialFacts
  material_facts_for_researchers: MaterialFacts
  search_units: SearchUnit
  search_units_for_researchers: SearchUnit & { person_id: string | null; kind: MaterialKind }
  speaker_roles: { code: SpeakerRole }
  material_speakers: MaterialSpeaker
  material_speakers_for_researchers: MaterialSpeaker
  interviews: Interview
  interviews_for_researchers: Interview
  appointments_of_stopped: Pick<
    Interview,
    ('study_id' | 'id' | 'person_id' | 'held_on' | 'starts_at' | 'minutes' | 'place' | 'online') | 'sequence'
  > & { interviewer: null; writer: null }
  talks_out_of_sight: Pick<Interview, 'study_id' | 'id' | 'person_id'>
  interview_writers: { study_id: string; interview_id: string; person_id: string }
  interview_changes: InterviewChange
  coded_talks: { study_id: string; interview_id: string }
  answered_talks: { study_id: string; interview_id: string }
  agenda_links: { account_id: string; token_hash: string; made_at: string }
  interview_notes: InterviewNote
  interview_notes_for_researchers: InterviewNote & { person_id: string }
  other_notes: OtherNote
  other_notes_for_researchers: OtherNote & { person_id: string; writer: string }
  talk_times: TalkTimes
  talk_times_for_researchers: TalkTimes
  talk_marks: TalkMark
  talk_marks_for_researchers: TalkMark & { person_id: string }
  logbook_lines: LogbookLine
  logbook_lines_for_researchers: LogbookLine & { person_id: string }
  laid_photos: LaidPhoto
  laid_photos_for_researchers: LaidPhoto
  recording_parts: RecordingPart
  recording_parts_for_researchers: RecordingPart & { person_id: string }
  recording_pieces: RecordingPiece
  recording_pieces_for_researchers: RecordingPiece
  recordings_kept: {
    study_id: string
    interview_id: string
    person_id: string
    confirmed_at: string | null
    /** Null where only somebody removes it. */
    days: number | null
    is_agreed: Flag
    /** When the agreement ended. Means nothing where it did not. */
    gone_at: string | null
    /** When the last of its sound came in. */
    last_at: string | null
  }
  recordings_due: { study_id: string; interview_id: string; seen_at: string }
  confirmed_texts: {
    study_id: string
    interview_id: string
    confirmed_at: string
    confirmed_by: string | null
  }
  recording_terms: { study_id: string; days: number | null; version: number }
  interview_texts: InterviewText
  table_links: TableLink
  interview_texts_for_researchers: InterviewText
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
  quotations_if_given: SharedQuotation
  quotations_for_participants: SharedQuotation
  quotations_for_leaders: SharedQuotation
  quotations_for_everyone: SharedQuotation
  quotation_photos: { study_id: string; quotation_id: string; photo_id: string }
  /** PostgreSQL counts in texts. */
  asked_things: {
    study_id: string
    person_id: string
    asked: number | string
    answered: number | string
  }
  reading_dates: ReadingDate
  readings_back: Pick<
    ReadingDate,
    'study_id' | 'person_id' | 'read_by' | 'asked_at' | 'mailed_at' | 'reminded_at'
  > & { asked: number | string; answered: number | string }
  text_wishes: { study_id: string; person_id: string; wished_at: string }
  opened_texts: OpenedText
  opened_texts_for_researchers: OpenedText
  passages: Passage
  passages_for_researchers: Passage
  left_out_quotations: { study_id: string; passage_id: string; quotation_id: string }
  codings: Coding
  codings_for_researchers: Coding
  finding_kinds: { code: FindingKind }
  findings: {
    id: string
    study_id: string
    category_id: string | null
    kind: FindingKind
    title: string
    text: string
    /** For whom it holds. */
    holds_for: string
    state: 'draft' | 'ready'
    /** How much of its evidence was taken away for good since somebody last looked. */
    fallen: number
    made_at: string
    version: number
  }
  finding_quotations: { study_id: string; finding_id: string; quotation_id: string }
  finding_quotations_for_researchers: Schema['quotations_for_researchers'] & { finding_id: string }
  finding_quotations_for_participants: SharedQuotation & { finding_id: string }
  finding_quotations_for_leaders: SharedQuotation & { finding_id: string }
  finding_quotations_for_everyone: SharedQuotation & { finding_id: string }
  finding_photos: { study_id: string; finding_id: string; photo_id: string }
  finding_photos_for_researchers: PhotoInSight & { finding_id: string }
  finding_photos_for_participants: SharedPhoto & { finding_id: string }
  finding_photos_for_leaders: SharedPhoto & { finding_id: string }
  finding_photos_for_everyone: SharedPhoto & { finding_id: string }
  recommendations: {
    id: string
    study_id: string
    category_id: string | null
    text: string
    by_whom: string
    to_whom: string
    timing: string
    made_at: string
    version: number
  }
  recommendation_findings: { study_id: string; recommendation_id: string; finding_id: string }
  development_points: { id: string; study_id: string; text: string; made_at: string; version: number }
  point_findings: { study_id: string; point_id: string; finding_id: string }
  session_kinds: { code: SessionKind }
  session_states: { code: SessionState }
  feedback_sessions: {
    id: string
    study_id: string
    kind: SessionKind
    state: SessionState
    /** Up to which its findings show their evidence. */
    rung: OpenRung
    held_on: string | null
    place: string
    /** How many dots everyone has. */
    dots: number
    /** How many people are there, as the facilitator counts them. */
    present: number | null
    /** Dots are placed in the open and counted by hand. */
    is_open_ballot: Flag
    /** While it is open or its results are shown. */
    join_code: string | null
    said: string
    made_at: string
    version: number
  }
  session_findings: {
    study_id: string
    session_id: string
    finding_id: string
    position: number
    said: string
  }
  session_points: {
    study_id: string
    session_id: string
    point_id: string
    position: number
    outcome: 'discussed' | null
    said: string
    /** Counted by hand, where the ballot is open. */
    paper_dots: number | null
  }
  attendances: {
    study_id: string
    session_id: string
    person_id: string
    /** In which browser; null when the session is closed. */
    visit_id: string | null
  }
  /** One dot each, numbered from 1 for each person. */
  dots: { study_id: string; session_id: string; person_id: string; number: number; point_id: string }
  action_states: { code: ActionState }
  standings: { code: Standing }
  verdicts: { code: Verdict }
  subjects: { id: string; study_id: string; name: string; explanation: string; position: number }
  action_points: {
    id: string
    study_id: string
    state: ActionState
    title: string
    what: string
    /** A person with the seat of an owner. */
    owner_id: string | null
    said_yes: Flag
    helpers: string
    /** Who may decide when it sticks. */
    mandate: string
    /** What will be different when it has worked. */
    different: string
    /** How one sees whether it works. */
    follow: string
    every_weeks: 4 | 6 | 8 | 12 | null
    /** When one looks first. */
    look_on: string | null
    fixed_place: string
    /** When it counts as having its fixed place. */
    fixed_when: string
    due_on: string | null
    subject_id: string | null
    issue_id: string | null
    session_id: string | null
    point_id: string | null
    agreed_on: string | null
    embedded_on: string | null
    /** Why it was stopped. */
    reason: string
    made_at: string
    version: number
  }
  action_findings: { study_id: string; action_id: string; finding_id: string }
  action_versions: {
    study_id: string
    action_id: string
    version: number
    /** JSON: what was agreed until then, by column. */
    agreed: string
    until_at: string
    by_id: string
  }
  action_entries: {
    id: string
    study_id: string
    action_id: string
    at: string
    by_id: string
    kind: 'state' | 'check'
    state: ActionState | null
    standing: Standing | null
    verdict: Verdict | null
    text: string
  }
  assembly_answers: { code: AssemblyAnswer }
  meetings: {
    id: string
    study_id: string
    name: string
    held_on: string | null
    place: string
    introduction: string
    state: MeetingState
    made_at: string
    version: number
  }
  meeting_members: { study_id: string; meeting_id: string; person_id: string; invited_at: string | null }
  agenda_items: {
    id: string
    study_id: string
    meeting_id: string
    kind: ItemKind
    title: string
    text: string
    minutes: number | null
    action_id: string | null
    position: number
    /** What came of it, where no answer was asked. */
    outcome: string
    answer: AssemblyAnswer | null
    reason: string
    answered_at: string | null
    answered_by: string | null
    version: number
  }
  remarks: {
    id: string
    study_id: string
    meeting_id: string
    /** Null when it is about the papers as a whole. */
    item_id: string | null
    person_id: string
    kind: RemarkKind
    text: string
    at: string
    reply: string
    replied_at: string | null
    replied_by: string | null
  }
  promises: {
    id: string
    study_id: string
    meeting_id: string
    who: string
    what: string
    due_on: string | null
    is_done: Flag
    version: number
  }
  guides: {
    study_id: string
    title: string
    preface: string
    reflection: string
    reflection_by: string
    new_questions: string
    method: string
    makers: string
    published_at: string | null
    /** JSON: what was counted when it was published. */
    figures: string | null
    version: number
  }
  guide_photos: { study_id: string; photo_id: string; position: number }
  guide_findings: { study_id: string; finding_id: string }
  guide_recommendations: { study_id: string; recommendation_id: string }
  things_in_sight: {
    study_id: string
    person_id: string | null
    kind: TakenKind
    thing_id: string
    position: number
    since: string
    rung_place: number
  }
  places_shown: PlaceShown & { study_id: string; person_id: string | null; thing_id: string }
  /** That something went out of sight that others could see; person, id and number are null where all was erased. */
  taken_things: {
    id: string
    study_id: string
    person_id: string | null
    kind: TakenKind
    thing_id: string | null
    nth: number | null
    why: TakenWhy
    at: string
  }
  taken_places: PlaceShown & { study_id: string; taken_id: string; position: number }
}

type TakenKind = PhotoKind | 'quotation'

/** Where others could see something. */
export type PlaceShown = {
  place: 'session' | 'action' | 'meeting' | 'guide' | 'export'
  place_id: string
  /** The kind of a session or an export, or the name of the place. */
  words: string
  held_on: string | null
  /** The finding at which it stood there; empty where it stood by itself. */
  beside: string
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
  /** The person asked that the own name stands with it. */
  with_name: Flag
  version: number
  /** When its person took it back. */
  withdrawn_at: string | null
  /** Where it stands since its text was corrected. */
  standing: QuotationStanding
  /** Where other words came in its place, while that is to be looked at. */
  proposed_start: number | null
  proposed_end: number | null
  /** The version of its text for which its place was looked up. */
  placed_for: number
}

type ReadingDate = {
  study_id: string
  person_id: string
  /** The last day on which an answer is awaited. */
  read_by: string
  asked_at: string
  asked_by: string
  /** When a mail about it was put into the outbox, and when the one that reminds. */
  mailed_at: string | null
  reminded_at: string | null
  version: number
}

type OpenedText = {
  study_id: string
  material_id: string
  person_id: string
  /** The last day on which it can be read. */
  until_on: string
  opened_at: string
  opened_by: string
}

type Passage = {
  id: string
  study_id: string
  material_id: string
  person_id: string
  kind: PassageKind
  /** In UTF-16 code units of the text as it is stored. */
  start_offset: number
  end_offset: number
  /** Nothing of it is left in the text. */
  is_gone: Flag
  words: string
  remark: string
  said_at: string
  outcome: PassageOutcome | null
  /** What the researcher says to the person. */
  answer: string
  handled_at: string | null
  handled_by: string | null
  version: number
}

type SharedQuotation = Pick<Quotation, 'id' | 'study_id' | 'words'> & Named

/** The name of whose it is, where that person asked for it. */
type Named = { name: string | null }

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
  /** Who says what, and when: see method/turns.ts. */
  turns: Generated<string>
}

type MaterialOriginal = {
  material_id: string
  study_id: string
  title: string
  text: string
  turns: string
  /** As JSON. */
  speakers: string
  kept_at: string
}

type MaterialFacts = {
  material_id: string
  study_id: string
  on_day: string | null
  minutes: number | null
  place: string
  /** Who were there, in roles. */
  present: string
  present_count: number | null
  source: string
  spoken_by: MirrorSpeaker | null
  permitted_by: PermissionGiver | null
  /** How and when permission was given. */
  permission: string
  version: number
}

type SearchUnit = {
  id: GeneratedAlways<number>
  study_id: string
  material_id: string
  start_offset: number
  end_offset: number
  speaker: number | null
  words: string
  stems: string
}

type MaterialVersion = {
  study_id: string
  material_id: string
  version: number
  text: string
  until_at: string
  turns: Generated<string>
  /** Who replaced it, where that is known. */
  until_by: string | null
}

type MaterialSpeaker = {
  study_id: string
  material_id: string
  number: number
  name: string
  role: SpeakerRole
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
  starts_at: string | null
  minutes: number | null
  /** An address of https, where the talk is online. */
  online: string
  state: TalkState
  asks_relation: Relation | null
  writes_relation: Relation | null
  /** How often what the participant sees of the appointment changed. */
  sequence: number
  mailed_at: string | null
  unsuited_at: string | null
  unsuited_words: string
}

type InterviewChange = {
  id: string
  study_id: string
  interview_id: string
  from_state: TalkState
  to_state: TalkState
  by_id: string | null
  at: string
  /** How a text was read back, where no answer shows it. */
  words: string
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

type RecordingPart = {
  id: string
  study_id: string
  interview_id: string
  /** Made by who sends: the same one is the same part. */
  mark: string
  origin: 'recorded' | 'sent'
  type: string
  begun_at: string
  /** When the last piece of it came in. */
  last_at: string
  made_by: string | null
  /** How many there are, once the sender said that no more come. */
  pieces: number | null
  /** Of how many pieces it was last tried to make one file. */
  tried: number
  file: string | null
  /** How long it lasts, once it is one file. */
  milliseconds: number | null
  removed_at: string | null
  /** Since when the clock sees that it is half a file that has had its time. */
  half_seen_at: string | null
}

type RecordingPiece = {
  study_id: string
  part_id: string
  seq: number
  file: string
  bytes: number
  sha256: string
  until_ms: number | null
}

type OtherNote = {
  study_id: string
  interview_id: string
  client_id: string
  spot: string
  photo_id: string | null
  element_id: string | null
  text: string
  written_by: string
  written_at: string
}

type TalkTimes = { study_id: string; interview_id: string; began_at: string; ended_at: string | null }

type TalkMark = { study_id: string; interview_id: string; client_id: string; at: string; word: string }

type LogbookLine = {
  study_id: string
  interview_id: string
  written_by: string
  touched: string
  my_part: string
  written_at: string
  version: number
}

type InterviewText = { study_id: string; interview_id: string; material_id: string; person_id: string }

type Consent = {
  study_id: string
  person_id: string
  text_id: string | null
  takes_part: Flag
  may_record: Flag
  keep_posted: Flag
  at: string
}

type SharedPhoto = Pick<
  PhotoInSight,
  'id' | 'study_id' | 'kind' | 'words' | 'width' | 'height' | 'large' | 'thumb'
> &
  Named

/** A photo that was chosen and has not arrived. */
type AnnouncedPhoto = {
  study_id: string
  person_id: string
  /** The mark that the photo will bear. */
  client_id: string
  bytes: number
  device: Device
  announced_at: string
}

/** What a view makes of a photo: it tells a drawing from a picture that was taken. */
type PhotoInSight = Omit<Photo, 'kind' | 'is_drawing' | 'client_id' | 'checksum' | 'withdrawn_at'> & {
  kind: PhotoKind
  /** How far the people on it let it go, as a place among the rungs; null when nobody was named. */
  people_place: number | null
  /** Somebody is on it who may be on no photo of this study. */
  has_refused: Flag
  /** One of the others on it did not say yes. */
  has_unsaid: Flag
  /** The team waits for something on it to be made unrecognisable. */
  is_to_blur: Flag
  /** How far it can go, whatever its person says, as a place among the rungs. */
  most_place: number
}

type GroupedPhoto = { study_id: string; photo_id: string; group_id: string | null; moved: string }

/** A link to add photos to a talk while it is held. */
type TableLink = { study_id: string; interview_id: string; token_hash: string; until: string }

type BlurRequest = { study_id: string; photo_id: string; reason: string; asked_at: string }

type Photo = {
  id: string
  study_id: string
  person_id: string
  /** Made by the browser: the same one with the same checksum is the same photo, sent again. */
  client_id: string
  checksum: string
  kind: 'picture' | 'text'
  /** That it is to be taken to the talk. */
  is_brought: Flag
  /** Of a picture: that it was drawn. */
  is_drawing: Flag
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
  /** A researcher laid it on the table. */
  by_team: Flag
  withdrawn_at: string | null
  /** When the team asked to use it. */
  wished_at: string | null
  answer: ReadBackAnswer | null
  rung: Rung
  remark: string
  /** The person asked that the own name stands with it. */
  with_name: Flag
  version: number
}
