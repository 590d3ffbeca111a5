import { together, type Trail } from '../http/trail.ts'
import { trailOf as ofActions } from '../steps/actions/queries.ts'
import { trailOf as ofAssembly } from '../steps/assembly/queries.ts'
import { trailOf as ofCoding } from '../steps/coding/queries.ts'
import { trailOf as ofFeedback } from '../steps/feedback/queries.ts'
import { trailOf as ofFindings } from '../steps/findings/queries.ts'
import { trailOf as ofGuide } from '../steps/guide/queries.ts'
import { trailOf as ofInterviews } from '../steps/interviews/queries.ts'
import { trailOf as ofMaterial } from '../steps/material/queries.ts'
import { trailOf as ofPeople } from '../steps/people/queries.ts'
import { trailOf as ofPhotos } from '../steps/photos/queries.ts'

/** What each step has made of things of earlier ones, in the order of the method. */
const steps = [
  ofPeople,
  ofPhotos,
  ofMaterial,
  ofInterviews,
  ofCoding,
  ofFindings,
  ofFeedback,
  ofActions,
  ofAssembly,
  ofGuide,
]

/** Asks all steps what they have made of things. The one function that createApp hands to pages. */
export const trail: Trail = async (db, seat, kind, ids) => {
  let all = together()
  if (ids.length === 0) return all
  for (const trailOf of steps) all = together(all, await trailOf(db, seat, kind, ids))
  return all
}
