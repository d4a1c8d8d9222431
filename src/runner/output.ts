import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Recipe } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { encodeCp932, openInput, readRows } from '../intake/index.ts'
import { encodeOutput } from './encode.ts'

/** Writes chunks, text as UTF-8. While one is written the next is made; bytes may be used again when the next but one is asked for. */
export async function writeChunks(path: string, chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    let writing: Promise<void> = Promise.resolve()
    for await (const chunk of chunks) {
      await writing
      writing = file.writeFile(chunk)
      writing.catch(() => {}) // awaited with the next; a fault while that is made must not go unheard
    }
    await writing
  } finally {
    await file.close()
  }
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
    const { openDuckDb } = await import('../platform/node/duckdb.ts')
    const sql = await openDuckDb({ memoryBytes: (limits.memoryBytes ?? 1e9) / 2, threads: limits.threads, spill: join(folder, 'spill') })
    try {
      await sql.csvToParquet(raw, path, recipe.output.delimiter)
    } finally {
      await sql.close()
    }
  } else if (recipe.output.encoding === 'utf-8') await rename(raw, path)
  else {
    if (recipe.output.encoding === 'cp932') await refuseUnencodable(raw, recipe.output.delimiter)
    await pipeline(createReadStream(raw), encodeOutput(recipe.output.encoding), createWriteStream(path, { mode: 0o600 }))
  }
  return { path, name, erase: () => rm(path, { force: true }) }
}

/** @throws {InputError} naming the columns, and how many cells of each hold a character that CP932 lacks */
async function refuseUnencodable(path: string, delimiter: string): Promise<void> {
  const file = await openInput(path, { encoding: 'utf-8', delimiter })
  const known = new Map<string, boolean>()
  const odd = file.header.map(() => 0)
  for await (const rows of readRows(file, []))
    for (const row of rows)
      row.forEach((cell, column) => {
        if (cell === null || isAscii(cell)) return
        let fits = known.get(cell)
        if (fits === undefined) {
          fits = encodeCp932(cell) !== null
          if (known.size < 100_000) known.set(cell, fits)
        }
        if (!fits) odd[column]!++
      })
  const found = odd.flatMap((count, column) => (count > 0 ? [`「${file.header[column]}」${count}件`] : []))
  if (found.length > 0)
    throw new InputError(
      `CP932 にない文字が結果にあります: ${found.join('、')}。output.encoding を "utf-8" にするか、その列の加工を見直してください`,
    )
}

const isAscii = (text: string) => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false
  return true
}
