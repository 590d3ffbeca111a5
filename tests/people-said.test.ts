import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { unzipped } from './support/unzip.ts'
import { logOf, world, type World } from './support/world.ts'

const own = '/participants/sam'
const day = '2026-11-20'

/** The English text of now, as the form of a page offers it. */
const textIn = (page: string) =>
  /<option value="([\w-]+)"[^>]*>The text of now, English \(/.exec(page)?.[1] ?? ''

/** A study that began a week ago: things were said since. */
async function aWeekOld(engine: Parameters<typeof world>[0]) {
  const w = await world(engine)
  await w.db.updateTable('studies').set({ made_at: '2026-11-15T09:00:00.000Z' }).execute()
  return w
}

const entriesOf = ({ db }: World) =>
  db
    .selectFrom('consent_entries')
    .select(['way', 'signed_on', 'takes_part', 'may_record', 'undone_at'])
    .orderBy('id')
    .execute()

const standingOf = ({ db }: World) =>
  db.selectFrom('consents').select(['takes_part', 'may_record', 'keep_posted']).executeTakeFirst()

/** Puts a mail to Sam on its way. */
async function waitingMail({ db, study }: World): Promise<void> {
  const mail = { address: 'sam@voorbeeld.example', language: 'nl', template: 'invitation' } as const
  await db
    .insertInto('mails')
    .values({
      ...{ ...mail, id: 'mail', study_id: study, person_id: 'sam', role: 'participant', account_id: null },
      ...{ subject: 'Doe je mee', body: 'Lees dit', state: 'waiting', tries: 0, sent_at: null },
      ...{ due_at: '2026-11-22T09:00:00.000Z', made_at: '2026-11-22T08:59:00.000Z', problem: null },
    })
    .execute()
}

const mailsIn = ({ db }: World) => db.selectFrom('mails').select('id').execute()

describe.each(engines)('"I take part", said to a researcher, on %s', (engine) => {
  const at = '/people/sam/participation'

  it('is written down with how, when and to which text, and told on the own page', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    const page = (await noor.get(at)).text
    expect(page).toContain('Takes part: P07 · Sam Visser')
    const said = { way: 'phone', signed_on: day, text: textIn(page), keep_posted: 'yes' }
    const unsaid = await noor.edit(at, { ...said, way: 'pigeon' })
    expect([unsaid.status, unsaid.text.includes('Choose how this person said it')]).toEqual([422, true])
    expect(unsaid.text).toContain(`value="${day}"`)
    expect((await noor.edit(at, { ...said, signed_on: '2026-11-23' })).status).toBe(422)
    expect((await noor.edit(at, said)).status).toBe(303)
    expect(await standingOf(w)).toEqual({ takes_part: 1, may_record: 0, keep_posted: 1 })
    expect((await noor.get('/people/sam')).text).toContain('(on the phone, on 20 November 2026)')
    expect((await w.as('sam', 'nl').get(`${own}/consent`)).text).toContain(
      'Dit zei je aan de telefoon, op 20 november 2026.',
    )
    // Pressed twice it is said once; said otherwise later, that holds.
    await noor.edit(at, said)
    await noor.edit(at, { ...said, way: 'table', signed_on: '2026-11-21', may_record: 'yes' })
    expect((await entriesOf(w)).map(({ way, may_record }) => [way, may_record])).toEqual([
      ['phone', 0],
      ['table', 1],
    ])
    expect((await noor.edit(at, said)).text).toContain('Something of a later day')
  })

  it('is for who may write down and sees names, and not while the person says something', async () => {
    const w = await aWeekOld(engine)
    const said = { way: 'phone', signed_on: day, text: 'now-en' }
    for (const noun of ['participation', 'refusal', 'withdrawal', 'said/removal']) {
      const path = `/people/sam/${noun}`
      expect([(await w.as('ada').get(path)).status, (await w.as('ada').post(path, said)).status]).toEqual([
        403, 403,
      ])
      for (const name of ['kai', 'bea', 'sam'] as const) {
        expect([name, (await w.as(name).get(path)).status]).not.toEqual([name, 200])
        expect([name, (await w.as(name).post(path, said)).status]).not.toEqual([name, 303])
      }
    }
    await agree(w, 'sam')
    const text = textIn((await w.as('noor').get(at)).text)
    const overtaken = await w.as('noor').post(at, { ...said, text, signed_on: '2026-11-22', version: '0-' })
    expect(overtaken.status).toBe(409)
    expect((await entriesOf(w)).map(({ way }) => way)).toEqual(['own'])
  })
})

