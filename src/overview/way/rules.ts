import { wayKinds, type WayKind } from '../../http/trail.ts'

/** That one thing rests on another. Edges lead from earlier kinds to later ones only. */
export type WayEdge = { from: WayKind; fromId: string; to: WayKind; toId: string }

/** Things by their kind. */
export type Things = Map<WayKind, Set<string>>

type Joint = { from: WayKind; to: WayKind }

/**
 * Tells whether the way goes on behind a joint. A session has many points: who comes from one of them, or from an
 * action point, does not go on to all the others.
 */
export function goesOn({ from, to }: Joint, start: WayKind, direction: Direction): boolean {
  const next = direction === 'forward' ? to : from
  return next !== 'session' || start === 'session'
}
export type Direction = 'forward' | 'back'

/** All that can be reached from some things along edges, in one direction, without those things themselves. */
export function reached(
  edges: readonly WayEdge[],
  start: { kind: WayKind; ids: readonly string[] },
  direction: Direction,
): Things {
  const found: Things = new Map()
  const open: Things = new Map([[start.kind, new Set(start.ids)]])
  const kinds = direction === 'forward' ? wayKinds : wayKinds.toReversed()
  for (const kind of kinds) {
    const here = open.get(kind)
    if (!here) continue
    for (const edge of edges) {
      const [near, nearId, far, farId] =
        direction === 'forward'
          ? [edge.from, edge.fromId, edge.to, edge.toId]
          : [edge.to, edge.toId, edge.from, edge.fromId]
      if (near !== kind || !here.has(nearId)) continue
      add(found, far, farId)
      if (goesOn(edge, start.kind, direction)) add(open, far, farId)
    }
  }
  return found
}

function add(things: Things, kind: WayKind, id: string): void {
  const known = things.get(kind) ?? new Set()
  known.add(id)
  things.set(kind, known)
}
