import { join } from 'node:path'
import { type Encoding, type InputFile, openInput } from '../intake/index.ts'
import { openDuckDb } from '../platform/node/duckdb.ts'

/**
 * A file of the command line, looked at, and as CSV that `readRows` reads: Parquet is written out as text first.
 *
 * @param folder - a folder of the command's own, erased by it
 */
export async function openTable(
  path: string,
  options: { delimiter?: string; encoding?: string },
  folder: string,
): Promise<{ file: InputFile; csv: InputFile }> {
  const file = await openInput(path, {
    delimiter: options.delimiter,
    encoding: (options.encoding ?? 'auto') as Encoding | 'auto',
    parquetHeader: (parquet) => withDatabase(folder, (database) => database.parquetHeader(parquet)),
  })
  if (file.format === 'csv') return { file, csv: file }
  const target = join(folder, 'in.csv')
  await withDatabase(folder, (database) => database.parquetToCsv(path, target, ''))
  return { file, csv: { ...file, path: target, format: 'csv', encoding: 'utf-8', delimiter: ',' } }
}

async function withDatabase<T>(spill: string, use: (database: Awaited<ReturnType<typeof openDuckDb>>) => Promise<T>): Promise<T> {
  const database = await openDuckDb({ memoryBytes: 500e6, threads: 2, spill })
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}
