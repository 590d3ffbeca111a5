type Draft = { version: string | undefined; fields: Record<string, string[]> }
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const drafts = 'voetspoor.draft.'
const sent = 'voetspoor.sent'
const unkept = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']

/** Keeps what is typed in a form with data-draft until the server has it. */
export function keepDrafts(): void {
  settle()
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) keepDraftOf(form)
  for (const form of document.querySelectorAll('form[data-clears-drafts]')) {
    form.addEventListener('submit', clearDrafts)
  }
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sessionStorage.removeItem(sent)
  })
}

/** A draft may go once a form led to a page that is no refusal. After Back or a failed connection it stays. */
function settle(): void {
  const [key, from] = JSON.parse(sessionStorage.getItem(sent) ?? '[]') as string[]
  sessionStorage.removeItem(sent)
  if (key && document.referrer === from && isNew() && !isRefusal()) sessionStorage.removeItem(key)
}

function keepDraftOf(form: HTMLFormElement): void {
  const key = drafts + (form.dataset.draft ?? '')
  const version = form.querySelector<HTMLInputElement>('input[type=hidden][name=version]')
  const servedVersion = version?.value
  const kept = sessionStorage.getItem(key)
  const draft = kept === null ? undefined : (JSON.parse(kept) as Draft)
  const isBack = form.querySelector('[aria-invalid], .wrong') !== null || isRefusal()
  if (draft && !isBack) restore(form, version, draft)
  // A form that came back holds what was typed as if it was served: what the draft knew of stays in it.
  const known = isBack ? Object.keys(draft?.fields ?? {}) : []

  form.addEventListener('input', () => {
    const fields = typedIn(form, known)
    if (Object.keys(fields).length === 0) {
      sessionStorage.removeItem(key)
      return
    }
    sessionStorage.setItem(key, JSON.stringify({ version: version?.value, fields } satisfies Draft))
  })
  form.addEventListener('reset', () => {
    sessionStorage.removeItem(key)
    if (version) version.value = servedVersion ?? ''
    form.querySelector('.restored')?.remove()
  })
  document.addEventListener('submit', (event) => {
    if (event.target !== form || event.defaultPrevented) return
    sessionStorage.setItem(sent, JSON.stringify([key, location.href.replace(/#.*/, '')]))
  })
}

/** The draft brings the version it was typed over, so that the server still notices who was first. */
function restore(form: HTMLFormElement, version: HTMLInputElement | null, draft: Draft): void {
  for (const control of controlsOf(form)) {
    const values = draft.fields[control.name]
    if (!values) continue
    put(control, values)
    if (String(valuesOf(control)) !== String(servedValuesOf(control)))
      control.closest('details')?.setAttribute('open', '')
  }
  if (version && draft.version !== undefined) version.value = draft.version
  const words = document.querySelector<HTMLTemplateElement>('template#restored')
  if (!words) return
  const said = words.content.cloneNode(true) as DocumentFragment
  // Beside what is kept, what is only typed would pass for saved.
  if (form.dataset.unsaved) said.querySelector('p')?.append(' ', form.dataset.unsaved)
  form.prepend(said)
}

/** What was typed, by field; of the fields that are known to have been typed in also what was served. */
function typedIn(form: HTMLFormElement, known: readonly string[]): Record<string, string[]> {
  const typed = valuesBy(controlsOf(form), valuesOf)
  const served = valuesBy(controlsOf(form), servedValuesOf)
  return Object.fromEntries(
    Object.entries(typed).filter(
      ([name, values]) => known.includes(name) || JSON.stringify(values) !== JSON.stringify(served[name]),
    ),
  )
}

function valuesBy(controls: Control[], read: (control: Control) => string[]): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const control of controls) values[control.name] = [...(values[control.name] ?? []), ...read(control)]
  return values
}

function valuesOf(control: Control): string[] {
  if (control instanceof HTMLSelectElement) return Array.from(control.selectedOptions, ({ value }) => value)
  return isTick(control) && !control.checked ? [] : [control.value]
}

function servedValuesOf(control: Control): string[] {
  if (control instanceof HTMLSelectElement) return servedOptionsOf(control).map(({ value }) => value)
  if (isTick(control)) return control.defaultChecked ? [control.value] : []
  return [control.defaultValue]
}

function servedOptionsOf({ options, multiple }: HTMLSelectElement): HTMLOptionElement[] {
  const served = Array.from(options).filter(({ defaultSelected }) => defaultSelected)
  return served.length > 0 || multiple ? served : Array.from(options).slice(0, 1)
}

function put(control: Control, values: string[]): void {
  if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.selected = values.includes(option.value)
  } else if (isTick(control)) {
    control.checked = values.includes(control.value)
  } else {
    control.value = values.shift() ?? ''
  }
}

function controlsOf(form: HTMLFormElement): Control[] {
  return Array.from(form.elements).filter(isKept)
}

function isKept(element: Element): element is Control {
  return (
    (element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement) &&
    element.name !== '' &&
    !unkept.includes(element.type) &&
    // What was chosen on another page is newer than the draft.
    element.closest('[data-undrafted]') === null
  )
}

function isTick(control: Control): control is HTMLInputElement {
  return control.type === 'checkbox' || control.type === 'radio'
}

function isNew(): boolean {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'navigate'
}

function isRefusal(): boolean {
  return Number(document.body.dataset.status) >= 400 || document.querySelector('.problems') !== null
}

function clearDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(drafts)) sessionStorage.removeItem(key)
}
