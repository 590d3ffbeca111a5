import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Response } from 'supertest'
import type { Db } from '../../src/db/schema.ts'
import { unzipped } from './unzip.ts'

/** What came back from one address: the headers and all that follows, as bytes. */
export type Met = { address: string; status: number; bytes: Buffer }

/**
 * Asks for every GET route of routes.txt, with everything that a study has in the places of its path. Throws when it
 * does not know what to put in a place, or when the study has nothing to put there: then nothing would be proved.
 */
export async function crawl(
  db: Db,
  studyId: string,
  get: (address: string) => Promise<Response>,
): Promise<Met[]> {
  const met: Met[] = []
  for (const address of await addressesIn(db, studyId)) {
    const answer = await get(address)
    const { status, headers, text } = answer as Omit<Response, 'text'> & { text: string | undefined }
    const body: unknown = answer.body
    // Express makes a hash of each page: three letters of it may be anything.
    if (String(headers.etag).startsWith('W/')) delete headers.etag
    const content = Buffer.isBuffer(body) ? await unpacked(body) : Buffer.from(text ?? '')
    met.push({ address, status, bytes: Buffer.concat([Buffer.from(JSON.stringify(headers)), content]) })
  }
  return met
}

/** What is in a zip, names too; any other file as it is. */
async function unpacked(file: Buffer): Promise<Buffer> {
  if (!file.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return file
  return Buffer.concat([...(await unzipped(file))].flatMap(([name, content]) => [Buffer.from(name), content]))
}

/** The addresses at which some words, or some bytes, came back. */
export function placesOf(met: readonly Met[], secret: string | Buffer): string[] {
  return met.filter(({ bytes }) => bytes.includes(secret)).map(({ address }) => address)
}

const routes = readFileSync(path.join(import.meta.dirname, '../routes.txt'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('GET '))
  .map((line) => line.split(' ')[1] ?? '')

async function addressesIn(db: Db, studyId: string): Promise<string[]> {
  const filled = await Promise.all(routes.map((route) => fill(db, studyId, route)))
  return filled.flat()
}

async function fill(db: Db, studyId: string, route: string): Promise<string[]> {
  let addresses = [route]
  for (const [, name = ''] of route.matchAll(/:(\w+)/g)) {
    const values = await fillers[name]?.(db, studyId, route)
    if (!values?.length) throw new Error(`There is nothing to put in the place of :${name} in ${route}.`)
    addresses = addresses.flatMap((address) =>
      values.map((value) => address.replace(new RegExp(`:${name}\\b`), value)),
    )
  }
  return addresses
}

type Filler = (db: Db, studyId: string, route: string) => Promise<string[]>

/** From the tables and not from the views: what is hidden is asked for all the same. */
const fillers: Record<string, Filler> = {
  study: (_db, studyId) => Promise.resolve([studyId]),
  guide: (_db, studyId) => Promise.resolve([studyId]),
  person: (db, studyId, route) => {
    if (route.includes('/owners/')) return holders(db, studyId, 'owner')
    if (route.includes('/attendees/')) return holders(db, studyId, 'attendee')
    if (route.includes('/assembly-members/')) return holders(db, studyId, 'assembly')
    return participants(db, studyId)
  },
  participant: participants,
  preparation: () => Promise.resolve(['dpia']),
  agreement: (db, studyId) => idsIn(db, studyId, 'agreement_texts'),
  photo: async (db, studyId, route) => {
    const photos = await idsIn(db, studyId, 'photos')
    // Where something is done with a photo, one photo shows what the page shows.
    return /\/(blur|drawing|people|removal)$/.test(route) ? photos.slice(0, 1) : photos
  },
  rung: () => Promise.resolve(['researchers', 'participants', 'leaders', 'everyone']),
  group: (db, studyId) => idsIn(db, studyId, 'photo_groups'),
  material: (db, studyId) => idsIn(db, studyId, 'materials'),
  interview: (db, studyId) => idsIn(db, studyId, 'interviews'),
  // A join code lets anyone in who has it: like a token.
  code: (db, studyId, route) =>
    route.startsWith('/s/') ? Promise.resolve(['UNKNWN']) : idsIn(db, studyId, 'codes'),
  quotation: (db, studyId) => idsIn(db, studyId, 'quotations'),
  passage: (db, studyId) => idsIn(db, studyId, 'passages'),
  finding: (db, studyId) => idsIn(db, studyId, 'findings'),
  recommendation: (db, studyId) => idsIn(db, studyId, 'recommendations'),
  point: (db, studyId) => idsIn(db, studyId, 'development_points'),
  action: (db, studyId) => idsIn(db, studyId, 'action_points'),
  owner: (db, studyId) => holders(db, studyId, 'owner'),
  version: async (db, studyId, route) => {
    const table = route.includes('/material/') ? 'material_versions' : 'action_versions'
    const rows = await db.selectFrom(table).select('version').where('study_id', '=', studyId).execute()
    return [...new Set(rows.map(({ version }) => String(version)))]
  },
  table: () => Promise.resolve(['teams']),
  trait: (db, studyId) => idsIn(db, studyId, 'traits'),
  draw: (db, studyId) => idsIn(db, studyId, 'sample_draws'),
  colleague: async (db, studyId) => (await idsIn(db, studyId, 'colleagues')).slice(0, 1),
  mail: (db, studyId) => idsIn(db, studyId, 'mails'),
  question: async (db, studyId) => (await idsIn(db, studyId, 'questions')).slice(0, 2),
  meeting: (db, studyId) => idsIn(db, studyId, 'meetings'),
  member: (db, studyId) => holders(db, studyId, 'assembly'),
  promise: (db, studyId) => idsIn(db, studyId, 'promises'),
  item: async (db, studyId, route) => {
    if (route.includes('/assembly/')) return idsIn(db, studyId, 'agenda_items')
    const list = lists.find((name) => route.includes(`/study/${name}/`))
    return list ? (await idsIn(db, studyId, list)).slice(0, 2) : []
  },
  session: (db, studyId) => idsIn(db, studyId, 'feedback_sessions'),
  language: () => Promise.resolve(['nl', 'en']),
  paper: (db, studyId) => idsIn(db, studyId, 'answer_papers'),
  letter: () => Promise.resolve(['invitation', 'reminder']),
  mark: async (db, studyId) => {
    const parts = db.selectFrom('recording_parts').select('mark').where('study_id', '=', studyId)
    return (await parts.execute()).map(({ mark }) => mark)
  },
  // No role has a token of its own at hand, and that of another would let it in.
  token: () => Promise.resolve(['unknown']),
}

const lists = ['issues', 'organisations', 'teams', 'categories', 'elements', 'subjects'] as const
type Table =
  | (typeof lists)[number]
  | ('traits' | 'sample_draws' | 'colleagues')
  | ('photos' | 'photo_groups' | 'materials' | 'interviews' | 'mails' | 'questions' | 'codes' | 'quotations')
  | 'passages'
  | ('findings' | 'recommendations' | 'development_points')
  | ('action_points' | 'agreement_texts' | 'answer_papers')
  | ('meetings' | 'agenda_items' | 'promises')
  | 'feedback_sessions'

async function idsIn(db: Db, studyId: string, table: Table): Promise<string[]> {
  const rows = await db.selectFrom(table).select('id').where('study_id', '=', studyId).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

async function participants(db: Db, studyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('participants')
    .select('person_id')
    .where('study_id', '=', studyId)
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** Who holds a seat by a link or a code. */
async function holders(db: Db, studyId: string, role: 'owner' | 'assembly' | 'attendee'): Promise<string[]> {
  const rows = await db
    .selectFrom('seats')
    .select('person_id')
    .where('study_id', '=', studyId)
    .where('role', '=', role)
    .orderBy('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}
