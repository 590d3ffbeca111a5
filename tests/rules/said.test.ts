import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  datedBy,
  knownSince,
  paperRegistrationOf,
  registrationOf,
  withoutOne,
  wrongDay,
  type Heard,
} from '../../src/steps/people/paper-rules.ts'

const yes = (id: string, way: Heard['way'], day: string): Heard => {
  return { id, way, day, text_id: 'text', takes_part: 1, may_record: 1, keep_posted: 0 }
}
const no = (id: string, way: Heard['way'], day: string): Heard => {
  return { ...yes(id, way, day), text_id: null, takes_part: 0, may_record: 0 }
}
const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`)
const flag = fc.constantFrom(0 as const, 1 as const)
const ways = fc.constantFrom('own' as const, 'paper' as const, 'phone' as const, 'table' as const)
const heard = fc.record({
  ...{ id: fc.uuid(), way: ways, day: days, text_id: fc.constantFrom('a', 'b', null) },
  ...{ takes_part: flag, may_record: flag, keep_posted: flag },
})
const history = fc.uniqueArray(heard, { selector: ({ id }) => id, maxLength: 5 })
const scans = fc.constantFrom('none' as const, 'same' as const, 'other' as const)

describe('a paper that is registered', () => {
  const old = yes('1', 'paper', '2026-11-03')

  it('is added where there was none, after what was said before', () => {
    const before = no('0', 'own', '2026-11-02')
    expect(paperRegistrationOf([], old, 'other')).toMatchObject({ does: 'adds', after: undefined })
    expect(paperRegistrationOf([before], old, 'other')).toMatchObject({ does: 'adds', after: '2026-11-02' })
  })

  it('and registered again does nothing, whatever came since', () => {
    for (const since of [[], [no('2', 'own', '2026-11-05')]])
      for (const scan of ['none', 'same', 'other'] as const)
        expect(paperRegistrationOf([old, ...since], old, scan).does).toBe('nothing')
  })

  it('is corrected by one of the same day, or with the same scan, or without a new one', () => {
    const before = no('0', 'own', '2026-11-01')
    const cases = [
      [{ ...old, may_record: 0 as const }, 'other'],
      [{ ...old, day: '2026-11-04' }, 'same'],
      [{ ...old, day: '2026-11-04' }, 'none'],
      [{ ...old, text_id: undefined }, 'none'],
    ] as const
    for (const [said, scan] of cases)
      expect(paperRegistrationOf([before, old], said, scan)).toEqual({
        ...{ does: 'replaces', replaced: old, after: '2026-11-01' },
      })
  })

  it('is another one with another scan of another day, and after the person said something since', () => {
    const later = { ...old, day: '2026-11-09' }
    expect(paperRegistrationOf([old], later, 'other')).toMatchObject({ does: 'adds', after: '2026-11-03' })
    const stopped = no('2', 'own', '2026-11-05')
    expect(paperRegistrationOf([old, stopped], later, 'none')).toMatchObject({
      ...{ does: 'adds', after: '2026-11-05' },
    })
  })

  it('never undoes what was not a paper, and what holds then is of no earlier day than before', () => {
    fc.assert(
      fc.property(history, heard, scans, (all, said, scan) => {
        const paper = { ...said, way: 'paper' as const }
        const { does, replaced, after } = paperRegistrationOf(all, paper, scan)
        expect(does === 'replaces').toBe(replaced !== undefined)
        if (replaced) expect([replaced.way, all.at(-1)]).toEqual(['paper', replaced])
        const rest = all.filter((one) => one !== replaced)
        if (does !== 'nothing') expect(after).toBe(rest.at(-1)?.day)
      }),
    )
  })
})

describe('what was said to a researcher', () => {
  it('is added, and once more the same does nothing', () => {
    fc.assert(
      fc.property(history, heard, (all, said) => {
        const isThere = all.length > 0
        expect(registrationOf([...all, said], said).does).toBe('nothing')
        expect(registrationOf(all, { ...said, text_id: undefined })).toEqual({
          ...{ does: 'adds', replaced: undefined, after: isThere ? all.at(-1)?.day : undefined },
        })
      }),
    )
  })

  it('has the day that was written down, or else that on which it was kept', () => {
    const rows = [
      { at: '2026-11-22T23:30:00.000Z', signed_on: null },
      { at: '2026-11-22T23:30:00.000Z', signed_on: '2026-11-03' },
    ]
    expect(datedBy(rows, (at) => at.slice(0, 10)).map(({ day }) => day)).toEqual(['2026-11-22', '2026-11-03'])
  })
})

describe('the day on which it was said', () => {
  const today = '2026-11-22'

  it('is not to come, not before what was said last, and not before the text is known', () => {
    const known = { today, after: '2026-11-10', textSince: '2026-11-12' }
    expect(wrongDay('2026-11-23', known)).toBe('future')
    expect(wrongDay('2026-11-09', known)).toBe('overtaken')
    expect(wrongDay('2026-11-11', known)).toBe('early')
    expect(wrongDay('2026-11-12', known)).toBeUndefined()
    expect(wrongDay(today, known)).toBeUndefined()
    expect(wrongDay('2020-01-01', { today, after: undefined, textSince: undefined })).toBeUndefined()
  })

  it('of the earliest paper tells since when a text is known, however late that was registered', () => {
    expect(knownSince('2026-11-22', '2026-11-03')).toBe('2026-11-03')
    expect(knownSince('2026-11-01', '2026-11-03')).toBe('2026-11-01')
    expect(knownSince('2026-11-22', null)).toBe('2026-11-22')
  })
})

describe('what was written down wrongly', () => {
  it('leaves what was said before, unless something was said since', () => {
    const [own, paper, stop] = [
      yes('1', 'own', '2026-11-01'),
      yes('2', 'paper', '2026-11-03'),
      no('3', 'own', '2026-11-05'),
    ]
    expect(withoutOne([paper], '2')).toEqual({ holds: undefined, changes: true })
    expect(withoutOne([own, paper], '2')).toEqual({ holds: own, changes: true })
    expect(withoutOne([own, paper, stop], '2')).toEqual({ holds: stop, changes: false })
  })

  it('changes nothing but itself', () => {
    fc.assert(
      fc.property(history, fc.nat(4), (all, place) => {
        const id = all[place]?.id ?? ''
        const { holds, changes } = withoutOne(all, id)
        expect(holds).toEqual(all.filter((one) => one.id !== id).at(-1))
        expect(changes).toBe(id !== '' && holds !== all.at(-1))
      }),
    )
  })
})
