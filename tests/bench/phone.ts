import { randomBytes } from 'node:crypto'
import { Agent, request, type IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { askedPause, outcomeOf, pauseBefore } from '../../src/client/queue-rules.ts'
import type { Visitor } from './people.ts'

/** What came back, 0 when the connection fell away, and after how long, in milliseconds. */
export type Said = { status: number; retryAfter: string | null; text: string; took: number }

/** A photo on a phone: what it holds, and the mark that it bears for all tries. */
export type Photo = { mark: string; content: Buffer }

/** What became of sending a photo: how often the server said to wait, and how often nothing came back or a fault. */
export type Sent = { isIn: boolean; waits: number; failures: number; status: number }

// Each phone has lines of its own, and keeps them.
const agents = new WeakMap<Visitor, Agent>()

function agentOf(visitor: Visitor): Agent {
  const agent = agents.get(visitor) ?? new Agent({ keepAlive: true })
  agents.set(visitor, agent)
  return agent
}

/** Asks for a page, or sends a form. */
export function ask(address: string, visitor: Visitor, form?: Record<string, string>): Promise<Said> {
  const body = form ? [Buffer.from(new URLSearchParams(form).toString())] : []
  return send(address, visitor, form ? 'application/x-www-form-urlencoded' : undefined, body)
}

export function newPhoto(content: Buffer): Photo {
  return { mark: randomBytes(16).toString('hex'), content }
}

/**
 * Sends a photo by the rules of the own page (src/client/queue-rules.ts): under one mark for all tries, waiting as long
 * as the server asks, and longer after each try. Gives up where that page does, or when `isOver` says so after a try.
 */
export async function bring(
  photos: string,
  visitor: Visitor,
  photo: Photo,
  isOver: () => boolean = () => false,
): Promise<Sent> {
  const sent: Sent = { isIn: false, waits: 0, failures: 0, status: 0 }
  for (let tries = 1; ; tries += 1) {
    const { status, retryAfter } = await upload(photos, visitor, photo)
    const outcome = outcomeOf(status)
    sent.status = status
    if (outcome === 'in') return { ...sent, isIn: true }
    const asked = askedPause(retryAfter, Math.random())
    if (asked > 0) sent.waits += 1
    else sent.failures += 1
    if (outcome !== 'later' || isOver()) return sent
    await pause(Math.max(asked, pauseBefore(tries, Math.random())))
  }
}

/** Tells the server which photos are to come, as the own page does first. */
export function announce(photos: string, visitor: Visitor, coming: readonly Photo[]): Promise<Said> {
  const body = new URLSearchParams([
    ...coming.map(({ mark, content }): [string, string] => ['photo', `${mark}:${content.length}`]),
    ['device', 'phone'],
  ])
  return send(`${photos}/announced`, visitor, 'application/x-www-form-urlencoded', [
    Buffer.from(body.toString()),
  ])
}

function upload(photos: string, visitor: Visitor, { mark, content }: Photo): Promise<Said> {
  const boundary = `bench${randomBytes(12).toString('hex')}`
  const part = (name: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`
  const file = 'filename="IMG_0001.jpg"\r\nContent-Type: image/jpeg'
  const head = `${part('client_id')}\r\n\r\n${mark}\r\n${part('picture')}; ${file}\r\n\r\n`
  const tail = `\r\n--${boundary}--\r\n`
  const body = [Buffer.from(head), content, Buffer.from(tail)]
  return send(photos, visitor, `multipart/form-data; boundary=${boundary}`, body)
}

function send(
  address: string,
  visitor: Visitor,
  type: string | undefined,
  body: readonly Buffer[],
): Promise<Said> {
  const from = performance.now()
  return new Promise((resolve) => {
    const answer = (response?: IncomingMessage, text = '') => {
      const retryAfter = response?.headers['retry-after'] ?? null
      resolve({ status: response?.statusCode ?? 0, retryAfter, text, took: performance.now() - from })
    }
    const asked = request(address, {
      method: type ? 'POST' : 'GET',
      agent: agentOf(visitor),
      headers: {
        cookie: `${visitor.cookie}; language=nl`,
        'sec-fetch-site': 'same-origin',
        ...(type
          ? { 'content-type': type, 'content-length': body.reduce((sum, { length }) => sum + length, 0) }
          : {}),
        // As its script asks: it wants to know how it went, and not the page.
        ...(type?.startsWith('multipart') ? { accept: 'application/json' } : {}),
      },
    })
    asked.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (text += piece))
      response.once('end', () => {
        answer(response, text)
      })
      response.once('error', () => {
        answer()
      })
    })
    asked.once('error', () => {
      answer()
    })
    for (const piece of body) asked.write(piece)
    asked.end()
  })
}
