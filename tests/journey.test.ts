import { describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { emailOf } from './support/cast.ts'
import { crawl, placesOf } from './support/crawl.ts'
import { engines, type Engine } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { logOf, world, type Form, type Name } from './support/world.ts'

jest.setTimeout(180_000)

const words = {
  keys: 'De sleutels van twee gebouwen',
  door: 'De deur die nooit dicht gaat',
  mug: 'Mijn mok staat op de verkeerde plank',
  note: 'Ze draagt beide bossen altijd bij zich',
  side: 'Leert van beide kanten',
  transcript: 'Int: Welke foto eerst? P: De sleutels, want die heb ik altijd bij me.',
  remark: 'Graag zonder het nummer op het label',
}

/** Noor's new study, and the phone of somebody who takes part in it. `as` asks below that study. */
async function journey(engine: Engine) {
  const w = await world(engine)
  const begun = await w.as('noor').post('//studies', {
    ...{ name: 'Samen in Waterland', network_name: 'Waterland', language: 'nl', beginning: 'template' },
  })
  const base = begun.headers.location ?? ''
  const as = (name: Name) => ({
    get: (path: string) => w.as(name, 'nl').get(`/${base}${path}`),
    post: async (path: string, form: Form = {}) => {
      const answer = await w.as(name, 'nl').post(`/${base}${path}`, form)
      expect(`${path} ${answer.status}`).toBe(`${path} 303`)
      return String(answer.headers.location)
    },
  })
  const device = request.agent(w.app)
  const phone = {
    get: (path: string) => device.get(path),
    post: async (path: string, form: Form = {}) => {
      const answer = await device.post(path).type('form').send(form)
      expect(`${path} ${answer.status}`).toBe(`${path} 303`)
    },
    bring: async (path: string, said: string, red: number) => {
      const asked = device.post(path).field('client_id', `photo-${red}`).field('words', said)
      const answer = await asked.attach('picture', await picture(red), 'IMG_0001.jpg')
      expect(`${path} ${answer.status}`).toBe(`${path} 303`)
    },
  }
  return { ...w, as, phone, base, study: base.split('/').at(-1) ?? '' }
}
type Journey = Awaited<ReturnType<typeof journey>>

/** What each reads everywhere together: the words of these that somebody can find. */
async function readBy({ db, study, as, base, phone }: Journey, who: Name | 'phone'): Promise<string[]> {
  const below = (address: string) => address.replace(base, '')
  const met = await crawl(db, study, async (address) => {
    if (who === 'phone') return phone.get(address)
    return address.startsWith(base) ? as(who).get(below(address)) : as(who).get(`/../..${address}`)
  })
  return Object.values(words).filter((said) => placesOf(met, said).length > 0)
}

describe.each(engines)('the whole way, on %s', (engine) => {
  it('from a study to a talk, stopping and coming back', async () => {
    const w = await journey(engine)
    const noor = w.as('noor')
    const ravi = w.as('ravi')

    // Noor fills what the invitation needs.
    expect((await noor.get('')).text).toContain('Zet erbij welke organisaties meedoen')
  })
})
