import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Db } from '../../src/db/schema.ts'
import { agree } from './agree.ts'
import { fillCast } from './cast.ts'
import { removeAfter, type Engine, type Fill, type Lasts } from './databases.ts'
import { joined, openSession, prepared } from './feedback.ts'
import { drawFromList } from './names.ts'
import { picture } from './pictures.ts'
import { tone } from './sound.ts'
import { world, type World } from './world.ts'

/** How far Sam lets each thing go. */
export const labels = ['everyone', 'leaders', 'participants', 'researchers'] as const
export type Label = (typeof labels)[number]

/** Words that stand nowhere else: with a photo, about its use, and in a note at it. */
export const canary = (label: Label | 'vera') => ({
  words: `kanarie-woorden-${label}`,
  remark: `kanarie-opmerking-${label}`,
  note: `kanarie-notitie-${label}`,
})
/** The same of a quotation. */
export const quoted = (label: Label) => ({
  words: `kanarie-citaat-${label}`,
  remark: `kanarie-citaatopmerking-${label}`,
})
/** Of the talk, that nobody reads but its researchers and its person. */
export const talk = {
  notes: ['kanarie-notitie-gesprek', 'kanarie-notitie-kant'],
  transcript: ['kanarie-uitgeschreven', 'kanarie-vorige-versie'],
  around: ['kanarie-titel', 'kanarie-plaats'],
}
/** A sentence that was fine for everyone until Sam asked to leave it out, and what Sam said of another one. */
export const leftOut = 'kanarie-weggelaten-zin-van-sam'
export const saidOfPassage = 'kanarie-tekstopmerking'
/** Why the team asks Sam to make something unrecognisable. */
const reason = 'kanarie-reden'
export const wordsOfSam = [
  reason,
  ...labels.flatMap((label) => [...Object.values(canary(label)), ...Object.values(quoted(label))]),
  ...Object.values(talk).flat(),
]
export const wordsOfVera = [canary('vera').words, canary('vera').remark]

type Photo = { id: string; files: string[]; pictures: Buffer[] }
type Photos = Record<Label | 'vera', Photo>
export type Aviary = World & { photos: Photos }

/**
 * A study in which all that can be filled is filled, with canaries. It is filled by asking, once for each engine in a
 * file of tests, and copied.
 */
export async function aviary(engine: Engine, lasts: Lasts = 'test'): Promise<Aviary> {
  filled[engine] ??= await filling(engine)
  const { fill, uploads } = filled[engine]
  const w = await world(engine, { fill, lasts })
  await cp(uploads, w.uploads, { recursive: true })
  return { ...w, photos: await photosIn(w) }
}

type Filling = { fill: Fill; uploads: string }
const filled: Partial<Record<Engine, Filling>> = {}

async function filling(engine: Engine): Promise<Filling> {
  const uploads = await mkdtemp(path.join(tmpdir(), 'voetspoor-aviary-'))
  removeAfter('file', () => rm(uploads, { recursive: true, force: true }))
  const fill = async (db: Db) => {
    await fillCast(db)
    // Its database goes on: the world is one for this file, as long as the filling takes.
    const w = await world(engine, { open: () => Promise.resolve(db), lasts: 'file' })
    await fillAll(w)
    await cp(w.uploads, uploads, { recursive: true })
  }
  return { fill, uploads }
}

async function fillAll(w: World): Promise<void> {
  await invite(w)
  const photos = await bringPhotos(w)
  await layTogether(w, photos)
  await holdTalk(w, photos)
  await quoteTranscript(w, photos)
  await readBack(w, photos)
  await done(w.as('ravi').post(`/photos/${photos.researchers.id}/blur-request`, { reason }))
  await findSomething(w, photos)
  await giveBack(w)
  await agreeOnAction(w)
  await shareWithAssembly(w)
  await publishGuide(w, photos)
  await readWhole(w)
}

/** Throws when a form was not taken. */
export async function done(answer: Promise<{ status: number; text: string }>): Promise<void> {
  const { status, text } = await answer
  if (status !== 303) throw new Error(`${status}: ${text}`)
}

