import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { previewPage } from '../../http/spoken-preview.ts'
import { incomingText } from '../../http/spoken-text.ts'
import { photosOfPerson } from '../photos/queries.ts'
import { itemsOf } from '../study/queries.ts'
import { TalkText, Tie } from './input.ts'
import { notesOf } from './note-queries.ts'
import { interviewWith } from './queries.ts'
import { showOne } from './routes.ts'
import { notesAsText } from './rules.ts'
import { newTextPage } from './text-page.ts'
import { insertText, tieText, untieText } from './text-queries.ts'

const base = '/studies/:study/interviews/:interview'

export const textRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/texts/new`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: (visit) =>
      showNew(visit, filledForm({ kind: 'transcript', title: visit.t('material.transcriptTitle') })),
  },
  {
    method: 'post',
    path: `${base}/texts`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    body: 'file',
    handle: async (visit) => {
      const { db, seat, t, at, param } = visit
      const incoming = await incomingText(visit)
      if ('refused' in incoming) return showNew(visit, incoming.refused)
      const { typed, spoken, speakers } = incoming
      const talk = talkOf(visit)
      const preview = (problems?: Form['problems']) =>
        previewPage(t, { action: `${talk}/texts`, back: talk }, incoming, problems)
      const input = TalkText.safeParse(typed)
      if (!input.success) {
        const form = refusedForm(t, incoming.shown.typed, input.error)
        return typed.speakers === undefined ? showNew(visit, form) : preview(form.problems)
      }
      if (!incoming.isConfirmed) return preview()
      try {
        const { turns } = spoken
        const text = { ...input.data, turns, speakers }
        await change(db, seat, (tx) => insertText(tx, seat, param('interview'), text, t.day(at)))
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        return showNew(visit, refusedField(t, incoming.shown.typed, '', 'material.noConsent'))
      }
      return { redirect: talkOf(visit), notice: 'added' }
    },
  },
  {
    method: 'post',
    path: `${base}/notes-as-text`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      const interview = await interviewWith(db, seat, param('interview'))
      const text = await collectNotes(visit, interview.id, interview.person_id)
      if (text === '') throw new NotFound('no notes')
      const notes = { kind: 'notes' as const, title: t('interviews.notesTitle'), text }
      const { id } = await change(db, seat, (tx) => insertText(tx, seat, interview.id, notes, t.day(seat.at)))
      return { redirect: `/studies/${seat.studyId}/material/${id}`, notice: 'added' }
    },
  },
  {
    method: 'post',
    path: `${base}/ties`,
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, t, at, body, param } = visit
      const input = Tie.safeParse(body)
      if (!input.success) return showOne(visit, { tie: refusedForm(t, body, input.error) })
      try {
        const { material_id } = input.data
        await change(db, seat, (tx) => tieText(tx, seat, param('interview'), material_id, t.day(at)))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const tie = refusedField(t, body, '', 'interviews.textElsewhere')
        return { ...(await showOne(visit, { tie })), status: 409 }
      }
      return { redirect: talkOf(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/ties/:material/removal`,
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => untieText(tx, seat, param('interview'), param('material')))
      return { redirect: talkOf(visit), notice: 'saved' }
    },
  },
]

async function showNew({ db, seat, t, param }: Visit, form: Form) {
  return newTextPage(t, seat, await interviewWith(db, seat, param('interview')), form)
}

async function collectNotes({ db, seat, t }: Visit, interviewId: string, personId: string): Promise<string> {
  const notes = await notesOf(db, seat, interviewId)
  const textAt = (spot: string) => notes.find((note) => note.spot === spot)?.text ?? ''
  const photos = await photosOfPerson(db, seat, personId)
  const elements = await itemsOf(db, seat, 'elements')
  return notesAsText([
    // Not the words with the photo: a text that repeats them would outlive them.
    ...photos.map(({ id, kind }, index) => ({
      title: t('photos.nth', { kind, nth: index + 1 }),
      text: textAt(`photo:${id}`),
    })),
    ...elements.map(({ id, name }) => ({ title: name, text: textAt(`side:${id}`) })),
    { title: t('interviews.talkNote'), text: textAt('talk') },
  ])
}

function talkOf({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/interviews/${param('interview')}`
}
