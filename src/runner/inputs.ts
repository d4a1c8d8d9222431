import { join } from 'node:path'
import type { Recipe, Source } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { type InputFile, openInput, readRows, toUtf8 } from '../intake/index.ts'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { writeText } from './output.ts'
import { isRegularCsv } from './regular-csv.ts'

export interface LoadedInput {
  file: InputFile
  source: Source
}

export interface InputLimits {
  memoryBytes: number
  threads: number
  /** for engines that read the file themselves: UTF-8 on disk */
  asUtf8: boolean
}

/** Stands for Parquet's null where the empty string is a value; no text of people holds it. */
const PARQUET_NULL = '\u{f0000}null'

/**
 * Looks at every input and prepares it for the engine: Parquet as CSV text, other encodings as UTF-8, odd CSV rewritten plainly.
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
  const rowsOf = (csv: InputFile) => () => readRows(csv, recipe.input.nulls)
  if (file.format === 'parquet') {
    await withDuckDb(folder, limits, (sql) => sql.parquetToCsv(file.path, target, recipe.input.nulls.includes('') ? '' : PARQUET_NULL))
    const csv: InputFile = { ...file, path: target, format: 'csv', encoding: 'utf-8', delimiter: ',' }
    return { header: file.header, path: target, delimiter: ',', rows: rowsOf(csv) }
  }
  const source = { header: file.header, delimiter: file.delimiter, rows: rowsOf(file) }
  if (!limits.asUtf8) return { ...source, path: file.path }
  if (!(await isRegularCsv(file.path, file.delimiter))) return { ...source, path: await rewritten(file, target), delimiter: ',' }
  if (file.encoding === 'utf-8') return { ...source, path: file.path }
  await toUtf8(file, target)
  return { ...source, path: target }
}

/** The file read exactly and written plainly. @throws {InputError} with the lines at fault */
export async function rewritten(file: InputFile, target: string): Promise<string> {
  const line = (cells: readonly (string | null)[]) => `${cells.map((cell) => quoted(cell ?? '')).join(',')}\n`
  await writeText(
    target,
    (async function* () {
      yield line(file.header)
      for await (const rows of readRows(file, [])) yield rows.map(line).join('')
    })(),
  )
  return target
}

/** Empty cells in quotes too: a row of one empty cell would be an empty line. */
const quoted = (cell: string) => (cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

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
  const sql = await openDuckDb({ memoryBytes: limits.memoryBytes, threads: limits.threads, spill: join(folder, 'spill') })
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
