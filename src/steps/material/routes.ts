import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { may } from '../../access/policy.ts'
import { NotFound } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Notice } from '../../http/page.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { incomingText, previewPage } from '../../http/spoken-text.ts'
import { countIn, type TrailEntry } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import { participantsOf } from '../people/queries.ts'
import { ChangedMaterial, NewMaterial } from './input.ts'
import { editMaterialPage, materialPage, materialsPage, newMaterialPage } from './page.ts'
import {
  deleteMaterial,
  insertMaterial,
  materialsOf,
  materialWith,
  pageSize,
  speakersOf,
  updateMaterial,
  versionsOf,
  type Material,
} from './queries.ts'

const base = '/studies/:study/material'

export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'material.read',
    handle: async ({ db, seat, t, query }) => {
      const before = query('before')
      const { rows, hasNext } = pageOf(await materialsOf(db, seat, before, pageSize + 1), pageSize)
      return materialsPage(t, seat, rows, { before, hasNext })
    },
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'material.export',
    handle: async ({ db, seat, t, trail }) => {
      const materials = await materialsOf(db, seat, '', 100_000)
      const ids = materials.map(({ id }) => id)
      await noteReading(db, seat, ids)
      const entries = await trail('material', ids)
      const talkOf = (id: string) => {
        const talk = entries.get(id)?.find(({ kind }) => kind === 'talk')
        return talk && (talk.day ?? t('interviews.noDate'))
      }
      const header = ['number', 'kind', 'title', 'talk', 'characters', 'made'] as const
      const rows = materials.map(({ id, number, kind, title, length, made_at }) => [
        number === null ? '' : written(number),
        t(`material.kind.${kind}`),
        title,
        talkOf(id) ?? '',
        length,
        made_at.slice(0, 10),
      ])
      return csv(
        t.language,
        t('material.csvName'),
        header.map((column) => t(`material.column.${column}`)),
        rows,
      )
    },
  },
  {
    method: 'get',
    path: `${base}/new`,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: (visit) => showNew(visit, filledForm({ kind: 'transcript' })),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    body: 'file',
    handle: async (visit) => {
      const { db, seat, t } = visit
      const incoming = await incomingText(visit)
      if ('refused' in incoming) return showNew(visit, incoming.refused)
      const { typed, spoken, speakers } = incoming
      const texts = `/studies/${seat.studyId}/material`
      const preview = (problems?: Form['problems']) =>
        previewPage(t, { action: texts, back: texts }, incoming, problems)
      const input = NewMaterial.safeParse(typed)
      if (!input.success) {
        const form = refusedForm(t, incoming.shown.typed, input.error)
        return typed.speakers === undefined ? showNew(visit, form) : preview(form.problems)
      }
      if (!incoming.isConfirmed) return preview()
      try {
        const { turns } = spoken
        const text = { ...input.data, turns, speakers }
        const { id } = await change(db, seat, (tx) => insertMaterial(tx, seat, text))
        return { redirect: `/studies/${seat.studyId}/material/${id}`, notice: 'added' }
      } catch (error) {
        if (!(error instanceof NotFound)) throw error
        return showNew(visit, refusedField(t, incoming.shown.typed, 'person_id', 'material.noConsent'))
      }
    },
  },
  {
    method: 'get',
    path: `${base}/:material`,
    door: 'account',
    may: 'material.read',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, param, way } = visit
      const material = await materialWith(db, seat, param('material'))
      await noteReading(db, seat, [material.id])
      return materialPage(t, seat, material, {
        versions: await versionsOf(db, seat, material.id),
        speakers: await speakersOf(db, seat, material.id),
        trail: await trailOfText(visit, material.id),
        way: await way('material', material.id),
      })
    },
  },
  {
    method: 'get',
    path: `${base}/:material/edit`,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const material = await materialWith(db, seat, param('material'))
      await noteReading(db, seat, [material.id])
      return showEdit(visit, material, undefined)
    },
  },
  {
    method: 'post',
    path: `${base}/:material`,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const material = await materialWith(db, seat, param('material'))
      const input = ChangedMaterial.safeParse(body)
      if (!input.success) return showEdit(visit, material, refusedForm(t, body, input.error))
      const saved = {
        redirect: `/studies/${seat.studyId}/material/${material.id}`,
        notice: 'saved' as Notice,
      }
      return unlessOvertaken(
        visit,
        async () => {
          const { toReview } = await change(db, seat, (tx) =>
            updateMaterial(tx, seat, material.id, input.data),
          )
          if (toReview.length === 0 || !may(seat.role, 'coding.read')) return
          saved.redirect = `/studies/${seat.studyId}/coding/materials/${material.id}/review`
          saved.notice = 'corrected'
        },
        async (form) => showEdit(visit, await materialWith(db, seat, material.id), form),
        saved,
      )
    },
  },
  {
    method: 'post',
    path: `${base}/:material/removal`,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deleteMaterial(tx, seat, param('material')))
      return { redirect: `/studies/${seat.studyId}/material`, notice: 'removed' }
    },
  },
]

/** How many quotations rest on a text, and move along with it. */
async function quotationsOf(visit: Visit, id: string): Promise<number> {
  return countIn(await trailOfText(visit, id), 'quotations')
}

async function trailOfText({ trail }: Visit, id: string): Promise<TrailEntry[]> {
  return (await trail('material', [id])).get(id) ?? []
}

async function showEdit(visit: Visit, material: Material, refused: Form | undefined) {
  const { title, text, version } = material
  const form = shownForm(filledForm({ title, text, version }), refused)
  return editMaterialPage(visit.t, visit.seat, material, await quotationsOf(visit, material.id), form)
}

async function showNew(visit: Visit, form: Form) {
  const { db, seat, t } = visit
  const people = (await participantsOf(db, seat, { limit: 10_000 })).filter(
    ({ takes_part, words_withdrawn_at }) => takes_part === 1 && words_withdrawn_at === null,
  )
  return newMaterialPage(t, seat, people, form)
}
