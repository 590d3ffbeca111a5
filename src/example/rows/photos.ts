import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'
import type { Picture } from '../../files/pictures.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts, type Photo } from '../facts.ts'

/** The photos of all, with their files, and those that were chosen and never came; `pictures` has them by key. One was taken away, and keeps its empty row. */
export function photoRows(draft: Draft, pictures: ReadonlyMap<string, Picture>): Rows {
  const photos = facts.participants.flatMap(({ number, photos }) =>
    photos.map((photo, position) => rowOf(draft, number, photo, position, pictures.get(photo.key))),
  )
  const files = [...pictures.values()]
    .flatMap(({ master, large, thumb }) => [master, large, thumb])
    .map(({ name, bytes, type }) => ({ name, study_id: draft.studyId, type, bytes }))
  const announced_photos = facts.participants.flatMap(({ number, announced = [] }) =>
    announced.map(({ bytes, device }) => ({
      ...{ study_id: draft.studyId, person_id: draft.randomId(`P${number}`), client_id: newId() },
      ...{ bytes, device, announced_at: draft.at(-36, number * 11 + 9) },
    })),
  )
  return { files, photos, announced_photos }
}

/** What the team has laid together of them. */
export function photoGroupRows({ studyId: study_id, id, randomId }: Draft): Rows {
  const photo_groups = facts.photoGroups.map(({ key, title }, position) => ({
    id: id(`group:${key}`),
    study_id,
    title,
    position,
    version: 1,
  }))
  const grouped_photos = facts.photoGroups.flatMap(({ key, photos }) =>
    photos.map((photo) => ({
      study_id,
      photo_id: randomId(`photo:${photo}`),
      group_id: id(`group:${key}`),
      moved: newId(),
    })),
  )
  return { photo_groups, grouped_photos }
}

function rowOf(
  { studyId: study_id, randomId, at }: Draft,
  number: number,
  photo: Photo,
  position: number,
  picture: Picture | undefined,
): Schema['photos'] {
  const id = randomId(`photo:${photo.key}`)
  const own = {
    ...{ id, study_id, person_id: randomId(`P${number}`), position, version: 2 },
    ...{
      kind: photo.text === undefined ? ('picture' as const) : ('text' as const),
      remark: '',
      with_name: photo.withName ? (1 as const) : (0 as const),
    },
    is_brought: photo.leftAtHome ? (0 as const) : (1 as const),
    by_team: 0 as const,
    is_drawing: photo.drawn ? (1 as const) : (0 as const),
    ...{
      is_own: photo.notOwn ? (0 as const) : (1 as const),
      is_recognisable: photo.recognisable ? (1 as const) : (0 as const),
    },
    added_at: at(-36, number * 11 + position),
  }
  const answered =
    photo.rung === 'researchers'
      ? ({ wished_at: null, answer: null, rung: 'researchers' } as const)
      : ({ wished_at: at(-27), answer: 'fine', rung: photo.rung } as const)
  if (photo.withdrawnInWeek !== undefined) {
    return {
      ...{
        ...own,
        client_id: id,
        checksum: '',
        words: '',
        angle: null,
        withdrawn_at: at(photo.withdrawnInWeek),
      },
      ...{ width: null, height: null, master: null, large: null, thumb: null },
      // How far it could be seen stays known.
      ...answered,
    }
  }
  return {
    ...{
      ...own,
      client_id: newId(),
      checksum: picture?.sha256 ?? '',
      angle: photo.angle,
      withdrawn_at: null,
    },
    words: photo.text ?? photo.words,
    ...{ width: picture?.width ?? null, height: picture?.height ?? null },
    ...{ master: picture?.master.name ?? null, large: picture?.large.name ?? null },
    thumb: picture?.thumb.name ?? null,
    ...answered,
  }
}
