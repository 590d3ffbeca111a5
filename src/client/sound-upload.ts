/**
 * Sends a file with sound in pieces, so that a lost connection costs one of them at most. After a reload, or on a server
 * that was started anew, it goes on where it was when the same file is chosen again. Without this script the form sends
 * the file at once.
 */
export function sendSounds(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sound]')) {
    form.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]
      // Without a file, the server says what is missing.
      if (!file || file.size === 0) return
      event.preventDefault()
      void sendSound(form, file)
    })
  }
}

const size = 4 * 1024 * 1024
const most = 500 * 1024 * 1024
const pause = 3000

async function sendSound(form: HTMLFormElement, file: File): Promise<void> {
  const said = form.querySelector<HTMLElement>('[data-said]')
  const button = form.querySelector('button')
  if (!said || !button) return
  const say = (words = '') => {
    said.textContent = words
  }
  if (file.size > most) {
    say(form.dataset.tooLarge)
    return
  }
  button.disabled = true
  try {
    const refused = await sendPieces(form, file, say)
    if (refused === undefined) location.reload()
    else say(refused)
  } catch {
    // The file went away under our hands, as from a phone that was unplugged.
    say(form.dataset.required)
  } finally {
    button.disabled = false
  }
}

/** Sends what the server has not got. Gives why not, when it is refused. */
async function sendPieces(
  form: HTMLFormElement,
  file: File,
  say: (words?: string) => void,
): Promise<string | undefined> {
  const address = `${form.action}/${await markOf(file)}`
  const count = Math.ceil(file.size / size)
  const known = await insist(form, say, () => fetch(`${address}/pieces`, { headers: json }))
  if ('problem' in known) return known.problem
  const { pieces = [], made = false } = known.said as { pieces?: number[]; made?: boolean }
  if (made) return undefined
  for (let seq = 0; seq < count; seq += 1) {
    say((form.dataset.share ?? '').replace('SHARE', String(Math.floor((seq / count) * 100))))
    if (pieces.includes(seq)) continue
    const content = await file.slice(seq * size, (seq + 1) * size).arrayBuffer()
    const sent = await insist(form, say, () => {
      const body = new FormData()
      const told = { origin: 'sent', type: 'audio/unknown', bytes: String(content.byteLength) }
      for (const [name, value] of Object.entries(told)) body.append(name, value)
      body.append('piece', new Blob([content]), 'piece')
      return fetch(`${address}/pieces/${seq}`, { method: 'POST', headers: json, body })
    })
    if ('problem' in sent) return sent.problem
  }
  say(form.dataset.makes)
  const body = new URLSearchParams({ pieces: String(count) })
  const ended = await insist(form, say, () =>
    fetch(`${address}/end`, { method: 'POST', headers: json, body }),
  )
  return 'problem' in ended ? ended.problem : undefined
}

const json = { Accept: 'application/json' }

/** Asks until there is an answer: a line may be away for long, and who is signed out may sign in. */
async function insist(
  form: HTMLFormElement,
  say: (words?: string) => void,
  ask: () => Promise<Response>,
): Promise<{ said: unknown } | { problem: string }> {
  for (;;) {
    const answer = await ask().catch(() => undefined)
    if (answer?.ok) return { said: await answer.json() }
    const told = (await answer?.json().catch(() => undefined)) as { problem?: string } | undefined
    if (told?.problem !== undefined && answer?.status !== 507) return { problem: told.problem }
    if (answer && isFinal(answer.status)) return { problem: form.dataset.refused ?? '' }
    say(told?.problem ?? (answer?.status === 401 ? form.dataset.signedOut : form.dataset.waits))
    await new Promise((passed) => setTimeout(passed, pause))
  }
}

/** Tells whether asking again brings the same: not where one may sign in, came too often, or the server is away. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status)
}

/** The mark of a file: of its name, its size and how it begins. Over plain http a browser has no better sums. */
async function markOf(file: File): Promise<string> {
  const start = new Uint8Array(await file.slice(0, size).arrayBuffer())
  const words = new TextEncoder().encode(`${file.name} ${file.size}`)
  return [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]
    .map((seed) => sum(start, sum(words, seed)))
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
}

/** FNV-1a, 32 bits. */
function sum(bytes: Uint8Array, seed: number): number {
  let hash = seed
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash
}
