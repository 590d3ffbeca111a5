import { showParts } from './parts.ts'

/** Places a dot, or takes one back, without loading the page anew. Without a connection the form goes the usual way. */
export function placeDots(): void {
  const session = document.querySelector('#session')
  session?.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.closest('[data-dots]')) return
    event.preventDefault()
    if (form.dataset.sent) return
    if (form.querySelector('button[aria-disabled="true"]')) {
      sayAgain()
      return
    }
    form.dataset.sent = 'yes'
    void send(form)
  })
}

async function send(form: HTMLFormElement): Promise<void> {
  const once = form.querySelector<HTMLInputElement>('[name="once"]')?.value ?? ''
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams({ once }) })
    await showParts(answer)
  } catch {
    form.submit()
  }
}

/** Has what was said last read aloud once more. */
function sayAgain(): void {
  const said = document.querySelector('[data-said]')
  said?.replaceChildren(...said.childNodes)
}
