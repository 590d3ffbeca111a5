import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { insertAccount, insertAccountLink } from './access/accounts.ts'
import { change } from './access/change.ts'
import { isGuessable, hashPassword, passwordLength } from './access/passwords.ts'
import { newToken } from './access/tokens.ts'
import { backUp, restore } from './backup.ts'
import { readConfig } from './config.ts'
import { Unusable } from './errors.ts'
import { accountWith, ownStudies } from './example/queries.ts'
import { guideTo, waysIn } from './example/ways-in.ts'
import { claimFolder } from './files/rows.ts'
import { openStorage } from './files/storage.ts'
import { accountRoles } from './method/roles.ts'
import { makeFolders, openUpToDate } from './place.ts'

const help = `voetspoor: from photo to action point

  start                       serves, after bringing the database up to date
  migrate                     brings the database up to date
  account add --email ADDRESS --name NAME [--role administrator] [--role researcher] [--language nl|en]
                              adds an account and prints a link to choose its password (works once, for three days);
                              with --password-stdin the password is read from standard input instead
  example [--json] [--yes]    adds a made-up study with accounts of its own, to look around in; --json prints the ways in
                              for a program, --yes asks nothing where there are studies already
  routes                      prints every route: METHOD PATH door right role,role
  backup DIR                  copies the database and the uploaded files to a new folder, also beside the running server
  restore DIR                 puts a back-up where there is no database and no uploaded file yet; then start the server
                              (both are for SQLite: on PostgreSQL use pg_dump, and after it copy UPLOADS_DIR)

Settings come from the environment; README.md lists them.`

// Each loads the large parts that it needs, so that the small ones answer at once.
const commands = new Map<string, (args: string[]) => Promise<void>>([
  ['start', start],
  ['migrate', migrate],
  ['account', addAccount],
  ['example', addExample],
  ['routes', printRoutes],
  ['backup', backUpTo],
  ['restore', restoreFrom],
])

const NewAccount = z.object({
  email: z
    .string({ error: '--email is missing' })
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.email({ error: '--email is not an e-mail address' })),
  name: z.string({ error: '--name is missing' }).trim().min(1, { error: '--name is empty' }).max(200),
  roles: z.array(z.enum(accountRoles, { error: `--role is one of ${accountRoles.join(', ')}` })),
  language: z.enum(['nl', 'en'], { error: '--language is nl or en' }),
})

// What is written here is for whoever runs this, and for nobody else on the machine.
process.umask(0o077)

const [command = 'help', ...args] = process.argv.slice(2)
const run = commands.get(command)
try {
  if ([command, ...args].some((word) => ['help', '--help', '-h'].includes(word))) console.log(help)
  else if (run) await run(args)
  else throw new Unusable(`There is no command "${command}". \`voetspoor help\` lists them.`)
} catch (error) {
  // What whoever runs it can mend is one line; a fault of ours shows where it happened.
  console.error(error instanceof Unusable ? error.message : error)
  process.exit(1)
}

async function start(args: string[]): Promise<void> {
  wordsIn(args, 'start')
  const config = readConfig()
  const { serve } = await import('./server.ts')
  await serve(config)
}

async function migrate(args: string[]): Promise<void> {
  wordsIn(args, 'migrate')
  const config = readConfig()
  makeFolders(config)
  const db = await openUpToDate(config, () => undefined)
  await db.destroy()
}

async function addAccount([action, ...rest]: string[]): Promise<void> {
  if (action !== 'add') throw new Unusable('Say `voetspoor account add --email … --name …`.')
  const values = optionsIn(rest)
  const input = NewAccount.safeParse({
    ...values,
    roles: values.role ?? [],
    language: values.language ?? 'nl',
  })
  if (!input.success) throw new Unusable(input.error.issues.map(({ message }) => message).join('; '))
  const passwordHash = values['password-stdin'] ? await hashOfTyped(input.data) : null
  const config = readConfig()
  makeFolders(config)
  const now = new Date()
  const token = newToken()
  const db = await openUpToDate(config, () => undefined)
  try {
    await change(db, { kind: 'system', action: 'account.add', at: now.toISOString() }, async (tx) => {
      const account = await insertAccount(tx, { ...input.data, passwordHash }, now.toISOString())
      if (passwordHash === null) await insertAccountLink(tx, { accountId: account.id, token, now, hours: 72 })
      return account
    })
  } finally {
    await db.destroy()
  }
  if (passwordHash === null) console.log(`${config.baseUrl}/password/${token}`)
}

function optionsIn(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        role: { type: 'string', multiple: true },
        language: { type: 'string' },
        'password-stdin': { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new Unusable(error instanceof Error ? error.message : 'The options are wrong.')
  }
}

async function hashOfTyped({ name, email }: { name: string; email: string }): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  const password = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (password.length < passwordLength.min || password.length > passwordLength.max) {
    throw new Unusable(`A password has ${passwordLength.min} to ${passwordLength.max} characters.`)
  }
  if (await isGuessable(password, [name, email])) throw new Unusable('This password can be guessed.')
  return hashPassword(password)
}

async function addExample(args: string[]): Promise<void> {
  const { json = false, yes = false, lead } = exampleOptions(args)
  const config = readConfig()
  makeFolders(config)
  const db = await openUpToDate(config, () => undefined)
  try {
    if (!yes && (await ownStudies(db)) > 0)
      await askFor('There are studies here already. Add an example beside them?')
    const storage = await openStorage(config.uploadsFolder)
    await claimFolder(db, config.uploadsFolder)
    console.error('Drawing the pictures; this takes half a minute …')
    const { makeExample } = await import('./example/make.ts')
    const account = lead === undefined ? undefined : await accountWith(db, lead)
    const example = await makeExample(db, storage, new Date(), account)
    console.log(
      json ? JSON.stringify(waysIn(example, config.baseUrl)) : guideTo(waysIn(example, config.baseUrl)),
    )
  } finally {
    await db.destroy()
  }
}

function exampleOptions(args: string[]) {
  try {
    // --lead ID is for the server, which makes the account that asked for the example its lead.
    const options = { json: { type: 'boolean' }, yes: { type: 'boolean' }, lead: { type: 'string' } } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new Unusable(error instanceof Error ? error.message : 'The options are wrong.')
  }
}

async function askFor(question: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Unusable(`${question} Say --yes if so.`)
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await asking.question(`${question} [y/N] `)
  asking.close()
  if (!/^(y|j)/i.test(answer.trim())) throw new Unusable('Nothing was added.')
}

async function printRoutes(args: string[]): Promise<void> {
  wordsIn(args, 'routes')
  const { routeLines } = await import('./routes.ts')
  for (const line of routeLines()) console.log(line)
}

async function backUpTo(args: string[]): Promise<void> {
  const [to = ''] = wordsIn(args, 'backup', 'DIR')
  const { folder, uploads } = await backUp(readConfig(), to)
  console.log(`The database and ${uploads} uploaded files are in ${folder}`)
}

async function restoreFrom(args: string[]): Promise<void> {
  const [from = ''] = wordsIn(args, 'restore', 'DIR')
  const { folder, uploads } = await restore(readConfig(), from)
  console.log(`The database and ${uploads} uploaded files of ${folder} are back`)
}

/** Takes the words that a command needs, named as in the help, and refuses all else. */
function wordsIn(args: string[], command: string, ...needed: string[]): string[] {
  const asOption = args.some((word) => word.startsWith('-'))
  if (asOption || args.includes('') || args.length !== needed.length) {
    throw new Unusable(`Say \`voetspoor ${[command, ...needed].join(' ')}\`, and nothing more.`)
  }
  return args
}
