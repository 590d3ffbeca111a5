import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { materialWith, speakersOf } from '../material/queries.ts'
import { openedTextWith, setTextWish } from './opened-queries.ts'
import { ownTextPage, ownTextPlace, passageFormPage } from './own-text-page.ts'
import { NewPassage, Piece } from './passage-input.ts'
import { deletePassage, insertPassage, lookForPassage, passagesOf, passageWith } from './passage-queries.ts'
import { leftOutIn, meets, withOwnWords } from './passage-rules.ts'
import { ownPhotoCounts } from '../photos/queries.ts'
import { ownQuotationCounts } from './queries.ts'
import { placeOf } from './rules.ts'

const own = '/studies/:study/participants/:person'
const text = `${own}/texts/:material`

/** Reading one's own talk whole, and saying something of its passages. */
export const ownTextRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: text,
    door: 'participant',
    may: 'own.read',
    needs: 'key',
    handle: async (visit) => {
      const { db, seat, t, param, query } = visit
      const { material, passages, untilOn } = await openedFor(visit)
      const page = Number(/^\d{1,4}$/.exec(query('page'))?.[0] ?? 1)
      const speakers = await speakersOf(db, seat, param('material'))
      return ownTextPage(t, seat, material, { speakers, passages, untilOn, page })
    },
  },
  {
    method: 'get',
    path: `${text}/passages`,
    door: 'participant',
    may: 'own.read',
    needs: 'key',
    handle: async (visit) => {
      const { query } = visit
      const piece = Piece.safeParse({ from: query('from'), to: query('to') })
      if (!piece.success) throw new NotFound('no such piece')
      return showForm(visit, piece.data, undefined)
    },
  },
  {
    method: 'post',
    path: `${text}/passages`,
    door: 'participant',
    may: 'passages.say',
    needs: 'key',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, at, body } = visit
      const input = NewPassage.safeParse(body)
      const typed = typedIn(body)
      const piece = input.data ?? Piece.safeParse({ from: typed.from, to: typed.to }).data
      if (!piece) throw new NotFound('no such piece')
      const show = (form: Form) => showForm(visit, piece, form)
      if (!input.success) return show(refusedForm(t, body, input.error))
      const { kind, words, remark, version } = input.data
      const { material, passages } = await openedFor(visit)
      const seen = withOwnWords(material.text, passages)
      const found = placeOf(seen.slice(piece.from, piece.to), words, undefined)
      if (material.version === version && found === 'absent')
        return show(refusedField(t, body, 'words', 'passages.wordsAbsent'))
      if (material.version === version && found === 'several')
        return show(refusedField(t, body, 'words', 'passages.wordsSeveral'))
      const place = typeof found === 'string' ? { start: 0, end: 0 } : found
      const span = { start: place.start + piece.from, end: place.end + piece.from }
      if (material.version === version && meets(span, leftOutIn(passages)))
        return show(refusedField(t, body, 'words', 'passages.already'))
      const looked =
        kind === 'leave_out' && material.version === version
          ? await lookForPassage(db, seat, material, span)
          : undefined
      const said = { kind, span, remark, version, looked }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => insertPassage(tx, seat, material.id, said, t.day(at))),
        show,
        { redirect: ownTextPlace(seat, material, span.start), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${own}/passages/:passage/removal`,
    door: 'participant',
    may: 'passages.say',
    needs: 'key',
    handle: async ({ db, seat, t, at, param }) => {
      const { material_id, start_offset } = await passageWith(db, seat, param('passage'))
      await openedTextWith(db, seat, material_id, t.day(at))
      await change(db, seat, (tx) => deletePassage(tx, seat, param('passage')))
      const material = await materialWith(db, seat, material_id)
      return { redirect: ownTextPlace(seat, material, start_offset), notice: 'saved' }
    },
  },
  ...(['text-wish', 'text-wish/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${own}/${noun}`,
    door: 'participant',
    may: 'passages.say',
    handle: async ({ db, seat }) => {
      await change(db, seat, (tx) => setTextWish(tx, seat, noun === 'text-wish'))
      const asked = (await ownQuotationCounts(db, seat)).asked + (await ownPhotoCounts(db, seat)).asked
      // Who is asked nothing finds this on the own page.
      const page = asked > 0 ? `${homeOf(seat)}/reading-back` : homeOf(seat)
      return { redirect: `${page}#whole`, notice: 'saved' }
    },
  })),
]

/** The text of the path with what its person said of it. Throws NotFound where it is not open to who asks. */
async function openedFor({ db, seat, t, at, param }: Visit) {
  const { until_on: untilOn } = await openedTextWith(db, seat, param('material'), t.day(at))
  const material = await materialWith(db, seat, param('material'))
  return { material, untilOn, passages: await passagesOf(db, seat, material.id) }
}

async function showForm(visit: Visit, { from, to }: { from: number; to: number }, refused: Form | undefined) {
  const { seat, t } = visit
  const { material, passages } = await openedFor(visit)
  const words = withOwnWords(material.text, passages).slice(from, to).trim()
  if (words === '') throw new NotFound('no such piece')
  const stored = filledForm({ kind: '', words, remark: '', from, to, version: material.version })
  return passageFormPage(t, seat, material, { start: from, form: shownForm(stored, refused) })
}
