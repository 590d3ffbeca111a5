import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { pauseAfter } from '../src/access/second-key.ts'
import { isPlainCode } from '../src/doors/own-code.ts'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { world, type World } from './support/world.ts'

const own = '/participants/sam'

/** A browser into which sam's link was opened, whoever did so. */
async function browser(w: World, link: string) {
  const agent = request.agent(w.app)
  await agent.get(link)
  const address = (path: string) => `/studies/${w.study}${own}${path}`
  return {
    get: (path: string) => agent.get(address(path)).set('cookie', 'language=en'),
    post: (path: string, form: Record<string, string> = {}) =>
      agent.post(address(path)).type('form').send(form),
    open: (again: string) => agent.get(again),
  }
}

/** A link that noor hands over: no fresh one, for sam has an address. */
async function handed(w: World): Promise<string> {
  const page = await w.as('noor').post('/people/sam/links')
  return /\/p\/[\w-]{32}/.exec(page.text)?.[0] ?? `none: ${page.text}`
}
async function mailed(w: World): Promise<string> {
  await w.mails()
  const { readdir, readFile } = await import('node:fs/promises')
  const names = (await readdir(w.mailFolder)).toSorted()
  const text = await readFile(`${w.mailFolder}/${names.at(-1) ?? ''}`, 'utf8')
  return /\/p\/[\w-]{32}/.exec(text.replaceAll('=\r\n', ''))?.[0] ?? `none: ${text}`
}
const later = (w: World, hours: number) => {
  w.clock.now = new Date(w.clock.now.getTime() + hours * 3_600_000)
}
const ready = async (w: World) => {
  const noor = w.as('noor')
  await noor.post('/study/photos', {
    photos_by: '2026-12-20',
    min_photos: 3,
    max_photos: 5,
    small_group: 5,
    version: 1,
  })
  await noor.post('/study/agreements', {
    ...{ commissioner: 'De bestuurders.', contact_name: 'Noor', contact: '06', responsible: 'Oeverlicht' },
    ...{
      privacy_officer: 'fg',
      key_holder: 'een adviseur',
      keep_recording: 'kort',
      keep_data: 'kort',
      version: 2,
    },
  })
  await noor.post('/study/issues', { name: 'Wie beslist er?' })
}

