import type { ServerResponse } from 'node:http'

/**
 * Tells open pages that something changed. An event says nothing else: each browser then asks for the page through
 * its own seat. Topics and streams are of this process.
 */
export type Live = {
  /** Tells all who look at a topic. What changes within a moment is told as one. */
  changed: (topic: string) => void
  /** What is computed of a topic, once for everybody until it changes, or for a second. */
  once: <T>(topic: string, compute: () => Promise<T>) => Promise<T>
  /** Makes a response a stream of events, which ends with the seat of who asked. A visit has a few at most. */
  open: (topic: string, response: ServerResponse, asker: Asker) => void
  /** Ends all streams, and takes no more. */
  close: () => void
}

type Asker = { visitId: string; isSeated: () => Promise<boolean> }
type Stream = { topic: string; response: ServerResponse } & Asker
type Kept = { value: Promise<unknown>; until: number }

/** How long changes are gathered, how often a silent stream is looked at, and how long a figure may be old. */
const pace = { gather: 250, beat: 20_000, keep: 1000 }

/** How many streams a visit has at once: a page that nobody looks at closes its own. */
const mostOfOneVisit = 6

/** Makes the live part of one application. What fails in the background is told to `onError`. */
export function createLive(onError: (error: unknown) => void): Live {
  const streams = new Set<Stream>()
  const due = new Map<string, NodeJS.Timeout>()
  const kept = new Map<string, Kept>()
  let beat: NodeJS.Timeout | undefined
  let isClosed = false

  const check = async (stream: Stream) => {
    if (await stream.isSeated()) return
    stream.response.end()
  }
  const tell = (words: string, told: Iterable<Stream>) => {
    for (const stream of told) {
      stream.response.write(words)
      check(stream).catch(onError)
    }
  }
  const endOldest = (visitId: string) => {
    const own = [...streams].filter((stream) => stream.visitId === visitId)
    // The newest stays: it is of the page that is looked at now.
    for (const stream of own.slice(0, -mostOfOneVisit)) {
      streams.delete(stream)
      stream.response.end()
    }
  }
  const watching = (topic: string) => [...streams].filter((stream) => stream.topic === topic)

  return {
    changed: (topic) => {
      kept.delete(topic)
      if (isClosed || due.has(topic)) return
      const timer = setTimeout(() => {
        due.delete(topic)
        tell('data: changed\n\n', watching(topic))
      }, pace.gather)
      due.set(topic, timer.unref())
    },
    once: <T>(topic: string, compute: () => Promise<T>) => {
      const known = kept.get(topic)
      if (known && known.until > performance.now()) return known.value as Promise<T>
      const value = compute()
      kept.set(topic, { value, until: performance.now() + pace.keep })
      // What failed is not kept, and neither is what nobody asks for again.
      value.catch(() => kept.delete(topic))
      setTimeout(() => {
        if (kept.get(topic)?.value === value) kept.delete(topic)
      }, pace.keep).unref()
      return value
    },
    open: (topic, response, asker) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // Or else it waits in a buffer to be compressed; the second is for proxies.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      })
      response.write('retry: 3000\n\n')
      if (isClosed) {
        response.end()
        return
      }
      const stream = { topic, response, ...asker }
      streams.add(stream)
      endOldest(asker.visitId)
      beat ??= setInterval(() => {
        tell(': still here\n\n', streams)
      }, pace.beat).unref()
      response.on('close', () => {
        streams.delete(stream)
        if (streams.size > 0) return
        clearInterval(beat)
        beat = undefined
      })
    },
    close: () => {
      isClosed = true
      clearInterval(beat)
      for (const timer of due.values()) clearTimeout(timer)
      for (const { response } of streams) response.end()
    },
  }
}
