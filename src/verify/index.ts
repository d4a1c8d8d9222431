import type { Recipe } from '../anonymise/recipe.ts'
import { InputError } from '../core/index.ts'
import { decoder, type InputFile, openInput } from '../intake/index.ts'
import { measureFile, type TextDatabase } from './database.ts'
import { type Measured, measure, type RawTable } from './measure.ts'
import { readTable } from './read-table.ts'
import { expectedOf, type SealedReference, strangers } from './requirement.ts'

export type { TextDatabase } from './database.ts'
export type { Measured } from './measure.ts'
export type { SealedReference } from './requirement.ts'

/** What was measured, and of which bytes. */
export interface Verification extends Measured {
  /** of the file, hex */
  sha256: string
}

/**
 * Measures a finished file: read back as raw text, grouped and counted by code that shares nothing with the run.
 *
 * @param given.side - CSV of `person,household` integers for a file that no longer says who is who (rule G2)
 * @param given.reference - how sensitive columns were spread over those who entered the search (rule C2); absent: over those released
 * @param given.database - absent: everything is read and counted here, slower for large files; a test holds the two equal
 * @throws {InputError} if the file cannot be read or its columns are not those that the recipe releases
 */
export async function verifyFile(given: {
  path: string
  recipe: Recipe
  side?: string
  reference?: SealedReference
  database?: TextDatabase
  parquetHeader?: (path: string) => Promise<string[]>
}): Promise<Verification> {
  const { recipe } = given
  const encoding = recipe.output.encoding === 'cp932' ? 'cp932' : 'utf-8'
  const isParquet = /\.parquet$/i.test(given.path)
  const file = await openInput(given.path, { encoding, delimiter: recipe.output.delimiter, parquetHeader: given.parquetHeader })
  const { unknown, missing } = strangers(recipe, file.header)
  if (unknown.length > 0) throw new InputError(`「${file.name}」: 加工方法が残さない列「${unknown[0]}」があります。`)
  if (missing.length > 0) throw new InputError(`「${file.name}」: 加工方法が残す列「${missing[0]}」がありません。`)
  const expected = expectedOf(recipe, file.header, given.reference ?? null)
  if (given.database && encoding === 'utf-8' && (isParquet || !file.header.some((column) => column.includes('\n'))))
    return {
      ...(await measureFile(
        given.database,
        { path: given.path, format: file.format, delimiter: file.delimiter, header: file.header, sidePath: given.side },
        expected,
      )),
      sha256: file.sha256,
    }
  if (isParquet) throw new InputError(`「${file.name}」: Parquet はここでは確かめられません。`)
  return { ...measure(await readAll(file, given.side, recipe, expected.synthetic), expected), sha256: file.sha256 }
}

async function readAll(file: InputFile, side: string | undefined, recipe: Recipe, synthetic: boolean): Promise<RawTable> {
  let columns = await readTable(file, decoder(file.encoding))
  const all = side === undefined ? undefined : await readSide(side)
  const rowsRead = columns[0]?.length ?? 0
  if (all && all.persons.length !== rowsRead) throw new InputError(`「${file.name}」: 行の数が、本人の番号の表と合いません。`)
  const isReal = (_: unknown, row: number) => all?.synthetic[row] !== 1
  const who = all && { persons: all.persons.filter(isReal), households: all.households.filter(isReal), before: all.before?.filter(isReal) }
  if (all) columns = columns.map((column) => column.filter(isReal))
  const at = (name: string | null | undefined) => (name && file.header.includes(name) ? columns[file.header.indexOf(name)]! : null)
  const rows = columns[0]?.length ?? 0
  return {
    rows,
    synthetic: synthetic && !all ? null : rowsRead - rows,
    before: who?.before ?? null,
    column: (name) => columns[file.header.indexOf(name)]!,
    persons: recipe.person ? (at(recipe.person) ?? who?.persons ?? null) : null,
    households: recipe.household ? (who?.households ?? at(recipe.household)) : null,
  }
}

interface Side {
  persons: Int32Array
  households: Int32Array
  synthetic: Int32Array
  before: Int32Array | null
}

async function readSide(path: string): Promise<Side> {
  const file = await openInput(path, { encoding: 'utf-8', delimiter: ',' })
  const columns = await readTable(file, decoder('utf-8'))
  const numbers = (name: string) => {
    const at = file.header.indexOf(name)
    return at === -1 ? null : Int32Array.from(columns[at]!, Number)
  }
  const rows = columns[0]!.length
  return {
    persons: numbers('person') ?? new Int32Array(rows),
    households: numbers('household') ?? new Int32Array(rows),
    synthetic: numbers('synthetic') ?? new Int32Array(rows),
    before: numbers('before'),
  }
}
