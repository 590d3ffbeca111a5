import type { World } from './world.ts'

/** Agrees to take part, to the text that is on the page. */
export async function agree(
  { as }: Pick<World, 'as'>,
  name: 'sam' | 'vera',
  boxes: Record<string, string> = {},
) {
  const page = await as(name).get(`/participants/${name}/consent`)
  const seen = /name="seen" value="([\w-]+)"/.exec(page.text)?.[1] ?? ''
  return as(name).post(`/participants/${name}/consent`, { takes_part: 'yes', seen, ...boxes })
}
