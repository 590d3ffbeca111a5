import enActions from './en/actions.json' with { type: 'json' }
import enAgreements from './en/agreements.json' with { type: 'json' }
import enAppointments from './en/appointments.json' with { type: 'json' }
import enArchives from './en/archives.json' with { type: 'json' }
import enAssembly from './en/assembly.json' with { type: 'json' }
import enBegin from './en/begin.json' with { type: 'json' }
import enBlur from './en/blur.json' with { type: 'json' }
import enCards from './en/cards.json' with { type: 'json' }
import enChoice from './en/choice.json' with { type: 'json' }
import enChoosing from './en/choosing.json' with { type: 'json' }
import enCoding from './en/coding.json' with { type: 'json' }
import enColleagues from './en/colleagues.json' with { type: 'json' }
import enConsent from './en/consent.json' with { type: 'json' }
import enCounts from './en/counts.json' with { type: 'json' }
import enDepicted from './en/depicted.json' with { type: 'json' }
import enDiffers from './en/differs.json' with { type: 'json' }
import enDoors from './en/doors.json' with { type: 'json' }
import enDragging from './en/dragging.json' with { type: 'json' }
import enErase from './en/erase.json' with { type: 'json' }
import enFacts from './en/facts.json' with { type: 'json' }
import enFeedback from './en/feedback.json' with { type: 'json' }
import enFindings from './en/findings.json' with { type: 'json' }
import enForm from './en/form.json' with { type: 'json' }
import enGuide from './en/guide.json' with { type: 'json' }
import enIntake from './en/intake.json' with { type: 'json' }
import enInterviews from './en/interviews.json' with { type: 'json' }
import enInvite from './en/invite.json' with { type: 'json' }
import enJoin from './en/join.json' with { type: 'json' }
import enKept from './en/kept.json' with { type: 'json' }
import enKey from './en/key.json' with { type: 'json' }
import enLayout from './en/layout.json' with { type: 'json' }
import enLetters from './en/letters.json' with { type: 'json' }
import enLost from './en/lost.json' with { type: 'json' }
import enMail from './en/mail.json' with { type: 'json' }
import enMaterial from './en/material.json' with { type: 'json' }
import enMethod from './en/method.json' with { type: 'json' }
import enNamed from './en/named.json' with { type: 'json' }
import enNetwork from './en/network.json' with { type: 'json' }
import enOriginals from './en/originals.json' with { type: 'json' }
import enOutbox from './en/outbox.json' with { type: 'json' }
import enOverview from './en/overview.json' with { type: 'json' }
import enOwn from './en/own.json' with { type: 'json' }
import enPaper from './en/paper.json' with { type: 'json' }
import enPassages from './en/passages.json' with { type: 'json' }
import enPeople from './en/people.json' with { type: 'json' }
import enPhotos from './en/photos.json' with { type: 'json' }
import enPreview from './en/preview.json' with { type: 'json' }
import enPseudonyms from './en/pseudonyms.json' with { type: 'json' }
import enSearch from './en/search.json' with { type: 'json' }
import enSending from './en/sending.json' with { type: 'json' }
import enReading from './en/reading.json' with { type: 'json' }
import enRecognised from './en/recognised.json' with { type: 'json' }
import enRecordings from './en/recordings.json' with { type: 'json' }
import enRemind from './en/remind.json' with { type: 'json' }
import enRenew from './en/renew.json' with { type: 'json' }
import enRevoke from './en/revoke.json' with { type: 'json' }
import enSaid from './en/said.json' with { type: 'json' }
import enShown from './en/shown.json' with { type: 'json' }
import enSigned from './en/signed.json' with { type: 'json' }
import enStays from './en/stays.json' with { type: 'json' }
import enStop from './en/stop.json' with { type: 'json' }
import enStudy from './en/study.json' with { type: 'json' }
import enTable from './en/table.json' with { type: 'json' }
import enTaken from './en/taken.json' with { type: 'json' }
import enTalk from './en/talk.json' with { type: 'json' }
import enTyping from './en/typing.json' with { type: 'json' }
import enUndo from './en/undo.json' with { type: 'json' }
import enUnlist from './en/unlist.json' with { type: 'json' }
import enWall from './en/wall.json' with { type: 'json' }
import enWorded from './en/worded.json' with { type: 'json' }
import nlActions from './nl/actions.json' with { type: 'json' }
import nlAgreements from './nl/agreements.json' with { type: 'json' }
import nlAppointments from './nl/appointments.json' with { type: 'json' }
import nlArchives from './nl/archives.json' with { type: 'json' }
import nlAssembly from './nl/assembly.json' with { type: 'json' }
import nlBegin from './nl/begin.json' with { type: 'json' }
import nlBlur from './nl/blur.json' with { type: 'json' }
import nlCards from './nl/cards.json' with { type: 'json' }
import nlChoice from './nl/choice.json' with { type: 'json' }
import nlChoosing from './nl/choosing.json' with { type: 'json' }
import nlCoding from './nl/coding.json' with { type: 'json' }
import nlColleagues from './nl/colleagues.json' with { type: 'json' }
import nlConsent from './nl/consent.json' with { type: 'json' }
import nlCounts from './nl/counts.json' with { type: 'json' }
import nlDepicted from './nl/depicted.json' with { type: 'json' }
import nlDiffers from './nl/differs.json' with { type: 'json' }
import nlDoors from './nl/doors.json' with { type: 'json' }
import nlDragging from './nl/dragging.json' with { type: 'json' }
import nlErase from './nl/erase.json' with { type: 'json' }
import nlFacts from './nl/facts.json' with { type: 'json' }
import nlFeedback from './nl/feedback.json' with { type: 'json' }
import nlFindings from './nl/findings.json' with { type: 'json' }
import nlForm from './nl/form.json' with { type: 'json' }
import nlGuide from './nl/guide.json' with { type: 'json' }
import nlIntake from './nl/intake.json' with { type: 'json' }
import nlInterviews from './nl/interviews.json' with { type: 'json' }
import nlInvite from './nl/invite.json' with { type: 'json' }
import nlJoin from './nl/join.json' with { type: 'json' }
import nlKept from './nl/kept.json' with { type: 'json' }
import nlKey from './nl/key.json' with { type: 'json' }
import nlLayout from './nl/layout.json' with { type: 'json' }
import nlLetters from './nl/letters.json' with { type: 'json' }
import nlLost from './nl/lost.json' with { type: 'json' }
import nlMail from './nl/mail.json' with { type: 'json' }
import nlMaterial from './nl/material.json' with { type: 'json' }
import nlMethod from './nl/method.json' with { type: 'json' }
import nlNamed from './nl/named.json' with { type: 'json' }
import nlNetwork from './nl/network.json' with { type: 'json' }
import nlOriginals from './nl/originals.json' with { type: 'json' }
import nlOutbox from './nl/outbox.json' with { type: 'json' }
import nlOverview from './nl/overview.json' with { type: 'json' }
import nlOwn from './nl/own.json' with { type: 'json' }
import nlPaper from './nl/paper.json' with { type: 'json' }
import nlPassages from './nl/passages.json' with { type: 'json' }
import nlPeople from './nl/people.json' with { type: 'json' }
import nlPhotos from './nl/photos.json' with { type: 'json' }
import nlPreview from './nl/preview.json' with { type: 'json' }
import nlPseudonyms from './nl/pseudonyms.json' with { type: 'json' }
import nlSearch from './nl/search.json' with { type: 'json' }
import nlSending from './nl/sending.json' with { type: 'json' }
import nlReading from './nl/reading.json' with { type: 'json' }
import nlRecognised from './nl/recognised.json' with { type: 'json' }
import nlRecordings from './nl/recordings.json' with { type: 'json' }
import nlRemind from './nl/remind.json' with { type: 'json' }
import nlRenew from './nl/renew.json' with { type: 'json' }
import nlRevoke from './nl/revoke.json' with { type: 'json' }
import nlSaid from './nl/said.json' with { type: 'json' }
import nlShown from './nl/shown.json' with { type: 'json' }
import nlSigned from './nl/signed.json' with { type: 'json' }
import nlStays from './nl/stays.json' with { type: 'json' }
import nlStop from './nl/stop.json' with { type: 'json' }
import nlStudy from './nl/study.json' with { type: 'json' }
import nlTable from './nl/table.json' with { type: 'json' }
import nlTaken from './nl/taken.json' with { type: 'json' }
import nlTalk from './nl/talk.json' with { type: 'json' }
import nlTyping from './nl/typing.json' with { type: 'json' }
import nlUndo from './nl/undo.json' with { type: 'json' }
import nlUnlist from './nl/unlist.json' with { type: 'json' }
import nlWall from './nl/wall.json' with { type: 'json' }
import nlWorded from './nl/worded.json' with { type: 'json' }

