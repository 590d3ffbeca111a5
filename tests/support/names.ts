import type { Form } from './world.ts'

/** Nobody who takes part: this name is for researchers who may see names. */
export const listed = 'Kanarie-Collega'

/** As many as leave a seat of the plan open, whoever is asked already. */
const size = 20

/** Gives a study a list of names, a plan, and a draw of one of them. `post` throws where it is refused. */
export async function drawFromList(post: (path: string, form: Form) => Promise<unknown>): Promise<void> {
  await post('/people/names', { reason: 'kanarie-lijstreden' })
  const names = Array.from({ length: size }, (_, place) => (place === 0 ? listed : `${listed} ${place}`))
  const list = ['Naam;Organisatie;Team', ...names.map((name) => `${name};Oeverlicht;Kreken`)].join('\n')
  const columns = { 'column.0': 'name', 'column.1': 'organisation', 'column.2': 'team' }
  await post('/people/names/import', { list, ...columns })
  await post('/people/plan', { size, two_each: 'yes', version: 0 })
  await post('/people/draws', { wanted: 1, seed: 'kanarie-toevalsgetal' })
}
