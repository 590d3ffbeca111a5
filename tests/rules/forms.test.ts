import { expect, it } from '@jest/globals'
import { filledForm, refusedField, shownForm } from '../../src/http/form.ts'
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
