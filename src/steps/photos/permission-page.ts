import type { Seat } from '../../access/seat.ts'
import { readBackAgain, readBackChoices, statusOf, type Form } from '../../http/form.ts'
import { keptMeanwhile, unsavedWords } from '../../http/meanwhile.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { asksWhetherRecognisable } from './rules.ts'
import { ownBase, shown, type Shown } from './shown.ts'
import { staysFor, type Stays } from '../../http/stays.ts'

type Choice = { value: string; text: string; hint: string }

/** A photo that the team wants to use, with the question whether it may. */
export type AskedPhoto = Shown & {
  action: string
  answer: string
  rung: string
  /** Whether anybody can be recognised, where that is asked; empty until it was said. */
  recognised: { choices: Choice[]; chosen: string } | undefined
  remark: string
  withName: boolean
  ownName: string
  /** Why nothing is asked, where it stays in the talk whatever is said. */
  stays: Stays[]
  /** How far it can go, and whether a name can stand there. */
  rungs: ReturnType<typeof readBackChoices>['rungs']
  mayBeNamed: boolean
  chip: string
  problems: Form['problems']
  /** Of the answer in view, so that no later one is overruled unseen; what was kept meanwhile, where one was. */
  version: string
  meanwhile: string
  /** What is kept, for who finds back what was typed and not saved. */
  unsaved: string
}

/** One photo with the question whether the team may use it, and how far. */
export function askedPhoto(t: Translate, seat: Seat, photo: Photo, version: string): AskedPhoto {
  const base = `${ownBase(seat)}/photos`
  const choices = readBackChoices(t).rungs.slice(0, photo.most_place)
  const stays = staysFor(t, `${base}/${photo.id}`, photo)
  return {
    ...shown(t, base, photo),
    action: `${base}/${photo.id}/permission`,
    answer: photo.answer ?? '',
    rung: photo.rung,
    recognised: asksWhetherRecognisable(photo) ? recognisedOf(t, photo) : undefined,
    remark: photo.remark,
    withName: photo.with_name === 1,
    ownName: seat.personName,
    stays,
    rungs: choices,
    mayBeNamed: choices.length > 1,
    chip:
      stays.length > 0
        ? t('stays.chip')
        : t(photo.answer ? `photos.answer.${photo.answer}` : 'photos.noAnswer'),
    problems: {},
    version,
    meanwhile: '',
    unsaved: unsavedWords(t, photo.answer),
  }
}

/** Somebody who said that a photo is fine said that nobody can be recognised on it. */
function recognisedOf(t: Translate, { answer }: Photo) {
  const choices = (['no', 'yes'] as const).map((value) => ({
    value,
    text: t(`recognised.${value}`),
    hint: t(`recognised.${value}.hint`),
  }))
  return { choices, chosen: answer === 'fine' ? 'no' : '' }
}

type PermissionPage = Page<
  'photos/permission',
  ReturnType<typeof readBackChoices> & { photo: AskedPhoto; back: string }
>

/** The question about one photo when its answer could not be kept, with what was typed. */
export function permissionPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  { form, version }: { form: Form; version: string },
): PermissionPage {
  const asked = askedPhoto(t, seat, photo, version)
  const chosen = [form.typed.recognisable ?? ''].flat()[0] ?? ''
  return {
    view: 'photos/permission',
    status: statusOf(form),
    page: {
      title: t('photos.readBack'),
      photo: {
        ...asked,
        ...readBackAgain(form),
        meanwhile: keptMeanwhile(t, form, photo),
        recognised: asked.recognised && { ...asked.recognised, chosen },
      },
      ...readBackChoices(t),
      back: `${ownBase(seat)}/reading-back`,
    },
  }
}
