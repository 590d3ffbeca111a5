/**
 * The steps that are built, in the order of the method: the folders of src/steps, the address of each below its
 * study, and its place in the trail. A step may look back, never forward.
 */
export const steps = [
  'study',
  'people',
  'photos',
  'material',
  'interviews',
  'coding',
  'findings',
  'feedback',
  'actions',
  'assembly',
  'guide',
] as const
