import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { AddressBook } from '../../src/anonymise/index.ts'
import { ENGINES, type EngineName, runTable, type TableOptions, type TableRun, table } from './run-table.ts'

type Cell = string | number | null

export interface SpecCase {
  /** a drawn table; the first line names the columns, an empty cell is null */
  table: string
  /**
   * Keys of a recipe. Columns of the table that it does not decide are kept; a decision without `class` is of class other.
   * A column called person or household takes that role and is pseudonymised.
   */
  recipe: Record<string, unknown> & { columns?: Record<string, Record<string, unknown>> }
  /** column → cells of the rows that are released, in the order of the table */
  gives?: Record<string, Cell[]>
  /** as `gives`, by the form of the cells: for what is keyed */
  shaped?: Record<string, (string | RegExp)[]>
  /** column → lists of rows, from 1, whose released cells are one */
  same?: Record<string, number[][]>
  /** numbers of the rows that are released, from 1; all if not said */
  rows?: number[]
  /** columns that are not released */
  without?: string[]
  /** level taken per column */
  levels?: Record<string, number>
  /** what the run refuses with: the error's name and what its message names */
  refuses?: { error: 'RecipeError' | 'ValueProblem' | 'InputProblem'; says: string[] }
  /** the requirement cannot be met: nothing is released */
  unmet?: true
  files?: Record<string, string>
  /** engines that cannot do the case, with the reason */
  skip?: { engine: EngineName; reason: string }[]
}

/** Row numbers travel through the run in a kept column: the result comes in keyed order. */
const ROW = '行'
const DEFAULTS = { person: { class: 'linking-code', technique: 'pseudonym' }, household: { class: 'linking-code', technique: 'pseudonym' } }

const municipalities = readFileSync('data-catalog/codes/municipalities.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
export const ADDRESSES = new AddressBook(
  municipalities.map(([code, prefecture, municipality]) => ({ code: code!, prefecture: prefecture!, municipality: municipality! })),
)

/** One case that a domain expert can check, run on every engine. */
export function specCase(name: string, spec: SpecCase): void {
  describe(name, () => {
    for (const engine of ENGINES) {
      const skip = spec.skip?.find((one) => one.engine === engine)
      if (skip) it.skip(`${engine}: ${skip.reason}`)
      else it(engine, () => check(spec, engine))
    }
  })
}

/** The case's recipe and table as a run. */
export async function runCase(
  spec: Pick<SpecCase, 'table' | 'recipe' | 'files'>,
  options: TableOptions,
): Promise<TableRun & { cells: string[][] }> {
  const [header, ...rows] = table(spec.table)
  const numbered = [[ROW, ...header!], ...rows.map((row, i) => [`r${i + 1}`, ...row])]
  const decided = Object.fromEntries(
    header!.map((column) => {
      const own = spec.recipe.columns?.[column!] ?? DEFAULTS[column as 'person'] ?? { technique: 'keep', reason: '試験' }
      return [column!, { class: 'other', ...own }]
    }),
  )
  const recipe = {
    ...(header!.includes('person') ? { person: 'person' } : { person: null }),
    ...(header!.includes('household') ? { household: 'household' } : {}),
    privacy: { k: 2 },
    ...spec.recipe,
    columns: { [ROW]: { class: 'other', technique: 'keep', reason: '行の番号' }, ...decided },
  }
  const run = await runTable(numbered, recipe, { addresses: ADDRESSES, ...(spec.files ? { files: spec.files } : {}), ...options })
  return { ...run, cells: run.csv === '' ? [] : (parse(run.csv, { relax_column_count: false }) as string[][]) }
}

async function check(spec: SpecCase, engine: EngineName): Promise<void> {
  if (spec.refuses) {
    const { error, says } = spec.refuses
    const refusal = await runCase(spec, { engine }).then(
      () => undefined,
      (thrown: Error) => thrown,
    )
    expect(refusal?.name).toBe(error)
    for (const text of says) expect(refusal!.message).toContain(text)
    const [, ...rows] = table(spec.table)
    // Neither name nor value of a person: longer cells only, since a digit stands in any count.
    for (const cell of rows.flat()) if (cell && cell.length >= 4) expect(refusal!.message).not.toContain(cell)
    return
  }
  const { findings, cells } = await runCase(spec, { engine })
  if (spec.unmet) {
    expect(findings.met).toBe(false)
    expect(cells).toEqual([])
    return
  }
  expect(findings.met).toBe(true)
  const [header, ...rows] = cells
  const at = (column: string) => header!.indexOf(column)
  rows.sort((a, b) => Number(a[at(ROW)]!.slice(1)) - Number(b[at(ROW)]!.slice(1)))
  const total = table(spec.table).length - 1
  expect(rows.map((row) => Number(row[at(ROW)]!.slice(1)))).toEqual(spec.rows ?? Array.from({ length: total }, (_, i) => i + 1))
  for (const [column, expected] of Object.entries(spec.gives ?? {}))
    expect(rows.map((row) => row[at(column)])).toEqual(expected.map((cell) => (cell === null ? '' : String(cell))))
  for (const [column, forms] of Object.entries(spec.shaped ?? {}))
    for (const [i, form] of forms.entries()) {
      const cell = rows[i]![at(column)]!
      if (typeof form === 'string') expect(cell).toBe(form)
      else expect(cell).toMatch(form)
    }
  for (const [column, lists] of Object.entries(spec.same ?? {}))
    for (const list of lists) expect(new Set(list.map((row) => rows[row - 1]![at(column)])).size).toBe(1)
  for (const column of spec.without ?? []) expect(header).not.toContain(column)
  for (const [column, level] of Object.entries(spec.levels ?? {})) expect(findings.levels[column]).toBe(level)
}
