import type Database from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from 'kysely'
import { refuseInTransaction } from './transaction.ts'

/** Kysely's SQLite with its gaps closed. */
export function sqliteDialect(database: Database.Database): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new Driver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Preparing takes longer than running most of our statements: those of late are kept. */
function remembering(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>()
  const prepare = (sql: string) => {
    const statement = kept.get(sql) ?? database.prepare(sql)
    kept.delete(sql)
    kept.set(sql, statement)
    const [oldest] = kept.keys()
    if (kept.size > 500 && oldest !== undefined) kept.delete(oldest)
    return statement
  }
  return { prepare, close: () => database.close() }
}

class Driver extends SqliteDriver {
  readonly #database: Database.Database
  #waited = false
  #turn: NodeJS.Immediate | undefined

  constructor(database: Database.Database) {
    super({ database: remembering(database) })
    this.#database = database
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInTransaction()
    return super.acquireConnection()
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // A deferred transaction that starts to write after another has written fails at once, busy timeout or not.
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#waited = false
    this.#turn = setImmediate(() => (this.#waited = true))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    clearImmediate(this.#turn)
    // Queries answer within the same turn of the event loop; anything else that is awaited holds everybody up.
    if (this.#waited) throw new Error('Await nothing but queries inside change().')
    await super.commitTransaction(connection)
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    clearImmediate(this.#turn)
    // SQLite does so by itself when the disk is full: asked again it would fail, and hide why.
    if (this.#database.inTransaction) await super.rollbackTransaction(connection)
  }
}
