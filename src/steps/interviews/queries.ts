import type { Seat } from '../../access/seat.ts'
import { memberRoles } from '../../method/roles.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import { looksOther, type Plan, type TalkFilter } from './plan-rules.ts'
import { pageSize, seesPlaces, type Key } from './rules.ts'
import { soundsOf } from './sound-queries.ts'

/** The talks of the study, by number: who with, when, where, by whom. Without the place for who may not see it. */
export async function interviewsOf(db: Db, seat: Seat) {
  const rows = await inOrder(db, seat).execute()
  return rows.map((row) => placed(seat, row))
}

/** A page of the talks in the same order: those after one, or the first. One more than a page, if there is more. */
export async function interviewsAfter(
  db: Db,
  seat: Seat,
  { after, filter, today }: { after: Key | undefined; filter: TalkFilter | undefined; today: string },
) {
  const all = inOrder(db, seat)
  const shown = filter && filtered(db, seat, filter, today).select('talk.id')
  const rows = await (shown ? all.where('interview.id', 'in', shown) : all)
    .where((row) =>
      row.and(
        after === undefined
          ? []
          : [
              row.or([
                row('participants.number', '>', after.number),
                row('participants.number', '=', after.number).and('interview.id', '>', after.id),
              ]),
            ],
      ),
    )
    .limit(pageSize + 1)
    .execute()
  return rows.map((row) => placed(seat, row))
}

function inOrder(db: Db, seat: Seat) {
  return interviews(db, seat).orderBy('participants.number').orderBy('interview.id')
}

/** One talk, without its place for who may not see it. Throws NotFound when there is none by that id. */
export async function interviewWith(db: Db, seat: Seat, id: string) {
  const row = await interviews(db, seat)
    .where('interview.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such talk'))
  return placed(seat, row)
}
export type Interview = Awaited<ReturnType<typeof interviewWith>>

function placed<Row extends { place: string; online: string }>(seat: Seat, { place, online, ...row }: Row) {
  const sees = seesPlaces(seat)
  return { ...row, place: sees ? place : null, online: sees ? online : null }
}

function interviews(db: Db, seat: Seat) {
  return db
    .selectFrom('interviews_for_researchers as interview')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'interview.study_id')
        .onRef('participants.person_id', '=', 'interview.person_id'),
    )
    .leftJoin('people as interviewer', (join) =>
      join
        .onRef('interviewer.study_id', '=', 'interview.study_id')
        .onRef('interviewer.id', '=', 'interview.interviewer_id'),
    )
    .leftJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'interview.study_id')
        .onRef('consents.person_id', '=', 'interview.person_id'),
    )
    .leftJoin('interview_writers as writes', (join) =>
      join
        .onRef('writes.study_id', '=', 'interview.study_id')
        .onRef('writes.interview_id', '=', 'interview.id'),
    )
    .leftJoin('people as writer', (join) =>
      join.onRef('writer.study_id', '=', 'writes.study_id').onRef('writer.id', '=', 'writes.person_id'),
    )
    .selectAll('interview')
    .select(['writes.person_id as writer_id', 'writer.name as writer'])
    .select([
      'participants.number',
      'interviewer.name as interviewer',
      'consents.may_record',
      'consents.takes_part',
      'consents.words_withdrawn_at',
    ])
    .where('interview.study_id', '=', seat.studyId)
}

/**
 * How many talks there are, how many of them were held, and how many a list shows by each filter. `today` is that of
 * the house.
 */
export async function interviewCounts(db: Db, seat: Seat, today: string) {
  const counted = (filter: TalkFilter) =>
    filtered(db, seat, filter, today)
      .select((row) => row.fn.countAll().as('count'))
      .as(filter)
  const counts = await db
    .selectNoFrom([
      counted('planned'),
      counted('past'),
      counted('unsuited'),
      counted('held'),
      counted('transcribed'),
      counted('read_back'),
      counted('coded'),
    ])
    .executeTakeFirstOrThrow()
  const by = Object.fromEntries(
    Object.entries(counts).map(([filter, count]) => [filter, Number(count ?? 0)]),
  ) as Record<TalkFilter, number>
  const held = by.held + by.transcribed + by.read_back + by.coded
  return { total: by.planned + held, held, by }
}

/** The talks that a filter lets through. Those whose time is past are planned still: nobody said that they were held. */
function filtered(db: Db, seat: Seat, filter: TalkFilter, today: string) {
  return db
    .selectFrom('interviews_for_researchers as talk')
    .where('talk.study_id', '=', seat.studyId)
    .where((row) => {
      if (filter === 'unsuited') {
        return row.and([row('talk.state', '=', 'planned'), row('talk.unsuited_at', 'is not', null)])
      }
      if (filter !== 'past') return row('talk.state', '=', filter)
      return row.and([
        row('talk.state', '=', 'planned'),
        row.or([
          row.and([row('talk.starts_at', 'is', null), row('talk.held_on', '<', today)]),
          row('talk.starts_at', '<=', seat.at),
        ]),
      ])
    })
}