async function invite({ as, mails }: World): Promise<void> {
  const noor = as('noor')
  await done(noor.post('/study/issues', { name: 'Wie beslist er?' }))
  await done(noor.post('/people/traits', { name: 'kanarie-kenmerk', values: 'ja\nnee' }))
  await drawFromList((path, form) => done(noor.post(path, form)))
  const photos = { photos_by: '2026-12-20', min_photos: 3, max_photos: 5, small_group: 5, version: 1 }
  await done(noor.post('/study/photos', photos))
  const agreements = {
    ...{ commissioner: 'De bestuurders.', contact_name: 'Noor', contact: '06 00 00 00 00' },
    ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
    ...{ keep_recording: 'twee weken', keep_data: 'een jaar', version: 2 },
  }
  await done(noor.post('/study/agreements', agreements))
  await done(noor.post('/invitations'))
  await mails()
}

async function bringPhotos(w: World): Promise<Photos> {
  await done(agree(w, 'sam', { may_record: 'yes', keep_posted: 'yes' }))
  await done(agree(w, 'vera'))
  const bring = async (name: 'sam' | 'vera', label: Label | 'vera', red: number, more = {}) => {
    const form = { client_id: `client-${label}`, words: canary(label).words, angle: 'defining', ...more }
    const file = { field: 'picture', name: 'kanarie-bestand.jpg', content: await picture(red) }
    const drawn = label === 'everyone' ? '/drawing' : ''
    await done(w.as(name).upload(`/participants/${name}/photos${drawn}`, form, file))
  }
  await bring('sam', 'everyone', 10)
  await done(w.as('sam').post('/participants/sam/photos/text', { words: canary('leaders').words }))
  await bring('sam', 'participants', 90)
  await bring('sam', 'researchers', 170)
  await bring('vera', 'vera', 250)
  return photosIn(w)
}

async function photosIn(w: World): Promise<Photos> {
  return {
    everyone: await photoOf(w, 'everyone'),
    leaders: await photoOf(w, 'leaders'),
    participants: await photoOf(w, 'participants'),
    researchers: await photoOf(w, 'researchers'),
    vera: await photoOf(w, 'vera'),
  }
}

/** All that were brought lie in one group. */
async function layTogether({ as }: World, photos: Photos): Promise<void> {
  const photo = Object.values(photos).map(({ id }) => id)
  await done(as('noor').post('/photos/groups', { photo, group: 'new', title: 'kanarie-groep', seen: 'f' }))
}

async function holdTalk(w: World, photos: Record<Label, Photo>): Promise<void> {
  const ravi = w.as('ravi')
  const planned = { person_id: 'sam', held_on: '2026-11-20', place: 'kanarie-plaats', interviewer_id: 'ravi' }
  await done(ravi.post('/interviews', planned))
  const interview = await onlyId(w, 'interviews')
  const { id: side } = await w.db
    .selectFrom('elements')
    .select('id')
    .where('study_id', '=', w.study)
    .orderBy('position')
    .executeTakeFirstOrThrow()
  const sound = { field: 'sound', name: 'kanarie-bestand.wav', content: tone(1) }
  await done(ravi.upload(`/interviews/${interview}/recordings`, {}, sound))
  const note = (spot: string, text: string) =>
    done(ravi.post(`/interviews/${interview}/notes/${spot}`, { text, version: 0 }))
  await note('talk', 'kanarie-notitie-gesprek')
  await note(`side:${side}`, 'kanarie-notitie-kant')
  for (const label of labels) await note(`photo:${photos[label].id}`, canary(label).note)
  await done(ravi.post(`/interviews/${interview}/sides/${photos.everyone.id}`, { element_id: side }))
}

/** A transcript that was corrected; a part of it is quoted for each rung, and about the photo of that rung. */
async function quoteTranscript(w: World, photos: Record<Label, Photo>): Promise<void> {
  const noor = w.as('noor')
  const transcript = { kind: 'transcript', person_id: 'sam', title: 'kanarie-titel' }
  await done(noor.post('/material', { ...transcript, text: 'kanarie-vorige-versie' }))
  const material = await onlyId(w, 'materials')
  const interview = await onlyId(w, 'interviews')
  await done(noor.post(`/interviews/${interview}/ties`, { material_id: material }))
  const text = ['kanarie-uitgeschreven', ...labels.map((label) => quoted(label).words), leftOut].join('\n')
  await done(noor.post(`/material/${material}`, { title: 'kanarie-titel', text, version: 1 }))
  for (const label of labels) {
    const quotation = { words: quoted(label).words, name: 'Sleutels', photo_id: photos[label].id }
    await done(noor.post(`/coding/materials/${material}/quotations`, quotation))
  }
  await done(noor.post(`/coding/materials/${material}/quotations`, { words: leftOut, name: 'Sleutels' }))
}

