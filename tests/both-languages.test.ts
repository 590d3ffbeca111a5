import { describe, expect, it } from '@jest/globals'
import { change } from '../src/access/change.ts'
import { insertLink } from '../src/access/links.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { world } from './support/world.ts'

const dutch = {
  ...{ commissioner: 'De bestuurders gaven de opdracht.', contact_name: 'Noor', contact: '06 of 07' },
  ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
  ...{ keep_recording: 'na twee weken', keep_data: 'een jaar lang' },
}
const english = {
  ...{ other_commissioner: 'The directors commissioned it.', other_contact: '06 or 07' },
  ...{
    other_key_holder: 'an adviser',
    other_keep_recording: 'after two weeks',
    other_keep_data: 'for a year',
  },
}
const own = '/participants/sam'

describe.each(engines)('what a study says in two languages, on %s', (engine) => {
  it('asks its question in both, and in the own one where the other says nothing', async () => {
    const { as } = await world(engine)
    const said = { name: 'Twee benen', subject: '', question: 'Wat helpt?', other_question: 'What helps?' }
    const heads = async (language: 'en' | 'nl') => {
      const noor = as('noor', language)
      return [await noor.get(''), await noor.get('/study'), await noor.get('/study/plan')].map(
        ({ text }) => text,
      )
    }
    expect((await as('noor').edit('/study/subject', said)).status).toBe(303)
    for (const page of await heads('nl')) expect(page).toContain('lang="nl">Wat helpt?<')
    for (const page of await heads('en')) expect(page).toContain('lang="en">What helps?<')
    await as('noor').edit('/study/subject', { ...said, other_question: '' })
    for (const page of await heads('en')) expect(page).toContain('lang="nl">Wat helpt?<')
  })

  it('is asked in both, told where it is missing, and read by each in the own one', async () => {
    const w = await world(engine)
    const { as, db } = w
    const noor = as('noor')
    await noor.edit('/study/agreements', dutch)

    // Dutch alone: who reads English reads that, marked as Dutch, and the team is told.
    const gap = 'Somebody reads English, and still reads this in Dutch:'
    const before = (await noor.get('/study')).text
    expect(before).toContain(gap)
    expect(before).toContain('/study/agreements#other_keep_data')
    expect(before).not.toContain('#other_responsible')
    expect((await as('ada').get('/study')).text).not.toContain(gap)
    const asked = (await noor.get('/study/agreements')).text
    expect(asked).toMatch(/<textarea\s+id="other_commissioner"[^>]*lang="en"/)
    expect(asked).toContain('Somebody reads English, and reads this in Dutch now.')
    const halves = 'Whoever reads English gets part of the agreement in Dutch.'
    expect((await noor.get('/invitations?to=chosen&person=sam')).text).toContain(halves)
    const half = (await as('sam').get(`${own}/consent`)).text
    expect(half).toContain('<p lang="nl">De bestuurders gaven de opdracht.</p>')
    expect(half).toContain('We erase the sound recording na twee weken.')
    for (const language of ['en', 'nl'] as const)
      await agree(w, language === 'en' ? 'sam' : 'vera', {}, language)
    const texts = () => db.selectFrom('agreement_texts').select(['language', 'text']).orderBy('id').execute()
    const agreed = await texts()
    expect(agreed.map(({ language }) => language)).toEqual(['en', 'nl'])

    // Both: each text in its language whole. What was agreed to stands, and the Dutch text is as it was.
    expect((await noor.edit('/study/agreements', { ...dutch, ...english })).status).toBe(303)
    expect((await noor.get('/study/agreements')).text).toContain('value="after two weeks"')
    const after = (await noor.get('/study')).text
    expect(after).not.toContain('#other_keep_data')
    // The subject is proposed in both.
    expect(after).not.toContain(gap)
    expect((await noor.get('/invitations?to=chosen&person=sam')).text).not.toContain(halves)
    expect(await texts()).toEqual(agreed)
    const list = (await noor.get('/agreements')).text
    expect(list.match(/the text of now/g)).toHaveLength(1)
    await db.deleteFrom('consents').where('person_id', '=', 'sam').execute()
    const page = (await as('sam').get(`${own}/consent`)).text
    expect(page).toContain('<p>The directors commissioned it.</p>')
    expect(page).toContain('We erase the sound recording after two weeks. We keep the rest for a year.')
    expect(page).toContain('only an adviser and the researchers')
    expect(page).toContain('Noor, 06 or 07')
    const dutchPage = (await as('sam', 'nl').get(`${own}/consent`)).text
    expect(dutchPage).toContain('We wissen de geluidsopname na twee weken. De rest bewaren we een jaar lang.')
    expect(dutchPage).not.toMatch(/commissioned|an adviser|06 or 07/)
    expect((await noor.get('/study/plan')).text).toContain('<dd class="as-typed">after two weeks</dd>')
    expect((await as('noor', 'nl').get('/study/plan')).text).toContain(
      '<dd class="as-typed">na twee weken</dd>',
    )

    // A link that leads nowhere tells whom to ask in words of whoever holds it.
    const seat = { studyId: w.study, personId: 'sam', role: 'participant' } as const
    const actor = { kind: 'system', action: 'test', at: w.clock.now.toISOString() } as const
    const { token } = await change(db, actor, (tx) => insertLink(tx, seat, w.clock.now))
    await db.updateTable('links').set({ ended_at: w.clock.now.toISOString() }).execute()
    expect((await as('stranger').get(`//p/${token}`)).text).toContain('06 or 07')
    expect((await as('stranger', 'nl').get(`//p/${token}`)).text).toContain('06 of 07')

    // Each section keeps the words of the other; what is refused and what somebody else did is shown in both.
    await noor.edit('/study/subject', { name: 'Samen', subject: 'samen', other_subject: 'together' })
    const { other_words } = await db
      .selectFrom('studies')
      .select('other_words')
      .where('id', '=', w.study)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(other_words)).toMatchObject({ subject: 'together', keep_data: 'for a year' })
    const long = await noor.edit('/study/agreements', { ...dutch, other_keep_data: 'x'.repeat(201) })
    expect(long.status).toBe(422)
    expect(long.text).toContain('x'.repeat(201))
    const late = await noor.post('/study/agreements', { ...dutch, other_keep_data: 'for ever', version: 1 })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="for ever"')
    expect(late.text).toContain('for a year')
  })
})
