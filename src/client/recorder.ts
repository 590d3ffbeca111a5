import { clockTime } from './clock.ts'
import { newMark } from './new-mark.ts'
import { sendWaiting, lockOf, type Sent } from './recorder-send.ts'
import { openSoundStore, type SoundStore, type WaitingPart } from './recorder-store.ts'
import { recordedType, take, type Take } from './recorder-take.ts'
import { stayAwake } from './stay-awake.ts'

/**
 * Records the sound of a talk. Each piece of a few seconds waits in this browser until the server has it: through a lost
 * connection, a reload and a crash. What waits is sent from any page of a study. Without this script, a file can be sent.
 */
export async function recordSound(): Promise<void> {
  const panel = document.querySelector<HTMLElement>('[data-recorder]')
  const { account } = document.body.dataset
  if (!location.pathname.startsWith('/studies/') || account === undefined) return
  const store = await openSoundStore(account)
  const queue = panel ? queueOn(panel, store) : queueWithout(store)
  queue.send()
  window.addEventListener('online', queue.send)
  if (panel) offerRecording(panel, store, queue.send)
}

let finishNow: (() => Promise<void>) | undefined

/** Ends what is being recorded on this page, if anything is; its last piece is kept before this is through. */
export async function endRecording(): Promise<void> {
  await finishNow?.()
}

type Queue = { send: () => void }

const again = 4000

function queueWithout(store: SoundStore): Queue {
  return {
    send: () => {
      void sendWaiting(store, () => undefined)
    },
  }
}

/** Sends what waits, again and again while the page is open, and says how much waits and why. */
function queueOn(panel: HTMLElement, store: SoundStore): Queue {
  const line = part(panel, 'queue')
  const address = panel.dataset.recorder ?? ''
  let timer = 0
  let isSending = false
  let isAsked = false
  let last: Sent | undefined
  const tell = async () => {
    const count = await store.count(address)
    const why = typeof last === 'object' ? last.problem : last && last !== 'all' ? word(panel, last) : ''
    const waits = count > 0 ? `${word(panel, 'waiting')}${count}.` : last === 'all' ? word(panel, 'kept') : ''
    const lasting = count > 0 && !store.isLasting ? word(panel, 'notKept') : ''
    // While it is recorded and all goes well, nothing moves in the bar.
    const isCalm = panel.classList.contains('is-running') && last === 'all' && !lasting
    const said = isCalm ? '' : [why, waits, lasting].filter(Boolean).join(' ')
    if (line.textContent !== said) line.textContent = said
  }
  const send = () => {
    isAsked = true
    if (isSending) return
    isSending = true
    window.clearTimeout(timer)
    void (async () => {
      while (isAsked) {
        isAsked = false
        const had = (await store.parts()).length > 0
        const sent = await sendWaiting(store, () => void tell())
        last = had || sent !== 'all' ? sent : last
        await tell()
      }
      isSending = false
      if (last === 'offline' || last === 'signedOut') timer = window.setTimeout(send, again)
      else if (last !== 'all' && last !== undefined) timer = window.setTimeout(send, again * 4)
    })()
  }
  return { send }
}

