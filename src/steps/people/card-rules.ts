import { firstName } from '../../method/person-names.ts'

/**
 * What stands on the strip above each card, to hand it to the right one: the first name, and no more of the name than
 * tells people apart that get a card together.
 */
export function stripNames(names: readonly string[]): string[] {
  const initials = names.map((name) => `${firstName(name)} ${initialOf(name)}`.trim())
  return names.map((name, place) => {
    const alike = (told: readonly string[], own: string) => told.filter((one) => one === own).length > 1
    if (!alike(names.map(firstName), firstName(name))) return firstName(name)
    return alike(initials, initials[place] ?? '') ? name : (initials[place] ?? name)
  })
}

/** The first letter of the last word of a name, as in "Sam V."; empty where there is one word only. */
function initialOf(name: string): string {
  const [last = ''] = name.split(' ').slice(1).slice(-1)
  return last === '' ? '' : `${last.charAt(0).toUpperCase()}.`
}

/** How many cards were made for somebody, and whether the last still works. */
export type CardsMade = { made: number; works: boolean }

/** People with the cards that were made for them, and with whether the team shut their way in. */
export function withCards<Person extends { id: string }>(
  people: readonly Person[],
  cards: ReadonlyMap<string, CardsMade>,
  shut: ReadonlySet<string>,
): (Person & { made: number; hasCard: boolean; isShut: boolean })[] {
  return people.map((person) => {
    const { made, works } = cards.get(person.id) ?? { made: 0, works: false }
    return { ...person, made, hasCard: works, isShut: shut.has(person.id) }
  })
}

/** Who of some people gets a card, and why the others get none. */
export type CardReach<Person> = { gets: Person[]; left: { person: Person; why: WhyNoCard }[]; have: number }

/** They said no or stopped, or the team ended their links. */
type WhyNoCard = 'gone' | 'shut'

type Asked = { takes_part: 0 | 1 | null; email: string | null; hasCard: boolean; isShut: boolean }

/**
 * The people who were ticked, but those who said no or stopped: a card would press them. A way in that was shut opens again only where
 * `reopens`: for one person alone, from the page of that person.
 */
export function cardsForChosen<Person extends Asked>(
  people: readonly Person[],
  reopens: boolean,
): CardReach<Person> {
  const whyNot = ({ takes_part, isShut }: Asked): WhyNoCard | undefined =>
    takes_part === 0 ? 'gone' : isShut && !reopens ? 'shut' : undefined
  return {
    gets: people.filter((person) => whyNot(person) === undefined),
    left: people.flatMap((person) => {
      const why = whyNot(person)
      return why === undefined ? [] : [{ person, why }]
    }),
    have: 0,
  }
}

/** Those whom no mail reaches and who have no card that works: a new one would stop that. Nor those who were shut out. */
export function cardsForUnmailed<Person extends Asked>(people: readonly Person[]): CardReach<Person> {
  const unmailed = people.filter(({ email, takes_part }) => email === null && takes_part !== 0)
  const without = unmailed.filter(({ hasCard }) => !hasCard)
  const { gets, left } = cardsForChosen(without, false)
  return { gets, left, have: unmailed.length - without.length }
}
