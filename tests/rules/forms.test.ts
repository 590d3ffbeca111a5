import { describe, expect, it } from '@jest/globals'
import { filledForm, refusedField, shownForm } from '../../src/http/form.ts'
import { wordsOfLine } from '../../src/method/wrong-line.ts'
import { textIn } from '../../src/text/text.ts'

const t = textIn('nl', 'Europe/Amsterdam')
const refused = (body: Record<string, string>) => refusedField(t, body, 'name', 'people.nameRequired')

it('a refused form says that what was typed is there still only where something was', () => {
  expect(refused({ name: 'Sam' }).keeps).toBe(true)
  expect(refused({ name: ' ', once: 'a1', version: '2' }).keeps).toBe(false)
  const stored = filledForm({ name: '', language: 'nl', version: 1 })
  const shown = (body: Record<string, string>) => shownForm(stored, refused({ once: 'a1', ...body }))
  expect(shown({ name: '', language: 'nl', version: '1' }).keeps).toBe(false)
  expect(shown({ name: '', language: 'en', version: '1' }).keeps).toBe(true)
  expect(shown({ name: '', email: 'sam@', language: 'nl', version: '1' }).keeps).toBe(true)
  expect(shownForm(stored, undefined)).toBe(stored)
})

describe('the words of a wrong line', () => {
  it('are those of that line, shortened; none where there is no such line', () => {
    const list = `naam;mail\nIda  Groen;ida\n${'é'.repeat(81)}`
    const wordsOf = (line: number) => wordsOfLine(list, line)
    expect([1, 2, 4].map(wordsOf)).toEqual(['naam;mail', 'Ida Groen;ida', ''])
    expect(wordsOf(3)).toBe(`${'é'.repeat(79)}…`)
    expect(wordsOfLine(undefined, 1)).toBe('')
  })
})
