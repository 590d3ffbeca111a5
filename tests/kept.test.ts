import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { tone } from './support/sound.ts'
import { unzipped } from './support/unzip.ts'
import { world, type Name, type World } from './support/world.ts'

/**
 * What of each table goes into the archive that a participant can download. `given`: the rows about that person.
 * `told`: what they say stands in the rows of another table. `team`: what the researchers made of it, without the
 * person's own words. `others`: people in another role, who are other people here, also when they are the same human.
 * `study`: of the study as a whole. `house`: what keeps the program going.
 */
const tables = {
  given: [
    ...['people', 'participants', 'consent_entries', 'agreement_texts', 'photos', 'materials'],
    ...[
      'material_speakers',
      'material_versions',
      'interviews',
      'interview_notes',
      'laid_photos',
      'material_originals',
    ],
    ...['quotations', 'interview_changes', 'reading_dates', 'text_wishes', 'opened_texts', 'passages'],
    ...['other_notes', 'talk_times', 'talk_marks'],
    ...['mails', 'links', 'second_keys', 'audit_log', 'participant_values', 'former_teams', 'volunteers'],
    ...[
      'announced_photos',
      'photo_people',
      'paper_agreements',
      'answer_papers',
      'taken_things',
      'taken_places',
      'recording_parts',
    ],
    ...[
      'name_lists',
      'colleagues',
      'asked_colleagues',
      'colleague_values',
      'sample_draws',
      'drawn_colleagues',
    ],
  ],
  told: [
    ...['consents', 'seats', 'drawn_numbers', 'interview_texts', 'files', 'reminders'],
    ...['photo_paper_answers', 'quotation_paper_answers', 'text_indexes', 'search_units'],
    ...['recording_pieces', 'confirmed_texts', 'recording_terms', 'pseudonyms'],
  ],
  team: [
    ...['codes', 'code_parents', 'codings', 'quotation_photos', 'findings', 'finding_quotations'],
    ...['finding_photos', 'recommendations', 'recommendation_findings', 'development_points'],
    ...['point_findings', 'guides', 'guide_photos', 'replacements', 'photo_groups', 'grouped_photos'],
    // When and where a text came about: the days of talks are given with the talks.
    ...['blur_requests', 'material_facts'],
    'interview_writers',
    'left_out_quotations',
    'name_checks',
  ],
  others: [
    ...['attendances', 'dots', 'action_points', 'action_findings', 'action_versions', 'action_entries'],
    'logbook_lines',
    ...['meetings', 'meeting_members', 'agenda_items', 'remarks', 'promises'],
  ],
  study: [
    ...['studies', 'study_texts', 'issues', 'organisations', 'teams', 'categories', 'elements'],
    ...['questions', 'subjects', 'feedback_sessions', 'session_findings', 'session_points'],
    ...['traits', 'trait_values', 'network_counts', 'sample_plans', 'reminder_days', 'reminder_runs'],
    ...['asked_times', 'preparations', 'known_columns', 'pseudonym_counts', 'original_settings'],
  ],
  house: [
    ...[
      'migrations',
      'roles',
      'house',
      'accounts',
      'account_links',
      'visits',
      'visit_seats',
      'table_links',
      'agenda_links',
      'answers',
      'readings',
    ],
    ...[
      'erasures',
      'erased_links',
      'recordings_due',
      'files_to_remove',
      'names_to_purge',
      'files_unclaimed',
      'angles',
      'rungs',
      'material_kinds',
      'speaker_roles',
      'finding_kinds',
    ],
    ...['session_kinds', 'session_states', 'action_states', 'standings', 'verdicts', 'assembly_answers'],
  ],
}

