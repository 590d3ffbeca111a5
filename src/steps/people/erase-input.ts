import { z } from 'zod'
import { requiredText, ticked } from '../../http/form.ts'

const Sure = z.object({ sure: ticked().refine((value) => value, { error: 'erase.sureRequired' }) })

/** Erasing everything of oneself. */
export const OwnErasure = Sure

/** The same for somebody who asked for it, and how that is known. */
export const Erasure = Sure.extend({ reason: requiredText('erase.reasonRequired', 300) })
