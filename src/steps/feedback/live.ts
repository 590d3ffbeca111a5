import type { Live } from '../../http/live.ts'

/** Who looks at a session: those who are there, and those who lead it and see how many dots lie there as well. */
export const topics = {
  state: (id: string) => `session ${id}`,
  counts: (id: string) => `counts ${id}`,
}

type Told = { deps: { live: Live } }

/** Tells everybody who looks at a session that it changed. */
export function tellChange({ deps }: Told, id: string): void {
  deps.live.changed(topics.state(id))
  deps.live.changed(topics.counts(id))
}

/** Tells those who lead a session that somebody joined, or placed a dot. */
export function tellCounts({ deps }: Told, id: string): void {
  deps.live.changed(topics.counts(id))
}
