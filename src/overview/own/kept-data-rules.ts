import type { Schema } from '../../db/schema.ts'
import { keptTurns, writeNotation, type Speaker } from '../../method/turns.ts'
import type { KeptRows } from './kept-rows.ts'

/** How the files of the archive are called; null for what has none. */
export type Names = {
  sound: (id: string) => string | null
  answerScan: (id: string) => string | null
  scan: string | null
  photo: (id: string) => string | null
  text: (id: string) => string | null
  agreement: (index: number) => string | null
}

/** The data as an object whose names say what they are. Times are in UTC. */
export function dataOf(study: string, kept: KeptRows, names: Names) {
  return {
    study,
    you: youIn(kept),
    onListOfNames: listedIn(kept),
    agreements: agreementsIn(kept, names),
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
    photos: photosIn(kept, names),
    talks: talksIn(kept, names),
    texts: textsIn(kept, names),
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

/** Who somebody is to the study. */
function youIn({ person, place, ...kept }: KeptRows) {
  return {
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
  }
}

/** What a list of names says of somebody; null where that one is on none. */
function listedIn({ listed }: KeptRows) {
  return listed
    ? {
        name: listed.name,
        email: listed.email,
        organisation: listed.organisation,
        team: listed.team,
        traits: Object.fromEntries(listed.values.map(({ trait, value }) => [trait, value])),
        whyThereIsAList: listed.reason,
        listSince: listed.made_at,
        draws: listed.draws.map(({ seed, made_at, place }) => ({
          ...{ at: made_at, seed, drawn: place !== null },
        })),
      }
    : null
}

/** Each time that somebody said yes or no. */
function agreementsIn({ consents }: KeptRows, names: Names) {
  return consents.map((consent, index) =>
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
  )
}

/** What somebody brought, with what was said of it. */
function photosIn(kept: KeptRows, names: Names) {
  return kept.photos.map((photo) => ({
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
  }))
}

/** The talks with somebody, each with what was noted and recorded. */
function talksIn(kept: KeptRows, names: Names) {
  return kept.talks.map((talk) => {
    const ofTalk = <Row extends { interview_id: string }>(rows: readonly Row[]) =>
      rows.filter(({ interview_id }) => interview_id === talk.id)
    return {
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
      changes: ofTalk(kept.moves).map(({ from_state, to_state, at, words }) => ({
        from: from_state,
        to: to_state,
        at,
        words,
      })),
      notes: ofTalk(kept.notes).map(({ text, side, photo_id }) => ({
        text,
        atSide: side,
        atPhoto: photo_id === null ? null : names.photo(photo_id),
      })),
      textsBesideNotes: ofTalk(kept.others).map(({ text, side, photo_id, written_at }) => ({
        ...{ text, writtenAt: written_at, atSide: side },
        atPhoto: photo_id === null ? null : names.photo(photo_id),
      })),
      beganAndEnded: ofTalk(kept.times).map(({ began_at, ended_at }) => ({
        beganAt: began_at,
        endedAt: ended_at,
      })),
      markedAsImportant: ofTalk(kept.marks).map(({ at, word }) => ({ at, word })),
      photosLaidOnSides: ofTalk(kept.laid).map(({ photo_id, side }) => ({
        photo: names.photo(photo_id),
        side,
      })),
      soundRecording: ofTalk(kept.recordings).map((part) => ({
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
    }
  })
}

/** The texts with somebody’s words, each with what it was before. */
function textsIn(kept: KeptRows, names: Names) {
  return kept.texts.map((text) => ({
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
  }))
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
export function spokenOf(
  { speakers }: KeptRows,
  id: string,
  { text, turns }: { text: string; turns: string },
): string {
  const own = speakers.filter(({ material_id }) => material_id === id)
  return writeNotation({ text, turns: keptTurns(turns) }, own)
}
