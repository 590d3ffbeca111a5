import { materialKinds, speakerRoles, type MaterialKind, type SpeakerRole } from '../../method/lists.ts'

/** What is looked for and where; an empty one is left open. */
export type Search = {
  /** As it was typed. */
  words: string
  kind: MaterialKind | undefined
  organisation: string
  team: string
  /** What the one who speaks is in that text. */
  speaker: SpeakerRole | undefined
}

/** No more than this is read of what somebody typed, in characters. */
const longest = 200

/** Reads a search from the address; what is no kind of text or speaker is left open. */
export function searchIn(query: (name: string) => string): Search {
  return {
    words: query('words').slice(0, longest),
    kind: materialKinds.find((one) => one === query('kind')),
    organisation: query('organisation'),
    team: query('team'),
    speaker: speakerRoles.find((one) => one === query('speaker')),
  }
}

/** Behind which place a page of results begins: "text:offset". */
export type Behind = { material: string; offset: number }

/** Reads where a page of results begins; undefined at the first. */
export function behindIn(query: (name: string) => string): Behind | undefined {
  const [, material, offset] = /^([\w-]{1,40}):(\d{1,9})$/.exec(query('after')) ?? []
  return material === undefined ? undefined : { material, offset: Number(offset) }
}
