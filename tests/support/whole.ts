import type { World } from './world.ts'

const agreements = {
  ...{ commissioner: 'De bestuurders.', contact_name: 'Noor', contact: '06 11 11 11 11' },
  ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
  ...{ keep_recording: 'twee weken', keep_data: 'een jaar' },
}

/** Fills in all that an invitation says, so that it can go out. */
export async function makeWhole({ as }: World): Promise<void> {
  const photos = { photos_by: '2026-12-20', min_photos: 3, max_photos: 5, small_group: 5, version: 1 }
  await as('noor').post('/study/photos', photos)
  await as('noor').post('/study/agreements', { ...agreements, version: 2 })
}