/** All texts, part by part. */
export const nl = {
  ...nlActions,
  ...nlAgreements,
  ...nlAppointments,
  ...nlArchives,
  ...nlAssembly,
  ...nlBegin,
  ...nlBlur,
  ...nlCards,
  ...nlChoice,
  ...nlChoosing,
  ...nlCoding,
  ...nlColleagues,
  ...nlConsent,
  ...nlCounts,
  ...nlDepicted,
  ...nlDiffers,
  ...nlDoors,
  ...nlDragging,
  ...nlErase,
  ...nlFacts,
  ...nlFeedback,
  ...nlFindings,
  ...nlForm,
  ...nlGuide,
  ...nlIntake,
  ...nlInterviews,
  ...nlInvite,
  ...nlJoin,
  ...nlKept,
  ...nlKey,
  ...nlLayout,
  ...nlLetters,
  ...nlLost,
  ...nlMail,
  ...nlMaterial,
  ...nlMethod,
  ...nlNamed,
  ...nlNetwork,
  ...nlOriginals,
  ...nlOutbox,
  ...nlOverview,
  ...nlOwn,
  ...nlPaper,
  ...nlPassages,
  ...nlPeople,
  ...nlPhotos,
  ...nlPreview,
  ...nlPseudonyms,
  ...nlSearch,
  ...nlSending,
  ...nlReading,
  ...nlRecognised,
  ...nlRecordings,
  ...nlRemind,
  ...nlRenew,
  ...nlRevoke,
  ...nlSaid,
  ...nlShown,
  ...nlSigned,
  ...nlStays,
  ...nlStop,
  ...nlStudy,
  ...nlTable,
  ...nlTaken,
  ...nlTalk,
  ...nlTyping,
  ...nlUndo,
  ...nlUnlist,
  ...nlWall,
  ...nlWorded,
}

