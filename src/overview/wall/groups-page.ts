import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import { fresh, none } from './input.ts'
import type { Group, SortedPhoto } from './queries.ts'
import { looseOnPage, shownOfGroup } from './rules.ts'

type Small = { id: string; thumb: string; alt: string; words: string; number: string; isTicked: boolean }
type GroupsPage = Page<
  'wall/groups',
  {
    groups: { id: string; title: string; count: string; photos: Small[]; all: string; href: string }[]
    loose: { count: number; photos: Small[]; next: string | undefined; first: string | undefined }
    /** Where photos can be laid, for who may sort them. */
    sort: { action: string; seen: string; choices: { value: string; text: string }[] } | undefined
    form: Form
    back: string
  }
>

type Sorted = { groups: readonly Group[]; photos: readonly SortedPhoto[]; part: number; seen: string }

/** All groups with some of their photos, and below them those that lie in none, to be laid together. */
export function groupsPage(
  t: Translate,
  seat: Seat,
  { groups, photos, part, seen }: Sorted,
  form: Form,
): GroupsPage {
  const base = `/studies/${seat.studyId}/photos`
  const here = `${base}/groups`
  const ticked = [form.typed.photo ?? []].flat()
  const small = (photo: SortedPhoto) => smallOf(t, base, photo, ticked)
  const loose = photos.filter(({ group_id }) => group_id === null)
  const start = loose.length > part * looseOnPage ? part * looseOnPage : 0
  const end = start + looseOnPage
  return {
    view: 'wall/groups',
    status: statusOf(form),
    page: {
      title: t('wall.groups'),
      lead: t('wall.groupsLead'),
      wide: true,
      groups: groups.map(({ id, title }) => {
        const own = photos.filter(({ group_id }) => group_id === id)
        // What was ticked stays in sight.
        const few = own.filter(
          (photo, index) => index < shownOfGroup(groups.length) || ticked.includes(photo.id),
        )
        return {
          ...{ id, title, photos: few.map(small) },
          count: t('wall.count', { count: own.length }),
          all: own.length > few.length ? `${base}?group=${id}` : '',
          href: may(seat.role, 'photos.group') ? `${here}/${id}` : '',
        }
      }),
      loose: {
        count: loose.length,
        photos: loose.slice(start, end).map(small),
        next: loose.length > end ? `${here}?part=${end / looseOnPage}` : undefined,
        first: start > 0 ? here : undefined,
      },
      sort: may(seat.role, 'photos.group')
        ? {
            ...{ action: here, seen },
            choices: [
              ...groups.map(({ id, title }) => ({ value: id, text: title })),
              { value: fresh, text: t('wall.newGroup') },
              { value: none, text: t('wall.inNoGroup') },
            ],
          }
        : undefined,
      form,
      back: base,
    },
  }
}

function smallOf(t: Translate, base: string, photo: SortedPhoto, ticked: readonly string[]): Small {
  const { id, kind, number } = photo
  const words = photo.words.length > 80 ? `${photo.words.slice(0, 79)}…` : photo.words
  return {
    ...{ id, words, number: written(number) },
    thumb: hasImage(kind) ? `${base}/${id}/thumb` : '',
    alt: altOf(t, kind, words),
    isTicked: ticked.includes(id),
  }
}

type GroupPage = Page<'wall/group', { form: Form; action: string; back: string }>

/** One group: its title, its place and its end. */
export function groupPage(t: Translate, seat: Seat, { id, title }: Group, form: Form): GroupPage {
  const back = `/studies/${seat.studyId}/photos/groups`
  return {
    view: 'wall/group',
    status: statusOf(form),
    page: { title, form, action: `${back}/${id}`, back },
  }
}
