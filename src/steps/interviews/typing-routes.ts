import { z } from 'zod'
import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { newId } from '../../db/new-id.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { readPasted } from '../../files/documents.ts'
import { refusedField, refusedForm, Words, type Form } from '../../http/form.ts'
import type { Answer, Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { written } from '../../method/numbers.ts'
import { readNotation, trimmedSpoken } from '../../method/turns.ts'
import type { Key } from '../../text/text.ts'
import { notesOf, otherNotesOf, saveNote } from './note-queries.ts'
import { interviewWith, type Talk } from './queries.ts'
import { unlessGone } from './routes.ts'
import { soundsOf } from './sound-queries.ts'
import { insertText } from './text-queries.ts'
import { namesAtKeys, speakersTyped, speakingIn, Typing } from './typing-input.ts'
import { typingPage } from './typing-page.ts'

const base = '/studies/:study/interviews/:interview/typing'
const Spoken = z.object({ text: Words })
const draftSpot = { spot: 'typed', place: { photo_id: null, element_id: null } }

/** A talk that is typed out while one listens. What is typed is a note of the talk until it is kept as a text. */
export const typingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: (visit) => unlessGone(visit, () => showTyping(visit, undefined)),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, at, body, param } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const input = Typing.safeParse(body)
      if (!input.success) return showTyping(visit, refusedForm(t, body, input.error))
      const { title, version } = input.data
      const names = speakersTyped(input.data)
      const spoken = trimmedSpoken(readNotation(input.data.text, names))
      if (spoken.text === '') return showTyping(visit, refusedField(t, body, 'text', 'typing.textRequired'))
      const words = Spoken.safeParse(spoken)
      if (!words.success) return showTyping(visit, refusedForm(t, body, words.error))
      const text = { kind: 'transcript' as const, title, ...spoken, speakers: speakingIn(names, spoken) }
      const emptied = { ...draftSpot, text: '', version, client_id: newId() }
      try {
        await change(db, seat, async (tx) => {
          const told = await insertText(tx, seat, interview.id, text, t.day(at))
          const { theirs } = await saveNote(tx, seat, interview, emptied)
          if (theirs !== undefined) throw new Conflict('somebody else typed meanwhile')
          return told
        })
      } catch (error) {
        if (error instanceof NotFound)
          return showTyping(visit, refusedField(t, body, '', 'material.noConsent'))
        if (!(error instanceof Conflict)) throw error
        await keepBeside(visit, interview, input.data)
        return showElsewhere(visit)
      }
      return { redirect: `/studies/${seat.studyId}/interviews/${interview.id}`, notice: 'added' }
    },
  },
]

/** What was typed stays, beside what somebody else typed, unless it is kept there already. */
async function keepBeside(
  { db, seat }: Visit,
  interview: Talk,
  { text, version }: Pick<z.infer<typeof Typing>, 'text' | 'version'>,
): Promise<void> {
  const others = await otherNotesOf(db, seat, interview.id)
  if (others.some((one) => one.spot === 'typed' && one.text === text)) return
  const note = { ...draftSpot, text, version, client_id: newId() }
  await change(db, seat, (tx) => saveNote(tx, seat, interview, note))
}

/** The page after somebody else was first: with what is stored, and what was typed beside it to choose from. */
export async function showElsewhere(visit: Visit, problem: Key = 'typing.elsewhere'): Promise<Page> {
  const { t, body } = visit
  const { typed } = refusedField(t, body, '', problem)
  const stored = await draftOf(visit)
  const form = { typed: { ...stored.usual, ...typed, ...stored.typed }, problems: { '': t(problem) } }
  return { ...(await showTyping(visit, form)), status: 409 }
}

/** The page on which a talk is typed out, with what was typed so far. */
export async function showTyping(visit: Visit, refused: Form | undefined) {
  const { db, seat, t, param } = visit
  const interview = await interviewWith(db, seat, param('interview'))
  await noteReading(db, seat, [interview.id])
  const { usual, typed, stored } = await draftOf(visit)
  return typingPage(t, seat, interview, {
    form: refused ?? { typed: { ...usual, ...typed }, problems: {} },
    stored,
    others: (await otherNotesOf(db, seat, interview.id)).filter(({ spot }) => spot === 'typed'),
    sounds: (await soundsOf(db, seat, [interview.id])).get(interview.id) ?? [],
  })
}

/** What was typed so far, with the title and the names that go with it as long as nobody types others. */
async function draftOf({ db, seat, t, param }: Visit) {
  const { id, number } = await interviewWith(db, seat, param('interview'))
  const stored = (await notesOf(db, seat, id)).find(({ spot }) => spot === 'typed') ?? {
    text: '',
    version: 0,
  }
  const names = namesAtKeys([t('typing.interviewer'), written(number)], readPasted(stored.text).names)
  return {
    stored,
    usual: {
      title: t('material.transcriptTitle'),
      ...Object.fromEntries(names.map((name, index) => [`speaker-${index + 1}`, name])),
    },
    typed: { text: goneOn(stored.text), version: String(stored.version) },
  }
}

/** Texts are stored without the space at their end: behind a time or a name one types on after a space. */
function goneOn(text: string): string {
  return /[\]:]$/.test(text) ? `${text} ` : text
}

/** Back to the page after its text was saved without a script. */
export function backToTyping({ seat, param }: Visit): Answer {
  return { redirect: `/studies/${seat.studyId}/interviews/${param('interview')}/typing`, notice: 'saved' }
}