/** The same in English. */
export const en = {
  ...enActions,
  ...enAgreements,
  ...enAppointments,
  ...enArchives,
  ...enAssembly,
  ...enBegin,
  ...enBlur,
  ...enCards,
  ...enChoice,
  ...enChoosing,
  ...enCoding,
  ...enColleagues,
  ...enConsent,
  ...enCounts,
  ...enDepicted,
  ...enDiffers,
  ...enDoors,
  ...enDragging,
  ...enErase,
  ...enFacts,
  ...enFeedback,
  ...enFindings,
  ...enForm,
  ...enGuide,
  ...enIntake,
  ...enInterviews,
  ...enInvite,
  ...enJoin,
  ...enKept,
  ...enKey,
  ...enLayout,
  ...enLetters,
  ...enLost,
  ...enMail,
  ...enMaterial,
  ...enMethod,
  ...enNamed,
  ...enNetwork,
  ...enOriginals,
  ...enOutbox,
  ...enOverview,
  ...enOwn,
  ...enPaper,
  ...enPassages,
  ...enPeople,
  ...enPhotos,
  ...enPreview,
  ...enPseudonyms,
  ...enSearch,
  ...enSending,
  ...enReading,
  ...enRecognised,
  ...enRecordings,
  ...enRemind,
  ...enRenew,
  ...enRevoke,
  ...enSaid,
  ...enShown,
  ...enSigned,
  ...enStays,
  ...enStop,
  ...enStudy,
  ...enTable,
  ...enTaken,
  ...enTalk,
  ...enTyping,
  ...enUndo,
  ...enUnlist,
  ...enWall,
  ...enWorded,
}
