import { describe, expect, it } from '@jest/globals'
import { engines } from './support/databases.ts'
import { world } from './support/world.ts'

const list = '/study/preparations'
const dpia = `${list}/dpia`

describe.each(engines)('before a study begins, on %s', (engine) => {
  it('things are ticked off with their day, by the lead, and read by all who do the study', async () => {
    const { as } = await world(engine)
    const noor = as('noor')
    expect((await noor.get('')).text).toContain('Before you begin: 7 things to settle')
    expect((await noor.get(list)).text).toContain('0 of 7 settled')

    const ahead = { note: 'Met de FG besproken', is_done: 'yes', done_on: '2026-11-23', version: 0 }
    const refused = await noor.post(dpia, ahead)
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Met de FG besproken')])
    expect((await noor.post(dpia, { ...ahead, done_on: '2026-11-03' })).status).toBe(303)
    const settled = await as('noor', 'nl').get(list)
    for (const words of ['1 van de 7 geregeld', 'Geregeld op 3 november 2026', 'Met de FG besproken', 'Noor'])
      expect(settled.text).toContain(words)

    // The second writer is told, and what was typed is still there.
    const second = await noor.post(dpia, { note: 'Niet nodig', done_on: '', version: 0 })
    expect(second.status).toBe(409)
    for (const words of ['Niet nodig', 'Met de FG besproken']) expect(second.text).toContain(words)
    expect((await noor.edit(dpia, { note: 'Toch niet af', done_on: '2026-11-03' })).status).toBe(303)
    expect((await noor.get(list)).text).toContain('0 of 7 settled')

    for (const name of ['ravi', 'ada'] as const) {
      expect((await as(name).get(list)).text).toContain('Toch niet af')
      expect((await as(name).get(dpia)).status).toBe(403)
      expect((await as(name).post(dpia, { version: 2 })).status).toBe(403)
      expect((await as(name).post('/study/time', { version: 'x' })).status).toBe(403)
      expect((await as(name).get('')).text).not.toContain('things to settle')
    }
    for (const name of ['kai', 'bea'] as const) expect((await as(name).get(list)).status).toBe(404)
    expect((await as('sam').get(list)).status).toBe(401)
    expect((await noor.get(`${list}/nothing`)).status).toBe(404)
  })

  it('the time that is asked is added up, and stands wherever the invitation and the plan name it', async () => {
    const { as } = await world(engine)
    const noor = as('noor', 'nl')
    expect((await noor.get('/previews/invitation?language=nl')).text).toContain('3 uur en 5 minuten')
    const form = { 'what.0': 'Lezen', 'minutes.0': 20, 'what.1': 'Het gesprek', 'minutes.1': 'een uur' }
    const refused = await noor.edit('/study/time', form)
    expect(refused.status).toBe(422)
    for (const words of [
      'value="een uur"',
      '<a href="#minutes.1">Minuten in regel 2: Vul een heel getal van 1 tot 2400 in',
    ])
      expect(refused.text).toContain(words)
    const before = /name="version" value="([\w-]+)"/.exec((await noor.get('/study/time')).text)?.[1] ?? ''
    const times = { ...form, 'minutes.1': 180 }
    expect((await noor.post('/study/time', { ...times, version: before })).status).toBe(303)
    const told = await noor.post('/study/time', { ...times, 'minutes.0': 25, version: before })
    expect([told.status, told.text]).toEqual([409, expect.stringContaining('value="25"')])
    expect(told.text).toContain('3 uur en 20 minuten')

    const version = /name="version" value="([\w-]+)"/.exec((await noor.get('/study/time')).text)?.[1] ?? ''
    expect((await noor.post('/study/time/7/position', { to: 'earlier', version })).status).toBe(404)
    expect((await noor.post('/study/time/1/position', { to: 'earlier', version })).status).toBe(303)
    expect((await noor.post('/study/time/1/position', { to: 'earlier', version })).status).toBe(409)
    expect((await noor.get('/study/time')).text).toMatch(/>Het gesprek<\/textarea>[\s\S]*>Lezen<\/textarea>/)

    expect((await noor.get('/previews/invitation?language=nl')).text).toContain('3 uur en 20 minuten')
    expect((await noor.get('/previews/invitation?language=en')).text).toContain('3 hours and 20 minutes')
    expect((await as('sam', 'nl').get('/participants/sam')).text).toContain('3 uur en 20 minuten')
    const plan = await noor.get('/study/plan')
    for (const words of ['Het gesprek', '3 uur en 20 minuten', 'DPIA', 'Oeverlicht, Wilgenroos'])
      expect(plan.text).toContain(words)
    expect((await as('kai').get('/study/plan')).status).toBe(404)

    // Without any time no invitation goes out: it would have a gap where the time stands.
    const empty = { 'what.0': '', 'minutes.0': '', 'what.1': '', 'minutes.1': '' }
    expect((await noor.edit('/study/time', empty)).status).toBe(303)
    expect((await noor.get('/invitations')).text).toContain(`${list}"`)
  })
})
