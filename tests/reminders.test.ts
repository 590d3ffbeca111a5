import { describe, expect, it } from '@jest/globals'
import { takeClock } from '../src/access/seat.ts'
import { peopleToRemind, sendDueReminders } from '../src/steps/people/reminder-queries.ts'
import { agree } from './support/agree.ts'
import { now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { world, type World } from './support/world.ts'

const house = { timeZone: 'Europe/Amsterdam', isKept: true }
const agreements = {
  ...{ commissioner: 'De bestuurders.', contact_name: 'Noor', contact: '06 00 00 00 00' },
  ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
  ...{ keep_recording: 'twee weken', keep_data: 'een jaar', version: 2 },
}

/** A study that asked Sam and Vera for photos by Monday 14 December; Sam takes part. */
async function asked(engine: Engine): Promise<World & { go: (moment: string) => Promise<boolean> }> {
  const w = await world(engine)
  const noor = w.as('noor')
  const photos = { photos_by: '2026-12-14', min_photos: 3, max_photos: 5, small_group: 5, version: 1 }
  await noor.post('/study/photos', photos)
  await noor.post('/study/agreements', agreements)
  await noor.post('/invitations')
  await agree(w, 'sam')
  await w.mails()
  const go = async (moment: string) => {
    w.clock.now = new Date(moment)
    const sent = await sendDueReminders(w.db, w.clock.now, house)
    await w.outbox.sendDue()
    return sent
  }
  return { ...w, go }
}

const choose = async (w: World, days: string[]) => {
  const [, version = ''] =
    /name="version" value="([\w-]+)"/.exec((await w.as('noor').get('/reminders')).text) ?? []
  expect((await w.as('noor').post('/reminders/days', { days, version })).status).toBe(303)
}
/** Who is signed in stays so, however far the clock has moved. */
const stay = ({ db, clock }: World) => {
  const at = clock.now.toISOString()
  return db.updateTable('visits').set({ seen_at: at, account_since: at, account_seen_at: at }).execute()
}
const reminded = async ({ db }: World) => {
  const mails = await db
    .selectFrom('mails')
    .select(['person_id', 'template', 'state'])
    .orderBy('id')
    .execute()
  return mails
    .filter(({ template }) => template !== 'invitation')
    .map(({ person_id, template, state }) => `${person_id} ${template} ${state}`)
}

describe.each(engines)('reminders, on %s', (engine) => {
  it('go by themselves on chosen working days from nine, once, each in the right words', async () => {
    const w = await asked(engine)
    const days = await w.as('noor').get('/reminders')
    const [, version = ''] = /name="version" value="([\w-]+)"/.exec(days.text) ?? []
    const set = (chosen: string[]) => w.as('noor', 'nl').post('/reminders/days', { days: chosen, version })
    expect((await set(['7', '3', '1'])).status).toBe(422)
    expect((await set(['7', '2'])).status).toBe(303)
    expect((await set(['1'])).status).toBe(409)
    const page = await w.as('noor', 'nl').get('/reminders')
    expect(page.text).toContain('maandag 7 december om 9 uur')
    expect(page.text).toContain('zoals het nu is: 2 mensen (over de foto’s: 1, over de uitnodiging: 1)')
    expect(page.text).toContain('vrijdag 11 december om 9 uur')
    expect(await w.go('2026-12-07T07:59:00Z')).toBe(false)
    // Two processes at once, and the first again after a crash.
    w.clock.now = new Date('2026-12-07T08:00:00Z')
    await Promise.all([1, 2].map(() => sendDueReminders(w.db, w.clock.now, house)))
    expect(await w.go('2026-12-07T08:01:00Z')).toBe(false)
    expect(await reminded(w)).toEqual(['sam reminder sent', 'vera invitationReminder sent'])
    const [mail] = (await w.mails()).filter(({ template }) => template === 'reminder')
    // Noor looks at it on the day on which she signed in.
    w.clock.now = now
    const text = (await w.as('noor').get(`/mails/${mail?.id}`)).text
    expect(text).toMatch(/\/p\/[\w-]{32}\/no/)
    expect(text).not.toContain('{photosIn}')
    expect((await w.as('noor', 'nl').get('/reminders')).text).toContain('gedaan: 2 mensen')
    await w.db.updateTable('participants').set({ ready_at: 'x' }).where('person_id', '=', 'sam').execute()
    expect(await w.go('2026-12-11T10:00:00Z')).toBe(true)
    expect((await reminded(w)).slice(2)).toEqual(['vera invitationReminder sent'])
    await w.db.deleteFrom('reminder_runs').execute()
    expect(await w.go('2026-12-11T11:00:00Z')).toBe(true)
    expect(await reminded(w)).toHaveLength(3)
  })

  it('go by hand to those on the page, twice at most, and wait for the morning', async () => {
    const w = await asked(engine)
    const { as, clock } = w
    clock.now = new Date('2026-11-22T21:00:00Z')
    const page = await as('ravi', 'nl').get('/reminders')
    expect(page.text).toContain('Deze gaan maandag 23 november om 8 uur.')
    const person = [...page.text.matchAll(/name="person" value="([\w-]+:[12])"/g)].map(
      ([, value = '']) => value,
    )
    expect(person).toEqual(['sam:1', 'vera:1'])
    for (let times = 0; times < 2; times += 1)
      expect((await as('ravi').post('/reminders', { person })).status).toBe(303)
    await w.mails()
    expect(await reminded(w)).toEqual(['sam reminder waiting', 'vera invitationReminder waiting'])
    // Vera says no, and Sam has all photos in, before morning.
    await as('vera').post('/participants/vera/withdrawal')
    await w.db.updateTable('participants').set({ ready_at: 'x' }).where('person_id', '=', 'sam').execute()
    clock.now = new Date('2026-11-23T08:00:00Z')
    await w.mails()
    expect(await reminded(w)).toEqual([])
    const nobody = (await as('ravi', 'nl').get('/reminders')).text
    for (const words of [
      'Er is nu niemand te herinneren',
      '1 persoon zei nee',
      '1 persoon is klaar met de foto’s',
    ])
      expect(nobody).toContain(words)
    await w.db.updateTable('participants').set({ ready_at: null }).execute()
    await stay(w)
    // The one that was dropped was for today: no other comes on the same day.
    expect((await as('ravi', 'nl').get('/reminders')).text).toContain('Er is nu niemand te herinneren')
    clock.now = new Date('2026-11-24T08:00:00Z')
    await stay(w)
    expect((await as('ravi').post('/reminders', { person: ['sam:2', 'vera:2'] })).status).toBe(303)
    expect((await as('ravi').post('/reminders', { person: ['sam:2', 'sam:1'] })).status).toBe(303)
    await w.mails()
    expect(await reminded(w)).toEqual(['sam reminder sent'])
    const third = { study_id: w.study, person_id: 'sam', nth: 3, at: 'x' }
    const refused = w.db.insertInto('reminders').values(third).execute()
    await expect(refused).rejects.toMatchObject({ message: expect.stringMatching(/check/i) as unknown })
    await w.db.updateTable('studies').set({ photos_by: '2026-11-21' }).where('id', '=', w.study).execute()
    clock.now = now
    const late = await as('noor').post('/reminders', { person: ['vera:1'] })
    expect([late.status, late.text]).toEqual([
      409,
      expect.stringContaining('for the date for the photos is past'),
    ])
  })

  it('of a day on which the program did not run go on the next working day, once, and in time only', async () => {
    const w = await asked(engine)
    await choose(w, ['7', '2'])
    expect(await w.go('2026-12-06T12:00:00Z')).toBe(false)
    // Off on Monday from morning till night; on again in the evening, and on Tuesday.
    expect(await w.go('2026-12-07T21:00:00Z')).toBe(false)
    const planned = async () => {
      await stay(w)
      return (await w.as('noor', 'nl').get('/reminders')).text
    }
    expect(await planned()).toContain('ging die dag niet uit; dinsdag 8 december om 9 uur alsnog')
    expect(await w.go('2026-12-08T07:30:00Z')).toBe(false)
    await stay(w)
    await w.as('noor').post('/reminders', { person: ['sam:1'] })
    expect(await w.go('2026-12-08T08:00:00Z')).toBe(true)
    expect(await w.go('2026-12-09T08:00:00Z')).toBe(false)
    // Sam got one by hand that morning, and no second.
    expect(await reminded(w)).toEqual(['sam reminder sent', 'vera invitationReminder sent'])
    expect(await planned()).toContain('alsnog gedaan op dinsdag 8 december: 1 persoon')
    // Off on Friday too, and on again on the date itself: too late to be of use.
    expect(await w.go('2026-12-14T08:00:00Z')).toBe(false)
    expect(await planned()).toContain('te laat om het nog goed te maken')
    // A day that was past when it was chosen is not made good either.
    await w.db.deleteFrom('reminder_runs').execute()
    await w.db.updateTable('reminder_days').set({ foreseen_on: null }).execute()
    expect(await w.go('2026-12-09T09:00:00Z')).toBe(false)
  })

  it('are for nobody from the day of the talk on, however that day was told', async () => {
    const w = await asked(engine)
    await choose(w, ['7', '2'])
    const talk = { person_id: 'sam', held_on: '2026-12-10', place: '', interviewer_id: 'ravi' }
    expect((await w.as('ravi').post('/interviews', talk)).status).toBe(303)
    expect(await w.go('2026-12-07T10:00:00Z')).toBe(true)
    expect(await w.go('2026-12-11T10:00:00Z')).toBe(true)
    const sent = ['sam reminder sent', 'vera invitationReminder sent', 'vera invitationReminder sent']
    expect(await reminded(w)).toEqual(sent)
    // One that waits for the morning is dropped when that is the morning of the talk.
    await w.db.deleteFrom('reminders').execute()
    await w.db.updateTable('interviews').set({ held_on: '2026-12-15' }).execute()
    await w.db.updateTable('studies').set({ photos_by: '2026-12-18' }).execute()
    w.clock.now = new Date('2026-12-11T21:00:00Z')
    await stay(w)
    await w.as('noor').post('/reminders', { person: ['sam:1'] })
    await w.db.updateTable('interviews').set({ held_on: '2026-12-14' }).execute()
    w.clock.now = new Date('2026-12-14T08:00:00Z')
    await w.mails()
    expect(await reminded(w)).toEqual(sent)
  })

  it('are for those whose invitation arrived, and not on the day on which it did', async () => {
    const w = await asked(engine)
    const { as, db, clock } = w
    await choose(w, ['7'])
    const page = async () => {
      await stay(w)
      return (await as('noor', 'nl').get('/reminders')).text
    }
    // Asked this morning, on a Sunday: a reminder would go tomorrow.
    expect(await page()).toContain('2 mensen zijn nog niet klaar en kunnen een herinnering krijgen')
    clock.now = new Date('2026-11-23T08:00:00Z')
    await db.updateTable('mails').set({ sent_at: '2026-11-23T07:30:00.000Z' }).execute()
    expect(await page()).toContain('2 mensen kregen de uitnodiging op diezelfde dag')
    await as('noor').post('/reminders', { person: ['sam:1', 'vera:1'] })
    expect(await reminded(w)).toEqual([])
    const veras = (values: { state: 'waiting' | 'sending' | 'failed' | 'sent'; was_kept?: 0 | 1 }) =>
      db.updateTable('mails').set(values).where('person_id', '=', 'vera').execute()
    const isTold = async (words: string) => {
      const text = await page()
      expect([text.includes(words), /zoals het nu is: (\d) persoon/.exec(text)?.[1]]).toEqual([true, '1'])
    }
    await veras({ state: 'waiting' })
    await isTold('van 1 persoon wacht de uitnodiging nog')
    await veras({ state: 'sending' })
    await isTold('van 1 persoon is niet zeker dat de uitnodiging aankwam')
    const links = await db.deleteFrom('links').where('person_id', '=', 'vera').returningAll().execute()
    await veras({ state: 'failed' })
    await isTold('bij 1 persoon kwam de uitnodiging niet aan')
    expect(await w.go('2026-12-07T10:00:00Z')).toBe(true)
    expect(await reminded(w)).toEqual(['sam reminder sent'])
    // What was only kept counts where all mails are, and a card that was given counts everywhere.
    await db.insertInto('links').values(links).execute()
    await veras({ state: 'sent', was_kept: 1 })
    const people = async (isKept: boolean) =>
      (await peopleToRemind(db, takeClock(w.study), { ...house, isKept })).map(({ arrival }) => arrival)
    expect([await people(true), await people(false)]).toEqual([
      ['arrived', 'arrived'],
      ['arrived', 'kept'],
    ])
    await veras({ state: 'failed' })
    await db.deleteFrom('links').where('person_id', '=', 'vera').execute()
    expect(await people(true)).toEqual(['arrived', 'unsent'])
    await stay(w)
    expect((await as('noor').post('/cards', { person: 'vera:0' })).status).toBe(200)
    expect(await people(false)).toEqual(['arrived', 'arrived'])
  })

  it('that failed in the evening are tried again in the morning', async () => {
    const w = await asked(engine)
    await choose(w, ['7'])
    await w.as('noor').post('/reminders', { person: ['sam:1'] })
    w.clock.now = new Date('2026-11-23T19:30:00Z')
    await w.mails()
    expect(await reminded(w)).toEqual(['sam reminder waiting'])
    w.clock.now = new Date('2026-11-24T07:00:00Z')
    await w.mails()
    expect(await reminded(w)).toEqual(['sam reminder sent'])
  })

  it('are for those who invite and see names', async () => {
    const { as } = await world(engine)
    for (const [name, status] of [
      ['ada', 403],
      ['kai', 404],
      ['sam', 401],
    ] as const) {
      for (const path of ['/reminders', '/reminders/days'])
        expect([name, (await as(name).post(path, {})).status]).toEqual([name, status])
      expect([name, (await as(name).get('/reminders')).status]).toEqual([name, status])
    }
    expect((await as('noor').post('/reminders', { person: 'no id' })).status).toBe(400)
    const page = await as('noor', 'nl').get('/reminders')
    expect(page.text).toContain('Er is nog geen datum')
  })
})
