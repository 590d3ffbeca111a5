/**
 * Makes the times in a text buttons that play from there, where the recording is on the page: `<audio data-player>`.
 * Without one they stay what they are.
 */
export function playFromTimes(): void {
  const player = document.querySelector<HTMLAudioElement>('audio[data-player]')
  if (!player) return
  for (const time of document.querySelectorAll<HTMLElement>('[data-play-at]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = time.className
    button.textContent = time.textContent
    button.setAttribute('aria-label', time.dataset.label ?? '')
    const seconds = Number(time.dataset.playAt) / 1000
    button.addEventListener('click', () => {
      player.currentTime = seconds
      void player.play()
    })
    time.replaceWith(button)
  }
}
