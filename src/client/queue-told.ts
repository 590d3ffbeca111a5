import { isUnderway, type Page } from './queue-entries.ts'
import { wordsIn } from './queue-row.ts'

/** Says something of the queue aloud. What is said twice in a row is heard once. */
export function sayOfQueue(text: string): void {
  const said = document.querySelector('[data-queue-said]')
  if (said && said.textContent !== text) said.textContent = text
}

/** Says which photo it is the turn of, of how many. */
export function tellTurn({ section, entries, arrived }: Page): void {
  const left = entries.filter(isUnderway).length
  const turn = section.querySelector('[data-turn]')
  if (!turn || left === 0) return
  const count = arrived + left
  const words = wordsIn(section, count === 1 ? 'turnOne' : 'turn')
  turn.textContent = words.replace('{nth}', String(arrived + 1)).replace('{count}', String(count))
  sayOfQueue(turn.textContent)
}

/** Says how many are in since the first of them was chosen; the notice takes the focus from what is gone. */
export function tellArrived({ section, arrived }: Page): void {
  const words = wordsIn(section, arrived === 1 ? 'arrivedOne' : 'arrived').replace('{count}', String(arrived))
  document.querySelector('.notice.in')?.remove()
  const template = document.querySelector<HTMLTemplateElement>('template[data-arrived]')
  const notice = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
  notice.classList.add('in')
  notice.tabIndex = -1
  notice.querySelector('p')?.append(words)
  section.before(notice)
  sayOfQueue(words)
}
