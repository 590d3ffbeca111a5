/** The photos of a talk, of which one is in view. */
export type Photos = {
  /** Id and name of the one in view; undefined where there is none. */
  current: () => { id: string; name: string } | undefined
  go: (id: string) => void
  onTurn: (work: () => void) => void
}

/** Turns photos by swiping, by their buttons, by the arrows, or by a small one. The address remembers which. */
export function turnPhotos(signal: AbortSignal): Photos {
  const strip = document.querySelector<HTMLElement>('[data-strip]')
  const slides = Array.from(document.querySelectorAll<HTMLElement>('.talk-slide'))
  const works: (() => void)[] = []
  let place = 0
  const show = () => {
    for (const thumb of document.querySelectorAll<HTMLElement>('[data-thumb]')) {
      if (thumb.dataset.thumb === slides[place]?.dataset.photo) {
        thumb.setAttribute('aria-current', 'true')
        const row = thumb.closest('ol')
        // Sideways only: the page stays where it is.
        if (row) row.scrollLeft = thumb.offsetLeft - row.offsetLeft - row.clientWidth / 2
      } else thumb.removeAttribute('aria-current')
    }
    for (const button of document.querySelectorAll<HTMLButtonElement>('[data-turn]')) {
      button.hidden = false
      const next = place + Number(button.dataset.turn)
      button.setAttribute('aria-disabled', String(next < 0 || next >= slides.length))
    }
    for (const work of works) work()
  }
  const turnTo = (next: number, behavior: ScrollBehavior) => {
    if (!strip || !slides[next]) return
    strip.scrollTo({ left: next * strip.clientWidth, behavior })
    if (behavior === 'instant') settle()
  }
  const settle = () => {
    if (!strip || strip.clientWidth === 0) return
    const next = Math.round(strip.scrollLeft / strip.clientWidth)
    const slide = slides[next]
    if (next === place || !slide) return
    place = next
    history.replaceState(null, '', `#${slide.id}`)
    show()
  }
  const soft: ScrollBehavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
  const go = (id: string) => {
    turnTo(
      slides.findIndex(({ dataset }) => dataset.photo === id),
      soft,
    )
  }
  strip?.addEventListener('scroll', settle, { passive: true, signal })
  window.addEventListener(
    'resize',
    () => {
      turnTo(place, 'instant')
    },
    { signal },
  )
  const onClick = (event: Event) => {
    const target = event.target instanceof Element ? event.target : undefined
    const turn = target?.closest<HTMLElement>('[data-turn]')
    if (turn) turnTo(place + Number(turn.dataset.turn), soft)
    const link = target?.closest<HTMLAnchorElement>('a[href^="#photo-"]')
    if (!link) return
    event.preventDefault()
    go(link.hash.slice('#photo-'.length))
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return
    event.preventDefault()
    turnTo(place + step, soft)
  }
  document.addEventListener('click', onClick, { signal })
  document.addEventListener('keydown', onKey, { signal })
  const first = slides.findIndex(({ id }) => `#${id}` === location.hash)
  if (first > 0) turnTo(first, 'instant')
  show()
  return {
    current: () => {
      const slide = slides[place]
      return slide && { id: slide.dataset.photo ?? '', name: slide.dataset.name ?? '' }
    },
    go,
    onTurn: (work) => {
      works.push(work)
    },
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
}
