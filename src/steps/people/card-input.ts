import { z } from 'zod'
import { someIds, ticked } from '../../http/form.ts'

/** How many cards are made at once at most: a page with more is too long to print without a slip. */
export const mostCards = 60

/** Those who stood on the page that asked, each with how many cards there were: `id:0`. */
export const CardsAsked = z.object({
  person: someIds(mostCards, 'form.unreadable'),
  /** Whether it was asked from the page of one person, where a way in that was shut is opened again. */
  own: ticked(),
})
