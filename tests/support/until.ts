/** Waits until something is so, asking five times a second. Fails when it has not come about in twenty seconds. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 100) throw new Error('it did not come about')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
