import { describe, expect, it } from '@jest/globals'
import {
  marks,
  marksFor,
  problemIn,
  readBackOf,
  type Asked,
  type Said,
} from '../../src/overview/paper/rules.ts'

const asked = (values: Partial<Asked> = {}): Asked => ({
  ...{ kind: 'photo', id: 'photo', most: 3, asksRecognised: false, answer: null, rung: 'researchers' },
  ...{ remark: '', with_name: 0, signed_on: null, sentence: '' },
  ...values,
})
const said = (values: Partial<Said> = {}): Said => ({
  ...{ mark: 'none', recognised: undefined, named: false, remark: '' },
  ...values,
})

describe('what a paper says of one thing', () => {
  it('goes no further than the thing can', () => {
    expect(marksFor({ most: 0 })).toEqual(['none', 'different', 'no'])
    expect(marksFor({ most: 1 })).toEqual(['none', 'participants', 'different', 'no'])
    expect(marksFor({ most: 3 })).toEqual([...marks])
  })

  it('is nothing where nothing was crossed, and no name where none was asked for', () => {
    expect(readBackOf(asked(), said())).toBeUndefined()
    expect(readBackOf(asked(), said({ mark: 'leaders' }))).toEqual({
      ...{ answer: 'fine', rung: 'leaders', remark: '', with_name: false, recognisable: 'no' },
    })
    expect(readBackOf(asked(), said({ mark: 'no', named: true, recognised: 'yes' }))).toMatchObject({
      ...{ answer: 'no', rung: 'researchers', with_name: false, recognisable: 'no' },
    })
  })

  it('keeps what was written before where nothing is written', () => {
    const before = asked({ answer: 'fine', rung: 'everyone', remark: 'Zonder het bord' })
    for (const mark of ['leaders', 'different', 'no'] as const) {
      expect(readBackOf(before, said({ mark }))).toMatchObject({ remark: 'Zonder het bord' })
      expect(readBackOf(before, said({ mark, remark: 'Toch met' }))).toMatchObject({ remark: 'Toch met' })
    }
  })

  it('has to say whether anybody can be recognised before it opens a photo', () => {
    const photo = asked({ asksRecognised: true })
    expect(problemIn(photo, said({ mark: 'leaders' }), '2026-11-03')).toBe('recognised')
    expect(problemIn(photo, said({ mark: 'leaders', recognised: 'no' }), '2026-11-03')).toBeUndefined()
    for (const mark of ['none', 'different', 'no'] as const)
      expect(problemIn(photo, said({ mark }), '2026-11-03')).toBeUndefined()
  })

  it('does not undo a later paper', () => {
    const later = asked({ answer: 'no', signed_on: '2026-11-10' })
    expect(problemIn(later, said({ mark: 'everyone' }), '2026-11-03')).toBe('later')
    expect(problemIn(later, said({ mark: 'no' }), '2026-11-03')).toBe('later')
    expect(problemIn(later, said(), '2026-11-03')).toBeUndefined()
    expect(problemIn(later, said({ mark: 'everyone' }), '2026-11-10')).toBeUndefined()
  })
})
