import type { Schema } from '../../db/schema.ts'
import { scanEndings, type ScanType } from '../../files/scans.ts'
import { keptTurns, writeNotation, type Speaker } from '../../method/turns.ts'
import type { Translate } from '../../text/text.ts'

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

/** What the archive holds: texts by the name of their file, and the name of each stored file, a picture or a scan. */
export type KeptArchive = {
  texts: { name: string; content: string }[]
  stored: { name: string; stored: string }[]
  /** Of several stored files, one after the other. */
  joined: { name: string; pieces: { file: string; bytes: number }[] }[]
}

/** Puts what is kept about somebody into files that explain themselves, in the language of the page. */
export function keptArchive(t: Translate, study: string, kept: KeptRows): KeptArchive {
  const photoFile = new Map<string, string>()
  for (const { id, master } of kept.photos) {
    if (master !== null) photoFile.set(id, `${t('kept.folder.photos')}/${photoFile.size + 1}.jpg`)
  }
  const textFile = new Map(
    kept.texts.map(({ id }, index) => [id, `${t('kept.folder.texts')}/${index + 1}.txt`]),
  )
  const agreements = kept.consents.flatMap(({ text }, index) =>
    text === null ? [] : [{ index, name: `${t('kept.folder.agreements')}/${index + 1}.txt`, text }],
  )
  const { paper } = kept
  const scan = paper?.scan
    ? {
        name: `${t('kept.folder.agreements')}/scan.${scanEndings[paper.type as ScanType]}`,
        stored: paper.scan,
      }
    : undefined
  const answerScans = kept.answerPapers.flatMap(({ id, scan, type }, index) =>
    scan === null
      ? []
      : [
          {
            ...{ id, stored: scan },
            name: `${t('kept.folder.answers')}/${index + 1}.${scanEndings[type as ScanType]}`,
          },
        ],
  )
  const sounds = kept.recordings.map(({ id, file, type }, index) => ({
    ...{ id, file, pieces: kept.recordingPieces.filter(({ part_id }) => part_id === id) },
    name: `${t('kept.folder.sound')}/${index + 1}.${endingOf(type)}`,
  }))
  const names = {
    sound: (id: string) =>
      sounds.find((one) => one.id === id && (one.file !== null || one.pieces.length > 0))?.name ?? null,
    answerScan: (id: string) => answerScans.find((one) => one.id === id)?.name ?? null,
    scan: scan?.name ?? null,
    photo: (id: string) => photoFile.get(id) ?? null,
    text: (id: string) => textFile.get(id) ?? null,
    agreement: (index: number) => agreements.find((one) => one.index === index)?.name ?? null,
  }
  return {
    texts: [
      { name: t('kept.file.readme'), content: readme(t, study, kept) },
      { name: t('kept.file.data'), content: `${JSON.stringify(dataOf(study, kept, names), null, 2)}\n` },
      ...agreements.map(({ name, text }) => ({ name, content: spelledOut(text) })),
      ...kept.texts.map((text) => ({
        name: textFile.get(text.id) ?? '',
        content: `${text.title}\n\n${spokenOf(kept, text.id, text)}\n`,
      })),
    ],
    stored: [
      ...(scan ? [scan] : []),
      ...answerScans,
      ...sounds.flatMap(({ name, file }) => (file === null ? [] : [{ name, stored: file }])),
      ...kept.photos.flatMap(({ id, master }) =>
        master === null ? [] : [{ name: photoFile.get(id) ?? '', stored: master }],
      ),
    ],
    joined: sounds.flatMap(({ name, file, pieces }) =>
      file === null && pieces.length > 0 ? [{ name, pieces }] : [],
    ),
  }
}

/** As the type of sound is usually named at the end of a file. */
function endingOf(type: string): string {
  const [, kind = ''] = /^audio\/([\w.+-]+)/.exec(type) ?? []
  const endings: Record<string, string> = { mp4: 'm4a', mpeg: 'mp3', wav: 'wav', webm: 'webm' }
  return endings[kind] ?? 'bin'
}

