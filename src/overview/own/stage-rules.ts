/** The steps of somebody who takes part, in their order. */
export const stages = ['consent', 'photos', 'talk', 'readBack', 'became'] as const
export type Stage = (typeof stages)[number]

type Facts = {
  takesPart: boolean
  isReady: boolean
  isHeld: boolean
  /** Of how many things the team asked whether they may be used, and how many were answered. */
  asked: number
  answered: number
}

/**
 * Where somebody stands: the first step that is not done. What the team wants to use is asked after the talk, also when
 * it was marked before: `isAsked` tells whether that is now. Photos are
 * done once somebody said so: until then reminders go out. After the talk nothing is left to bring.
 */
export function standingOf(facts: Facts): { current: Stage; isAsked: boolean } {
  const { takesPart, isReady, isHeld, asked, answered } = facts
  const isAsked = isHeld && asked > 0
  const isDone: Record<Stage, boolean> = {
    consent: takesPart,
    photos: isHeld || isReady,
    talk: isHeld,
    readBack: isAsked && answered === asked,
    became: false,
  }
  return { current: stages.find((stage) => !isDone[stage]) ?? 'became', isAsked }
}

/** Whether a step is done, is the one of now, or is still to come. */
export function stateIn(current: Stage, stage: Stage): 'done' | 'now' | 'todo' {
  const ahead = stages.indexOf(stage) - stages.indexOf(current)
  return ahead < 0 ? 'done' : ahead === 0 ? 'now' : 'todo'
}
