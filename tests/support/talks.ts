/** What a talk has in the database of which nothing was planned yet. */
export const fresh = { online: '', state: 'planned', sequence: 0, unsuited_words: '' } as const
