import { noteArrival } from './arrival.ts'
import { drawBarsIn } from './bars.ts'
import { layAreas } from './blur.ts'
import { codeBySelection } from './coding.ts'
import { offerCopying } from './copy.ts'
import { placeDots } from './dots.ts'
import { drawOnSheets } from './drawing.ts'
import { keepDrafts } from './drafts.ts'
import { holdHalfDates } from './half-dates.ts'
import { followLive } from './live.ts'
import { showNotice } from './notice.ts'
import { orderByDragging } from './ordering.ts'
import { keepPlace } from './placing.ts'
import { placeBySelection } from './placing-quotation.ts'
import { sayOfSelection } from './own-text.ts'
import { printWhole } from './printing.ts'
import { playFromTimes } from './player.ts'
import { queuePhotos } from './photo-queue.ts'
import { showProblems } from './problems.ts'
import { recordSound } from './recorder.ts'
import { sendOnce } from './send-once.ts'
import { sendSounds } from './sound-upload.ts'
import { sendBeforeSignOut } from './sign-out.ts'
import { sortByDragging } from './sorting.ts'
import { holdTalk } from './talk.ts'
import { forgetOnSignOut, forgetTalks } from './talk-keep.ts'
import { sendLeftOver } from './talk-send.ts'
import { watchUploads } from './upload.ts'
import { typeAlong } from './typing.ts'
import { turnByKeys } from './wall.ts'

showProblems()
showNotice()
offerCopying()
holdHalfDates()
sendOnce()
// Before drafts are cleared.
sendBeforeSignOut()
// Its rows are there before drafts are put back in them.
layAreas()
keepDrafts()
drawOnSheets()
watchUploads()
void queuePhotos()
void recordSound()
sendSounds()
void holdTalk()
forgetOnSignOut()
void forgetTalks()
void sendLeftOver()
codeBySelection()
placeBySelection()
playFromTimes()
sayOfSelection()
void typeAlong()
placeDots()
turnByKeys()
sortByDragging()
orderByDragging()
printWhole()
noteArrival()
keepPlace()
// Before anything is drawn: what is drawn did not come from the server.
followLive()
drawBarsIn(document)