describe.each(engines)('the second key, on %s', (engine) => {
  it('is asked for before own words, of whoever holds the link and nothing else', async () => {
    const w = await world(engine)
    await ready(w)
    await withFindings(w)
    const b = await browser(w, await handed(w))
    for (const path of ['/reading-back', '/trail', '/kept/archive']) {
      const page = await b.get(path)
      expect([path, page.status]).toEqual([path, 401])
      expect(page.text).toContain('Is it you?')
      expect(page.text).not.toContain('De deur heeft geen bordje')
      expect(page.text).not.toContain('@')
    }
    // The photos stay a minute’s work, and so does the way out.
    for (const path of ['', '/photos', '/consent', '/withdrawal', '/kept'])
      expect([path, (await b.get(path)).status]).toEqual([path, 200])
    // The code that the person would choose is not for the holder of a link to choose.
    expect((await b.get('/code')).status).toBe(401)
    expect((await b.post('/code', { code: 'zeven7', again: 'zeven7' })).status).toBe(401)
    expect(await w.db.selectFrom('second_keys').selectAll().execute()).toEqual([])
    expect((await w.as('vera').get(`${own}/key`)).status).toBe(404)
    expect((await w.as('stranger').get(`${own}/key`)).status).toBe(401)
    expect((await w.as('stranger').get(`${own}/key`)).text).not.toContain('Is it you?')
    // What was typed where the key is asked for is offered again after it.
    const typed = await b.post('/quotations/open/permission', {
      answer: 'fine',
      rung: 'leaders',
      remark: 'Zonder mijn team',
    })
    expect(typed.status).toBe(401)
    expect(typed.text).toContain('Zonder mijn team')

    // A fresh link goes to the own address; in the hands of a scanner it is not used up.
    expect((await b.post('/key/links')).status).toBe(200)
    const link = await mailed(w)
    const scanner = await browser(w, link)
    expect((await scanner.get('/reading-back')).status).toBe(401)
    await b.open(link)
    const fresh = await b.get('/reading-back')
    expect(fresh.text).toContain('You came in by a new link')
    const hidden = {
      again: `/studies/${w.study}${own}/quotations/open/permission`,
      'kept.remark': 'Zonder mijn team',
    }
    const opened = await b.post('/key/opening', hidden)
    expect(opened.text).toContain('Zonder mijn team')
    expect((await b.get('/reading-back')).text).toContain('De deur heeft geen bordje')
    // For one visit: not in another browser any more, and not in this one after two idle hours.
    expect((await scanner.post('/key/opening')).status).toBe(401)
    later(w, 1.9)
    expect((await b.get('/trail')).status).toBe(200)
    later(w, 1.9)
    expect((await b.get('/trail')).status).toBe(200)
    later(w, 2.1)
    expect((await b.get('/trail')).status).toBe(401)
    expect((await b.post('/key/links')).status).toBe(200)
    const late = await browser(w, await mailed(w))
    later(w, 1.1)
    expect((await late.post('/key/opening')).status).toBe(401)
  })

  it('is a code that is chosen at the first visit, or by a fresh link', async () => {
    const w = await world(engine)
    await ready(w)
    const first = await browser(w, await handed(w))
    expect((await first.get('/code')).status).toBe(401)
    await agree(w, 'sam')
    expect((await first.get('')).text).toContain('Choose a code')
    for (const [code, again] of [
      ['123', '123'],
      ['4444', '4444'],
      ['1234', '1234'],
      ['zeven-7', 'zeven-7'],
      ['zeven7', 'zeven8'],
    ] as const) {
      const page = await first.post('/code', { code, again })
      expect([code, page.status]).toEqual([code, 422])
      expect(page.text).not.toContain(`value="${code}"`)
    }
    expect((await first.post('/code', { code: 'Zeven 7', again: 'zeven7' })).status).toBe(303)
    const kept = await w.db.selectFrom('second_keys').selectAll().executeTakeFirstOrThrow()
    expect(kept.code_hash).toMatch(/^\$argon2id\$/)
    const mails = (await w.mails()).map(({ template, body }) => [template, body.split('\n')[0]])
    expect(mails).toEqual([['codeChosen', 'Dear Sam,']])
    expect((await first.get('/reading-back')).status).toBe(200)

    const second = await browser(w, await handed(w))
    expect((await second.post('/key', { code: 'acht8' })).status).toBe(422)
    const address = `/studies/${w.study}${own}/reading-back`
    const right = await second.post('/key', { code: 'ZEVEN7', next: address })
    expect([right.status, right.headers.location]).toEqual([303, address])
    expect((await second.get('/reading-back')).status).toBe(200)
    // Chosen anew: what was open elsewhere is shut.
    expect((await second.post('/code', { code: 'negen9', again: 'negen9' })).status).toBe(303)
    expect((await first.get('/reading-back')).status).toBe(401)
    expect((await first.post('/key', { code: 'zeven7' })).status).toBe(422)

    // Three wrong ones pass for slips; then each costs more time, also for the right one.
    await first.post('/key', { code: 'fout1' })
    await first.post('/key', { code: 'fout2' })
    await first.post('/key', { code: 'fout3' })
    expect((await first.post('/key', { code: 'negen9' })).text).toContain('tried too often')
    later(w, 1)
    expect((await first.post('/key', { code: 'negen9' })).status).toBe(303)
    // Ten in a row end it, however long one waits.
    const third = await browser(w, await handed(w))
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await third.post('/key', { code: `fout${tries}` })).status).toBe(422)
      later(w, 1)
    }
    later(w, 24)
    expect((await third.post('/key', { code: 'negen9' })).status).toBe(422)
    const log = await w.db
      .selectFrom('audit_log')
      .select(['action', 'outcome'])
      .where('outcome', '=', 'refused')
      .execute()
    expect(log).toContainEqual({ action: 'key.give', outcome: 'refused' })
  })

  it('stands before what cannot be taken back, once a code is chosen', async () => {
    const w = await world(engine)
    await ready(w)
    const first = await browser(w, await handed(w))
    await agree(w, 'sam')
    // Without a code nobody is kept from erasing.
    for (const path of ['/erasure', '/taken']) expect((await first.get(path)).status).toBe(200)
    await first.post('/code', { code: 'zeven7', again: 'zeven7' })
    const forwarded = await browser(w, await handed(w))
    for (const path of ['/erasure', '/taken']) {
      const page = await forwarded.get(path)
      expect([path, page.status, page.text.includes('Is it you?')]).toEqual([path, 401, true])
      expect((await first.get(path)).status).toBe(200)
    }
    expect((await forwarded.post('/erasure', { sure: 'yes' })).status).toBe(401)
    expect(await w.db.selectFrom('erasures').select('id').execute()).toEqual([])
    // Stopping stays one button, and so does taking back one's words: both can be taken back.
    expect((await forwarded.get('/withdrawal')).status).toBe(200)
    await forwarded.post('/key', { code: 'zeven7' })
    expect((await forwarded.post('/erasure', { sure: 'yes' })).headers.location).toBe('/erased')
  })

  it('is opened by a link from hand to hand where there is no address', async () => {
    const w = await world(engine)
    await ready(w)
    await agree(w, 'sam')
    await w.db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    const link = await handed(w)
    const b = await browser(w, link)
    expect((await b.get('/key')).text).toContain('You came in by a new link')
    expect((await b.post('/key/opening')).status).toBe(303)
    expect((await b.get('/reading-back')).status).toBe(200)
    expect((await (await browser(w, link)).get('/reading-back')).text).toContain('Ask whoever asked you')
  })
})

it('pauses grow with each wrong code', () => {
  expect([1, 3, 4, 5, 6, 7, 10].map(pauseAfter)).toEqual([0, 0, 60, 300, 1500, 3600, 3600])
})

it('knows the codes that anyone tries first', () => {
  expect(['4444', '1234', '9876', 'abcd', 'zzzz'].filter(isPlainCode)).toHaveLength(5)
  expect(['4414', '1357', '2026', 'deur', 'zeven7'].filter(isPlainCode)).toEqual([])
})
