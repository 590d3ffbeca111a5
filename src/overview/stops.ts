/** How far a step is, by itself. */
export type Progress = 'done' | 'begun' | 'todo'

/** A step as the trail shows it: `now` is where one stands. */
export type Standing = Progress | 'now'

/** One stands on the first step that is not done: on one, or on none when all are. The steps in their order. */
export function standing<Step extends { state: Progress }>(
  steps: readonly Step[],
): (Omit<Step, 'state'> & { state: Standing })[] {
  const here = steps.findIndex(({ state }) => state !== 'done')
  return steps.map((step, i) => ({ ...step, state: i === here ? 'now' : step.state }))
}
