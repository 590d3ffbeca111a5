/** Keeps the screen on while sound is recorded, where the browser can: a laptop that sleeps records nothing. */
export async function stayAwake(isOn: () => boolean): Promise<void> {
  const ask = () =>
    'wakeLock' in navigator ? navigator.wakeLock.request('screen').catch(() => undefined) : undefined
  let lock = await ask()
  const back = () => {
    if (document.visibilityState === 'visible' && isOn())
      void Promise.resolve(ask()).then((one) => (lock = one))
  }
  document.addEventListener('visibilitychange', back)
  while (isOn()) await new Promise((passed) => setTimeout(passed, 1000))
  document.removeEventListener('visibilitychange', back)
  await lock?.release()
}
