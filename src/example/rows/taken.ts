import { newId } from '../../db/new-id.ts'
import { rungs } from '../../method/lists.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'
import { rungOf } from './sessions.ts'

/**
 * That a photo was taken away which others had seen, as the program notes it: at each finding of each session before that
 * day. No photo that was taken away went further than sessions.
 */
export function takenRows({ studyId: study_id, id, randomId, at, on }: Draft): Rows {
  const taken = facts.participants.flatMap(({ number, photos }) =>
    photos.flatMap((photo, position) => {
      if (photo.withdrawnInWeek === undefined) return []
      const week = photo.withdrawnInWeek
      const seenIn = facts.sessions.filter(
        (session) => session.week < week && rungs.indexOf(rungOf(session)) <= rungs.indexOf(photo.rung),
      )
      const rests = facts.findings.filter((finding) => finding.photos.includes(photo.key))
      const places = seenIn.flatMap((session) => rests.map(({ title }) => ({ session, beside: title })))
      if (places.length === 0) return []
      const thing = {
        ...{
          id: newId(),
          study_id,
          person_id: randomId(`P${number}`),
          thing_id: randomId(`photo:${photo.key}`),
        },
        ...{ kind: photo.drawn ? ('drawing' as const) : ('picture' as const), nth: position + 1 },
        ...{ why: 'removed' as const, at: at(week) },
      }
      return [{ thing, places }]
    }),
  )
  return {
    taken_things: taken.map(({ thing }) => thing),
    taken_places: taken.flatMap(({ thing, places }) =>
      places.map(({ session, beside }, position) => ({
        ...{ study_id, taken_id: thing.id, position, place: 'session' as const, place_id: id(session.key) },
        ...{ words: session.kind, held_on: on(session.week), beside },
      })),
    ),
  }
}
