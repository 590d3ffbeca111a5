import { tsImport } from 'tsx/esm/api'

const { steps } = await tsImport('../src/method/steps.ts', import.meta.url)
const order = steps.map((step) => step.code ?? step)

/** From the ground up. Each is a folder or a file in src/. */
const floors = [
  ['errors', 'config', 'method'],
  ['text'],
  ['db'],
  ['access'],
  ['files', 'mail', 'http'],
  ['steps'],
  ['overview', 'doors', 'example'],
  ['place', 'clock', 'routes', 'app', 'server', 'backup', 'cli'],
]

/** Who may import its neighbours on the same floor, and which. */
const neighbours = {
  config: ['errors'],
  http: ['files', 'mail'],
  app: ['routes'],
  server: ['place', 'clock', 'app'],
  backup: ['place'],
  cli: ['place', 'routes', 'server', 'backup'],
}

/** What stands in src/ beside the house: the browser's part, and what runs before the build. */
const beside = ['client', 'ready', 'voetspoor']

const inSrc = (names) => `^src/(${names.join('|')})(/|\\.(ts|js)$)`
const inSteps = (names) => `^src/steps/(${names.join('|')})/`

const upward = floors.flatMap((floor, place) =>
  floor.map((name) => {
    const others = floor.filter((other) => other !== name && !neighbours[name]?.includes(other))
    const above = floors.slice(place + 1).flat()
    return rule(
      `${name}-rests-on-lower-floors`,
      'A floor rests on lower floors only, for types too; of its neighbours only those that are listed.',
      { path: inSrc([name]) },
      { path: inSrc([...others, ...above, ...beside]) },
    )
  }),
)

const forward = order
  .slice(0, -1)
  .map((step, place) =>
    rule(
      `${step}-comes-before-${order[place + 1]}`,
      'A step of the method may look back, never forward.',
      { path: inSteps([step]) },
      { path: inSteps(order.slice(place + 1)) },
    ),
  )

export default {
  forbidden: [
    ...upward,
    ...forward,
    rule(
      'everything-has-a-floor',
      'A new folder or file in src/ gets its place in the list of floors.',
      {},
      { path: '^src/', pathNot: inSrc([...floors.flat(), ...beside]) },
    ),
    rule(
      'every-step-has-its-place',
      'A folder in steps/ bears the name of a step in method/steps.ts.',
      {},
      { path: '^src/steps/', pathNot: inSteps(order) },
    ),
    rule(
      'front-door',
      'From another step import only its queries.ts, or one that ends in -queries.ts.',
      { path: '^src/steps/([^/]+)/' },
      { path: '^src/steps/', pathNot: ['^src/steps/$1/', '[/-]queries\\.ts$'] },
    ),
    rule(
      'method-is-data',
      'The method imports nothing but itself.',
      { path: '^src/method/' },
      { pathNot: '^src/method/' },
    ),
    rule(
      'pure-files',
      'page.ts, input.ts, rules.ts and whatever else is in a step compute: only its routes.ts and queries.ts act.',
      { path: '^src/steps/([^/]+)/(?![^/]*(routes|queries)\\.ts$)' },
      {
        dependencyTypesNot: ['type-only'],
        pathNot: [
          '^src/(method/|text/|access/policy\\.ts$|http/(form|links|meanwhile|paging|photos|signed|standing|stays|trail)\\.ts$)',
          '^src/steps/$1/(?![^/]*(routes|queries)\\.ts$)',
          '^node_modules/(zod|csv-parse|csv-stringify|@orama/stemmers)/',
        ],
      },
    ),
    rule(
      'sql-only-in-queries',
      'SQL lives in queries.ts, db/, access/ and their twins in mail/ and files/.',
      {
        path: '^src/',
        pathNot: ['[/-]queries\\.ts$', '^src/(db|access)/', '^src/(mail/outbox|files/rows)\\.ts$'],
      },
      { path: '^node_modules/(@types/)?(kysely|better-sqlite3|pg)/' },
    ),
    rule(
      'express-only-in-http',
      'A step answers with a page or a redirect and never meets the web server.',
      { path: '^src/', pathNot: '^src/(http/|app\\.ts$|server\\.ts$)' },
      { path: '^node_modules/(@types/)?express' },
    ),
    rule(
      'client-stands-alone',
      'The browser loads nothing of the server; from the method it may take types.',
      { path: '^src/client/' },
      { path: '^src/', pathNot: ['^src/client/', '^src/method/'] },
    ),
    rule(
      'client-takes-types-only',
      'The browser loads nothing of the server; from the method it may take types.',
      { path: '^src/client/' },
      { path: '^src/method/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'ready-stands-alone',
      'It runs before there are packages and a build.',
      { path: '^src/ready\\.js$' },
      { dependencyTypesNot: ['core'] },
    ),
    rule(
      'no-cycles',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true },
    ),
    rule(
      'no-orphans',
      'A file that nobody imports and that imports nobody does nothing.',
      {
        orphan: true,
        pathNot: '^src/((cli|client/(main|talk-worker))\\.ts|files/(document|heic|sound)-worker\\.js)$',
      },
      {},
    ),
    rule(
      'resolvable',
      'A mistyped path, or a package that is not installed.',
      {},
      { couldNotResolve: true, pathNot: 'dist/cli\\.js$' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}
