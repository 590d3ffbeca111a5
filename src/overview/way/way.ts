import { noteReading } from '../../access/audit.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { wayKinds, type FindWay, type Stretch, type WayKind } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import { isMemberRole } from '../../method/roles.ts'
import type { Key, Translate } from '../../text/text.ts'
import { edgesFrom, namesOf, type Called } from './queries.ts'
import { reached, type Things, type WayEdge } from './rules.ts'

/**
 * Where one thing comes from, and what became of it. For members: from person to answer, with links. What was said is
 * read here too, and leaves a line in the log.
 */
export const findWay: FindWay = async (db, seat, t, kind, id) => {
  const start = { kind, ids: [id] }
  const back = await edgesFrom(db, seat, start, 'back')
  const forward = await edgesFrom(db, seat, start, 'forward')
  const from = reached(back, start, 'back')
  const to = reached(forward, start, 'forward')
  const names = await allNames(db, seat, [from, to])
  await noteReading(
    db,
    seat,
    [...(names.get('quotation') ?? []), ...(names.get('photo') ?? [])].map((one) => one.id),
  )
  return { from: stretchesOf(t, seat, from, names), to: stretchesOf(t, seat, to, names) }
}

/**
 * What became of several things of one kind, by their ids, for whom they are of: without links, and without what is
 * still in the making.
 */
export async function becameOf(
  db: Db,
  seat: Seat,
  t: Translate,
  kind: WayKind,
  ids: readonly string[],
): Promise<Map<string, Stretch[]>> {
  if (ids.length === 0) return new Map()
  const edges: WayEdge[] = await edgesFrom(db, seat, { kind, ids }, 'forward')
  const each = new Map(ids.map((id) => [id, reached(edges, { kind, ids: [id] }, 'forward')]))
  const names = await allNames(db, seat, [...each.values()])
  return new Map([...each].map(([id, things]) => [id, stretchesOf(t, seat, things, names)]))
}

type Names = Map<WayKind, Called[]>

async function allNames(db: Db, seat: Seat, all: readonly Things[]): Promise<Names> {
  const names: Names = new Map()
  for (const kind of wayKinds) {
    const ids = new Set(all.flatMap((things) => [...(things.get(kind) ?? [])]))
    if (ids.size > 0) names.set(kind, await namesOf(db, seat, kind, [...ids], isMemberRole(seat.role)))
  }
  return names
}

/** How many things of one kind are in sight; the others unfold. */
const most = 6

/** What a researcher has a word for, said plainly to whom the way begins with. */
const plainNames: Partial<Record<WayKind, Key>> = {
  quotation: 'way.own.quotation',
  finding: 'way.own.finding',
  recommendation: 'way.own.recommendation',
  point: 'way.own.point',
}

function stretchesOf(t: Translate, seat: Seat, things: Things, names: Names): Stretch[] {
  return wayKinds.flatMap((kind) => {
    const ids = things.get(kind)
    const called = (names.get(kind) ?? []).filter(({ id }) => ids?.has(id))
    if (called.length === 0) return []
    const stops = called.map((one) => ({ text: textOf(t, kind, one), href: hrefOf(seat, kind, one) }))
    const plain = isMemberRole(seat.role) ? undefined : plainNames[kind]
    const name = plain ? t(plain) : t(`way.${kind}`, { count: called.length })
    return [{ name, stops: stops.slice(0, most), more: stops.slice(most) }]
  })
}

function textOf(t: Translate, kind: WayKind, { words, more }: Called): string {
  if (more?.number !== undefined) return written(more.number)
  if (more?.talk) return more.talk.held_on ? t.date(more.talk.held_on) : t('interviews.noDate')
  if (more?.session) {
    const { kind: name, held_on } = more.session
    return [t(`feedback.kind.${name}`), held_on && t.date(held_on)].filter(Boolean).join(', ')
  }
  if (more?.state) return `${words} (${t(`actionStates.${more.state}`)})`
  if (more?.answer) return `${words} (${t(`assembly.answer.${more.answer}`)})`
  if (more?.standing && more.standing !== 'anchored')
    return `${shortened(words)} (${t(`coding.standing.${more.standing}`)})`
  if (kind === 'photo' && words === '') return t('photos.noWords')
  if (kind === 'guide' && words === '') return t('guide.untitled')
  return shortened(words)
}

/** The first words of what may be long, cut between two of them. */
function shortened(words: string): string {
  if (words.length <= 90) return words
  const end = words.lastIndexOf(' ', 90)
  return end === -1 ? words : `${words.slice(0, end)} …`
}

function hrefOf(seat: Seat, kind: WayKind, { id, more }: Called): string | undefined {
  if (!isMemberRole(seat.role)) return undefined
  const study = `/studies/${seat.studyId}`
  switch (kind) {
    case 'participant':
      return `${study}/people/${id}`
    case 'interview':
      return `${study}/interviews/${id}`
    case 'material':
      return seat.readsRaw ? `${study}/material/${id}` : undefined
    case 'photo':
      return `${study}/photos/${id}`
    case 'quotation':
      return `${study}/coding/quotations/${id}`
    case 'finding':
      return `${study}/findings/${id}`
    case 'recommendation':
      return `${study}/findings/recommendations#${id}`
    case 'point':
      return `${study}/findings/points#${id}`
    case 'session':
      return `${study}/feedback/${id}`
    case 'action':
      return `${study}/actions/${id}`
    case 'guide':
      return `${study}/guide`
    case 'item':
      return `${study}/assembly/${more?.meeting ?? ''}`
  }
}
