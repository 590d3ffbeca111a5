/** Shows the copy buttons and lets them work. */
export function offerCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', () => void copyBeside(button))
  }
}

async function copyBeside(button: HTMLButtonElement): Promise<void> {
  const box = button.closest('.copy')
  const input = box?.querySelector('input')
  const said = box?.querySelector<HTMLElement>('[data-done]')
  if (!input || !said) return
  input.select()
  if (await copied(input.value)) said.textContent = said.dataset.done ?? ''
}

/** Plain http on a local network has no clipboard; there the selected text is copied the old way. */
async function copied(text: string): Promise<boolean> {
  if (!window.isSecureContext) return copiedTheOldWay()
  return navigator.clipboard.writeText(text).then(() => true, copiedTheOldWay)
}

function copiedTheOldWay(): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without https.
  return document.execCommand('copy')
}
