/** The languages of the program, the first of them first. */
export const languages = ['nl', 'en'] as const
export type Language = (typeof languages)[number]