/** The team asks for everything, and Sam says of each how far it may go. */
async function readBack({ as, db }: World, photos: Photos): Promise<void> {
  const answerOf = (label: Label) =>
    label === 'researchers' ? { answer: 'no' } : { answer: 'fine', rung: label, recognisable: 'no' }
  for (const label of labels) {
    const { id } = photos[label]
    await done(as('ravi').post(`/photos/${id}/wish`))
    const ofPhoto =
      label === 'researchers' ? { answer: 'fine', rung: 'everyone', recognisable: 'no' } : answerOf(label)
    const answer = { ...ofPhoto, remark: canary(label).remark }
    await done(as('sam').post(`/participants/sam/photos/${id}/permission`, answer))
    // Not Sam's own picture, Sam says now: it stays in the talk, whatever was said of it.
    const notOwn = { words: canary(label).words, angle: 'defining', not_own: 'yes' }
    if (label === 'researchers') await done(as('sam').edit(`/participants/sam/photos/${id}`, notOwn))
    const quotation = await db
      .selectFrom('quotations')
      .select('id')
      .where('words', '=', quoted(label).words)
      .executeTakeFirstOrThrow()
    await done(as('ravi').post(`/coding/quotations/${quotation.id}/wish`))
    const said = { ...answerOf(label), remark: quoted(label).remark }
    await done(as('sam').post(`/participants/sam/quotations/${quotation.id}/permission`, said))
  }
  const { id } = await db
    .selectFrom('quotations')
    .select('id')
    .where('words', '=', leftOut)
    .executeTakeFirstOrThrow()
  await done(as('ravi').post(`/coding/quotations/${id}/wish`))
  const fine = { answer: 'fine', rung: 'everyone' }
  await done(as('sam').post(`/participants/sam/quotations/${id}/permission`, fine))
  await done(as('ravi').post(`/photos/${photos.vera.id}/wish`))
  // Vera answers on paper, and says what she would say on her own page.
  const different = {
    [`mark-${photos.vera.id}`]: 'different',
    [`remark-${photos.vera.id}`]: canary('vera').remark,
  }
  await done(as('noor').edit('/people/vera/paper-answers', { signed_on: '2026-11-20', ...different }))
}

/** A finding that rests on all of it, and what is made from that. */
async function findSomething({ as, db }: World, photos: Photos): Promise<void> {
  const quotations = await db.selectFrom('quotations').select('id').execute()
  const finding = {
    ...{ title: 'Sleutels', kind: 'friction', text: '', holds_for: '' },
    quotation: quotations.map(({ id }) => id),
    photo: Object.values(photos).map(({ id }) => id),
  }
  await done(as('ravi').post('/findings', finding))
  const { id } = await db.selectFrom('findings').select('id').executeTakeFirstOrThrow()
  await done(as('ravi').post(`/findings/${id}/readiness`, { version: 1 }))
  await done(as('ravi').post('/findings/points', { text: 'Eén sleutel', finding: id }))
  await done(as('ravi').post('/findings/recommendations', { text: 'Tel de sleutels', finding: id }))
}

/** Sam reads the text whole, has a sentence left out that stands in the guide by then, and says something of another. */
async function readWhole(w: World): Promise<void> {
  const { as, db } = w
  const material = await onlyId(w, 'materials')
  const open = { material_id: material, until_on: '2026-12-20' }
  await done(as('noor').post('/coding/reading/sam/texts', open))
  const say = async (words: string, more: { kind: string; remark: string }) => {
    const { text, version } = await db
      .selectFrom('materials')
      .select(['text', 'version'])
      .executeTakeFirstOrThrow()
    const from = text.indexOf(words)
    const piece = { from, to: from + words.length, words, version }
    await done(as('sam').post(`/participants/sam/texts/${material}/passages`, { ...piece, ...more }))
  }
  await say('kanarie-uitgeschreven', { kind: 'different', remark: saidOfPassage })
  await say(leftOut, { kind: 'leave_out', remark: '' })
}

