import { codeBySelection } from './coding.ts'
import { offerCopying } from './copy.ts'
import { keepDrafts } from './drafts.ts'
import { keepNotes } from './notes.ts'
import { showProblems } from './problems.ts'
import { sendOnce } from './send-once.ts'
import { watchUploads } from './upload.ts'

showProblems()
offerCopying()
sendOnce()
keepDrafts()
watchUploads()
keepNotes()
codeBySelection()
