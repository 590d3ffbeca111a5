const patience = 20_000

/** Ignores a second press on the button of a form that is on its way. */
export function sendOnce(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    if (form.dataset.sent) {
      event.preventDefault()
      return
    }
    mark(form)
    window.setTimeout(unmark, patience, form)
  })
  window.addEventListener('pageshow', () => {
    document.querySelectorAll<HTMLFormElement>('form').forEach(unmark)
  })
}

function mark(form: HTMLFormElement): void {
  form.dataset.sent = 'yes'
  for (const button of buttonsOf(form)) button.setAttribute('aria-disabled', 'true')
}

/** A form may go again after Back, and after a while: its connection may have failed. The server knows it by its once-id. */
function unmark(form: HTMLFormElement): void {
  if (!form.dataset.sent) return
  delete form.dataset.sent
  for (const button of buttonsOf(form)) button.removeAttribute('aria-disabled')
}

function buttonsOf(form: HTMLFormElement): HTMLButtonElement[] {
  return Array.from(form.elements).filter(
    (element) => element instanceof HTMLButtonElement && element.type === 'submit',
  ) as HTMLButtonElement[]
}
