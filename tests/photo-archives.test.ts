import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { unzipped } from './support/unzip.ts'
import { logOf, world, type Name, type World } from './support/world.ts'

const open = async (w: World, rung: string, name: Name = 'noor') => {
  const answer = await w.as(name, 'nl').get(`/photos/archives/${rung}`)
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=fotos-[a-z]+\.zip$/)
  return unzipped(answer.body as Buffer)
}
const table = (files: Map<string, Buffer>) =>
  String(files.get('fotos.csv')).replace('\uFEFF', '').trimEnd().split('\r\n')

async function photosOfTwo(w: World): Promise<void> {
  await agree(w, 'sam')
  await agree(w, 'vera')
  const bring = async (name: 'sam' | 'vera', words: string, red: number) =>
    w
      .as(name)
      .upload(
        `/participants/${name}/photos`,
        { client_id: `the-mark-${red}`, words },
        { field: 'picture', name: 'Visser.jpg', content: await picture(red) },
      )
  await bring('sam', 'Een deur', 10)
  await bring('sam', '=Een sleutel', 90)
  await bring('vera', 'Een brug', 170)
  await w.as('sam').post('/participants/sam/photos/text', { words: 'Een lege stoel' })
  for (const { id, person_id, words } of await w.db.selectFrom('photos').selectAll().execute()) {
    if (words === 'Een brug') continue
    await w.as('ravi').post(`/photos/${id}/wish`)
    const rung = words === '=Een sleutel' ? 'participants' : 'leaders'
    const own = `/participants/${person_id}/photos/${id}`
    await w.as('sam').post(`${own}/permission`, { answer: 'fine', rung, recognisable: 'no' })
  }
}

describe.each(engines)('photos to take along, on %s', (engine) => {
  it('never hold what is not one’s own, and a name only where it was asked for', async () => {
    const w = await world(engine)
    await photosOfTwo(w)
    const { id } = await w.db
      .selectFrom('photos')
      .select('id')
      .where('words', '=', 'Een deur')
      .executeTakeFirstOrThrow()
    const own = `/participants/sam/photos/${id}`
    const everyone = { answer: 'fine', rung: 'everyone', recognisable: 'no', with_name: 'yes' }
    await w.as('sam').post(`${own}/permission`, everyone)
    for (const rung of ['leaders', 'everyone'])
      expect(table(await open(w, rung))).toContainEqual(expect.stringContaining('foto;Een deur;Sam Visser'))
    expect(table(await open(w, 'participants')).join()).not.toContain('Sam Visser')
    // Said of it only now; what was answered before does not count.
    await w.as('sam').edit(own, { words: 'Een deur', not_own: 'yes' })
    for (const rung of ['participants', 'leaders', 'everyone'])
      expect(table(await open(w, rung)).join()).not.toContain('Een deur')
    expect(table(await open(w, 'researchers')).join()).toContain(
      'Een deur;;nee;nee;dat mag;alleen onderzoekers',
    )
  })

  it('are those that the chosen rung may see, with a list of their words', async () => {
    const w = await world(engine)
    await photosOfTwo(w)
    const own = await open(w, 'researchers')
    expect([...own.keys()]).toEqual(['P07-1.jpg', 'P07-2.jpg', 'P12-1.jpg', 'fotos.csv'])
    expect(table(own)).toEqual([
      'bestand;nummer;soort;woorden;invalshoek;eigen beeld;iemand herkenbaar;antwoord;mag gezien door',
      'P07-1.jpg;P07;foto;Een deur;;ja;nee;dat mag;leidinggevenden en bestuurders',
      "P07-2.jpg;P07;foto;'=Een sleutel;;ja;nee;dat mag;andere deelnemers",
      ';P07;tekst;Een lege stoel;;ja;nee;dat mag;leidinggevenden en bestuurders',
      'P12-1.jpg;P12;foto;Een brug;;ja;nee;;alleen onderzoekers',
    ])
    const [{ master, large }] = (await w.db
      .selectFrom('photos')
      .select(['master', 'large'])
      .where('words', '=', 'Een deur')
      .execute()) as [{ master: string; large: string }]
    const stored = (name: string) => readFile(path.join(w.uploads, name))
    expect(own.get('P07-1.jpg')).toEqual(await stored(master))
    const leaders = await open(w, 'leaders')
    const [head, ...rows] = table(leaders)
    expect(head).toBe('bestand;soort;woorden;naam')
    expect(rows.map((row) => row.split(';').slice(1).join(';')).toSorted()).toEqual([
      'foto;Een deur;',
      'tekst;Een lege stoel;',
    ])
    const [name = ''] = leaders.keys()
    expect(name).toMatch(/^[12]\.jpg$/)
    expect(rows).toContain(`${name};foto;Een deur;`)
    expect(leaders.get(name)).toEqual(await stored(large))
    expect(table(await open(w, 'participants'))).toHaveLength(4)
    expect([...(await open(w, 'everyone')).keys()]).toEqual(['fotos.csv'])
    expect(await logOf(w.db)).toContain('photos.export read')
    const page = await w.as('noor').get('/photos/archives')
    expect(page.text.match(/archives\/\w+"/g)).toEqual([
      'archives/researchers"',
      'archives/participants"',
      'archives/leaders"',
    ])
    // One that goes while the others are on their way is in the list as little as in the archive.
    await w.storage.remove(master)
    const less = await open(w, 'researchers')
    expect([...less.keys()]).toEqual(['P07-2.jpg', 'P12-1.jpg', 'fotos.csv'])
    expect(table(less).join()).not.toContain('Een deur')
    for (const address of ['/photos/archives', '/photos/archives/leaders']) {
      const statuses = await Promise.all(
        (['ravi', 'ada', 'kai', 'bea', 'sam', 'stranger'] as const).map(
          async (one) => (await w.as(one).get(address)).status,
        ),
      )
      expect(statuses).toEqual([200, 403, 404, 404, 401, 401])
    }
    expect((await w.as('noor').get('/photos/archives/others')).status).toBe(404)
  })
})
