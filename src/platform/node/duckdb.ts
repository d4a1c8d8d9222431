import {
  BLOB,
  blobValue,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  INTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api'

export type DatabaseFaultCode = 'out-of-memory' | 'csv' | 'io' | 'database'

/** A fault inside DuckDB. Its own text quotes cells and bound values, so only a code passes (privacy-rules D2, F7). */
export class DatabaseFault extends Error {
  readonly code: DatabaseFaultCode
  constructor(code: DatabaseFaultCode) {
    super(`database fault: ${code}`)
    this.name = 'DatabaseFault'
    this.code = code
  }
}

/** The kind of error is the text before the first colon; nothing behind it is looked at, but the mark of the CSV reader. */
function faultOf(error: unknown): DatabaseFault {
  const text = error instanceof Error ? error.message : ''
  if (/^Out of Memory Error/i.test(text)) return new DatabaseFault('out-of-memory')
  if (/CSV/.test(text.slice(0, 80))) return new DatabaseFault('csv')
  if (/^IO Error/i.test(text)) return new DatabaseFault('io')
  return new DatabaseFault('database')
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Types that are read as Int32Array. */
const INTEGERS = new Set([DuckDBTypeId.INTEGER, DuckDBTypeId.UTINYINT, DuckDBTypeId.USMALLINT])

/** By the bytes of an element. */
const UNSIGNED = { 1: UTINYINT, 2: USMALLINT, 4: INTEGER } as const

/** A column that is asked for some rows at a time, and the bytes of its numbers: one and two hold no sign. */
export interface Filled {
  bytes: 1 | 2 | 4
  fill: (from: number, target: Codes) => void
}

/** Codes in the narrowest integers that hold them. */
export type Codes = Uint8Array | Uint16Array | Int32Array

/** Rows of one of DuckDB's vectors. */
const VECTOR_ROWS = 2048

type Column = Int32Array | Float64Array | (string | null)[]

/** The numbers of a vector as they lie; the package hides them, and value by value takes thirty times as long. */
const itemsOf = (chunk: DuckDBDataChunk, index: number) =>
  (chunk.getColumnVector(index) as unknown as { items: Codes | Float64Array }).items

export interface DuckDbOptions {
  /** bytes that DuckDB may hold */
  memoryBytes: number
  threads: number
  /** folder of its own for spilling; the caller erases it */
  spill: string
}

/** One DuckDB in memory, of one connection. Implements the port `SqlRunner` of anonymise/engines/duckdb. */
export async function openDuckDb(options: DuckDbOptions) {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.floor(options.memoryBytes / 1e6)}MB`,
    threads: String(options.threads),
    temp_directory: options.spill,
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection: DuckDBConnection = await instance.connect()
  const bind = (parameters?: Record<string, Uint8Array | string | number>) =>
    parameters &&
    Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value instanceof Uint8Array ? blobValue(value) : value]))
  const types = (parameters?: Record<string, Uint8Array | string | number>) =>
    parameters &&
    Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? BLOB : typeof value === 'number' ? DOUBLE : VARCHAR,
      ]),
    )

  const run = async (sql: string, parameters?: Record<string, Uint8Array | string | number>) => {
    try {
      return await connection.run(sql, bind(parameters), types(parameters))
    } catch (error) {
      throw faultOf(error)
    }
  }

  return {
    async run(sql: string, parameters?: Record<string, Uint8Array | string | number>): Promise<void> {
      await run(sql, parameters)
    },

    async read(sql: string, parameters?: Record<string, Uint8Array | string | number>): Promise<Column[]> {
      const result = await run(sql, parameters)
      try {
        const chunks = await result.fetchAllChunks()
        const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)
        return Array.from({ length: result.columnCount }, (_, index): Column => {
          const type = result.columnTypeId(index)
          if (type === DuckDBTypeId.DOUBLE || INTEGERS.has(type)) {
            const numbers = type === DuckDBTypeId.DOUBLE ? new Float64Array(rows) : new Int32Array(rows)
            let at = 0
            for (const chunk of chunks) {
              numbers.set(itemsOf(chunk, index), at)
              at += chunk.rowCount
            }
            return numbers
          }
          if (type !== DuckDBTypeId.VARCHAR) throw new Error(`column ${index} of the result is neither text nor number`)
          const texts: (string | null)[] = []
          for (const chunk of chunks) for (const value of chunk.getColumnValues(index)) texts.push(value as string | null)
          return texts
        })
      } catch (error) {
        throw faultOf(error)
      }
    },

    async create(table: string, columns: Record<string, Column>): Promise<void> {
      const names = Object.keys(columns)
      const data = Object.values(columns)
      const kind = (column: Column) => (column instanceof Int32Array ? INTEGER : column instanceof Float64Array ? DOUBLE : VARCHAR)
      await run(`CREATE TABLE "${table}" (${names.map((name, i) => `"${name}" ${kind(data[i]!)}`).join(', ')})`)
      try {
        const appender = await connection.createAppender(table)
        const length = data[0]!.length
        for (let from = 0; from < length; from += 2048) {
          const count = Math.min(2048, length - from)
          const chunk = DuckDBDataChunk.create(data.map(kind), count)
          data.forEach((column, i) => {
            const vector = chunk.getColumnVector(i)
            if (Array.isArray(column)) for (let row = 0; row < count; row++) vector.setItem(row, column[from + row] as never)
            else itemsOf(chunk, i).set(column.subarray(from, from + count))
            vector.flush()
          })
          appender.appendDataChunk(chunk)
        }
        appender.closeSync()
      } catch (error) {
        throw faultOf(error)
      }
    },

    async fill(table: string, rows: number, columns: Record<string, Filled>): Promise<void> {
      const fills = Object.values(columns)
      const types = fills.map(({ bytes }) => UNSIGNED[bytes])
      await run(
        `CREATE TABLE "${table}" (${Object.keys(columns)
          .map((name, i) => `"${name}" ${types[i]!}`)
          .join(', ')})`,
      )
      try {
        const appender = await connection.createAppender(table)
        const size = Math.min(VECTOR_ROWS, rows)
        let chunk = DuckDBDataChunk.create(types, size)
        // The chunk and its vectors serve again and again; only the last may be shorter.
        for (let from = 0; from < rows; from += VECTOR_ROWS) {
          const count = Math.min(VECTOR_ROWS, rows - from)
          if (count < size) chunk = DuckDBDataChunk.create(types, count)
          fills.forEach(({ fill }, i) => {
            fill(from, itemsOf(chunk, i) as Codes)
            chunk.getColumnVector(i).flush()
          })
          appender.appendDataChunk(chunk)
        }
        appender.closeSync()
      } catch (error) {
        throw faultOf(error)
      }
    },

    /** Column names of a Parquet file. */
    async parquetHeader(path: string): Promise<string[]> {
      const result = await run(`SELECT * FROM read_parquet(${literal(path)}) LIMIT 0`)
      return result.columnNames()
    },

    /** Every cell of a Parquet file as text, in a CSV of UTF-8. */
    async parquetToCsv(from: string, to: string, nullText: string): Promise<void> {
      await run(
        `COPY (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(${literal(from)})) TO ${literal(to)} (FORMAT csv, HEADER true, FORCE_QUOTE *, NULLSTR ${literal(nullText)})`,
      )
    },

    /**
     * A released CSV as Parquet: text, but columns that are numbers in every cell, in their usual writing, are numbers.
     * From the released file alone, so that no dictionary of the source can come along (privacy-rules F2).
     */
    async csvToParquet(from: string, to: string, delimiter: string): Promise<void> {
      await run('SET preserve_insertion_order = true')
      await run(
        `CREATE TABLE released AS SELECT * FROM read_csv(${literal(from)}, header = true, all_varchar = true, auto_detect = true, sample_size = 1, delim = ${literal(delimiter)}, quote = '"', escape = '"', nullstr = '')`,
      )
      const names = (await run('SELECT * FROM released LIMIT 0')).columnNames()
      const columns: string[] = []
      for (const name of names) {
        const cell = `"${name.replaceAll('"', '""')}"`
        const fits = await run(
          `SELECT count(${cell}) > 0 AND coalesce(bool_and(TRY_CAST(${cell} AS BIGINT)::VARCHAR IS NOT DISTINCT FROM ${cell}) FILTER (${cell} IS NOT NULL), false), count(${cell}) > 0 AND coalesce(bool_and(regexp_full_match(${cell}, '-?(0|[1-9][0-9]{0,14})([.][0-9]{0,14}[1-9])?')) FILTER (${cell} IS NOT NULL), false) FROM released`,
        )
        const [[whole, decimal]] = (await fits.getRows()) as [[boolean, boolean]]
        columns.push(whole ? `${cell}::BIGINT AS ${cell}` : decimal ? `${cell}::DOUBLE AS ${cell}` : cell)
      }
      await run(`COPY (SELECT ${columns.join(', ')} FROM released) TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`)
    },

    async close(): Promise<void> {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
