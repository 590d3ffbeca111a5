import type { Language } from '../../method/languages.ts'
import { contactIn } from '../../method/both-languages.ts'
import { firstName } from '../../method/person-names.ts'
import { textIn } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'

/** The mails about reading back: the one that asks, the one that reminds, and that a whole text is open. */
export type ReadingLetter = 'readBack' | 'readBackReminder' | 'wholeText'

/** A mail about reading back, in words of one language. It tells by when, and nothing of what is to be read. */
export function readingMail(
  letter: ReadingLetter,
  study: Study,
  { name, language, readBy }: { name: string; language: Language; readBy: string },
  timeZone: string,
) {
  const say = textIn(language, timeZone)
  const places = {
    ...{ name: firstName(name), study: study.name, contact: contactIn(study, language) },
    ...{ researcher: study.contact_name, day: say.weekday(readBy), link: '{link}' },
  }
  return {
    template: letter,
    subject: say(`mail.${letter}.subject`, places),
    body: say(`mail.${letter}.body`, places),
  }
}
