import { change } from '../../access/change.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer, Page } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { languages } from '../../method/languages.ts'
import { studyOf } from '../study/queries.ts'
import { told, versionOf } from './agreement.ts'
import { nameOf } from './agreement-page.ts'
import { keptTextsOf } from './agreement-queries.ts'
import { textOfNow } from './agreement-routes.ts'
import { checksumOf } from './consent-queries.ts'
import { datedBy, knownSince, markOf, registrationOf, wrongDay, type Heard } from './paper-rules.ts'
import { participantWith, type Participant } from './queries.ts'
import { SaidNo, SaidYes } from './said-input.ts'
import { participationPage, refusalPage, type ChosenFrom } from './said-page.ts'
import { needSeen, saidBy, saveNo, saveYes, type ChosenText } from './said-queries.ts'

const base = '/studies/:study/people/:participant'

/** What people say to a researcher, by phone, by mail or at the table: that they take part, or do not. */
export const saidRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/participation`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: (visit) => showYes(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/participation`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: takePart,
  },
  {
    method: 'get',
    path: `${base}/refusal`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async (visit) => {
      const person = await participantWith(visit.db, visit.seat, visit.param('participant'))
      return elsewhere(visit, person) ?? showNo(visit, undefined)
    },
  },
  {
    method: 'post',
    path: `${base}/refusal`,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: refuse,
  },
]

