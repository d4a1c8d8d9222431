import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type CodedPart, codeRows, type Recipe, type Source } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { type InputFile, openInput, readRows } from '../intake/index.ts'
import type { openDuckDb } from '../platform/node/duckdb.ts'
import { codeCsv, middleOf } from './code-csv.ts'
import type { SecondThread } from './second-thread.ts'

export interface LoadedInput {
  file: InputFile
  source: Source
}

export interface InputLimits {
  memoryBytes: number
  threads: number
  second?: SecondThread | null
}

/** Stands for Parquet's null where the empty string is a value; no text of people holds it. */
const PARQUET_NULL = '\u{f0000}null'

/**
 * Looks at every input and prepares it for the engine: Parquet as CSV text.
 * @throws {InputError} what is wrong with a file, with its line numbers
 */
export async function openInputs(paths: readonly string[], recipe: Recipe, folder: string, limits: InputLimits): Promise<LoadedInput[]> {
  const inputs: LoadedInput[] = []
  for (const [number, path] of paths.entries()) {
    const { input } = recipe
    const file = await openInput(path, {
      ...(input.format ? { format: input.format } : {}),
      encoding: input.encoding,
      delimiter: input.delimiter,
      parquetHeader: (parquet) => withDuckDb(folder, limits, (sql) => sql.parquetHeader(parquet)),
    })
    refuseOtherColumns(inputs[0]?.file, file, number)
    inputs.push({ file, source: await sourceOf(file, join(folder, `in${number}.csv`), recipe, folder, limits) })
  }
  return inputs
}

async function sourceOf(file: InputFile, target: string, recipe: Recipe, folder: string, limits: InputLimits): Promise<Source> {
  const csvSource = (csv: InputFile): Source => {
    const rows = () => readRows(csv, recipe.input.nulls)
    return { header: csv.header, rows, parts: (columns, nulls) => partsOf(csv, columns, nulls, limits.second ?? null) }
  }
  if (file.format === 'csv') return csvSource(file)
  await withDuckDb(folder, limits, (sql) => sql.parquetToCsv(file.path, target, recipe.input.nulls.includes('') ? '' : PARQUET_NULL))
  return csvSource({ ...file, path: target, format: 'csv', encoding: 'utf-8', delimiter: ',', bytes: (await stat(target)).size })
}

/** Smaller files are coded before a second thread would have its half. */
const WORTH_TWO = 8e6

/** The rows as codes; what is not written plainly is read by the exact reader, which says where a file is broken. */
async function partsOf(
  file: InputFile,
  columns: readonly string[],
  nulls: readonly string[],
  second: SecondThread | null,
): Promise<CodedPart[]> {
  const { path, encoding, delimiter, header, bytes: size } = file
  if (encoding !== 'euc-jp') {
    const slots = Int32Array.from(header, (name) => columns.indexOf(name))
    const whole = {
      path,
      encoding,
      delimiter,
      fields: header.length,
      slots,
      columns: columns.length,
      nulls,
      from: 0,
      to: size,
      header: true,
    }
    const middle = second && size > WORTH_TWO ? await middleOf(path, size) : null
    const pieces =
      second && middle !== null && middle < size
        ? [second.codeCsv({ ...whole, from: middle, header: false }), codeCsv({ ...whole, to: middle })].reverse()
        : [codeCsv(whole)]
    const parts = await Promise.all(pieces)
    if (parts.every((part) => part !== null)) return parts
  }
  const places = columns.map((name) => header.indexOf(name))
  return [await codeRows(readRows(file, []), places, nulls)]
}

/** Several inputs are one table: the same columns, in any order. */
function refuseOtherColumns(first: InputFile | undefined, file: InputFile, number: number): void {
  if (!first) return
  const missing = first.header.filter((column) => !file.header.includes(column))
  const more = file.header.filter((column) => !first.header.includes(column))
  const names = (columns: string[]) => columns.map((column) => `「${column}」`).join('')
  if (missing.length > 0) throw new InputError(`${number + 1}番目の --in「${file.name}」に、1番目にある列がありません: ${names(missing)}`)
  if (more.length > 0) throw new InputError(`${number + 1}番目の --in「${file.name}」に、1番目にない列があります: ${names(more)}`)
}

async function withDuckDb<T>(
  folder: string,
  limits: InputLimits,
  use: (sql: Awaited<ReturnType<typeof openDuckDb>>) => Promise<T>,
): Promise<T> {
  const duckdb = await import('../platform/node/duckdb.ts')
  const sql = await duckdb.openDuckDb({ memoryBytes: limits.memoryBytes, threads: limits.threads, spill: join(folder, 'spill') })
  try {
    return await use(sql)
  } finally {
    await sql.close()
  }
}

/** The nulls an engine must know: the recipe's, and the stand-in for Parquet's own. */
export const engineNulls = (recipe: Recipe, inputs: readonly LoadedInput[]): string[] =>
  inputs.some(({ file }) => file.format === 'parquet') && !recipe.input.nulls.includes('')
    ? [...recipe.input.nulls, PARQUET_NULL]
    : recipe.input.nulls
