import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import ejs from 'ejs'
import { accountPolicy, policy } from '../src/access/policy.ts'
import { viewOptions } from '../src/http/render.ts'
import { memberRoles, type Role } from '../src/method/roles.ts'
import { steps } from '../src/method/steps.ts'
import { routeLines, routes } from '../src/routes.ts'

const root = path.join(import.meta.dirname, '..')
const views = filesIn('views')

function filesIn(folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

describe('the routes', () => {
  // To accept a change: `npx voetspoor routes > tests/routes.txt`. The diff then shows who may do what from now on.
  it('are those of tests/routes.txt, with the same doors, rights and roles', () => {
    expect(routeLines()).toEqual(read('tests/routes.txt').trimEnd().split('\n'))
  })

  it('each have a right that somebody of their door holds', () => {
    const idle = routes.filter(({ door, may }) => {
      if (may === 'anyone') return false
      if (may in accountPolicy) return door !== 'account'
      const roles = Object.keys(policy[may as keyof typeof policy]) as Role[]
      const ofDoor: readonly Role[] =
        door === 'account' ? memberRoles : [door === 'table' ? 'participant' : door]
      return !roles.some((role) => ofDoor.includes(role))
    })
    expect(idle).toEqual([])
  })

  it('of a study name it, and those of a personal link name whose it is', () => {
    for (const { door, may, path } of routes) {
      const ofStudy = may in policy && door !== 'table'
      expect([path, path.startsWith('/studies/:study')]).toEqual([path, ofStudy])
      expect([path, path.includes('/:person')]).toEqual([path, ofStudy && door !== 'account'])
    }
  })

  it('are each there once, and none hides behind another', () => {
    const seen: { method: string; pattern: RegExp }[] = []
    for (const { method, path } of routes) {
      const hidden = seen.some((one) => one.method === method && one.pattern.test(path))
      expect([method, path, hidden]).toEqual([method, path, false])
      const pattern = path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
      seen.push({ method, pattern: new RegExp(`^${pattern}$`) })
    }
  })

  it('that change nothing have a right to look only, and the others have not', () => {
    const looking = routes.filter(({ method, may }) => method === 'post' && /\.(read|export)$/.test(may))
    expect(looking).toEqual([])
  })
})

it('every right is asked for somewhere', () => {
  const asked = new Set<string>(routes.map(({ may }) => may))
  const unused = [...Object.keys(policy), ...Object.keys(accountPolicy)].filter((right) => !asked.has(right))
  expect(unused).toEqual([])
})

it('has one folder for each step of the method', () => {
  expect(readdirSync(path.join(root, 'src/steps')).sort()).toEqual([...steps].sort())
})

describe('every view', () => {
  it.each(views)('%s compiles, and prints nothing raw', (view) => {
    ejs.compile(read(view), { ...viewOptions, filename: path.join(root, view) })
    expect(read(view)).not.toMatch(/<%-(?! include\()/)
  })
})

it('every view is shown by some page', () => {
  const sources = [...filesIn('src').filter((file) => file.endsWith('.ts')), ...views].map(read).join('\n')
  const names = views.map((view) => view.replace(/^views\//, '').replace(/\.ejs$/, ''))
  const named = (name: string) => new RegExp(`['"\`]/?${name}['"\`]`).test(sources)
  expect(names.filter((name) => !named(name))).toEqual([])
})

describe('the texts', () => {
  const parts = readdirSync(path.join(root, 'src/text/nl')).sort()
  const texts = (language: string, part: string) =>
    JSON.parse(read(`src/text/${language}/${part}`)) as Record<string, string>
  const all = Object.assign({}, ...parts.map((part) => texts('nl', part))) as Record<string, string>

  it('come in the same parts in both languages', () => {
    expect(readdirSync(path.join(root, 'src/text/en')).sort()).toEqual(parts)
  })

  it.each(parts)('have the same sorted keys in both languages: %s', (part) => {
    const [nl, en] = [Object.keys(texts('nl', part)), Object.keys(texts('en', part))]
    expect(nl).toEqual([...nl].sort())
    expect(en).toEqual(nl)
  })

  it('have each key in one part', () => {
    const keys = parts.flatMap((part) => Object.keys(texts('nl', part)))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it.each(parts)('take the same values in both languages: %s', (part) => {
    const [nl, en] = [texts('nl', part), texts('en', part)]
    for (const key of Object.keys(nl)) expect([key, valuesOf(en[key])]).toEqual([key, valuesOf(nl[key])])
  })

  it('are all used, and the views use no other', () => {
    const sources = [...views, ...filesIn('src').filter((file) => file.endsWith('.ts'))].map(read).join('\n')
    const used = (key: string) => /['`]/.test(key) || sources.includes(`'${key}'`) || isMade(sources, key)
    expect(Object.keys(all).filter((key) => !used(key))).toEqual([])
    const named = views.flatMap((view) =>
      [...read(view).matchAll(/\bt\('(.+?)'/g)].map(([, key]) => String(key)),
    )
    expect(named.filter((key) => !(key in all))).toEqual([])
  })
})

/** Tells whether a key is put together of pieces: `a.${x}`, `a.${x}.b` or `a.${x}.${y}`. */
function isMade(sources: string, key: string): boolean {
  made ??= [...sources.matchAll(/`([\w.]+\.(?:\$\{[^}`]+\}|[\w.])+)`/g)].map(([, pattern]) => {
    const parts = String(pattern)
      .split(/\$\{[^}]+\}/)
      .map((part) => part.replaceAll('.', '\\.'))
    return new RegExp(`^${parts.join('[\\w.]+')}$`)
  })
  return made.some((pattern) => pattern.test(key))
}

let made: RegExp[] | undefined

function valuesOf(text = ''): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => String(name)))].sort()
}

describe('what people brought', () => {
  /** What is withdrawn is hidden by the view of a rung, not by the table beneath it. */
  const shielded = [...read('migrations/views.sql').matchAll(/^create view (\w+)_for_researchers /gm)].map(
    ([, table]) => String(table),
  )
  /** Who reads a table all the same, to write to it or to say what would go: what was withdrawn counts there too. So it does for its own person. */
  const allowed = [
    'arrivedMarks photos',
    'codedWith codings',
    'freedBy quotations',
    'hangingOn codings',
    'hiddenQuotationsOf quotations',
    'indexText materials',
    'indexTexts materials',
    'indexTexts materials',
    'insertQuotation quotations',
    'insertRow photos',
    'keptAnnounced announced_photos',
    'keptDepicted photos',
    'keptPhotos photos',
    'keptQuotations materials',
    'keptQuotations quotations',
    'keptReading opened_texts',
    'keptReading passages',
    'keptRecordings interviews',
    'keptRecordings recording_parts',
    'keptRecordings recording_pieces',
    'keptTalks interview_notes',
    'keptTalks interviews',
    'keptTalks laid_photos',
    'keptTalks other_notes',
    'keptTalks talk_marks',
    'keptTalks talk_times',
    'keptTexts material_originals',
    'keptTexts material_speakers',
    'keptTexts material_versions',
    'keptTexts materials',
    'mergeCode codings',
    'movePassages passages',
    'moveQuotations quotations',
    'needFreePlace quotations',
    'originalCount material_originals',
    'photoSentAs photos',
    'photosOutOfSight finding_photos',
    'quotationsOutOfSight finding_quotations',
    'removeDueRecordings recording_parts',
    // What was sent in part and never ended, of everybody: the clock removes it.
    'removeHalfFiles recording_parts',
    'replaceInQuotations quotations',
  ]

  it('is read through the views, never from the tables beneath', () => {
    const reading = new RegExp(
      `(?:selectFrom|[jJ]oin|using)\\(\\s*\\[?\\s*['"\`](${shielded.join('|')})(?: as \\w+)?['"\`]`,
      'g',
    )
    const found = filesIn('src')
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const source = read(file)
        return [...source.matchAll(reading)].map(({ 1: table, index }) => {
          const [, name] = [...source.slice(0, index).matchAll(/function (\w+)/g)].at(-1) ?? []
          return `${String(name)} ${String(table)}`
        })
      })
    expect(shielded.length).toBeGreaterThan(3)
    expect(found.sort()).toEqual(allowed)
  })
})
