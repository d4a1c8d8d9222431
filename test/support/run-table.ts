import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AddressBook,
  compileHierarchy,
  compilePlan,
  DuckDbEngine,
  type Engine,
  type Findings,
  openMemoryEngine,
  parseRecipe,
  run,
  type Source,
} from '../../src/anonymise/index.ts'
import { openDuckDb } from '../../src/platform/node/duckdb.ts'
import { writeChunks } from '../../src/runner/output.ts'

/** The DuckDB engine twice: with the rows in the database from the start, and as files of one row a person are counted. */
export const ENGINES = ['memory', 'duckdb', 'duckdb-held'] as const
export type EngineName = (typeof ENGINES)[number]

export interface TableRun {
  findings: Findings
  /** the released file's text; '' if nothing was released */
  csv: string
  header: string[]
  rows: string[][]
  side: string[][]
}

export interface TableOptions {
  engine: EngineName
  secret?: Uint8Array
  /** floors refuse whatever the size */
  order?: boolean
  files?: Record<string, string>
  addresses?: AddressBook
}

/** One or several small tables through a whole run of the library: first row the header, null an empty cell. */
export async function runTable(
  tables: (string | null)[][] | (string | null)[][][],
  recipe: object,
  options: TableOptions,
): Promise<TableRun> {
  const list = (Array.isArray(tables[0]?.[0]) ? tables : [tables]) as (string | null)[][][]
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-table-'))
  let engine: Engine | undefined
  try {
    const sources = list.map(
      ([header, ...rows]): Source => ({
        header: header as string[],
        rows: async function* () {
          yield rows.map((row) => row.map((cell) => cell ?? ''))
        },
      }),
    )
    const parsed = parseRecipe(JSON.stringify({ sakyu: 'recipe/1', title: '試験', ...recipe }))
    const plan = compilePlan(
      parsed,
      (spec, column) =>
        compileHierarchy(spec, {
          column,
          readFile: (path) => options.files?.[path] ?? '',
          addresses: options.addresses ?? new AddressBook([]),
        }),
      (path) => {
        const [header, ...rows] = (options.files?.[path] ?? '')
          .trim()
          .split('\n')
          .map((line) => line.split(','))
        return { header: header!, rows: rows.map((row) => row.map((cell) => (cell === '' ? null : cell))) }
      },
    )
    engine =
      options.engine === 'memory'
        ? await openMemoryEngine(sources, parsed.input.nulls, writeChunks, 200_000)
        : new DuckDbEngine(
            {
              sql: await openDuckDb({ memoryBytes: 400e6, threads: 2, spill: join(folder, 'spill') }),
              write: writeChunks,
              ...(options.engine === 'duckdb' ? { holds: 0 } : {}),
            },
            sources,
            parsed.input.nulls,
          )
    const path = join(folder, 'out.csv')
    const sidePath = join(folder, 'side.csv')
    const findings = await run({
      recipe: parsed,
      plan,
      engine,
      secret: options.secret ?? new Uint8Array(32).fill(7),
      organisation: '',
      order: options.order ?? false,
      progress: () => {},
      clock: () => performance.now() / 1000,
      output: { path, sidePath },
    })
    if (!findings.met) return { findings, csv: '', header: [], rows: [], side: [] }
    const csv = readFileSync(path, 'utf8')
    const [header, ...rows] = csv
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    const side = readFileSync(sidePath, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    return { findings, csv, header: header!, rows, side }
  } finally {
    await engine?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A small table drawn with bars: the first line is the header, `-` lines and blanks around cells are dropped, an empty cell is null. */
export function table(text: string): (string | null)[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^[\s|+-]+$/.test(line))
    .map((line) => line.split('|').map((cell) => (cell.trim() === '' ? null : cell.trim())))
}