/** A guide that anyone can read, with what was found. */
async function publishGuide({ as }: World, photos: Record<Label, Photo>): Promise<void> {
  await done(as('noor').post('/guide/opening', { title: 'Twee bossen sleutels', preface: '', version: 0 }))
  await done(as('noor').post('/guide/photos', { chosen: photos.everyone.id }))
  // Asked for all the same: what is not one's own picture is not there to choose.
  await as('noor').post('/guide/photos', { chosen: [photos.everyone.id, photos.researchers.id] })
  await done(as('noor').post('/guide/publication'))
}

/** An action point on what was found, that Otto takes up. */
async function agreeOnAction({ as, db }: World): Promise<void> {
  const { id: findings } = await db.selectFrom('findings').select('id').executeTakeFirstOrThrow()
  const action = { title: 'Eén sleutel', owner_name: 'Otto Maas', said_yes: 'yes', findings }
  await done(as('ravi').post('/actions', action))
  const { id, owner_id } = await db
    .selectFrom('action_points')
    .select(['id', 'owner_id'])
    .executeTakeFirstOrThrow()
  const edit = { title: 'Eén sleutelbos', owner_id: owner_id ?? '', said_yes: 'yes', findings }
  await done(as('ravi').post(`/actions/${id}`, { ...edit, version: 1 }))
  await done(as('ravi').post(`/actions/${id}/checks`, { standing: 'on_track', text: '' }))
}

/** A meeting with an agenda and a promise, whose papers one member of the assembly may read. */
async function shareWithAssembly(w: World): Promise<void> {
  const noor = w.as('noor')
  await done(noor.post('/assembly', { name: 'Voorjaar' }))
  const meeting = await onlyId(w, 'meetings')
  await done(noor.post(`/assembly/${meeting}/items`, { kind: 'answer', title: 'Twee uur per week' }))
  await done(noor.post('/assembly/members', { name: 'Mia Bakker', email: '', language: 'nl' }))
  await done(noor.post(`/assembly/${meeting}/members`, { members: [await memberId(w)] }))
  await done(noor.post(`/assembly/${meeting}/state`, { from: 'draft', to: 'shared' }))
  await done(noor.post(`/assembly/${meeting}/promises`, { who: 'Otto', what: 'Belt' }))
}

/** Who of the assembly may read. */
export async function memberId({ db }: World): Promise<string> {
  const seats = db.selectFrom('seats').select('person_id').where('role', '=', 'assembly')
  return (await seats.executeTakeFirstOrThrow()).person_id
}

/** What was found goes back to the participants: the session is open, and somebody is there. */
async function giveBack(w: World): Promise<void> {
  const finding = await onlyId(w, 'findings')
  const point = await onlyId(w, 'development_points')
  const s = await prepared(w)
  await done(
    s
      .as('noor')
      .post(`${s.path}/contents`, { version: 1, [`finding-${finding}`]: '1', [`point-${point}`]: '1' }),
  )
  await openSession(s)
  await joined(s)
}

async function photoOf({ db, uploads }: World, label: Label | 'vera'): Promise<Photo> {
  const { id, master, large, thumb } = await db
    .selectFrom('photos')
    .select(['id', 'master', 'large', 'thumb'])
    .where('words', '=', canary(label).words)
    .executeTakeFirstOrThrow()
  const files = [master, large, thumb].filter((name) => name !== null)
  const pictures = await Promise.all(files.map((name) => readFile(path.join(uploads, name))))
  return { id, files, pictures }
}

/** The id of the one that there is. */
export async function onlyId(
  { db }: World,
  table: 'interviews' | 'materials' | 'meetings' | 'findings' | 'development_points',
): Promise<string> {
  const { id } = await db.selectFrom(table).select('id').executeTakeFirstOrThrow()
  return id
}
