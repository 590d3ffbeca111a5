import { PostgresDialect, PostgresDriver, type DatabaseConnection, type Dialect } from 'kysely'
import type pg from 'pg'
import { refuseInTransaction } from './transaction.ts'

/** Kysely's PostgreSQL, which refuses `db` inside a transaction as our SQLite does. */
export function postgresDialect(pool: pg.Pool): Dialect {
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new Driver({ pool }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

class Driver extends PostgresDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    refuseInTransaction()
    return super.acquireConnection()
  }
}