function offerRecording(panel: HTMLElement, store: SoundStore, send: () => void): void {
  part(panel, 'line').hidden = false
  const [begin, pause, end] = ['begin', 'pause', 'end'].map((name) => part(panel, name) as HTMLButtonElement)
  const select = panel.querySelector('select')
  const type = recordedType()
  if (!begin || !pause || !end || !select) return
  // In a page that is not to be trusted the browser hides its microphones.
  if (!window.isSecureContext || type === undefined) {
    begin.hidden = true
    const why = part(panel, 'why')
    why.hidden = false
    why.textContent = word(panel, window.isSecureContext ? 'unsupported' : 'insecure')
    return
  }
  const address = panel.dataset.recorder ?? ''
  let now: Take | undefined
  let isPaused = false
  let isOwnEnd = false

  const start = async () => {
    problem(panel)
    state(panel, 'asking')
    begin.disabled = true
    try {
      const wanted = select.value === '' ? true : { deviceId: { exact: select.value } }
      const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted })
      await listMicrophones(panel, select, stream)
      begun(stream)
    } catch (error) {
      state(panel, 'idle')
      problem(panel, whyNot(error))
    } finally {
      begin.disabled = false
    }
  }
  const begun = (stream: MediaStream) => {
    const mark = newMark()
    const account = document.body.dataset.account ?? ''
    const own: WaitingPart = {
      ...{ mark, account, address, type, begunAt: new Date().toISOString() },
      pieces: 0,
    }
    const release = hold([lockOf(mark), `voetspoor-talk-${address}`])
    let writing = Promise.resolve()
    finishNow = async () => {
      await finish()
      await writing
    }
    isOwnEnd = false
    isPaused = false
    const current = take(stream, type, {
      onPiece: (content, untilMs) => {
        const seq = own.pieces
        own.pieces += 1
        const known = { ...own }
        writing = writing.then(async () => {
          const piece = { mark, seq, untilMs, content: await content.arrayBuffer() }
          await store.put(known, piece)
          send()
        })
      },
      onEnd: () => {
        void writing.finally(() => {
          release()
          send()
        })
        if (!isOwnEnd) problem(panel, 'unplugged')
        now = finishNow = undefined
        state(panel, 'ended')
        buttons()
      },
    })
    now = current
    state(panel, 'running')
    buttons()
    void watch(
      panel,
      current,
      () => now === current,
      () => isPaused,
    )
    void stayAwake(() => now === current)
  }
  const finish = async () => {
    isOwnEnd = true
    await now?.end()
  }
  const buttons = () => {
    const isRunning = now !== undefined
    begin.hidden = isRunning
    pause.hidden = end.hidden = !isRunning
    part(panel, 'level').hidden = part(panel, 'elapsed').hidden = !isRunning
    panel.classList.toggle('is-running', isRunning)
    panel.classList.toggle('is-paused', isRunning && isPaused)
    pause.textContent = panel.dataset[isPaused ? 'resumeWord' : 'pauseWord'] ?? ''
    if (isRunning && document.activeElement === document.body) pause.focus()
    if (!isRunning && document.activeElement === document.body) begin.focus()
  }

  begin.onclick = () => void start()
  end.onclick = () => void finish()
  pause.onclick = () => {
    isPaused = !isPaused
    if (isPaused) now?.pause()
    else now?.resume()
    state(panel, isPaused ? 'paused' : 'running')
    buttons()
  }
  select.onchange = () => {
    // Another microphone is another part.
    if (now) void finish().then(start)
  }
  window.addEventListener('beforeunload', (event) => {
    if (now) event.preventDefault()
  })
  void tellOfOthers(panel, address)
}

/** Shows how long and how loud it is, and says when it is quiet for long. */
async function watch(
  panel: HTMLElement,
  one: Take,
  isOn: () => boolean,
  isPaused: () => boolean,
): Promise<void> {
  const meter = part(panel, 'level') as HTMLMeterElement
  let heardAt = performance.now()
  while (isOn()) {
    const level = one.level()
    const time = performance.now()
    if (level > quiet || isPaused()) heardAt = time
    meter.value = level
    part(panel, 'elapsed').textContent = clockTime(one.elapsed())
    put(part(panel, 'heard-now'), isPaused() ? '' : word(panel, time - heardAt < 1500 ? 'heard' : 'quiet'))
    put(part(panel, 'silence'), time - heardAt > 20_000 ? word(panel, 'silent') : '')
    await new Promise((passed) => setTimeout(passed, 200))
  }
}

const quiet = 0.01

async function listMicrophones(
  panel: HTMLElement,
  select: HTMLSelectElement,
  stream: MediaStream,
): Promise<void> {
  const chosen = stream.getAudioTracks()[0]?.getSettings().deviceId ?? ''
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter(
    ({ kind }) => kind === 'audioinput',
  )
  select.replaceChildren(
    ...devices.map(({ deviceId, label }, index) => {
      const name = label || (panel.dataset.microphone ?? '').replace('NTH', String(index + 1))
      return new Option(name, deviceId, false, deviceId === chosen)
    }),
  )
  part(panel, 'microphones').hidden = devices.length < 2
}

/** Holds locks until what it gives is called, or the page is gone. */
function hold(names: readonly string[]): () => void {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  for (const name of names) void navigator.locks.request(name, { mode: 'shared' }, () => held)
  return release
}

/** Says that another tab records this talk too. */
async function tellOfOthers(panel: HTMLElement, address: string): Promise<void> {
  const { held = [] } = await navigator.locks.query()
  if (held.some(({ name }) => name === `voetspoor-talk-${address}`)) problem(panel, 'elsewhere')
}

function whyNot(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'noMicrophone' : 'inUse'
}

function state(panel: HTMLElement, name: 'idle' | 'asking' | 'running' | 'paused' | 'ended'): void {
  put(part(panel, 'state'), word(panel, name))
}

function problem(panel: HTMLElement, name?: string): void {
  const line = part(panel, 'problem')
  line.hidden = name === undefined
  line.textContent = name === undefined ? '' : word(panel, name)
}

function put(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text
}

function word(panel: HTMLElement, name: string): string {
  return panel.dataset[name] ?? ''
}

function part(panel: HTMLElement, name: string): HTMLElement {
  const element = panel.querySelector<HTMLElement>(`[data-${name}]`)
  if (!element) throw new Error(`There is no ${name} here.`)
  return element
}
