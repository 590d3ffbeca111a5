import { grouped } from '../../method/grouped.ts'
import { bareName } from '../../method/person-names.ts'
import type { ReadLine } from './colleague-input.ts'
import type { Change, Colleague, Line } from './colleague-rules.ts'

type Namesake = 'held' | 'inLine' | undefined

/** What taking a list in does to the one that is held. */
export type Intake = {
  /** Who comes to it; `namesake` where somebody there, or on another line, bears the same name and is not the same. */
  added: { line: Line; namesake: Namesake }[]
  changed: { before: Colleague; line: Line; changes: Change[] }[]
  /** Who is in no organisation then, of those in its lines. */
  unplaced: Line[]
  /** How many it says nothing new of. Who may be somebody there with a new address is in none of these, till it is said. */
  same: number
  /** Who is in no line of it. They stay. */
  absent: Colleague[]
}

/** What the lines of a list do to the list of names that is held, each line and each person in one place of it. */
export function intakeOf(read: readonly ReadLine[], colleagues: readonly Colleague[]): Intake {
  const held = new Set(colleagues.map(({ name }) => bareName(name)))
  const inLines = grouped(read, ({ line }) => bareName(line.name))
  const namesakeOf = (name: string): Namesake => {
    if (held.has(bareName(name))) return 'held'
    return (inLines.get(bareName(name))?.length ?? 0) > 1 ? 'inLine' : undefined
  }
  const open = read.filter(({ isOpen }) => isOpen)
  const met = new Set([...read.map(({ before }) => before?.id), ...open.map(({ perhaps }) => perhaps?.id)])
  const changed = read.flatMap(({ line, before, changes }) =>
    before && changes.length > 0 ? [{ before, line, changes }] : [],
  )
  const added = read.flatMap(({ line, before, isOpen }) =>
    before || isOpen ? [] : [{ line, namesake: namesakeOf(line.name) }],
  )
  return {
    added,
    changed,
    unplaced: read.flatMap(({ line, before }) =>
      (line.organisation_id ?? before?.organisation_id) ? [] : [line],
    ),
    same: read.length - added.length - changed.length - open.length,
    absent: colleagues.filter(({ id }) => !met.has(id)),
  }
}
