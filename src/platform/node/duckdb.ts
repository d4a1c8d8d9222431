import {
  BLOB,
  blobValue,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBTypeId,
  INTEGER,
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

type Column = Int32Array | Float64Array | (string | null)[]

/** The numbers of a vector as they lie; the package hides them, and value by value takes thirty times as long. */
const itemsOf = (chunk: DuckDBDataChunk, index: number) =>
  (chunk.getColumnVector(index) as unknown as { items: Int32Array | Float64Array }).items

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
          if (type === DuckDBTypeId.INTEGER || type === DuckDBTypeId.DOUBLE) {
            const numbers = type === DuckDBTypeId.INTEGER ? new Int32Array(rows) : new Float64Array(rows)
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

    async close(): Promise<void> {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
