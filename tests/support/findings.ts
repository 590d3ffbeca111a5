import { agree } from './agree.ts'
import type { World } from './world.ts'

/**
 * Puts findings into noor's study, with what they rest on: two quotations of sam, one that everyone may see and one
 * that only the researchers may. The ids are the words in quotation marks here: finding `door` is ready and has both
 * as evidence, finding `mug` is a draft without; development point `signs` was made from `door`, and recommendation
 * `name-it` rests on it.
 */
export async function withFindings({ db, as, study }: World): Promise<void> {
  await agree({ as }, 'sam')
  const at = '2026-11-22T09:00:00.000Z'
  const own = { study_id: study }
  const made = { ...own, made_at: at, version: 1 }
  const text = 'De deur heeft geen bordje. Niemand weet wie er werkt.'
  await db
    .insertInto('materials')
    .values({
      id: 'talk',
      ...made,
      person_id: 'sam',
      kind: 'transcript',
      title: 'Talk',
      text,
      made_by: 'ravi',
    })
    .execute()
  const quote = (id: string, start: number, end: number, rung: 'everyone' | 'researchers') => ({
    ...{
      id,
      ...made,
      material_id: 'talk',
      standing: 'anchored' as const,
      placed_for: 0,
      start_offset: start,
      end_offset: end,
    },
    ...{
      words: text.slice(start, end),
      made_by: 'ravi',
      wished_at: at,
      remark: '',
      with_name: 0 as const,
      rung,
    },
    answer: rung === 'everyone' ? ('fine' as const) : ('no' as const),
  })
  await db
    .insertInto('quotations')
    .values([quote('open', 0, 26, 'everyone'), quote('shut', 27, text.length, 'researchers')])
    .execute()
  const finding = (id: string, title: string, state: 'draft' | 'ready') => ({
    ...{ id, ...made, title, state, category_id: null, kind: 'friction' as const },
    ...{ text: `Wat we hoorden over ${id}.`, holds_for: 'wie nieuw is', fallen: 0 },
  })
  await db
    .insertInto('findings')
    .values([
      finding('door', 'Een deur zonder bordje', 'ready'),
      finding('mug', 'Een mok zonder plank', 'draft'),
    ])
    .execute()
  await db
    .insertInto('finding_quotations')
    .values(['open', 'shut'].map((quotation_id) => ({ ...own, finding_id: 'door', quotation_id })))
    .execute()
  await db
    .insertInto('development_points')
    .values({ id: 'signs', ...made, text: 'Overal een bordje' })
    .execute()
  await db
    .insertInto('point_findings')
    .values({ ...own, point_id: 'signs', finding_id: 'door' })
    .execute()
  const advice = { text: 'Hang een naam bij elke deur.', by_whom: 'de organisaties', to_whom: '', timing: '' }
  await db
    .insertInto('recommendations')
    .values({ id: 'name-it', ...made, category_id: null, ...advice })
    .execute()
  await db
    .insertInto('recommendation_findings')
    .values({ ...own, recommendation_id: 'name-it', finding_id: 'door' })
    .execute()
}
