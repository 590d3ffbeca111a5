import { sendWaiting as sendSound } from './recorder-send.ts'
import { openSoundStore } from './recorder-store.ts'
import { sendWaiting } from './talk-send.ts'
import { isThere, openTalkStore } from './talk-store.ts'

const patience = 8000

/**
 * Before somebody signs out, what waits of a talk is sent first. What cannot be sent stays in this browser, as this
 * account's own; that is told, and then it is for its owner to sign out all the same.
 */
export function sendBeforeSignOut(): void {
  const { account } = document.body.dataset
  if (account === undefined) return
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-clears-drafts]')) {
    let isTold = false
    form.addEventListener('submit', (event) => {
      if (isTold) return
      event.preventDefault()
      // Nothing else is to be cleared yet.
      event.stopImmediatePropagation()
      void (async () => {
        const waits = await isWaiting(account, () => {
          tell(form, form.dataset.sends)
        }).catch(() => false)
        isTold = true
        if (waits) tell(form, form.dataset.waits, form.dataset.anyway)
        else form.requestSubmit()
      })()
    })
  }
}

/** Whether something still waits, after an attempt to send it. */
async function isWaiting(account: string, onSending: () => void): Promise<boolean> {
  const sound = await openSoundStore(account)
  const talk = (await isThere()) ? await openTalkStore(account) : undefined
  const waits = async () =>
    (await sound.parts()).length > 0 || ((await talk?.all()) ?? []).some(({ kind }) => kind !== 'seen')
  if (!(await waits())) return false
  onSending()
  const sent: Promise<unknown>[] = [sendSound(sound, () => undefined)]
  if (talk) sent.push(sendWaiting(talk, () => false))
  const limit = new Promise((resolve) => setTimeout(resolve, patience))
  await Promise.race([Promise.all(sent), limit])
  return waits()
}

function tell(form: HTMLFormElement, words = '', anyway?: string): void {
  document.getElementById('before-sign-out')?.remove()
  const box = document.createElement('div')
  box.id = 'before-sign-out'
  box.className = 'notice attention'
  box.setAttribute('role', 'alert')
  const text = document.createElement('p')
  text.textContent = words
  box.append(text)
  if (anyway !== undefined) {
    const button = document.createElement('button')
    button.className = 'secondary'
    button.type = 'button'
    button.textContent = anyway
    button.onclick = () => {
      form.requestSubmit()
    }
    box.append(button)
  }
  document.querySelector('main')?.prepend(box)
  box.scrollIntoView({ block: 'center' })
}
