import { sendFile } from './send-file.ts'

/**
 * Sends a picture with its progress in sight, shows it while it goes, and tries again by itself when the connection
 * falls away: the mark in the form makes that safe. Without this script the form works as any other.
 */
export function watchUploads(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) {
    const input = form.querySelector<HTMLInputElement>('input[type="file"]')
    if (!input) continue
    input.addEventListener('change', () => {
      preview(input)
    })
    form.addEventListener('submit', (event) => {
      // Once for all tries, so that what is sent again is the same. A drawing comes into it here.
      const body = new FormData(form)
      const picture = body.get(input.name)
      if (!(picture instanceof File) || picture.size === 0) return
      event.preventDefault()
      void send(form, body)
    })
  }
}

const tries = 4

export function preview(input: HTMLInputElement): void {
  const file = input.files?.[0]
  let image = input.parentElement?.querySelector<HTMLImageElement>('img.preview')
  if (!file) {
    image?.remove()
    return
  }
  if (!image) {
    image = document.createElement('img')
    image.className = 'preview'
    image.alt = ''
    input.after(image)
  }
  // Kinds that this browser cannot show may still be good ones.
  image.onerror = () => {
    image.remove()
  }
  image.onload = () => {
    URL.revokeObjectURL(image.src)
  }
  image.src = URL.createObjectURL(file)
}

async function send(form: HTMLFormElement, body: FormData): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]')
  if (button?.getAttribute('aria-disabled') === 'true') return
  button?.setAttribute('aria-disabled', 'true')
  const { bar, say, remove } = progressIn(form)
  say('sending')
  for (let tried = 1; ; tried += 1) {
    try {
      const answer = await sendFile(form.action, body, (part) => {
        bar.value = part
      }).answer
      if (answer.status < 500) {
        show(form, answer)
        break
      }
      if (tried === tries) throw new Error(String(answer.status))
    } catch {
      if (tried === tries) {
        say('failed')
        button?.removeAttribute('aria-disabled')
        bar.remove()
        return
      }
    }
    say('retrying')
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tried))
  }
  button?.removeAttribute('aria-disabled')
  remove()
}

/**
 * On to where the server says, or what it found wrong, above the form that keeps all that was typed. A picture that was
 * kept without its words has a page of its own, which asks for those.
 */
function show(form: HTMLFormElement, answer: XMLHttpRequest): void {
  if (answer.getResponseHeader('content-type')?.startsWith('application/json')) {
    const { redirect } = JSON.parse(answer.responseText) as { redirect: string }
    form.reset()
    location.assign(redirect)
    return
  }
  const page = new DOMParser().parseFromString(answer.responseText, 'text/html')
  const main = page.querySelector('main')
  const found = page.querySelector('.problems')
  const problems = found ?? asProblems(page)
  document.querySelector('.problems')?.remove()
  if (!main) return
  const isKept = found && !page.querySelector(`form[action="${form.getAttribute('action') ?? ''}"]`)
  if (isKept) {
    form.reset()
    document.title = page.title
    document.querySelector('main')?.replaceWith(main)
  } else form.closest('section')?.before(problems)
  if (problems instanceof HTMLElement) {
    problems.tabIndex = -1
    problems.focus()
  }
}

/** A page that only says why something could not be done, as it stands above a form that is still there. */
function asProblems(page: Document): HTMLElement {
  const box = document.createElement('div')
  box.className = 'problems'
  box.setAttribute('role', 'alert')
  const title = document.createElement('h2')
  title.textContent = page.querySelector('h1')?.textContent ?? page.title
  const text = document.createElement('p')
  text.textContent = page.querySelector('main > p')?.textContent ?? ''
  box.append(title, text)
  return box
}

function progressIn(form: HTMLFormElement) {
  form.querySelector('.sending')?.remove()
  const words = form.querySelector<HTMLTemplateElement>('template[data-upload-words]')
  const box = document.createElement('div')
  box.className = 'sending'
  box.setAttribute('role', 'status')
  const text = document.createElement('p')
  const bar = document.createElement('progress')
  box.append(text, bar)
  form.append(box)
  const say = (key: 'sending' | 'retrying' | 'failed') => {
    text.textContent = words?.content.querySelector(`[data-${key}]`)?.textContent ?? ''
    bar.setAttribute('aria-label', text.textContent)
  }
  const remove = () => {
    box.remove()
  }
  return { bar, say, remove }
}
