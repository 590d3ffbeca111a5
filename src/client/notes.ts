/**
 * Notes of a talk save themselves a moment after typing, one sending at a time a note. What could not be saved is kept
 * in this tab, and sent when there is a connection again or when the page comes back. When somebody else wrote in the
 * same note, both texts are shown and nothing is overwritten. Without this script there is a button at each note.
 */
export function keepNotes(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-note]')) keepNote(form)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-lay]')) layOnChange(form)
}

const wait = 800
const again = 5000

function keepNote(form: HTMLFormElement): void {
  const area = form.querySelector('textarea')
  const version = form.querySelector<HTMLInputElement>('input[name="version"]')
  const status = form.querySelector<HTMLElement>('.saved')
  if (!area || !version || !status || area.readOnly) return
  // Drafts go when somebody signs out.
  const key = `voetspoor.draft.note.${form.action}`
  let timer = 0
  let atWork = false
  let saved = area.value
  /** The version over which the text of this tab was typed. */
  let base = version.value
  let stopped = form.querySelector('[role="alert"]') !== null
  // Where the server showed both texts, the button decides.
  if (!stopped) form.querySelector('button')?.setAttribute('hidden', '')

  const say = (word: 'saved' | 'saving' | 'unsaved' | 'theirs') => {
    status.textContent = status.dataset[word] ?? ''
  }
  const keep = () => {
    if (area.value === saved) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify({ text: area.value, base }))
  }
  const later = (milliseconds: number) => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), milliseconds)
  }
  const save = async () => {
    const text = area.value
    if (atWork || stopped || text === saved) return
    atWork = true
    say('saving')
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ version: version.value, text }),
      })
      if (answer.status === 409) {
        showBoth(await answer.json())
        return
      }
      if (answer.status === 422) {
        // Sending it again would not help: its writer has to make it shorter.
        status.textContent = ((await answer.json()) as { problem: string }).problem
        return
      }
      if (!answer.ok) throw new Error(String(answer.status))
      version.value = base = String(((await answer.json()) as { version: number }).version)
      saved = text
      say('saved')
      keep()
      if (area.value !== saved) later(wait)
    } catch {
      say('unsaved')
      later(again)
    } finally {
      atWork = false
    }
  }
  const showBoth = (answer: unknown) => {
    const { theirs, version: newer } = answer as { theirs: string; version: number }
    if (theirs === area.value) {
      version.value = base = String(newer)
      saved = theirs
      keep()
      say('saved')
      return
    }
    stopped = true
    const box = document.createElement('div')
    box.className = 'notice attention'
    box.setAttribute('role', 'alert')
    const words = document.createElement('p')
    words.textContent = status.dataset.theirs ?? ''
    const quote = document.createElement('blockquote')
    quote.textContent = theirs
    box.append(words, quote)
    area.closest('.field')?.after(box)
    // The button decides: what stands in the field then goes over the newer version, seen by its writer.
    version.value = String(newer)
    status.textContent = ''
    form.querySelector('button')?.removeAttribute('hidden')
  }

  // With the version it was typed over, so that the server still notices who was first.
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as { text: string; base: string } | null
  if (kept !== null && kept.text !== area.value && !stopped) {
    area.value = kept.text
    version.value = base = kept.base
    later(0)
  }
  area.addEventListener('input', () => {
    keep()
    later(wait)
  })
  form.addEventListener('submit', () => {
    sessionStorage.removeItem(key)
  })
  window.addEventListener('online', () => {
    later(0)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void save()
  })
}

/** A photo is laid as soon as a side is chosen. */
function layOnChange(form: HTMLFormElement): void {
  const select = form.querySelector('select')
  form.querySelector('button')?.setAttribute('hidden', '')
  select?.addEventListener('change', () => {
    const body = new URLSearchParams({ element_id: select.value })
    fetch(form.action, { method: 'POST', headers: { Accept: 'application/json' }, body }).then(
      (answer) => {
        if (!answer.ok) form.submit()
      },
      () => form.querySelector('button')?.removeAttribute('hidden'),
    )
  })
}