/** Plans a talk. Throws NotFound when who asks or writes is no member; the database refuses a stranger. */
export async function insertInterview(tx: Tx, seat: Seat, personId: string, { writer_id, ...plan }: Plan) {
  await needMember(tx, seat, plan.interviewer_id)
  const id = newId()
  const fresh = { state: 'planned', sequence: 0, unsuited_words: '', version: 1 } as const
  await tx
    .insertInto('interviews')
    .values({ id, study_id: seat.studyId, person_id: personId, ...plan, ...fresh, made_at: seat.at })
    .execute()
  await setWriter(tx, seat, id, writer_id)
  return { id }
}

async function setWriter(tx: Tx, seat: Seat, interview_id: string, person_id: string | null): Promise<void> {
  await needMember(tx, seat, person_id)
  const { studyId: study_id } = seat
  await tx
    .deleteFrom('interview_writers')
    .where('study_id', '=', study_id)
    .where('interview_id', '=', interview_id)
    .execute()
  if (person_id === null) return
  await tx.insertInto('interview_writers').values({ study_id, interview_id, person_id }).execute()
}

/**
 * Changes when, where and by whom. Where that is something that the participant sees, it is another appointment: that
 * the old one did not suit is settled. Throws NotFound when there is no such talk, or who asks or writes is no member,
 * and Conflict when somebody else changed it since the visitor read it.
 */
export async function updateInterview(
  tx: Tx,
  seat: Seat,
  { id, version }: { id: string; version: number },
  plan: Plan,
) {
  const before = await interviewWith(tx, seat, id)
  const { writer_id, ...columns } = plan
  await needMember(tx, seat, columns.interviewer_id)
  const other = looksOther({ ...before, place: before.place ?? '', online: before.online ?? '' }, plan)
  const settled = { sequence: before.sequence + 1, unsuited_at: null, unsuited_words: '' }
  await tx
    .updateTable('interviews')
    .set({ ...columns, ...(other ? settled : {}), version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the talk was changed meanwhile'))
  await setWriter(tx, seat, id, writer_id)
  return { id, fields: Object.keys(plan), isOther: other }
}

async function needMember(tx: Tx, seat: Seat, id: string | null): Promise<void> {
  if (id === null) return
  await tx
    .selectFrom('seats')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .where('role', 'in', memberRoles)
    .executeTakeFirstOrThrow(() => new NotFound('no such member'))
}

/** Removes a talk with its notes. Texts made from it stay. */
export async function deleteInterview(tx: Tx, seat: Seat, id: string) {
  await interviewWith(tx, seat, id)
  await tx.deleteFrom('interviews').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** A talk, and with whom. */
export type Talk = { id: string; person_id: string }

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0) return new Map()
  const href = () => `/studies/${seat.studyId}/interviews`
  if (kind === 'participant') {
    const rows = await db
      .selectFrom('interviews_for_researchers')
      .select(['person_id as id', (row) => row.fn.countAll().as('count')])
      .select((row) =>
        row.fn.min(row.case().when('state', '<>', 'planned').then(row.ref('held_on')).end()).as('day'),
      )
      .where('study_id', '=', seat.studyId)
      .where('person_id', 'in', ids)
      .groupBy('person_id')
      .execute()
    const entry = ({ count, day }: (typeof rows)[number]) => ({
      kind: 'interviews',
      count: Number(count),
      href: href(),
      day,
    })
    // The first day of those that were held.
    return new Map(rows.map((row) => [row.id, [entry(row)]]))
  }
  if (kind === 'material') return talksOf(db, seat, ids)
  if (kind !== 'photo' && kind !== 'element') return new Map()
  const column = kind === 'photo' ? 'photo_id' : 'element_id'
  const laid = db
    .selectFrom('laid_photos_for_researchers')
    .select([`${column} as id`, 'interview_id'])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
  const noted = db
    .selectFrom('interview_notes_for_researchers')
    .select([`${column} as id`, 'interview_id'])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
  // Laid and noted in one talk is one talk: a union keeps each pair once.
  const rows = await db
    .selectFrom(noted.union(laid).as('touched'))
    .select(['id', (row) => row.fn.countAll().as('count')])
    .groupBy('id')
    .execute()
  return entriesOf(rows, 'interviews', href)
}

/** The talk of each text that is of one. */
async function talksOf(db: Db, seat: Seat, materialIds: readonly string[]): Promise<Entries> {
  const rows = await db
    .selectFrom('interview_texts_for_researchers as tie')
    .innerJoin('interviews_for_researchers as interview', (join) =>
      join.onRef('interview.study_id', '=', 'tie.study_id').onRef('interview.id', '=', 'tie.interview_id'),
    )
    .select(['tie.material_id', 'interview.id', 'interview.held_on'])
    .where('tie.study_id', '=', seat.studyId)
    .where('tie.material_id', 'in', materialIds)
    .execute()
  const hrefOf = (id: string) => `/studies/${seat.studyId}/interviews/${id}`
  const sounds = await soundsOf(
    db,
    seat,
    rows.map(({ id }) => id),
  )
  return new Map(
    rows.map(({ material_id, id, held_on }) => [
      material_id,
      [{ kind: 'talk', count: 1, href: hrefOf(id), day: held_on, sounds: sounds.get(id) ?? [] }],
    ]),
  )
}
