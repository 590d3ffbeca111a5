import { z } from 'zod'
import { devices } from '../../method/lists.ts'
import { mostPhotos } from './rules.ts'

/** One photo as the page announces it: the mark that it will bear, and its size in bytes. */
const Announced = z
  .string()
  .regex(/^[0-9a-f]{32}:\d{1,9}$/)
  .transform((value) => {
    const [clientId = '', bytes] = value.split(':')
    return { clientId, bytes: Number(bytes) }
  })

/** The photos that were chosen on one device and are to come. */
export const Announcement = z.object({
  photo: z.preprocess((value) => [value].flat(), z.array(Announced).min(1).max(mostPhotos)),
  device: z.enum(devices),
})
export type Announcement = z.infer<typeof Announcement>
