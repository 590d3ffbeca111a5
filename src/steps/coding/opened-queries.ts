import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { materialWith } from '../material/queries.ts'

/** The texts of a person that could be read whole, and up to and including which day each is open; null where it is not. */
export function textsToOpen(db: Db, { studyId }: Seat, personId: string) {
  return db
    .selectFrom('materials_for_researchers as material')
    .leftJoin('opened_texts_for_researchers as opened', (join) =>
      join.onRef('opened.study_id', '=', 'material.study_id').onRef('opened.material_id', '=', 'material.id'),
    )
    .select(['material.id', 'material.kind', 'material.title', 'opened.until_on'])
    .where('material.study_id', '=', studyId)
    .where('material.person_id', '=', personId)
    .orderBy('material.id')
    .execute()
}

/** The texts that the person in this seat may read whole today. */
export function ownOpenedTexts(db: Db, { studyId, personId }: Seat, today: string) {
  return db
    .selectFrom('opened_texts_for_researchers as opened')
    .innerJoin('materials_for_researchers as material', (join) =>
      join.onRef('material.study_id', '=', 'opened.study_id').onRef('material.id', '=', 'opened.material_id'),
    )
    .select(['material.id', 'material.kind', 'material.title', 'opened.until_on'])
    .where('opened.study_id', '=', studyId)
    .where('opened.person_id', '=', personId)
    .where('opened.until_on', '>=', today)
    .orderBy('material.id')
    .execute()
}

/** Until when a text is open to the person in this seat. Throws NotFound where it is not. */
export function openedTextWith(db: Db, { studyId, personId }: Seat, materialId: string, today: string) {
  return db
    .selectFrom('opened_texts_for_researchers')
    .select('until_on')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('material_id', '=', materialId)
    .where('until_on', '>=', today)
    .executeTakeFirstOrThrow(() => new NotFound('this text is not open'))
}

/** Lets a person read a text of the own talk whole, up to and including a day. Throws NotFound for a text of nobody. */
export async function openText(tx: Tx, seat: Seat, materialId: string, until: string) {
  const { person_id } = await materialWith(tx, seat, materialId)
  if (person_id === null) throw new NotFound('nobody to open it for')
  const opened = { until_on: until, opened_at: seat.at, opened_by: seat.personId }
  await tx
    .insertInto('opened_texts')
    .values({ study_id: seat.studyId, material_id: materialId, person_id, ...opened })
    .onConflict((row) => row.column('material_id').doUpdateSet(opened))
    .execute()
  // What was asked for is there: once its day is past, it can be asked for anew.
  await tx
    .deleteFrom('text_wishes')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', person_id)
    .execute()
  return { id: materialId, ids: [materialId, person_id], fields: ['until_on'], personId: person_id }
}

/** Shuts a text of a person that was open. What was said of it stays. Throws NotFound where it is not that person's. */
export async function shutText(tx: Tx, seat: Seat, materialId: string, personId: string) {
  const { person_id } = await materialWith(tx, seat, materialId)
  if (person_id !== personId) throw new NotFound('no text of this person')
  await tx
    .deleteFrom('opened_texts')
    .where('study_id', '=', seat.studyId)
    .where('material_id', '=', materialId)
    .execute()
  return { id: materialId, ids: [materialId, personId], fields: ['until_on'] }
}

/** Since when the person in this seat wants to read the whole talk; undefined where that was not said. */
export async function ownTextWish(db: Db, { studyId, personId }: Seat): Promise<string | undefined> {
  const wish = await db
    .selectFrom('text_wishes')
    .select('wished_at')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return wish?.wished_at
}

/** Says that the person in this seat wants to read the whole talk, or does not any more. */
export async function setTextWish(tx: Tx, seat: Seat, isWished: boolean) {
  const own = { study_id: seat.studyId, person_id: seat.personId }
  if (isWished) {
    await tx
      .insertInto('text_wishes')
      .values({ ...own, wished_at: seat.at })
      .onConflict((row) => row.doNothing())
      .execute()
  } else {
    await tx
      .deleteFrom('text_wishes')
      .where('study_id', '=', seat.studyId)
      .where('person_id', '=', seat.personId)
      .execute()
  }
  return { id: seat.personId, fields: ['wished_at'] }
}

/** Who wants to read the whole talk and may not do so yet: of those who take part with their words. */
export async function textsWished(db: Db, { studyId }: Seat, today: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('text_wishes as wish')
    .innerJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'wish.study_id')
        .onRef('consents.person_id', '=', 'wish.person_id')
        .on('consents.takes_part', '=', 1)
        .on('consents.words_withdrawn_at', 'is', null),
    )
    .select(['wish.person_id', 'wish.wished_at'])
    .where('wish.study_id', '=', studyId)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('opened_texts_for_researchers as opened')
            .select('opened.material_id')
            .whereRef('opened.person_id', '=', 'wish.person_id')
            .whereRef('opened.study_id', '=', 'wish.study_id')
            .where('opened.until_on', '>=', today),
        ),
      ),
    )
    .execute()
  return new Map(rows.map(({ person_id, wished_at }) => [person_id, wished_at]))
}
