import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Recipe } from '../anonymise/index.ts'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { encodeOutput } from './encode.ts'

/** Writes text chunks as UTF-8. */
export async function writeText(path: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks), createWriteStream(path, { mode: 0o600 }))
}

export interface DataFile {
  path: string
  name: string
  erase: () => Promise<void>
}

/** The engine's UTF-8 CSV as the recipe wants it: encoded anew, or as Parquet. */
export async function finishData(
  raw: string,
  recipe: Recipe,
  result: string,
  folder: string,
  limits: { memoryBytes: number | null; threads: number },
): Promise<DataFile> {
  const parquet = recipe.output.format === 'parquet'
  const name = parquet ? 'data.parquet' : 'data.csv'
  const path = join(result, name)
  if (parquet) {
    // From the released text alone: no dictionary of the source can come along (F2).
    const sql = await openDuckDb({ memoryBytes: (limits.memoryBytes ?? 1e9) / 2, threads: limits.threads, spill: join(folder, 'spill') })
    try {
      await sql.csvToParquet(raw, path, recipe.output.delimiter)
    } finally {
      await sql.close()
    }
  } else if (recipe.output.encoding === 'utf-8') await rename(raw, path)
  else await pipeline(createReadStream(raw), encodeOutput(recipe.output.encoding), createWriteStream(path, { mode: 0o600 }))
  return { path, name, erase: () => rm(path, { force: true }) }
}
