import { z } from 'zod'
import { optionalText, requiredText, someIds, text, wholeNumber } from '../../http/form.ts'
import { angles, type Angle } from '../../method/lists.ts'

/** What of the photos is looked at; an empty one is left open. */
export type Filter = {
  angle: Angle | undefined
  side: string
  organisation: string
  team: string
  group: string
}

/** Reads a filter from the address; what is no angle is left open. */
export function filterIn(query: (name: string) => string): Filter {
  return {
    angle: angles.find((one) => one === query('angle')),
    side: query('side'),
    organisation: query('organisation'),
    team: query('team'),
    group: query('group'),
  }
}

/** What stands for lying in no group, and for a group that is yet to be made. */
export const none = 'none'
export const fresh = 'new'

/** Some photos that are laid together: in a group, in a new one with a title, or in none. */
export const Laying = z
  .object({
    photo: someIds(600, 'wall.photosRequired').pipe(
      z.array(z.string()).min(1, { error: 'wall.photosRequired' }),
    ),
    group: text(40, 'wall.groupRequired').pipe(z.string().min(1, { error: 'wall.groupRequired' })),
    title: optionalText(120),
    seen: text(40),
  })
  .refine(({ group, title }) => group !== fresh || title !== '', {
    path: ['title'],
    error: 'wall.titleRequired',
  })
export type Laying = z.infer<typeof Laying>

export const GroupTitle = z.object({
  title: requiredText('wall.titleRequired', 120),
  version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
})
