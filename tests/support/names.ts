import type { Form } from './world.ts'

/** Nobody who takes part: this name is for researchers who may see names. */
export const listed = 'Kanarie-Collega'

/** Gives a study a list of names with one person on it, a plan, and a draw. `post` throws where it is refused. */
export async function drawFromList(post: (path: string, form: Form) => Promise<unknown>): Promise<void> {
  await post('/people/names', { reason: 'kanarie-lijstreden' })
  const list = `Naam;Organisatie;Team\n${listed};Oeverlicht;Kreken`
  const columns = { 'column.0': 'name', 'column.1': 'organisation', 'column.2': 'team' }
  await post('/people/names/import', { list, ...columns })
  await post('/people/plan', { size: 50, two_each: 'yes', version: 0 })
  await post('/people/draws', { wanted: 1, seed: 'kanarie-toevalsgetal' })
}
