import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openGate } from '../../src/files/gate.ts'

const limits = { jobs: 2, weight: 60 }
const room = { most: 40, secondsEach: 0.3 }
const jobs = fc.array(fc.record({ weight: fc.nat(60), turns: fc.nat(9), fails: fc.boolean() }), {
  maxLength: 40,
})

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await Promise.resolve()
}

describe('a gate', () => {
  it('lets all through in the order in which they came, within its limits, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, async (list) => {
        const gate = openGate(limits, room)
        const begun: number[] = []
        const inWork = new Set<number>()
        const outcomes = await Promise.allSettled(
          list.map((job, place) =>
            gate.run(job.weight, async () => {
              begun.push(place)
              inWork.add(place)
              expect(inWork.size).toBeLessThanOrEqual(limits.jobs)
              expect(weightOf(inWork)).toBeLessThanOrEqual(limits.weight)
              await turns(job.turns)
              inWork.delete(place)
              if (job.fails) throw new Error('on purpose')
              return place
            }),
          ),
        )
        expect(begun).toEqual(list.map((_, place) => place))
        expect(outcomes).toEqual(
          list.map(({ fails }, value) =>
            fails ? { status: 'rejected', reason: new Error('on purpose') } : { status: 'fulfilled', value },
          ),
        )
        expect(gate.waiting).toBe(0)

        function weightOf(places: Set<number>): number {
          return [...places].reduce((sum, place) => sum + (list[place]?.weight ?? 0), 0)
        }
      }),
    )
  })

  it('lets nobody wait while the first fits, and nobody overtake while the first does not', async () => {
    const gate = openGate(limits, room)
    const begun: string[] = []
    const ends: (() => void)[] = []
    const all = [
      ['half', 30],
      ['other half', 30],
      ['whole', 60],
      ['feather', 1],
    ] as const
    const done = Promise.all(
      all.map(([name, weight]) =>
        gate.run(weight, () => {
          begun.push(name)
          return new Promise<void>((resolve) => ends.push(resolve))
        }),
      ),
    )
    await turns(9)
    expect(begun).toEqual(['half', 'other half'])
    expect(gate.waiting).toBe(2)
    ends.shift()?.()
    await turns(9)
    expect(begun).toEqual(['half', 'other half'])
    ends.shift()?.()
    await turns(9)
    expect(begun).toEqual(['half', 'other half', 'whole'])
    ends.shift()?.()
    await turns(9)
    expect(begun).toEqual(['half', 'other half', 'whole', 'feather'])
    ends.shift()?.()
    await done
    expect(gate.waiting).toBe(0)
  })

  it('refuses at once what could never enter', async () => {
    const gate = openGate(limits, room)
    for (const weight of [60.5, -1, NaN]) {
      await expect(gate.run(weight, () => Promise.resolve())).rejects.toThrow(RangeError)
    }
    expect(await gate.run(60, () => Promise.resolve('in'))).toBe('in')
  })

  it('sends away who would wait behind too many, and says when to come back', async () => {
    const gate = openGate({ jobs: 1, weight: 1 }, { most: 5, secondsEach: 0.5 })
    let end: () => void = () => undefined
    const first = gate.run(1, () => new Promise<void>((resolve) => (end = resolve)))
    const others = Array.from({ length: 5 }, () => gate.run(1, () => Promise.resolve('in')))
    await expect(gate.run(1, () => Promise.resolve())).rejects.toMatchObject({ retryAfterSeconds: 3 })
    end()
    await first
    expect(await Promise.all(others)).toEqual(Array(5).fill('in'))
    expect(await gate.run(1, () => Promise.resolve('in'))).toBe('in')
  })
})
