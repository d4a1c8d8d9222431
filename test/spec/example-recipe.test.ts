import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseRecipe } from '../../src/anonymise/index.ts'
import { EXTRACT_NAME, FILES_FOLDER, makeDemoData } from '../../src/demo/index.ts'
import { runRecipe } from '../../src/runner/run-recipe.ts'
import { verifyFile } from '../../src/verify/index.ts'

/** The specification's example, as written, on the invented extract: what it promises is counted again from the result's bytes. */

type Row = Record<string, string>

const RECIPE = join(FILES_FOLDER, '住民税課税台帳', 'recipes', 'teian-2026-003.json')
const folder = mkdtempSync(join(tmpdir(), 'sakyu-example-'))
const EDGES = [0, 1_000_000, 2_000_000, 4_000_000, 8_000_000]

async function carryOut(engine: 'duckdb' | 'memory') {
  const out = join(folder, engine)
  const outcome = await runRecipe({
    recipePath: RECIPE,
    inputs: [join(folder, 'in', EXTRACT_NAME)],
    out,
    engine,
    secret: new Uint8Array(32).fill(9),
    memoryBytes: null,
    threads: 2,
    progress: () => {},
  })
  expect(outcome.status).toBe('released')
  const text = readFileSync(join(out, 'data.csv'), 'utf8')
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))
  return { text, rows: parse(text, { columns: true }) as Row[], report }
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

beforeAll(() => {
  makeDemoData({ persons: 5000, seed: 3, out: join(folder, 'in') })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the specification’s example on the invented tax extract', () => {
  const text: Record<string, string> = {}

  it.each(['duckdb', 'memory'] as const)('%s: runs as written and keeps what it promises', async (engine) => {
    const { rows, report, ...rest } = await carryOut(engine)
    text[engine] = rest.text
    expect(Object.keys(rows[0]!)).toEqual(['宛名番号', '世帯番号', '生年月日', '住所', '職業', '世帯人数', '所得', '年度'])

    // k = 5 over whole histories
    const persons = [...groupBy(rows, (row) => row.宛名番号!).values()]
    const profile = (own: Row[]) =>
      own
        .map((row) => JSON.stringify([row.年度, row.生年月日, row.住所, row.職業]))
        .sort()
        .join('|')
    const classes = [...groupBy(persons, profile).values()]
    const smallest = Math.min(...classes.map((own) => own.length))
    expect(smallest).toBeGreaterThanOrEqual(5)
    expect(report.privacy.k).toMatchObject({ required: 5, achieved: smallest, unit: 'profiles', met: true })

    // three bands of income in each class, each counted over persons
    const band = (income: string) => EDGES.filter((edge) => Number(income) >= edge).length
    const least = Math.min(...classes.map((own) => new Set(own.flat().map((row) => band(row.所得!))).size))
    expect(least).toBeGreaterThanOrEqual(3)
    expect(report.privacy.models).toMatchObject([
      { model: 'distinct-l-diversity', column: '所得', required: 3, achieved: least, met: true },
    ])

    // addresses at municipality or above; sizes end at eight; nobody of a household of twelve or more
    expect(rows.every((row) => /^(鳥取県(.+[市町村])?|\*)$/.test(row.住所!))).toBe(true)
    expect(rows.every((row) => row.世帯人数 === '' || Number(row.世帯人数) <= 8)).toBe(true)
    const source: Row[] = parse(new TextDecoder('shift_jis').decode(readFileSync(join(folder, 'in', EXTRACT_NAME))), { columns: true })
    const large = new Set(source.filter((row) => Number(row.世帯人数) >= 12).map((row) => row.宛名番号))
    expect(large.size).toBeGreaterThan(20)
    const all = new Set(source.map((row) => row.宛名番号)).size
    expect(report.persons.input).toBe(all)
    const entered = report.persons.input - report.persons.removed
    expect(Math.abs(entered / (all - large.size) - 0.5)).toBeLessThan(4 * Math.sqrt((0.25 * 4) / all))
    expect(report.persons.output).toBe(persons.length)
    expect(report.persons.suppressed).toBeLessThanOrEqual(0.05 * entered)

    expect(report.search).toMatchObject({ optimal: true })
    expect(report.rule27.every(({ met }: { met: boolean }) => met)).toBe(true)
    const verified = await verifyFile({ path: join(folder, engine, 'data.csv'), recipe: parseRecipe(readFileSync(RECIPE, 'utf8')) })
    expect(verified).toMatchObject({ met: true, rows: rows.length, persons: persons.length, classes: classes.length })
    for (const column of ['氏名', '個人番号'])
      for (const value of new Set(source.map((row) => row[column]!)))
        if (rest.text.includes(value)) throw new Error(`a value of ${column} is in the result`)
  })

  it('both engines wrote the same bytes', () => {
    expect(text.memory).toBe(text.duckdb)
    expect(text.duckdb!.length).toBeGreaterThan(10_000)
  })
})
