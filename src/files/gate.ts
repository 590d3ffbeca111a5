import { Crowded } from '../errors.ts'

/** Lets work through in the order in which it came, while its number and its weight stay within limits. */
export type Gate = {
  /**
   * Does the work when its turn has come, and gives what it gives. Nobody overtakes: light work behind heavy work
   * waits too, or the heavy work might wait for ever.
   * Throws what the work throws, RangeError when it weighs more than this gate ever lets through, and Crowded when so
   * many wait that it can take no more.
   */
  run: <T>(weight: number, work: () => Promise<T>) => Promise<T>
  /** How many wait for their turn; those at work are not among them. */
  readonly waiting: number
}

type Limits = { jobs: number; weight: number }
/** How many may wait, and how long each of them takes about, in seconds: for who is told to come back. */
type Waiting = { most: number; secondsEach: number }
type Waiter = { weight: number; enter: () => void }

/** Opens a gate that has at most so many jobs in work, and at most so much weight. The unit is the caller's. */
export function openGate(limits: Limits, { most, secondsEach }: Waiting): Gate {
  const queue: Waiter[] = []
  const inWork: Limits = { jobs: 0, weight: 0 }

  async function run<T>(weight: number, work: () => Promise<T>): Promise<T> {
    if (!(weight >= 0 && weight <= limits.weight)) throw new RangeError(`too heavy for this gate: ${weight}`)
    if (queue.length >= most)
      throw new Crowded('too many wait at the gate', Math.ceil(queue.length * secondsEach))
    await new Promise<void>((enter) => {
      queue.push({ weight, enter })
      admit()
    })
    try {
      return await work()
    } finally {
      inWork.jobs -= 1
      inWork.weight -= weight
      admit()
    }
  }

  function admit() {
    for (let first = queue[0]; first && fits(first); first = queue[0]) {
      queue.shift()
      inWork.jobs += 1
      inWork.weight += first.weight
      first.enter()
    }
  }

  function fits({ weight }: Waiter): boolean {
    return inWork.jobs < limits.jobs && inWork.weight + weight <= limits.weight
  }

  return {
    run,
    get waiting() {
      return queue.length
    },
  }
}
