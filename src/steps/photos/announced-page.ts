import type { Seat } from '../../access/seat.ts'
import type { Translate } from '../../text/text.ts'
import type { AnnouncedPhoto } from './announced-queries.ts'
import { ownBase } from './shown.ts'

/** A photo that was chosen and is not here: by its mark the page knows those that wait on its own device. */
export type ShownAnnounced = { mark: string; bytes: number; text: string; removal: string }

/** What a participant sees of photos that were chosen, here or elsewhere, and have not arrived. */
export function announcedShown(
  t: Translate,
  seat: Seat,
  announced: readonly AnnouncedPhoto[],
): ShownAnnounced[] {
  return announced.map(({ client_id, bytes, device, announced_at }) => ({
    mark: client_id,
    bytes,
    text: t(`sending.chosenOn.${device}`, { time: t.time(announced_at), size: sizeOf(bytes) }),
    removal: `${ownBase(seat)}/photos/announced/${client_id}/removal`,
  }))
}

/** In megabytes, of which a tenth is the least. */
function sizeOf(bytes: number): number {
  return Math.max(Math.round(bytes / 100_000) / 10, 0.1)
}
