import { and, eq, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { LibSQLDatabase } from 'drizzle-orm/libsql'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'

/** The database: libSQL, a file or a server. The same queries on both. */
export type Db = LibSQLDatabase<Record<string, never>>

/** One write statement of a batch; a batch happens whole or not at all. */
export type Statement = BatchItem<'sqlite'>

/** Runs the statements as one transaction. */
export async function writeAll(db: Db, statements: Statement[]): Promise<void> {
  const [first, ...rest] = statements
  if (first) await db.batch([first, ...rest])
}

/** The one place that ties a query to its organisation. Every query on an organisation's rows goes through it. */
export const inOrganisation = (table: { organisationId: SQLiteColumn }, organisationId: string, ...conditions: (SQL | undefined)[]): SQL =>
  and(eq(table.organisationId, organisationId), ...conditions)!

/** Whether the error is a broken UNIQUE or PRIMARY KEY over a column named like `table.column`. Looks at codes and names, never at values. */
export function isUniqueViolation(error: unknown, tableColumn: string): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (/UNIQUE constraint failed/.test(cause.message) && cause.message.includes(tableColumn)) return true
  return false
}
