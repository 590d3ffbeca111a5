import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { onDay } from '../../src/overview/mirror/rules.ts'
import { formerAfter, whyNoMove, type FormerTeam } from '../../src/steps/people/move-rules.ts'

const until = (team_id: string | null, until_on: string): FormerTeam => ({ team_id, until_on })
const teamOn = (team: string | null, former: readonly FormerTeam[], day: string) =>
  onDay(
    { id: 'sam', organisation_id: null, team_id: team, values: [] },
    day,
    former.map((one) => ({ person_id: 'sam', ...one })),
  ).team_id

describe('moving to another team', () => {
  const before = [until('a', '2026-03-01')]

  it.each([
    ['a move', [], { from: 'a', to: 'b', since: '2026-03-01' }, before],
    ['another name, and no move', before, { from: 'b', to: 'c', since: null }, before],
    ['nothing', before, { from: 'b', to: 'b', since: null }, before],
    ['an earlier day', before, { from: 'b', to: 'b', since: '2026-02-01' }, [until('a', '2026-02-01')]],
    ['a later day', before, { from: 'b', to: 'b', since: '2026-05-01' }, [until('a', '2026-05-01')]],
    ['another team on that day', before, { from: 'b', to: 'c', since: '2026-03-01' }, before],
    ['back, as it never was', before, { from: 'b', to: 'a', since: null }, []],
    ['back on that day', before, { from: 'b', to: 'a', since: '2026-03-01' }, []],
    ['back before that day', before, { from: 'b', to: 'a', since: '2026-02-01' }, []],
    [
      'back later',
      before,
      { from: 'b', to: 'a', since: '2026-04-01' },
      [until('a', '2026-03-01'), until('b', '2026-04-01')],
    ],
    ['into no team', before, { from: 'b', to: null, since: '2026-03-01' }, before],
  ])('keeps the former teams after %s', (_, former, move, after) => {
    expect(formerAfter(former, move)).toEqual(after)
  })

  const day = fc.integer({ min: 10, max: 28 }).map((number) => `2026-03-${number}`)
  const team = fc.constantFrom('a', 'b', 'c', null)

  it('changes no day before the move, and has everybody in the new team from then on', () => {
    const moves = fc.array(fc.record({ to: team, since: day }), { maxLength: 6 })
    fc.assert(
      fc.property(moves, fc.record({ to: team, since: day }), day, (earlier, { to, since }, asked) => {
        let [former, from]: [FormerTeam[], string | null] = [[], 'a']
        for (const move of earlier) {
          former = formerAfter(former, { from, ...move })
          from = move.to
        }
        fc.pre(from !== to)
        const after = formerAfter(former, { from, to, since })
        expect(teamOn(to, after, asked)).toBe(asked >= since ? to : teamOn(from, former, asked))
        const days = after.map(({ until_on }) => until_on)
        expect(days).toEqual([...new Set(days)].toSorted((one, other) => (one < other ? -1 : 1)))
      }),
    )
  })

  it('takes no day to come, and none where there is no move', () => {
    const today = '2026-03-20'
    const move = { from: 'a', to: 'b', since: today }
    expect(whyNoMove([], move, today)).toBeUndefined()
    expect(whyNoMove([], { ...move, since: '2026-03-21' }, today)).toBe('people.teamSince.later')
    expect(whyNoMove([], { ...move, to: 'a' }, today)).toBe('people.teamSince.noMove')
    expect(whyNoMove(before, { ...move, to: 'a' }, today)).toBeUndefined()
    expect(whyNoMove([], { ...move, to: 'a', since: null }, today)).toBeUndefined()
  })
})