async function takePart(visit: Visit) {
  const { db, seat, t, body, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const input = SaidYes.safeParse(body)
  if (!input.success) return showYes(visit, refusedForm(t, body, input.error))
  const { way, signed_on, text, version, is_early, ...boxes } = input.data
  const texts = await textsToChoose(visit, person)
  const chosen = texts.find(({ values }) => values.includes(text))
  if (!chosen) return showYes(visit, noTextForm(visit, text))
  const said = { way, day: signed_on, ...flagsOf(boxes), takes_part: 1 as const, text_id: idOf(chosen) }
  const registration = registrationOf(await heardOf(visit, person.id), said)
  const wrong = wrongDayForm(visit, signed_on, { after: registration.after, chosen, is_early })
  if (wrong) return showYes(visit, wrong)
  return unlessOvertaken(
    visit,
    () =>
      change(db, seat, async (tx) => {
        await needSeen(tx, seat, person.id, version)
        const how = { way, signed_on }
        return saveYes(tx, seat, person.id, { registration, chosen: chosen.chosen, boxes, how })
      }),
    (form) => showYes(visit, form),
    { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'saved' },
  )
}

async function refuse(visit: Visit) {
  const { db, seat, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const away = elsewhere(visit, person)
  if (away) return away
  return keepNo(visit, person, SaidNo, (form) => showNo(visit, form))
}

/** Keeps a no that somebody said, where `show` shows the form again when it cannot be. */
export async function keepNo(
  visit: Visit,
  person: Participant,
  asked: typeof SaidNo,
  show: (form: Form) => Promise<Page>,
): Promise<Answer> {
  const { db, seat, t, body } = visit
  const input = asked.safeParse(body)
  if (!input.success) return show(refusedForm(t, body, input.error))
  const { way, signed_on, version } = input.data
  const registration = registrationOf(await heardOf(visit, person.id), saidNo(way, signed_on))
  const wrong = wrongDayForm(visit, signed_on, { after: registration.after })
  if (wrong) return show(wrong)
  return unlessOvertaken(
    visit,
    () =>
      change(db, seat, async (tx) => {
        await needSeen(tx, seat, person.id, version)
        return saveNo(tx, seat, person.id, { registration, how: { way, signed_on } })
      }),
    show,
    { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'saved' },
  )
}

/** Who takes part stops, and who does not any more has said it already. */
function elsewhere({ seat }: Visit, { id, takes_part }: Participant): Answer | undefined {
  const person = `/studies/${seat.studyId}/people/${id}`
  if (takes_part === null) return undefined
  return { redirect: takes_part === 1 ? `${person}/withdrawal` : person }
}

/** A no, as it is written down: nothing is fine any more. */
function saidNo(way: Heard['way'], day: string) {
  return { way, day, text_id: null, takes_part: 0 as const, may_record: 0 as const, keep_posted: 0 as const }
}

/** What somebody said so far, oldest first, each with its day. */
export async function heardOf({ db, seat, t }: Visit, personId: string): Promise<Heard[]> {
  return datedBy(await saidBy(db, seat, personId), (at) => t.day(at))
}

/** The boxes of a form as they are kept. */
export function flagsOf({ may_record, keep_posted }: { may_record: boolean; keep_posted: boolean }) {
  return {
    may_record: may_record ? (1 as const) : (0 as const),
    keep_posted: keep_posted ? (1 as const) : (0 as const),
  }
}

type Chosen = ChosenFrom & {
  /** What a form may send for it: the text of now was perhaps not kept yet when the form was opened. */
  values: string[]
  chosen: ChosenText
}

/** The id under which a text is kept; undefined while it is not. */
export function idOf({ chosen }: Pick<Chosen, 'chosen'>): string | undefined {
  return 'id' in chosen ? chosen.id : undefined
}

/** The form that comes back when its text is not there, or was changed since it was opened. */
export function noTextForm({ t, body }: Visit, text: string): Form {
  return refusedField(t, body, 'text', text.startsWith('now-') ? 'consent.changed' : 'paper.textRequired')
}

/** The texts that somebody may have agreed to: those of now, in the own language first, then the earlier ones. */
export async function textsToChoose(visit: Visit, person: Participant): Promise<Chosen[]> {
  const { db, seat, t } = visit
  const study = await studyOf(db, seat)
  const kept = await keptTextsOf(db, seat)
  const own = languages.toSorted((one) => (one === person.language ? -1 : 1))
  const ofNow = await Promise.all(
    own.map(async (language): Promise<Chosen> => {
      const text = await textOfNow(visit, language, person.name ?? '')
      const mark = checksumOf(text)
      const old = kept.find((one) => one.language === language && one.checksum === mark)
      // With its mark: a text that was changed since the form was opened is another one.
      const value = `now-${language}-${mark}`
      return {
        value: old?.id ?? value,
        values: old ? [old.id, value] : [value],
        name: t('paper.textNow', {
          language: t(`layout.language.${language}`),
          version: versionOf(mark),
        }),
        since: old ? knownSince(t.day(old.made_at), old.signed_on) : t.day(study.made_at),
        told: told(study, { text, language }),
        chosen: old ? { id: old.id } : { text, language },
      }
    }),
  )
  const earlier = kept.filter(({ id }) => ofNow.every(({ value }) => value !== id))
  return [
    ...ofNow,
    ...earlier.map((one) => ({
      ...{ value: one.id, values: [one.id], name: nameOf(t, one), chosen: { id: one.id } },
      ...{ since: knownSince(t.day(one.made_at), one.signed_on), told: told(study, one) },
    })),
  ]
}

/** The form that comes back when the day cannot be right; undefined when it can. */
export function wrongDayForm(
  { t, body, seat }: Visit,
  day: string,
  { after, chosen, is_early = false }: { after: string | undefined; chosen?: Chosen; is_early?: boolean },
): Form | undefined {
  const textSince = is_early ? undefined : chosen?.since
  const wrong = wrongDay(day, { today: t.day(seat.at), after, textSince })
  if (wrong === undefined) return undefined
  const day_after = wrong === 'early' ? (textSince ?? '') : (after ?? '')
  const form = refusedField(t, body, 'signed_on', `said.wrong.${wrong}`, {
    day: day_after === '' ? '' : t.date(day_after),
  })
  if (wrong !== 'early') return form
  return { ...form, problems: { ...form.problems, is_early: t('said.earlyRequired') } }
}

async function showYes(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const texts = await textsToChoose(visit, person)
  const all = await heardOf(visit, person.id)
  const stored = filledForm({
    ...{ way: '', signed_on: t.day(seat.at) },
    ...agreedOf(person.takes_part === 1 ? all.at(-1) : undefined, texts),
    version: markOf(all),
  })
  return participationPage(t, seat, person, texts, shownForm(stored, form))
}

/** What was agreed to, as a form begins with it. Of several texts none is chosen: the wrong one would go in unseen. */
export function agreedOf(said: Heard | undefined, texts: readonly ChosenFrom[]) {
  const [only] = texts.length === 1 ? texts : []
  return {
    text: said?.text_id ?? only?.value ?? '',
    may_record: said?.may_record ? 'yes' : '',
    keep_posted: said?.keep_posted ? 'yes' : '',
  }
}

async function showNo(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const all = await heardOf(visit, person.id)
  const stored = filledForm({ way: '', signed_on: t.day(seat.at), version: markOf(all) })
  return refusalPage(t, seat, person, shownForm(stored, form))
}
