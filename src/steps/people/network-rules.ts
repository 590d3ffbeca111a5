import type { Crossing, Part } from '../../method/seats.ts'

export type Named = { id: string; name: string }
export type Trait = Named & { is_mirrored: 0 | 1; values: Named[] }

/** How many people of an organisation (null: not counted by organisation) are in a column (null: in no team). */
export type Count = { organisation_id: string | null; column: string | null; people: number }

/** A cross table of the network: organisations by teams, or by the values of a trait. */
export type CountTable = {
  /** `teams`, or the id of a trait. */
  id: string
  name: string
  columns: { id: string | null; name: string }[]
  counts: Count[]
  /** Whether they were counted from the list of names, and not typed. */
  isFromList: boolean
}

/** Something that a sample can mirror, with how many people have each value. */
export type Attribute = { id: string; name: string; parts: (Part & { name: string })[] }

/** A team that is no more, with what came after it. */
export type EndedTeam = Named & { ends_on: string; successor: string | undefined }

type Team = Named & { ends_on: string | null; successor_id: string | null }

/** The teams that ended before a day. */
export function endedBefore(teams: readonly Team[], day: string): EndedTeam[] {
  return teams.flatMap(({ id, name, ends_on, successor_id }) => {
    const successor = teams.find((team) => team.id === successor_id)?.name
    return ends_on !== null && ends_on < day ? [{ id, name, ends_on, successor }] : []
  })
}

/** How many people a table counts, all of them or those of one row. */
export function peopleIn({ counts }: { counts: readonly Count[] }, organisation?: string | null): number {
  const rows =
    organisation === undefined ? counts : counts.filter((row) => row.organisation_id === organisation)
  return rows.reduce((sum, { people }) => sum + people, 0)
}

/** How many people a table counts in one cell. */
export function peopleAt({ counts }: CountTable, organisation: string | null, column: string | null): number {
  return counts.find((row) => row.organisation_id === organisation && row.column === column)?.people ?? 0
}

/** How many people a table counts in one column. */
export function peopleInColumn({ counts }: CountTable, column: string | null): number {
  return counts.filter((row) => row.column === column).reduce((sum, { people }) => sum + people, 0)
}

/** The rows of a table: the organisations, and a last one for who is not counted by organisation. */
export function rowsOf(
  organisations: readonly Named[],
  unknown: string,
): { id: string | null; name: string }[] {
  return [...organisations, { id: null, name: unknown }]
}

/** The organisations with how many people each has: by their teams, which count everybody. */
export function organisationParts(organisations: readonly Named[], teams: CountTable): Attribute['parts'] {
  return organisations.map(({ id, name }) => ({ id, name, people: peopleIn(teams, id) }))
}

/** The columns of a table with how many people each has. */
export function columnParts(table: CountTable): Attribute['parts'] {
  return table.columns.flatMap(({ id, name }) =>
    id === null ? [] : [{ id, name, people: peopleInColumn(table, id) }],
  )
}

/** Who is in an organisation and in a column at once; who is in only one of them is left out. */
export function crossingsOf({ counts }: CountTable): Crossing[] {
  return counts.flatMap(({ organisation_id: row, column, people }) =>
    row === null || column === null ? [] : [{ row, column, people }],
  )
}

/**
 * Where a table of a trait and that of the teams count another number of people: by organisation, or as a whole (without
 * a name) where the table counts people of whom it does not say the organisation.
 */
export function differences(
  table: CountTable,
  teams: CountTable,
  organisations: readonly Named[],
): { name: string | undefined; counted: number; people: number }[] {
  const isWhole = peopleIn(table, null) > 0
  const rows = isWhole ? [{ id: undefined, name: undefined }] : organisations
  return rows.flatMap(({ id, name }) => {
    const [counted, people] = [peopleIn(table, id), peopleIn(teams, id)]
    return counted > 0 && counted !== people ? [{ name, counted, people }] : []
  })
}

/** The names of all organisations and teams, and those of values with their trait: they are told side by side. */
export function fullNamesIn(network: Parameters<typeof namesIn>[0]): Map<string, string> {
  const values = network.tables.flatMap(({ name, columns }) =>
    columns.flatMap((column) =>
      column.id === null ? [] : [[column.id, `${name}: ${column.name}`] as const],
    ),
  )
  return new Map([...namesIn(network), ...values])
}

/** The names of all organisations, teams and values. */
function namesIn({
  organisations,
  teams,
  tables,
}: {
  organisations: readonly Named[]
  teams: CountTable
  tables: readonly CountTable[]
}): Map<string, string> {
  const columns = [teams, ...tables].flatMap((table) => table.columns)
  return new Map([...organisations, ...columns].flatMap(({ id, name }) => (id === null ? [] : [[id, name]])))
}
