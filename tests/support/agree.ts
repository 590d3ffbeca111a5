import type { World } from './world.ts'

/** Agrees to take part, to the text that is on the page in a language, English unless told. */
export async function agree(
  { as }: Pick<World, 'as'>,
  name: 'sam' | 'vera',
  boxes: Record<string, string> = {},
  language?: 'nl' | 'en',
) {
  const page = await as(name, language).get(`/participants/${name}/consent`)
  const seen = /name="seen" value="([\w-]+)"/.exec(page.text)?.[1] ?? ''
  return as(name, language).post(`/participants/${name}/consent`, { takes_part: 'yes', seen, ...boxes })
}
