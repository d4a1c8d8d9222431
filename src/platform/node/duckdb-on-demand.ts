import type { DuckDbOptions, openDuckDb } from './duckdb.ts'

type DuckDb = Awaited<ReturnType<typeof openDuckDb>>

/** A DuckDB that is loaded and opened when it is first asked: files of one row a person are counted without it. Implements `SqlRunner`. */
export function duckDbOnDemand(options: DuckDbOptions): Pick<DuckDb, 'run' | 'read' | 'create' | 'fill' | 'close'> {
  let opened: Promise<DuckDb> | null = null
  const database = () => {
    opened ??= import('./duckdb.ts').then((duckdb) => duckdb.openDuckDb(options))
    return opened
  }
  return {
    run: async (sql, parameters) => (await database()).run(sql, parameters),
    read: async (sql, parameters) => (await database()).read(sql, parameters),
    create: async (table, columns) => (await database()).create(table, columns),
    fill: async (table, rows, columns) => (await database()).fill(table, rows, columns),
    close: async () => (await opened)?.close(),
  }
}
