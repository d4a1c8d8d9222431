import { stat } from 'node:fs/promises'
import { type CodedPart, codeRows, Values } from '../anonymise/index.ts'
import { type InputFile, readRows } from '../intake/index.ts'
import { codeCsv } from '../runner/code-csv.ts'

/** A column of a file: per row 0 for an empty cell, else the number of its text. */
export interface ReadColumn {
  codes: Int32Array
  texts: (string | null)[]
}

/**
 * Some columns of a CSV as codes.
 * @throws {InputError} what is wrong with the file, with its lines
 */
export async function readColumns(
  file: InputFile,
  names: readonly string[],
  nulls: readonly string[],
): Promise<{ rows: number; columns: Map<string, ReadColumn> }> {
  const part = (await plainly(file, names, nulls)) ?? (await exactly(file, names, nulls))
  const columns = new Map<string, ReadColumn>()
  names.forEach((name, i) => {
    const { chunks, size, starts, bytes } = part.columns[i]!
    const codes = new Int32Array(part.rows)
    let at = 0
    for (const chunk of chunks) {
      codes.set(chunk, at)
      at += chunk.length
    }
    columns.set(name, { codes, texts: new Values(size, starts, bytes).texts() })
  })
  return { rows: part.rows, columns }
}

async function plainly(file: InputFile, names: readonly string[], nulls: readonly string[]): Promise<CodedPart | null> {
  const { path, encoding, delimiter, header } = file
  if (encoding === 'euc-jp') return null
  const { size } = await stat(path)
  const slots = Int32Array.from(header, (name) => names.indexOf(name))
  const layout = { fields: header.length, slots, columns: names.length, header: true }
  const part = await codeCsv({ path, encoding, delimiter, nulls, from: 0, to: size, ...layout })
  return part && part.rows > 0 ? part : null
}

/** The exact reader says where a file is broken. */
const exactly = (file: InputFile, names: readonly string[], nulls: readonly string[]) =>
  codeRows(
    readRows(file, []),
    names.map((name) => file.header.indexOf(name)),
    nulls,
  )
