import { sayNotSaved, showWhatIsIn } from './queue-page.ts'

/**
 * Moves a photo by its buttons, and takes it along or leaves it, without leaving the page: the focus stays on the button,
 * and where the photo stands is read aloud. Without this script the page comes back at that photo.
 */
export function keepPlace(): void {
  let isBusy = false
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || !form.matches('[data-place]')) return
      const item = form.closest('li')
      if (!item) return
      event.preventDefault()
      if (isBusy) return
      isBusy = true
      void send(form, event.submitter, item.id).finally(() => {
        isBusy = false
      })
    },
    // Before the form counts as sent: it may go again.
    true,
  )
}

async function send(form: HTMLFormElement, button: HTMLElement | null, id: string): Promise<void> {
  const fields = Array.from(new FormData(form, button)).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  )
  const isSaved = await fetch(form.action, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(fields),
  }).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isSaved) {
    sayNotSaved(button?.closest('li'))
    return
  }
  await showWhatIsIn()
  const item = document.getElementById(id)
  const name = button?.getAttribute('name') ?? ''
  const buttons = Array.from(item?.querySelectorAll<HTMLButtonElement>('[data-place] button') ?? [])
  const alike = buttons.filter((one) => one.name === name)
  // At an end there is only the way back.
  const same = alike.find(({ value }) => value === button?.getAttribute('value')) ?? alike[0]
  same?.focus({ preventScroll: true })
  item?.scrollIntoView({ block: 'nearest' })
  const said = document.querySelector('[data-place-said]')
  if (said) said.textContent = item?.dataset.said ?? ''
}
