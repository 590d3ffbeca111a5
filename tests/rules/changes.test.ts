import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { differences, differing } from '../../src/method/alike.ts'
import { atOnce } from '../../src/method/piecemeal.ts'
import { changesBetween, type Changed } from '../../src/method/changes.ts'

const said = (pieces: Changed['was']) => pieces.map(({ text }) => text).join('')

describe('where two texts differ', () => {
  it('shows what went and came in with the words around it, and leaves out what stayed', () => {
    const long = Array.from({ length: 200 }, (_, nth) => `Regel ${nth} zegt iets.`).join('\n')
    const next = long.replace('Regel 50 zegt', 'Regel 50 vraagt').replace('Regel 150 ', '')
    const places = changesBetween(long, next)
    expect(places).toHaveLength(2)
    const [first, second] = places
    expect(first?.was).toContainEqual({ text: 'zegt', kind: 'out' })
    expect(first?.now).toContainEqual({ text: 'vraagt', kind: 'in' })
    expect(said(first?.was ?? [])).toMatch(
      /^… Regel 4\d[^]*Regel 49 zegt iets\.\nRegel 50 zegt iets\.\n[^]* …$/,
    )
    expect(said(second?.now ?? []).length).toBeLessThan(500)
    expect(changesBetween(long, long)).toEqual([])
  })

  it('finds what differs in a long text in many short pieces, so that others have their turn', () => {
    const long = Array.from({ length: 12_000 }, (_, nth) => `Regel ${nth * 7919} zegt iets.`).join('\n')
    const next = long.replaceAll('1 zegt', '1 vraagt').split('\n').reverse().join('\n')
    const work = differing(long, next)
    let pieces = 0
    while (!work.next().done) pieces += 1
    expect(pieces).toBeGreaterThan(50)
    expect(atOnce(differing(long, next))).toEqual(differences(long, next))
  })

  it('leaves nothing out that changed, and shows each text to the letter where all is near', () => {
    const texts = fc.string({
      unit: fc.constantFrom('ja ', 'nee', '\n', '👩‍👧', 'e\u0301', '. '),
      maxLength: 25,
    })
    fc.assert(
      fc.property(texts, texts, (old, next) => {
        const places = changesBetween(old, next)
        expect(places).toHaveLength(old === next ? 0 : 1)
        for (const { was, now } of places) expect([said(was), said(now)]).toEqual([old, next])
      }),
    )
  })

  it('is soon done with texts of 300,000 characters', () => {
    const long = Array.from({ length: 12_000 }, (_, nth) => `Regel ${nth % 700} zegt iets anders.`).join('\n')
    const before = performance.now()
    const places = changesBetween(long, long.replaceAll('Regel 33 ', 'Zin 33 '))
    expect(performance.now() - before).toBeLessThan(5000)
    expect(places.length).toBeGreaterThan(10)
    const shown = places.reduce((sum, { was, now }) => sum + said(was).length + said(now).length, 0)
    expect(shown).toBeLessThan(30_000)
  })
})
