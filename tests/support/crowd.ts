import type { Db } from '../../src/db/schema.ts'
import { agree } from './agree.ts'
import { now } from './cast.ts'
import type { World } from './world.ts'

const at = now.toISOString()

/** Adds somebody for each number who takes part as Sam does, and gives their ids. Faster than at the doors. */
export async function crowd(w: World, numbers: readonly number[]): Promise<string[]> {
  await agree(w, 'sam')
  return insertCrowd(w.db, w.study, numbers)
}

/** The same where Sam takes part already. */
export async function insertCrowd(db: Db, study: string, numbers: readonly number[]): Promise<string[]> {
  const { text_id } = await db
    .selectFrom('consents')
    .select('text_id')
    .where('person_id', '=', 'sam')
    .executeTakeFirstOrThrow()
  const people = numbers.map((number) => ({
    number,
    own: { study_id: study, person_id: `person-${number}` },
  }))
  await db
    .insertInto('people')
    .values(
      people.map(({ number, own: { study_id, person_id } }) => ({
        ...{ id: person_id, study_id, account_id: null, name: `Persoon ${number}` },
        ...{ email: null, language: 'nl' as const, made_at: at },
      })),
    )
    .execute()
  await db
    .insertInto('drawn_numbers')
    .values(people.map(({ number }) => ({ study_id: study, number })))
    .execute()
  await db
    .insertInto('seats')
    .values(
      people.map(({ own }) => ({
        ...own,
        role: 'participant' as const,
        sees_names: 0 as const,
        reads_raw: 0 as const,
      })),
    )
    .execute()
  const nowhere = { organisation_id: null, team_id: null, invited_at: null, version: 1 }
  await db
    .insertInto('participants')
    .values(people.map(({ number, own }) => ({ ...own, number, ...nowhere })))
    .execute()
  await db
    .insertInto('consents')
    .values(
      people.map(({ own }) => ({
        ...{ ...own, text_id, at },
        ...({ takes_part: 1, may_record: 0, keep_posted: 0 } as const),
      })),
    )
    .execute()
  return people.map(({ own }) => own.person_id)
}

/** The pages of a long list, one after the other as their buttons lead, from an address below the study. */
export async function pagesFrom(w: World, name: 'noor' | 'ada', path: string): Promise<string[]> {
  const pages: string[] = []
  let next: string | undefined = path
  while (next !== undefined) {
    const { status, text }: { status: number; text: string } = await w.as(name).get(next)
    if (status !== 200 || pages.length > 20) throw new Error(`${next} answers ${status}`)
    pages.push(text)
    next = linkIn(text, 'Next', w.study)
  }
  return pages
}

/** Where a button of the pager leads, below the study; undefined when it is not there. */
export function linkIn(page: string, button: 'Next' | 'First page', study: string): string | undefined {
  const [, pager = ''] = /<nav class="pager"([\s\S]*?)<\/nav>/.exec(page) ?? []
  const links = [...pager.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
  const [, href] = links.find(([, , content = '']) => content.includes(button)) ?? []
  return href?.replaceAll('&#38;', '&').replaceAll('&amp;', '&').replace(`/studies/${study}`, '')
}
