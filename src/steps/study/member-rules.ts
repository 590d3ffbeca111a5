import type { MemberRole } from '../../method/roles.ts'

type Place = { role: MemberRole; sees_names: boolean; reads_raw: boolean }

/** What a member can give up: being lead, seeing names, reading raw text, or the study as a whole. */
const losses = ['study', 'lead', 'names', 'raw'] as const
export type Loss = (typeof losses)[number]

/** What a member gives up by another place in a study; by leaving it (undefined), the study with all the rest. */
export function lossesOf(before: Place, after: Place | undefined): Loss[] {
  if (after === undefined) return ['study']
  const isLost: Record<Loss, boolean> = {
    study: false,
    lead: before.role === 'lead' && after.role !== 'lead',
    names: before.sees_names && !after.sees_names,
    raw: before.reads_raw && !after.reads_raw,
  }
  return losses.filter((loss) => isLost[loss])
}

/** Whether a member gives up what no other lead has: to be lead, or to see names as one. */
export function isLastly(
  lost: readonly Loss[],
  seesNames: boolean,
  others: readonly { sees_names: 0 | 1 }[],
): boolean {
  const leaves = lost.some((loss) => loss === 'study' || loss === 'lead')
  if (leaves && others.length === 0) return true
  return seesNames && (leaves || lost.includes('names')) && !others.some(({ sees_names }) => sees_names === 1)
}
