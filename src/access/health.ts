import type { Db } from '../db/schema.ts'

/** Tells whether the database answers within two seconds, from its pages and not only from memory. */
export async function isReachable(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, 2000, false)
  })
  const answered = db
    .selectFrom('house')
    .select('id')
    .executeTakeFirstOrThrow()
    .then(
      () => true,
      () => false,
    )
  const reachable = await Promise.race([answered, late])
  clearTimeout(timer)
  return reachable
}
