import { z } from 'zod'
import { someIds } from '../../http/form.ts'

/** Those who were ticked, or who stood on the page that asked; none means all who were not asked yet. */
export const Chosen = z.object({ person: someIds(5000, 'form.unreadable') })
