import { DuckDBInstance } from '@duckdb/node-api'

/** `node bench/duckdb-copy.ts FROM TO THREADS`: DuckDB merely copies a CSV file, every column as text. */
const [from, to, threads] = process.argv.slice(2)
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const instance = await DuckDBInstance.create(':memory:', { threads: threads! })
const connection = await instance.connect()
await connection.run(
  `COPY (SELECT * FROM read_csv(${quoted(from!)}, all_varchar = true, header = true)) TO ${quoted(to!)} (FORMAT csv, HEADER)`,
)
connection.closeSync()