/** Columns of given tables that are not: ids and marks of ours, other people, and what stands there in other words. */
const left = [
  ...['thing_id', 'taken_id', 'place_id', 'beside'],
  ...['id', 'study_id', 'person_id', 'material_id', 'interview_id', 'photo_id', 'element_id', 'text_id'],
  ...[
    'trait_id',
    'value_id',
    ...['colleague_id', 'draw_id', 'qualities', 'seats'],
    'account_id',
    'organisation_id',
    'team_id',
    'made_by',
    'until_by',
    'written_by',
    'interviewer_id',
    'actor_id',
    'role',
    'actor',
  ],
  ...[
    'token_hash',
    'code_hash',
    'next_at',
    'fresh_until',
    'checksum',
    'client_id',
    'master',
    'large',
    'thumb',
    'spot',
    'subjects',
    'turns',
    'speakers',
    'fields',
  ],
  // How a researcher stands to somebody is said of the researcher.
  ...['asks_relation', 'writes_relation', 'by_id', 'asked_by', 'opened_by', 'handled_by'],
  ...['template', 'due_at', 'language'],
  // That there are pieces, and of how many a file was made, tells nothing of anybody.
  ...['mark', 'file', 'pieces', 'tried'],
]

async function lived(w: World): Promise<void> {
  const noor = w.as('noor')
  await agree(w, 'sam', { may_record: 'yes' })
  await w.as('sam').post('/participants/sam/code', { code: 'zeven7', again: 'zeven7' })
  await noor.post('/people/sam', {
    name: 'Sam Visser',
    email: 'sam@voorbeeld.example',
    organisation_id: 'oeverlicht',
    team_id: 'kreken',
    language: 'nl',
    version: 1,
  })
  const own = { study_id: w.study, person_id: 'sam' }
  const trait = { study_id: w.study, position: 0 }
  await w.db
    .insertInto('traits')
    .values({ id: 'trait', ...trait, name: 'Hiervoor in dienst', is_mirrored: 1 })
    .execute()
  await w.db
    .insertInto('trait_values')
    .values({ id: 'value', ...trait, trait_id: 'trait', name: 'ja, al lang' })
    .execute()
  await w.db
    .insertInto('participant_values')
    .values({ ...own, trait_id: 'trait', value_id: 'value' })
    .execute()
  await w.db
    .insertInto('former_teams')
    .values({ ...own, team_id: null, until_on: '2025-03-01' })
    .execute()
  await w.db.insertInto('volunteers').values(own).execute()
  const list = { study_id: w.study, made_at: '2026-11-22T08:20:00.000Z', made_by: 'noor' }
  await w.db
    .insertInto('name_lists')
    .values({ ...list, reason: 'Er is geloot.' })
    .execute()
  const colleague = { study_id: w.study, colleague_id: 'colleague' }
  await w.db
    .insertInto('colleagues')
    .values({
      ...{ id: 'colleague', study_id: w.study, name: 'S. Visser', email: 's.visser@voorbeeld.example' },
      ...{ organisation_id: 'oeverlicht', team_id: 'kreken' },
    })
    .execute()
  await w.db
    .insertInto('asked_colleagues')
    .values({ ...colleague, person_id: 'sam' })
    .execute()
  await w.db
    .insertInto('colleague_values')
    .values({ ...colleague, trait_id: 'trait', value_id: 'value' })
    .execute()
  await w.db
    .insertInto('sample_draws')
    .values({ ...list, id: 'draw', seed: 'zeven maal zeven', wanted: 1, pool: 1, seats: '[]' })
    .execute()
  await w.db
    .insertInto('drawn_colleagues')
    .values({ ...colleague, draw_id: 'draw', qualities: '[]', place: 0 })
    .execute()
  const file = { field: 'picture', name: 'a.jpg', content: await picture(200) }
  await w
    .as('sam')
    .upload(
      '/participants/sam/photos',
      { client_id: 'the-mark-1', words: 'Een deur', angle: 'defining' },
      file,
    )
  const { id: photo } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  await w.db
    .insertInto('photo_people')
    .values({
      ...{
        id: 'depicted',
        study_id: w.study,
        photo_id: photo,
        kind: 'colleague',
        who: 'iemand van de balie',
      },
      ...{ permission: 'yes', rung: 'leaders', guardian: 0, added_at: '2026-11-22T08:30:00.000Z' },
    })
    .execute()
  await w.db
    .insertInto('announced_photos')
    .values({
      ...{ ...own, client_id: 'the-mark-2', bytes: 4321, device: 'phone' },
      announced_at: '2026-11-22T08:31:00.000Z',
    })
    .execute()
  await w.db
    .insertInto('paper_agreements')
    .values({
      ...{ ...own, signed_on: '2026-11-01', scan: null, made_at: '2026-11-22T08:32:00.000Z' },
      ...{ made_by: 'ravi', version: 1 },
    })
    .execute()
  await w.db
    .insertInto('taken_things')
    .values({
      ...{ ...own, id: 'taken', kind: 'quotation', thing_id: 'gone', nth: 3, why: 'answer' },
      at: '2026-11-22T08:34:00.000Z',
    })
    .execute()
  await w.db
    .insertInto('taken_places')
    .values({
      ...{ study_id: w.study, taken_id: 'taken', position: 0, place: 'session', place_id: 'session' },
      ...{ words: 'team_leaders', held_on: '2026-11-12', beside: 'Bevinding' },
    })
    .execute()
  await w.db
    .insertInto('answer_papers')
    .values({
      ...{ ...own, id: 'answers', signed_on: '2026-11-02', scan: null },
      ...{ made_at: '2026-11-22T08:33:00.000Z', made_by: 'ravi' },
    })
    .execute()
  await w.as('ravi').post(`/photos/${photo}/wish`)
  await w.as('sam').post(`/participants/sam/photos/${photo}/permission`, {
    answer: 'fine',
    recognisable: 'no',
    rung: 'leaders',
    remark: 'Zonder naam',
  })
  await noor.post('/interviews', {
    person_id: 'sam',
    held_on: '2026-11-20',
    place: 'De Bult',
    interviewer_id: '',
  })
  const { id: talk } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  const unsuited = { unsuited_at: '2026-11-19T08:40:00.000Z', unsuited_words: 'Liever na vieren' }
  const met = { starts_at: '2026-11-20T13:05:00.000Z', online: 'https://voorbeeld.example/zaal' }
  await w.db
    .updateTable('interviews')
    .set({ ...unsuited, ...met, mailed_at: '2026-11-18T07:12:00.000Z', asks_relation: 'judges' })
    .execute()
  const { id: side } = await w.db
    .selectFrom('elements')
    .select('id')
    .where('study_id', '=', w.study)
    .executeTakeFirstOrThrow()
  const sound = { field: 'sound', name: 'a.wav', content: tone(2) }
  await w.as('noor').upload(`/interviews/${talk}/recordings`, {}, sound)
  await w.db.updateTable('recording_parts').set({ removed_at: '2026-11-22T08:35:00.000Z' }).execute()
  await noor.post(`/interviews/${talk}/notes/talk`, { text: 'Begon over de sleutels', version: 0 })
  await noor.post(`/interviews/${talk}/notes/side:${side}`, { text: 'Twee bossen', version: 0 })
  await noor.post(`/interviews/${talk}/sides/${photo}`, { element_id: side })
  const inTalk = { study_id: w.study, interview_id: talk }
  await w.db
    .insertInto('other_notes')
    .values({
      ...{ ...inTalk, client_id: 'other-mark', spot: 'talk', photo_id: null, element_id: null },
      ...{ text: 'Of over het slot', written_by: 'ravi', written_at: '2026-11-20T09:31:00.000Z' },
    })
    .execute()
  await w.db
    .insertInto('talk_times')
    .values({ ...inTalk, began_at: '2026-11-20T09:02:00.000Z', ended_at: '2026-11-20T10:03:00.000Z' })
    .execute()
  await w.db
    .insertInto('talk_marks')
    .values({ ...inTalk, client_id: 'moment', at: '2026-11-20T09:14:00.000Z', word: 'het reservesleuteltje' })
    .execute()
  await noor.post('/material', {
    kind: 'transcript',
    person_id: 'sam',
    title: 'Gesprek',
    text: 'Ik zei oud. Niemand weet het.',
  })
  const { id: text } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  await w.db
    .insertInto('material_speakers')
    .values({ study_id: w.study, material_id: text, number: 1, name: 'Spreekster', role: 'participant' })
    .execute()
  await w.db.updateTable('materials').set({ turns: '[[0,1,65000]]' }).where('id', '=', text).execute()
  await w.db
    .insertInto('material_originals')
    .values({
      ...{
        material_id: text,
        study_id: w.study,
        title: 'Gesprek met Bo',
        text: 'Ik zei Bo.',
        turns: '[[0,1,null]]',
      },
      ...{ speakers: '[{"number":1,"name":"Bo Bos","role":"other"}]', kept_at: '2026-11-20T11:22:00.000Z' },
    })
    .execute()
  await noor.post(`/material/${text}`, {
    title: 'Gesprek',
    text: 'Ik zei nieuw. Niemand weet het.',
    version: 1,
  })
  await noor.post(`/coding/materials/${text}/quotations`, {
    words: 'Niemand weet het.',
    name: 'Sleutels',
    photo_id: photo,
  })
  await w.db
    .insertInto('reading_dates')
    .values({
      ...{ ...own, read_by: '2026-12-04', asked_at: '2026-11-22T08:36:00.000Z', asked_by: 'ravi' },
      ...{ mailed_at: '2026-11-22T08:36:01.000Z', reminded_at: '2026-12-01T08:00:00.000Z', version: 1 },
    })
    .execute()
  await w.db
    .insertInto('text_wishes')
    .values({ ...own, wished_at: '2026-11-22T08:37:00.000Z' })
    .execute()
  const ofText = { ...own, material_id: text }
  await w.db
    .insertInto('opened_texts')
    .values({ ...ofText, until_on: '2026-12-05', opened_at: '2026-11-22T08:38:00.000Z', opened_by: 'ravi' })
    .execute()
  await w.db
    .insertInto('passages')
    .values({
      ...{ ...ofText, id: 'passage', kind: 'different', start_offset: 0, end_offset: 6, is_gone: 0 },
      ...{
        words: 'Ik zei',
        remark: 'Het was een vraag',
        said_at: '2026-11-22T08:39:00.000Z',
        outcome: 'noted',
        version: 2,
      },
      ...{ answer: 'Dank, dat weten we nu', handled_at: '2026-11-22T08:40:00.000Z', handled_by: 'ravi' },
    })
    .execute()
  await w.db
    .insertInto('mails')
    .values({
      ...{ id: 'mail', study_id: w.study, person_id: 'sam', role: 'participant', account_id: null },
      ...{
        address: 'sam@voorbeeld.example',
        language: 'nl',
        template: 'invitation',
        subject: 'Doe je mee',
        body: 'Lees dit: {link}',
      },
      ...{
        state: 'failed',
        tries: 1,
        due_at: '2026-11-22T09:00:00.000Z',
        made_at: '2026-11-22T08:59:00.000Z',
        sent_at: '2026-11-22T09:01:00.000Z',
        problem: 'de bus was vol',
      },
    })
    .execute()
}

