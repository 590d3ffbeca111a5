import { endRecording } from './recorder.ts'
import type { Deeds } from './talk-store.ts'

/** Counts the minutes of the talk, and begins and ends it, also without a connection. */
export function countMinutes(deeds: Deeds, flush: () => Promise<void>): void {
  const show = () => {
    const clock = document.querySelector<HTMLElement>('[data-clock]')
    const { began, ended, clock: words } = clock?.dataset ?? {}
    if (!clock || !began || !words) return
    const until = ended ? Date.parse(ended) : Date.now()
    const minutes = Math.max(0, Math.floor((until - Date.parse(began)) / 60_000))
    const text = words.replace('{count}', String(minutes))
    if (clock.textContent !== text) clock.textContent = text
  }
  window.setInterval(show, 5000)
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const { moment } = form.dataset
    if (moment === 'beginning') {
      event.preventDefault()
      begin(form)
      show()
    }
    if (moment === 'ending') {
      event.preventDefault()
      void end(form)
    }
  })

  function begin(form: HTMLFormElement): void {
    const clock = document.querySelector<HTMLElement>('[data-clock]')
    form.querySelector('button')?.remove()
    if (clock) {
      if (clock.dataset.began === '') clock.dataset.began = new Date().toISOString()
      clock.dataset.ended = ''
    }
    void deeds.put('beginning', form.action, {})
  }

  async function end(form: HTMLFormElement): Promise<void> {
    // Its last piece is kept here before the page goes, and sent from the next.
    await endRecording()
    await flush()
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ ago: '0' }),
    }).catch(() => undefined)
    if (answer?.ok) {
      location.assign(form.dataset.then ?? form.action.replace(/\/ending$/, '/logbook'))
      return
    }
    await deeds.put('ending', form.action, {})
    const clock = document.querySelector<HTMLElement>('[data-clock]')
    if (clock?.dataset.began) clock.dataset.ended = new Date().toISOString()
    show()
  }
}