/** The words of an agreement, one paragraph after the other. */
function spelledOut(text: string): string {
  const paragraphs = Object.values(JSON.parse(text) as Record<string, string | string[]>).flat()
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`
}

type Names = {
  sound: (id: string) => string | null
  answerScan: (id: string) => string | null
  scan: string | null
  photo: (id: string) => string | null
  text: (id: string) => string | null
  agreement: (index: number) => string | null
}

/** The data as an object whose names say what they are. Times are in UTC. */
function dataOf(study: string, kept: KeptRows, names: Names) {
  const { person, place } = kept
  return {
    study,
    you: {
      name: person.name,
      email: person.email,
      language: person.language,
      numberInsteadOfName: place.number,
      organisation: place.organisation,
      team: place.team,
      formerTeams: kept.formerTeams.map(({ team, until_on }) => ({ team, until: until_on })),
      traits: Object.fromEntries(kept.traits.map(({ trait, value }) => [trait, value])),
      volunteered: kept.volunteered,
      addedAt: person.made_at,
      invitedAt: place.invited_at,
      saidAllPhotosAreInAt: place.ready_at,
      choseOwnCodeAt: kept.code?.chosen_at ?? null,
    },
    onListOfNames: kept.listed
      ? {
          name: kept.listed.name,
          email: kept.listed.email,
          organisation: kept.listed.organisation,
          team: kept.listed.team,
          traits: Object.fromEntries(kept.listed.values.map(({ trait, value }) => [trait, value])),
          whyThereIsAList: kept.listed.reason,
          listSince: kept.listed.made_at,
          draws: kept.listed.draws.map(({ seed, made_at, place }) => ({
            ...{ at: made_at, seed, drawn: place !== null },
          })),
        }
      : null,
    agreements: kept.consents.map((consent, index) =>
      consent.undone_at === null
        ? {
            at: consent.at,
            how: consent.way,
            saidOrSignedOn: consent.signed_on,
            takesPart: consent.takes_part === 1,
            recordingAllowed: consent.may_record === 1,
            keptPosted: consent.keep_posted === 1,
            textFile: names.agreement(index),
          }
        : { at: consent.at, how: consent.way, registeredWronglyAndTakenOutAt: consent.undone_at },
    ),
    agreementOnPaper: kept.paper
      ? { signedOn: kept.paper.signed_on, registeredAt: kept.paper.made_at, scanFile: names.scan }
      : null,
    answersOnPaper: kept.answerPapers.map(({ id, signed_on, made_at }) => ({
      ...{ signedOn: signed_on, registeredAt: made_at, scanFile: names.answerScan(id) },
    })),
    outOfSight: kept.taken.map(({ kind, nth, why, at, places }) => ({
      ...{ kind, number: nth, why, at },
      couldBeSeen: places.map(({ place, words, held_on }) => ({ place, name: words, day: held_on })),
    })),
    photosChosenAndNotArrived: kept.announced.map(({ announced_at, device, bytes }) => ({
      ...{ chosenAt: announced_at, device, bytes },
    })),
    photos: kept.photos.map((photo) => ({
      file: names.photo(photo.id),
      kind: photo.is_drawing === 1 ? 'drawing' : photo.kind,
      words: photo.words,
      angle: photo.angle,
      ownPicture: photo.is_own === 1,
      somebodyRecognisable: photo.is_recognisable === 1,
      peopleOnIt: kept.depicted
        .filter(({ photo_id }) => photo_id === photo.id)
        .map(({ kind, who, permission: said, rung, guardian, added_at }) => ({
          ...{ kind, who, permission: said, mayBeSeenBy: rung, guardianSaidYes: guardian === 1 },
          toldAt: added_at,
        })),
      addedAt: photo.added_at,
      addedByResearcher: photo.by_team === 1,
      takenAwayAt: photo.withdrawn_at,
      ...permission(photo),
      answeredOnPaperSignedOn: paperOf(kept, photo),
    })),
    talks: kept.talks.map((talk) => ({
      heldOn: talk.held_on,
      startsAt: talk.starts_at,
      minutes: talk.minutes,
      place: talk.place,
      online: talk.online,
      plannedAt: talk.made_at,
      state: talk.state,
      appointmentMailedAt: talk.mailed_at,
      saidNotToSuitAt: talk.unsuited_at,
      saidWhatWouldSuit: talk.unsuited_words,
      changes: kept.moves
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ from_state, to_state, at, words }) => ({ from: from_state, to: to_state, at, words })),
      notes: kept.notes
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ text, side, photo_id }) => ({
          text,
          atSide: side,
          atPhoto: photo_id === null ? null : names.photo(photo_id),
        })),
      textsBesideNotes: kept.others
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ text, side, photo_id, written_at }) => ({
          ...{ text, writtenAt: written_at, atSide: side },
          atPhoto: photo_id === null ? null : names.photo(photo_id),
        })),
      beganAndEnded: kept.times
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ began_at, ended_at }) => ({ beganAt: began_at, endedAt: ended_at })),
      markedAsImportant: kept.marks
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ at, word }) => ({ at, word })),
      photosLaidOnSides: kept.laid
        .filter(({ interview_id }) => interview_id === talk.id)
        .map(({ photo_id, side }) => ({ photo: names.photo(photo_id), side })),
      soundRecording: kept.recordings
        .filter(({ interview_id }) => interview_id === talk.id)
        .map((part) => ({
          file: names.sound(part.id),
          how: part.origin === 'sent' ? 'file' : 'recorded',
          type: part.type,
          begunAt: part.begun_at,
          lastPieceAt: part.last_at,
          seconds: part.milliseconds === null ? null : part.milliseconds / 1000,
          removedAt: part.removed_at,
          textConfirmedAt: part.confirmed_at,
          daysKeptAfterThat: part.days,
        })),
    })),
    texts: kept.texts.map((text) => ({
      file: names.text(text.id),
      title: text.title,
      kind: text.kind,
      addedAt: text.made_at,
      earlierVersions: kept.versions
        .filter(({ material_id }) => material_id === text.id)
        .map((version) => ({ until: version.until_at, text: spokenOf(kept, text.id, version) })),
      beforeNamesWereTakenOut: kept.originals
        .filter(({ material_id }) => material_id === text.id)
        .map(({ title, speakers, kept_at, ...original }) => ({
          title,
          text: writeNotation(
            { text: original.text, turns: keptTurns(original.turns) },
            JSON.parse(speakers) as Speaker[],
          ),
          keptAt: kept_at,
        })),
      whoSpeaks: kept.speakers
        .filter(({ material_id }) => material_id === text.id)
        .map(({ name, role }) => ({ name, as: role })),
    })),
    quotations: kept.quotations.map((quotation) => ({
      words: quotation.words,
      fromText: names.text(quotation.material_id),
      placeInText: quotation.standing,
      markedAt: quotation.made_at,
      ...permission(quotation),
      answeredOnPaperSignedOn: paperOf(kept, quotation),
    })),
    readingBack: readingBack(kept, names),
    mails: kept.mails.map((mail) => ({
      to: mail.address,
      subject: mail.subject,
      text: mail.body,
      calendarFile: mail.calendar,
      state: mail.state,
      madeAt: mail.made_at,
      sentAt: mail.sent_at,
      problem: mail.problem,
    })),
    personalLinks: kept.links.map((link) => ({
      onACard: link.code_hash !== null,
      madeAt: link.made_at,
      firstButtonPressedAt: link.opened_at,
      lastUsedAt: link.used_at,
      endedAt: link.ended_at,
      endedBecause: link.ended_why,
    })),
    whatYouDidHere: kept.deeds.map(({ at, action, outcome }) => ({ at, what: action, outcome })),
  }
}

function readingBack({ readingDate, textWish, openedTexts, passages }: KeptRows, names: Names) {
  return {
    upToAndIncluding: readingDate?.read_by ?? null,
    askedAt: readingDate?.asked_at ?? null,
    mailedAt: readingDate?.mailed_at ?? null,
    remindedAt: readingDate?.reminded_at ?? null,
    youAskedForTheWholeTextAt: textWish?.wished_at ?? null,
    textsToReadWhole: openedTexts.map(({ material_id, until_on, opened_at }) => ({
      ...{ file: names.text(material_id), upToAndIncluding: until_on, openedAt: opened_at },
    })),
    whatYouSaidOfPassages: passages.map((one) => ({
      ...{ inText: names.text(one.material_id), kind: one.kind, words: one.words, yourRemark: one.remark },
      ...{ saidAt: one.said_at, outcome: one.outcome, answer: one.answer, handledAt: one.handled_at },
    })),
  }
}

type Asked = Pick<Schema['photos'], 'wished_at' | 'answer' | 'rung' | 'remark' | 'with_name'>

function permission({ wished_at, answer, rung, remark, with_name }: Asked) {
  return {
    ...{ permissionAskedAt: wished_at, yourAnswer: answer, mayBeSeenBy: rung, yourRemark: remark },
    withYourName: with_name === 1,
  }
}

/** When the paper was signed on which something was answered; null where it was on none. */
function paperOf({ answerPapers, onPaper }: KeptRows, { id, answer }: { id: string; answer: string | null }) {
  const tie = answer === null ? undefined : onPaper.find(({ thing }) => thing === id)
  return answerPapers.find((paper) => paper.id === tie?.paper)?.signed_on ?? null
}

/** A text with who says what in it, and when. */
function spokenOf(
  { speakers }: KeptRows,
  id: string,
  { text, turns }: { text: string; turns: string },
): string {
  const own = speakers.filter(({ material_id }) => material_id === id)
  return writeNotation({ text, turns: keptTurns(turns) }, own)
}

function readme(t: Translate, study: string, kept: KeptRows): string {
  const { photos, texts, quotations, mails } = kept
  const counts = {
    photos: photos.filter(({ withdrawn_at }) => withdrawn_at === null).length,
    texts: texts.length,
    quotations: quotations.length,
    mails: mails.length,
  }
  return `${t('kept.readme', { study, name: kept.person.name, ...counts })}\n`
}