describe.each(engines)('"I do not take part", said to a researcher, on %s', (engine) => {
  const at = '/people/sam/refusal'

  it('ends all mail to that person, and stays with the researchers', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    await waitingMail(w)
    expect((await noor.get('/people/sam')).text).toContain(at)
    expect((await noor.edit(at, { way: '', signed_on: day })).status).toBe(422)
    expect((await noor.edit(at, { way: 'phone', signed_on: day })).status).toBe(303)
    expect(await mailsIn(w)).toEqual([])
    expect((await noor.post('/people/sam/invitation')).status).toBe(422)
    const page = (await noor.get('/people/sam')).text
    expect(page).toContain('does not take part (on the phone, on 20 November 2026)')
    expect(page).toContain('said no')
    expect((await w.as('sam', 'nl').get(`${own}/withdrawal`)).text).toContain('Dit zei je aan de telefoon')
    // Asked once more it leads back, and the person can still say yes.
    expect((await noor.get(at)).headers.location).toMatch(/\/people\/sam$/)
    expect((await agree(w, 'sam')).status).toBe(303)
    expect((await noor.get(at)).headers.location).toContain('/withdrawal')
  })

  it('is taken out where it was written down at the wrong person', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    await noor.edit(at, { way: 'mail', signed_on: day })
    const asked = (await noor.get('/people/sam/said/removal')).text
    expect(asked).toContain('does not take part (in a mail or a letter of 20 November 2026)')
    expect((await noor.edit('/people/sam/said/removal', {})).status).toBe(422)
    expect((await noor.edit('/people/sam/said/removal', { sure: 'yes' })).status).toBe(303)
    expect([await standingOf(w), (await noor.get('/people/sam/said/removal')).status]).toEqual([
      undefined,
      404,
    ])
    expect((await noor.get('/people/sam')).text).toContain('has not said yet')
    expect(await entriesOf(w)).toMatchObject([{ way: 'mail', signed_on: null }])
  })
})

describe.each(engines)('"I stop", said to a researcher, on %s', (engine) => {
  const at = '/people/sam/withdrawal'

  async function withPhoto(w: World): Promise<void> {
    await agree(w, 'sam', { may_record: 'yes' })
    const file = { field: 'picture', name: 'a.jpg', content: await picture(200) }
    await w.as('sam').upload(`${own}/photos`, { client_id: 'the-mark-1', words: 'Een deur' }, file)
  }
  const inSight = ({ db }: World) => db.selectFrom('photos_for_researchers').select('id').execute()

  it('does what the button on the own page does, asked first, of the right person', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    expect((await noor.get(at)).headers.location).toContain('/refusal')
    await withPhoto(w)
    await waitingMail(w)
    const page = (await noor.get(at)).text
    expect(page).toContain('Stops: P07 · Sam Visser')
    expect(page).toContain('Yes, this is about P07 · Sam Visser.')
    expect(page).toContain('1 photo')
    expect(page).toContain('Nothing of this person has been shown to others yet.')
    const stop = { way: 'table', signed_on: '2026-11-22' }
    const unsure = await noor.edit(at, stop)
    expect([unsure.status, (await inSight(w)).length]).toEqual([422, 1])
    expect(unsure.text).toMatch(/value="table"\s+checked/)
    expect((await noor.edit(at, { ...stop, sure: 'yes', signed_on: '2026-11-21' })).status).toBe(422)
    expect((await noor.edit(at, { ...stop, sure: 'yes' })).status).toBe(303)
    expect([await inSight(w), await mailsIn(w)]).toEqual([[], []])
    expect((await noor.get('/photos')).text).not.toContain('Een deur')
    expect((await noor.get('/people/sam')).text).toContain('stopped')
    expect(await logOf(w.db)).toContain('people.stop')
    const told = (await w.as('sam', 'nl').get(`${own}/withdrawal`)).text
    expect(told).toContain('Dit zei je aan tafel, op 22 november 2026.')
    expect((await noor.get(at)).headers.location).toMatch(/\/people\/sam$/)
  })

  it('comes back whole when it was written down at the wrong person', async () => {
    const w = await aWeekOld(engine)
    const noor = w.as('noor')
    await withPhoto(w)
    await noor.edit(at, { way: 'phone', signed_on: '2026-11-22', sure: 'yes' })
    const asked = (await noor.get('/people/sam/said/removal')).text
    expect(asked).toContain('What was out of sight can be seen again at once.')
    await noor.edit('/people/sam/said/removal', { sure: 'yes' })
    expect([await standingOf(w), (await inSight(w)).length]).toEqual([
      { takes_part: 1, may_record: 1, keep_posted: 0 },
      1,
    ])
  })

  it('is in what that person can download, and what was taken out is not', async () => {
    const w = await aWeekOld(engine)
    await agree(w, 'sam')
    await w.as('noor').edit(at, { way: 'phone', signed_on: '2026-11-22', sure: 'yes' })
    const agreements = async () => {
      const archive = await w.as('sam').get(`${own}/kept/archive`)
      const files = await unzipped(archive.body as Buffer)
      const data = [...files].find(([name]) => name.endsWith('.json'))?.[1].toString() ?? '{}'
      return (JSON.parse(data) as { agreements: object[] }).agreements
    }
    expect((await agreements())[1]).toMatchObject({
      ...{ how: 'phone', saidOrSignedOn: '2026-11-22', takesPart: false },
    })
    await w.as('noor').edit('/people/sam/said/removal', { sure: 'yes' })
    expect((await agreements())[1]).toEqual({
      ...{ at: expect.any(String), how: 'phone', registeredWronglyAndTakenOutAt: expect.any(String) },
    })
  })
})
