import { describe, expect, it } from '@jest/globals'
import { newId } from '../src/db/new-id.ts'
import { pastDate } from '../src/mail/why.ts'
import { engines } from './support/databases.ts'
import { world } from './support/world.ts'

describe.each(engines)('what waits for a researcher, on %s', (engine) => {
  it('tells of mails that did not arrive, or perhaps, to who may read them', async () => {
    const w = await world(engine)
    const mail = (state: 'failed' | 'sending' | 'sent' | 'waiting', due_at: string) => ({
      ...{ id: newId(), study_id: w.study, person_id: 'sam', role: 'participant' as const, account_id: null },
      ...{ address: 'sam@voorbeeld.example', language: 'nl' as const, template: 'invitation' as const },
      ...{ subject: 'Doe je mee', body: '{link}', state, tries: 1, due_at, made_at: due_at },
      ...{ sent_at: null, problem: null },
    })
    const long = new Date(w.clock.now.getTime() - 3_600_000).toISOString()
    const home = async (name: 'noor' | 'ada') => (await w.as(name).get('')).text
    const waits = ['2 mails did not arrive', '1 mail was perhaps sent', '2 mails have not left yet']
    await w.db
      .insertInto('mails')
      .values([mail('sent', long), mail('sending', w.clock.now.toISOString()), mail('waiting', long)])
      .execute()
    for (const wait of waits) expect(await home('noor')).not.toContain(wait.slice(2))
    const put = (problem: string) => ({ ...mail('waiting', long), problem })
    const failed = [
      mail('failed', long),
      mail('failed', long),
      { ...mail('failed', long), problem: pastDate },
    ]
    await w.db
      .insertInto('mails')
      .values([...failed, mail('sending', long), put('451 try later'), put('550 no such user')])
      .execute()
    for (const wait of waits) expect(await home('noor')).toContain(wait)
    for (const wait of waits) expect(await home('ada')).not.toContain(wait.slice(2))
  })
})
