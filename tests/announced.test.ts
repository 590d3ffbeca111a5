import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { world } from './support/world.ts'

const own = '/participants/sam/photos'
const marks = ['a', 'b', 'c'].map((letter) => letter.repeat(32))

describe.each(engines)('photos that are to come, on %s', (engine) => {
  it('are known until they arrive or are let go, to their person and to researchers', async () => {
    const w = await world(engine)
    const announcement = { photo: marks.map((mark) => `${mark}:3400000`), device: 'phone' }
    const announce = (form: Record<string, string | string[]> = announcement) =>
      w.as('sam').post(`${own}/announced`, form)
    expect((await announce()).status).toBe(404)
    await agree(w, 'sam')
    expect((await announce()).status).toBe(303)
    expect((await announce()).status).toBe(303)
    for (const photo of ['x', '../../etc:1', `${marks[0]}:-1`])
      expect((await announce({ photo, device: 'phone' })).status).toBe(400)
    expect((await announce({ ...announcement, device: 'GEHEIM' })).status).toBe(400)

    const page = (await w.as('sam').get(own)).text
    expect(page).toContain(`data-mark="${marks[0]}" data-bytes="3400000"`)
    expect(page).toContain('0 of 3 to 5')
    expect((await w.as('noor').get('/photos')).text).toContain('P07: 3 photos')
    expect((await w.as('noor').get('/people')).text).toContain('3 photos expected, not arrived')
    expect((await w.as('noor').get('')).text).toContain('3 photos expected, not arrived')

    const file = { field: 'picture', name: 'IMG_0001.jpg', content: await picture(200) }
    const bring = () => w.as('sam').upload(own, { client_id: marks[0] ?? '' }, file)
    expect((await bring()).status).toBe(303)
    // Said again by a page that did not hear that it arrived.
    expect((await announce()).status).toBe(303)
    expect((await bring()).status).toBe(303)
    expect((await w.as('noor').get('/photos')).text).toContain('P07: 2 photos')

    const letGo = `${own}/announced/${marks[1]}/removal`
    expect((await w.as('vera').post(letGo)).status).toBe(404)
    expect((await w.as('noor').post(letGo)).status).toBe(404)
    expect((await w.as('stranger').post(letGo)).status).toBe(401)
    expect((await w.as('sam').post(letGo)).status).toBe(303)
    expect((await w.as('sam').post(letGo)).status).toBe(404)
    expect((await w.as('noor').get('/photos')).text).toContain('P07: 1 photo<')

    // One that was refused is not waited for: its person reads why, and nothing comes by itself.
    const half = { ...file, content: (await picture(200)).subarray(0, 400) }
    expect((await w.as('sam').upload(own, { client_id: marks[2] ?? '' }, half)).status).toBe(422)
    expect((await w.as('noor').get('/photos')).text).not.toContain('P07: 1 photo<')
    expect((await announce()).status).toBe(303)

    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('noor').get('/photos')).text).not.toContain('P07: 1 photo')
    expect((await w.as('sam').get('/participants/sam/withdrawal')).text).toContain('data-forgets-photos')
    // The phone forgets what waited there, so who takes part again is not waited for.
    await agree(w, 'sam')
    expect((await w.as('noor').get('/photos')).text).not.toContain('P07: 1 photo')
    expect((await announce()).status).toBe(303)
    expect((await w.as('noor').get('/photos')).text).toContain('P07: 2 photos')
  })
})