const opened = async (w: World, language = 'nl') => {
  const answer = await w.as('sam', language).get('/participants/sam/kept/archive')
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  return unzipped(answer.body as Buffer)
}

/** The rows of a given table that are about sam. */
async function rowsOf({ db, study }: World, table: string): Promise<Record<string, unknown>[]> {
  const rows = (await db
    .selectFrom(table as 'people')
    .selectAll()
    .execute()) as Record<string, unknown>[]
  const ofSam = (row: Record<string, unknown>) => {
    if (table === 'people') return row.id === 'sam'
    if (table === 'audit_log') return row.actor_id === 'sam'
    if (table === 'photo_people') return row.id === 'depicted'
    return 'person_id' in row ? row.person_id === 'sam' : row.study_id === study
  }
  return rows.filter(ofSam)
}

describe.each(engines)('all that is kept about somebody, on %s', (engine) => {
  it('says of each table whether it is given', async () => {
    const { db } = await world(engine)
    const found = (await db.introspection.getTables())
      .filter(({ isView }) => !isView)
      .map(({ name }) => name)
      // What SQLite makes of search_units.
      .filter((name) => !name.startsWith('search_words'))
    expect(found.toSorted()).toEqual(Object.values(tables).flat().toSorted())
  })

  it('is in the archive to the last row, and nobody else’s is', async () => {
    const w = await world(engine)
    await lived(w)
    const link = await w.db
      .selectFrom('links')
      .selectAll()
      .where('person_id', '=', 'sam')
      .executeTakeFirstOrThrow()
    await w.db
      .insertInto('links')
      .values({ ...link, id: `${link.id}2`, token_hash: 'other', code_hash: 'hash' })
      .execute()
    // Whoever is on a list of names reads there why it is held.
    const page = async (name: 'sam' | 'vera') =>
      (await w.as(name, 'nl').get(`/participants/${name}/kept`)).text
    expect(await page('sam')).toContain('Waarom deze lijst er is:</strong> Er is geloot.')
    expect(await page('vera')).not.toContain('lijst met namen')
    const files = await opened(w)
    expect([...files.keys()]).toEqual([
      'LEESMIJ.txt',
      'gegevens.json',
      'toestemming/1.txt',
      'teksten/1.txt',
      'geluid/1.wav',
      'fotos/1.jpg',
    ])
    const all = [...files]
      .filter(([name]) => !name.endsWith('.jpg'))
      .map(([, content]) => String(content))
      .join('\n')
      .replaceAll('\\n', '\n')
      .replaceAll('\\"', '"')
    for (const table of tables.given) {
      const rows = await rowsOf(w, table)
      expect([table, rows.length > 0]).toEqual([table, true])
      for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
        if (left.includes(column) || typeof value !== 'string' || value === '') continue
        const said =
          column === 'text' && table === 'agreement_texts'
            ? (Object.values(JSON.parse(value) as object).flat() as string[])
            : [value]
        for (const words of said)
          expect([table, column, all.includes(words) ? words : 'not given']).toEqual([table, column, words])
      }
    }
    const data = JSON.parse(String(files.get('gegevens.json'))) as Record<string, unknown[]>
    expect(data.personalLinks).toMatchObject([{ onACard: false }, { onACard: true }])
    expect(data.you).toMatchObject({
      name: 'Sam Visser',
      numberInsteadOfName: 7,
      volunteered: true,
      traits: { 'Hiervoor in dienst': 'ja, al lang' },
      organisation: 'Oeverlicht',
      team: 'Kreken',
    })
    expect(data.photos).toMatchObject([
      { file: 'fotos/1.jpg', words: 'Een deur', mayBeSeenBy: 'leaders', yourAnswer: 'fine' },
    ])
    expect(data.texts).toMatchObject([
      {
        file: 'teksten/1.txt',
        beforeNamesWereTakenOut: [{ title: 'Gesprek met Bo', text: 'Bo Bos: Ik zei Bo.' }],
        earlierVersions: [{ text: '[00:01:05] Spreekster: Ik zei oud. Niemand weet het.' }],
        whoSpeaks: [{ name: 'Spreekster', as: 'participant' }],
      },
    ])
    expect(data.agreements).toMatchObject([
      { takesPart: true, recordingAllowed: true, textFile: 'toestemming/1.txt' },
    ])
    expect(String(files.get('teksten/1.txt'))).toContain('[00:01:05] Spreekster: Ik zei nieuw.')
    expect(String(files.get('LEESMIJ.txt'))).toContain('1 tekst met jouw woorden')
    for (const other of ['Vera', 'Ravi', 'Sleutels']) expect(all).not.toContain(other)
    expect([...(await opened(w, 'en')).keys()]).toContain('README.txt')
    // Also for who has stopped: it is hidden from all others, and kept.
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('sam').get('/participants/sam/withdrawal')).text).toContain('/participants/sam/kept"')
    expect(String((await opened(w)).get('gegevens.json'))).toContain('Een deur')
  })

  it('is for that person alone', async () => {
    const w = await world(engine)
    for (const path of ['/participants/sam/kept', '/participants/sam/kept/archive']) {
      const statuses = await Promise.all(
        (['sam', 'vera', 'noor', 'kai', 'bea', 'stranger'] as const satisfies readonly Name[]).map(
          async (name) => (await w.as(name).get(path)).status,
        ),
      )
      expect(statuses).toEqual([200, 404, 404, 404, 404, 401])
    }
  })
})
