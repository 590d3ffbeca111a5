import type { Schema } from '../../db/schema.ts'

type Pickable<Table extends keyof Schema, Column extends keyof Schema[Table]> = Pick<Schema[Table], Column>

/** All that is kept about a participant, as rows. */
export type KeptRows = {
  person: Pickable<'people', 'name' | 'email' | 'language' | 'made_at'>
  place: Pickable<'participants', 'number' | 'invited_at' | 'ready_at'> & {
    organisation: string | null
    team: string | null
  }
  traits: { trait: string; value: string }[]
  /** Where the person was chosen from a list of names. */
  listed:
    | (Pickable<'colleagues', 'name' | 'email'> & {
        organisation: string | null
        team: string | null
        reason: string
        made_at: string
        values: { trait: string; value: string }[]
        draws: { seed: string; made_at: string; place: number | null }[]
      })
    | undefined
  formerTeams: { team: string | null; until_on: string }[]
  volunteered: boolean
  /** Oldest first; the text is that which was agreed to, as JSON, and null where somebody said no. */
  consents: (Pickable<
    'consent_entries',
    'at' | 'takes_part' | 'may_record' | 'keep_posted' | 'way' | 'signed_on' | 'undone_at'
  > & {
    text: string | null
  })[]
  paper:
    (Pickable<'paper_agreements', 'signed_on' | 'made_at' | 'scan'> & { type: string | null }) | undefined
  /** Papers with answers, oldest first, each with the things that it answers. */
  answerPapers: (Pickable<'answer_papers', 'id' | 'signed_on' | 'made_at' | 'scan'> & {
    type: string | null
  })[]
  /** The paper of each thing that was answered on one. */
  onPaper: { thing: string; paper: string }[]
  /** What others could see and cannot any more, each with where it stood. */
  taken: (Pickable<'taken_things', 'id' | 'kind' | 'nth' | 'why' | 'at'> & {
    places: Pickable<'taken_places', 'place' | 'words' | 'held_on'>[]
  })[]
  depicted: Pickable<
    'photo_people',
    'photo_id' | 'kind' | 'who' | 'permission' | 'rung' | 'guardian' | 'added_at'
  >[]
  announced: Pickable<'announced_photos', 'announced_at' | 'device' | 'bytes'>[]
  photos: Pickable<
    'photos',
    | ('id' | 'kind' | 'is_drawing' | 'words' | 'angle' | 'is_own' | 'is_recognisable' | 'master')
    | ('added_at' | 'by_team' | 'withdrawn_at' | 'wished_at' | 'answer' | 'rung' | 'remark' | 'with_name')
  >[]
  texts: (Pickable<'materials', 'id' | 'kind' | 'title' | 'text' | 'made_at'> & { turns: string })[]
  versions: (Pickable<'material_versions', 'material_id' | 'version' | 'text' | 'until_at'> & {
    turns: string
  })[]
  /** What texts were before names were taken out, where the study keeps that. */
  originals: Pickable<
    'material_originals',
    'material_id' | 'title' | 'text' | 'turns' | 'speakers' | 'kept_at'
  >[]
  speakers: Pickable<'material_speakers', 'material_id' | 'number' | 'name' | 'role'>[]
  talks: Pickable<
    'interviews',
    | ('id' | 'held_on' | 'starts_at' | 'minutes' | 'place' | 'online' | 'made_at' | 'state' | 'mailed_at')
    | ('unsuited_at' | 'unsuited_words')
  >[]
  moves: Pickable<'interview_changes', 'interview_id' | 'from_state' | 'to_state' | 'at' | 'words'>[]
  notes: (Pickable<'interview_notes', 'interview_id' | 'photo_id' | 'text'> & { side: string | null })[]
  laid: { interview_id: string; photo_id: string; side: string }[]
  recordings: (Pickable<
    'recording_parts',
    | ('id' | 'interview_id' | 'origin' | 'type' | 'begun_at' | 'last_at')
    | ('milliseconds' | 'removed_at' | 'file')
  > & { confirmed_at: string | null; days: number | null })[]
  /** Of parts that are not one file yet, in order. */
  recordingPieces: Pickable<'recording_pieces', 'part_id' | 'seq' | 'file' | 'bytes'>[]
  /** What was written in a note beside another text, and nobody chose between yet. */
  others: (Pickable<'other_notes', 'interview_id' | 'photo_id' | 'text' | 'written_at'> & {
    side: string | null
  })[]
  times: Pickable<'talk_times', 'interview_id' | 'began_at' | 'ended_at'>[]
  marks: Pickable<'talk_marks', 'interview_id' | 'at' | 'word'>[]
  quotations: Pickable<
    'quotations',
    | ('id' | 'material_id' | 'words' | 'standing' | 'made_at' | 'wished_at')
    | ('answer' | 'rung' | 'remark' | 'with_name')
  >[]
  readingDate: Pickable<'reading_dates', 'read_by' | 'asked_at' | 'mailed_at' | 'reminded_at'> | undefined
  textWish: Pickable<'text_wishes', 'wished_at'> | undefined
  openedTexts: Pickable<'opened_texts', 'material_id' | 'until_on' | 'opened_at'>[]
  passages: Pickable<
    'passages',
    'material_id' | 'kind' | 'words' | 'remark' | 'said_at' | 'outcome' | 'answer' | 'handled_at'
  >[]
  mails: Pickable<
    'mails',
    'calendar' | 'address' | 'subject' | 'body' | 'state' | 'made_at' | 'sent_at' | 'problem'
  >[]
  links: Pickable<'links', 'made_at' | 'opened_at' | 'used_at' | 'ended_at' | 'ended_why' | 'code_hash'>[]
  code: Pickable<'second_keys', 'chosen_at'> | undefined
  deeds: Pickable<'audit_log', 'at' | 'action' | 'outcome'>[]
}
