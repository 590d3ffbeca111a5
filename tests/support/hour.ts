import { docx, docxParagraph } from './talk-files.ts'

/** A piece of talk: who says it, from when to when in milliseconds, and the words. */
type Said = { speaker: string; start: number; end: number; text: string }

const interviewer = 'Roos van Vliet'
const told = 'Ömer Aydın'

const people = ['Ans', 'Karel Bosman', 'Zoë', 'mevrouw De Wit', 'Fatima', 'Jan-Willem', 'Noor', 'Pjotr']
const places = ['Leidsche Rijn', 'Vleuten', 'Kanaleneiland', 'Overvecht', 'de Kreken', 'Tuindorp']
const houses = ['Oeverlicht', 'Wilgenroos', 'het wijkteam', 'de huisarts', 'de school', 'het ziekenhuis']
const doing = [
  'bellen',
  'overleggen',
  'plannen',
  'luisteren',
  'afstemmen',
  'doorvragen',
  'wachten',
  'schrijven',
]
const things = ['sleutels', 'kamers', 'afspraken', 'dossiers', 'foto’s', 'fietsen', 'uren', 'mails']
const times = ['elke ochtend', '’s avonds', 'op maandag', 'na de vakantie', 'vorig jaar', 'toen we begonnen']
const feels = ['fijn', 'zwaar', 'raar', 'goed', 'nieuw', 'onhandig', 'vertrouwd', 'eenzaam']

/** Words to choose from: each time the next, so that the same text comes out always. */
function choosing(): (words: readonly string[]) => string {
  let state = 7
  return (words) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return words[Math.floor((state / 2_147_483_648) * words.length)] ?? ''
  }
}

/** What is said once, and is hard: numbers, addresses, signs that are no letters of English. */
const once = new Map([
  [40, 'Je kunt me bereiken op 06-12345678, of anders via oemer.aydin@oeverlicht.example, toch?'],
  [90, 'Ik woonde toen aan de Kanaalweg 12, 3526 KL Utrecht, en dat was “gewoon” een flat.'],
  [140, 'Ze stuurde een hartje ❤️ en een 👩‍👧‍👦, en toen wist ik: dit komt goed 🙂.'],
  [190, 'Een cliënt zei: ‘dat café is té druk’, en eerlijk gezegd vond ik dat ook.'],
  [240, 'Let op: dit blijft onder ons.'],
  [290, 'Het was 12:30 toen de vergadering begon, en om 14.15 uur zaten we er nog.'],
  [340, 'Twee derde, dus 2/3 van de € 1.250,00 ging op aan reiskosten & koffie.'],
])

/** An hour's talk of two people, about 10,000 words, made up. */
export function hour(): Said[] {
  const one = choosing()
  const asking = [
    () => `Hoe is dat voor jou, ${one(times)}?`,
    () => `Welke foto hoort daarbij, die van de ${one(things)}?`,
    () => `En wat zei ${one(people)} toen?`,
    () => `Kun je daar iets meer over vertellen, over dat ${one(doing)} met ${one(houses)}?`,
  ]
  const telling = [
    () =>
      `Bij ons in ${one(places)} is ${one(doing)} eigenlijk heel ${one(feels)}, ${one(times)}, want de ${one(things)} zijn er niet altijd.`,
    () =>
      `${one(people)} van ${one(houses)} belt mij dan, en samen gaan we ${one(doing)} tot het weer loopt.`,
    () => `Ik vond het ${one(feels)} dat niemand naar de ${one(things)} keek, en dat heb ik ook gezegd.`,
    () => `Nou ja, ${one(doing)}, dat doen we met zijn allen, maar ${one(times)} is het best ${one(feels)}.`,
    () =>
      `Toen ik met ${one(people)} in ${one(places)} was, hebben we de ${one(things)} laten liggen en zijn we gaan ${one(doing)}.`,
    () =>
      `Dat is ${one(feels)} en ook ${one(feels)}, want je eigen organisatie ziet het niet en ${one(houses)} evenmin.`,
  ]
  let at = 1500
  return Array.from({ length: 700 }, (_, index): Said => {
    const isAsking = index % 8 === 0
    const choices = isAsking ? asking : telling
    const text = once.get(index) ?? choices[(index * 5 + (index >> 3)) % choices.length]?.() ?? ''
    const start = at
    const end = start + 2000 + ((index * 37) % 51) * 100
    at = end + ((index * 13) % 7) * 100
    return { speaker: isAsking ? interviewer : told, start, end, text }
  })
}

const stamp = (at: number) => new Date(at).toISOString().slice(11, 23)

/** It as meeting programs write subtitles: cues of some seconds, each with who says it. */
export function hourAsVtt(): string {
  const cues = hour().map(
    ({ speaker, start, end, text }, index) =>
      `6f1c/${index}-0\n${stamp(start)} --> ${stamp(end)}\n<v ${speaker}>${text.replaceAll('&', '&amp;')}</v>\n`,
  )
  return `WEBVTT\n\n${cues.join('\n')}`
}

/** It as somebody typed it in Word: a paragraph for each turn, with the time and the name before it. */
export function hourAsDocx(): Buffer {
  const turns: Said[] = []
  for (const said of hour()) {
    const last = turns.at(-1)
    if (last?.speaker === said.speaker) last.text += ` ${said.text}`
    else turns.push({ ...said })
  }
  const paragraphs = turns.map(
    ({ speaker, start, text }) =>
      `[${stamp(start).slice(0, 8)}] ${speaker}: ${text.replaceAll('&', '&amp;')}`,
  )
  return docx(paragraphs.map(docxParagraph).join(''))
}
