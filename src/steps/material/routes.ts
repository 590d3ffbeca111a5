import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { may } from '../../access/policy.ts'
import { csv } from '../../http/csv.ts'
import { filledForm, refusedField, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Notice } from '../../http/page.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { countIn, type TrailEntry } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import { traceIn } from '../../method/material-forms.ts'
import { keptTurns, writeNotation, type Speaker, type Turn } from '../../method/turns.ts'
import { factsWith } from './facts-queries.ts'
import { correctionOf, updateMaterial } from './correction-queries.ts'
import { ChangedMaterial, ChangedNotation } from './input.ts'
import { namedForm, unseenNames } from './mirror-page.ts'
import { namesIn } from './naming-queries.ts'
import { addedSpeaker, correctedSpoken, keptSpeakers, writeSpeakers } from './notation-rules.ts'
import { hasOriginal } from './original-queries.ts'
import { editMaterialPage, materialPage, materialsPage } from './page.ts'
import { nameCheckOf } from './pseudonym-queries.ts'
import { deleteMaterial, materialsOf, materialWith, pageSize, speakersOf, type Material } from './queries.ts'
import { versionsOf } from './version-queries.ts'

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
        facts: await factsWith(db, seat, material.id),
        check: await nameCheckOf(db, seat, material.id),
        isKept: await hasOriginal(db, seat, material.id),
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
      const read = await correctedIn(visit, material)
      if ('refused' in read) return showEdit(visit, material, read.refused)
      const input = ChangedMaterial.safeParse({ ...typedIn(body), text: read.text })
      if (!input.success) return showEdit(visit, material, refusedForm(t, body, input.error))
      const trace =
        material.kind === 'mirror' ? traceIn(`${input.data.title}\n${input.data.text}`) : undefined
      if (trace !== undefined)
        return showEdit(visit, material, refusedField(t, body, 'text', 'facts.traceRefused', { trace }))
      const names = material.kind === 'mirror' ? await newNamesIn(visit, material, input.data) : []
      if (names.length > 0) return showEdit(visit, material, namedForm(t, body, names))
      const { turns, added } = read
      const saved = {
        redirect: `/studies/${seat.studyId}/material/${material.id}`,
        notice: 'saved' as Notice,
      }
      return unlessOvertaken(
        visit,
        async () => {
          const { title, text, version } = input.data
          const correction = await correctionOf(material, text)
          const { toReview } = await change(db, seat, (tx) =>
            updateMaterial(tx, seat, material.id, { title, version, correction, turns, added }),
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

/** What was typed in the form of a text. Where that bears who speaks, the lines begin with it; else all are words. */
async function correctedIn({ db, seat, t, body }: Visit, material: Material): Promise<Corrected> {
  const typed = typedIn(body)
  // Of a mirror conversation nobody who speaks has a name.
  if (typed.speakers === undefined || material.kind === 'mirror') return { text: typed.text }
  const input = ChangedNotation.safeParse(body)
  if (!input.success) return { refused: refusedForm(t, body, input.error) }
  const { text, speakers, new_speaker } = input.data
  const own = keptSpeakers(speakers, await speakersOf(db, seat, material.id))
  const added = addedSpeaker(new_speaker, own)
  const spoken = correctedSpoken(text, added ? [...own, added] : own)
  if (added && !spoken.turns.some(([, speaker]) => speaker === added.number))
    return { refused: refusedField(t, body, 'new_speaker', 'material.newSpeakerSilent') }
  return { ...spoken, added }
}

type Corrected = { refused: Form } | { text: unknown; turns?: Turn[]; added?: Speaker | undefined }

async function showEdit(visit: Visit, material: Material, refused: Form | undefined) {
  const { title, version } = material
  const turns = keptTurns(material.turns)
  const speakers = turns.length > 0 ? await speakersOf(visit.db, visit.seat, material.id) : []
  const text = turns.length > 0 ? writeNotation({ text: material.text, turns }, speakers) : material.text
  const stored = filledForm({ title, text, version, speakers: writeSpeakers(speakers), new_speaker: '' })
  const about = { quotations: await quotationsOf(visit, material.id), isSpoken: turns.length > 0 }
  return editMaterialPage(visit.t, visit.seat, material, about, shownForm(stored, refused))
}

/** What may name somebody in a corrected text, and did not stand in it before. */
async function newNamesIn(
  { db, seat, body }: Visit,
  old: Material,
  { title, text }: Pick<Material, 'title' | 'text'>,
) {
  const names = await namesIn(db, seat, `${title}\n${text}`)
  const before = `${old.title}\n${old.text}`
  return unseenNames(
    names.filter((name) => !before.includes(name)),
    body,
  )
}
