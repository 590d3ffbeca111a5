import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { wayKinds, type WayKind } from '../../src/http/trail.ts'
import { reached, type Things, type WayEdge } from '../../src/overview/way/rules.ts'

const edge = (from: WayKind, fromId: string, to: WayKind, toId: string): WayEdge => ({
  from,
  fromId,
  to,
  toId,
})
const listed = (things: Things) =>
  [...things].flatMap(([kind, ids]) => [...ids].map((id) => `${kind} ${id}`)).sort()

const edges = [
  edge('photo', 'keys', 'quotation', 'both'),
  edge('quotation', 'both', 'finding', 'doors'),
  edge('quotation', 'other', 'finding', 'doors'),
  edge('finding', 'doors', 'point', 'signs'),
  edge('finding', 'mugs', 'point', 'shelves'),
  edge('point', 'signs', 'session', 'june'),
  edge('point', 'shelves', 'session', 'june'),
  edge('point', 'signs', 'action', 'hang'),
  edge('point', 'shelves', 'action', 'saw'),
  edge('session', 'june', 'action', 'hang'),
  edge('session', 'june', 'action', 'saw'),
  edge('action', 'hang', 'item', 'money'),
]

describe('the way', () => {
  it('leads from a photo to the answer of the assembly', () => {
    expect(listed(reached(edges, { kind: 'photo', ids: ['keys'] }, 'forward'))).toEqual([
      'action hang',
      'finding doors',
      'item money',
      'point signs',
      'quotation both',
      'session june',
    ])
  })

  it('leads from an answer back to all that it rests on, and to nothing else', () => {
    expect(listed(reached(edges, { kind: 'item', ids: ['money'] }, 'back'))).toEqual([
      'action hang',
      'finding doors',
      'photo keys',
      'point signs',
      'quotation both',
      'quotation other',
      'session june',
    ])
  })

  it('goes through a session only when it starts there', () => {
    const fromSession = reached(edges, { kind: 'session', ids: ['june'] }, 'forward')
    expect(listed(fromSession)).toEqual(['action hang', 'action saw', 'item money'])
    const toSession = reached(edges, { kind: 'session', ids: ['june'] }, 'back')
    expect(listed(toSession)).toContain('point shelves')
  })

  const anyEdge = fc
    .tuple(fc.nat(wayKinds.length - 1), fc.nat(wayKinds.length - 1), fc.nat(3), fc.nat(3))
    .filter(([from, to]) => from < to)
    .map(([from, to, one, other]) =>
      edge(wayKinds[from] ?? 'photo', String(one), wayKinds[to] ?? 'item', String(other)),
    )

  it('is walked back where it was walked forward, unless it starts at a session', () => {
    const kind = fc.constantFrom(...wayKinds.filter((one) => one !== 'session'))
    fc.assert(
      fc.property(fc.array(anyEdge, { maxLength: 30 }), kind, kind, (all, one, other) => {
        const there =
          reached(all, { kind: one, ids: ['0'] }, 'forward')
            .get(other)
            ?.has('0') ?? false
        const back =
          reached(all, { kind: other, ids: ['0'] }, 'back')
            .get(one)
            ?.has('0') ?? false
        expect(there).toBe(back)
      }),
    )
  })
})
