import { placeTime } from './clock.ts'

/** The sound of a talk, of which the time counts on from part to part, in milliseconds. */
export type Player = {
  position: () => number
  isPlaying: () => boolean
  play: (from?: number) => void
  /** Goes to a time and stays as it is, playing or not. */
  seek: (to: number) => void
  pause: () => void
  speed: (steps: number) => void
}

/** Makes one player of the parts of a talk that are on the page: `[data-player]`. Undefined where there are none. */
export function playParts(): Player | undefined {
  const place = document.querySelector<HTMLElement>('[data-player]')
  const parts = Array.from(place?.querySelectorAll('audio') ?? [])
  const [first] = parts
  if (!place || !first) return undefined
  const speed = place.querySelector<HTMLSelectElement>('[data-speed]')
  let current = first
  const beginning = (part: HTMLAudioElement) => Number(part.dataset.from)
  const position = () => beginning(current) + current.currentTime * 1000
  const show = () => {
    const shown = place.querySelector('[data-position]')
    if (shown) shown.textContent = placeTime(position())
  }
  const choose = (part: HTMLAudioElement) => {
    if (part !== current) current.pause()
    current = part
    for (const one of parts) one.closest('[data-sound-part]')?.toggleAttribute('hidden', one !== part)
  }
  const seek = (to: number) => {
    const at = Math.max(0, to)
    choose(parts.findLast((part) => beginning(part) <= at) ?? first)
    current.currentTime = (at - beginning(current)) / 1000
    show()
  }
  const play = (from = position()) => {
    seek(from)
    current.playbackRate = Number(speed?.value ?? 1)
    void current.play()
  }
  for (const [index, part] of parts.entries()) {
    part.addEventListener('timeupdate', show)
    part.addEventListener('play', () => {
      choose(part)
      part.playbackRate = Number(speed?.value ?? 1)
    })
    part.addEventListener('ended', () => {
      const next = parts[index + 1]
      if (next) play(beginning(next))
    })
  }
  speed?.addEventListener('change', () => {
    current.playbackRate = Number(speed.value)
  })
  place.querySelector('[data-back]')?.addEventListener('click', () => {
    play(position() - 3000)
  })
  place.querySelector('[data-player-bar]')?.removeAttribute('hidden')
  choose(first)
  return {
    position,
    isPlaying: () => !current.paused,
    play,
    seek,
    pause: () => {
      current.pause()
    },
    speed: (steps) => {
      if (!speed) return
      const chosen = Math.min(speed.options.length - 1, Math.max(0, speed.selectedIndex + steps))
      speed.selectedIndex = chosen
      current.playbackRate = Number(speed.value)
      const says = place.querySelector('[data-player-says]')
      if (says) says.textContent = speed.options[chosen]?.text ?? ''
    },
  }
}

/** Makes the times in a text buttons that play from there. Without sound on the page they stay what they are. */
export function playFromTimes(): void {
  if (document.querySelector('[data-typing]')) return
  const player = playParts()
  if (!player) return
  for (const time of document.querySelectorAll<HTMLElement>('[data-play-at]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = time.className
    button.textContent = time.textContent
    // In a text to code nothing but its words may count: there the time is drawn, and the text has one stop for Tab.
    if (time.dataset.time !== undefined) {
      button.dataset.time = time.dataset.time
      button.tabIndex = -1
    }
    button.setAttribute('aria-label', time.dataset.label ?? '')
    const from = Number(time.dataset.playAt)
    button.addEventListener('click', () => {
      player.play(from)
    })
    time.replaceWith(button)
  }
}
