import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cells, LADDERS, type Released, smallestHistoryClass, smallestRowClass } from '../support/naive.ts'
import { shuffled } from '../support/residents.ts'
import { ENGINES, type EngineName, runTable, type TableRun } from '../support/run-table.ts'

const RUNS = Number(process.env.SAKYU_PROPERTY_RUNS ?? 25)
const seed = process.env.SAKYU_PROPERTY_SEED ? { seed: Number(process.env.SAKYU_PROPERTY_SEED) } : {}

const HEADER = ['行', '番号', '世帯', '氏名', '年度', '年齢', '郵便', '生年月日', '性別', '所得']
const QUASI = { 年齢: 'age', 郵便: 'code', 生年月日: 'birth', 性別: null } as const
const HIERARCHIES = {
  年齢: { kind: 'number', widths: [5, 10, 20] },
  郵便: { kind: 'prefix', lengths: [5, 3] },
  生年月日: { kind: 'date', levels: ['month', 'year', '10-year', 'any'] },
} as const

const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 12, nil: null })

/** One person: household, rows of one or more years, few values so that classes collide. */
const person = (years: number) =>
  fc.record({
    household: fc.integer({ min: 1, max: 12 }),
    age: orNull(fc.integer({ min: 18, max: 43 })),
    code: orNull(fc.constantFrom('6800011', '6800022', '6830805', '6820018')),
    birth: orNull(fc.constantFrom('1985-04-01', '1985-04-20', '1986-01-07', '1979-12-31')),
    sex: fc.constantFrom('男', '女'),
    incomes: fc.array(orNull(fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: years }),
  })

const level = (top: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<unknown>('auto') },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: top }) },
    { weight: 1, arbitrary: fc.tuple(fc.nat(top), fc.nat(top)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })) },
  )

const records = fc.subarray(
  [
    { technique: 'sample', rate: 0.7 },
    { technique: 'delete-records', where: { column: '所得', atLeast: 5 } },
    { technique: 'delete-records', unit: 'record', where: { column: '年齢', isNull: true } },
  ],
  { maxLength: 1 },
)

/** A table of invented persons and a recipe that fits it. */
const scenario = fc
  .record({
    people: fc.integer({ min: 1, max: 3 }).chain((years) => fc.array(person(years), { minLength: 4, maxLength: 30 })),
    linkable: fc.boolean(),
    withHousehold: fc.boolean(),
    levels: fc.record({ 年齢: level(4), 郵便: level(3), 生年月日: level(3) }),
    k: fc.integer({ min: 2, max: 4 }),
    suppressionLimit: fc.constantFrom(0, 0.1, 0.3, 0.6),
    models: fc.subarray([{ model: 'distinct-l-diversity', column: '所得', l: 2 }]),
    records,
    shuffle: fc.boolean(),
    search: fc.constantFrom<{ recoding?: 'local'; cells?: true }>({}, { recoding: 'local' }, { cells: true }),
  })
  .map(({ people, linkable, withHousehold, levels, k, suppressionLimit, models, records, shuffle, search }) => {
    let row = 0
    const rows = people.flatMap(({ household, age, code, birth, sex, incomes }, i) =>
      incomes.map(
        (income, year): Cells => [
          `行${++row}`,
          `P${100 + i}`,
          `H${household}`,
          `架空氏名${i}番`,
          String(2020 + year),
          age === null ? null : String(age),
          code,
          birth,
          sex,
          income === null ? null : String(income),
        ],
      ),
    )
    const columns = {
      行: { class: 'other', technique: 'keep', reason: '試験' },
      番号: { class: 'linking-code', technique: linkable ? 'pseudonym' : 'delete-column' },
      世帯: { class: 'linking-code', technique: withHousehold && linkable ? 'pseudonym' : 'delete-column' },
      氏名: { class: 'direct-identifier', technique: 'delete-column' },
      年度: { class: 'other', technique: 'keep', reason: '試験' },
      ...Object.fromEntries(
        Object.entries(HIERARCHIES).map(([name, hierarchy]) => [
          name,
          { class: 'quasi-identifier', technique: 'generalise', hierarchy, level: levels[name as '年齢'] },
        ]),
      ),
      性別: { class: 'quasi-identifier', technique: 'keep' },
      所得: { class: 'sensitive', technique: 'keep', reason: '試験' },
    }
    const recipe = {
      person: '番号',
      ...(withHousehold ? { household: '世帯' } : {}),
      columns,
      records,
      privacy: { k, suppressionLimit, models },
      search,
      output: { shuffle },
    }
    return { rows, recipe, k, suppressionLimit, models, linkable, withHousehold, search }
  })

const ALL = { min: 0, max: 4 }
const LEVELS = [0, 1, 2, 3, 4]

type Outcome = { refused: string } | (TableRun & { refused: null; cells: string[][] })

async function outcome(rows: Cells[], recipe: object, engine: EngineName, fill = 5): Promise<Outcome> {
  try {
    const run = await runTable([HEADER, ...rows], recipe, { engine, secret: new Uint8Array(32).fill(fill) })
    return { ...run, refused: null, cells: run.csv === '' ? [] : (parse(run.csv) as string[][]).slice(1) }
  } catch (error) {
    // A bug would be another kind of error: it is not swallowed.
    if (!['InputProblem', 'ValueProblem', 'RecipeError'].includes((error as Error).name)) throw error
    return { refused: (error as Error).message }
  }
}

describe('a run of any recipe on any table', () => {
  it('is the same on every engine, in any order of rows', async () => {
    let released = 0
    await fc.assert(
      fc.asyncProperty(scenario, fc.integer(), async ({ rows, recipe }, order) => {
        const [memory, duckdb, held, mixed] = await Promise.all([
          outcome(rows, recipe, 'memory'),
          outcome(rows, recipe, 'duckdb'),
          outcome(rows, recipe, 'duckdb-held'),
          outcome(shuffled(rows, order), recipe, 'memory'),
        ])
        if (memory.refused === null && memory.csv !== '') released++
        for (const other of [duckdb, held, mixed]) {
          expect(other.refused).toBe(memory.refused)
          if (memory.refused !== null || other.refused !== null) continue
          expect(other.findings.met).toBe(memory.findings.met)
          expect(other.csv).toBe(memory.csv)
          expect(other.findings.levels).toEqual(memory.findings.levels)
        }
      }),
      { numRuns: RUNS, ...seed },
    )
    // Otherwise the law would hold of nothing.
    expect(released).toBeGreaterThan(RUNS / 10)
  })

  it('holds k by a naive count, writes the texts of its levels, and tears no person', async () => {
    let released = 0
    await fc.assert(
      fc.asyncProperty(scenario, fc.constantFrom<EngineName>(...ENGINES), async (given, engine) => {
        const { rows, recipe, k, suppressionLimit, models, linkable, withHousehold, search } = given
        const result = await outcome(rows, recipe, engine)
        if (result.refused !== null || result.csv === '') return
        const { header, cells, findings } = result
        // Columns that are one for a household are emptied with it (A4); without row numbers nothing can be compared.
        const emptied = findings.households?.columns ?? []
        if (emptied.includes('行')) return
        released++
        const at = (name: string) => header.indexOf(name)
        const source = new Map(rows.map((row) => [row[0]!, row]))
        const sourceAt = (name: string) => HEADER.indexOf(name)

        const history = linkable && rows.length > new Set(rows.map((row) => row[1])).size
        const table = cells.map((row): Released => {
          const from = source.get(row[at('行')]!)!
          // Every cell is the text of its level, and of no other.
          const texts = Object.entries(QUASI).map(([name, ladder]) => {
            const textAt = (level: number) =>
              ladder === null ? (from[sourceAt(name)] ?? '') : LADDERS[ladder]!.text(from[sourceAt(name)]!, level)
            const asked = (recipe.columns as unknown as Record<string, { level?: unknown }>)[name]!.level
            const { min, max } =
              typeof asked === 'number'
                ? { min: asked, max: asked }
                : typeof asked === 'object'
                  ? (asked as { min: number; max: number })
                  : ALL
            // With local recoding a cell has any level that the recipe allows, or is hidden; with cell suppression it may be hidden.
            const levels = search.recoding ? LEVELS.filter((level) => level >= min && level <= max) : [findings.levels[name]!]
            const allowed = levels.map(textAt)
            if (search.recoding || search.cells) allowed.push('')
            expect(allowed).toContain(row[at(name)])
            return row[at(name)]!
          })
          for (const name of ['年度', '所得'])
            if (!(emptied.includes(name) && row[at(name)] === '')) expect(row[at(name)]).toBe(from[sourceAt(name)] ?? '')
          return {
            person: from[1]!,
            household: from[2]!,
            tuple: history ? [...texts, from[sourceAt('年度')]!] : texts,
            sensitive: from[sourceAt('所得')]!,
          }
        })
        if (history) expect(smallestHistoryClass(table)).toBeGreaterThanOrEqual(k)
        expect(smallestRowClass(table, 'person')).toBeGreaterThanOrEqual(k)
        if (withHousehold) expect(smallestRowClass(table, 'household')).toBeGreaterThanOrEqual(2)
        if (models.length > 0) expect(smallestRowClass(table, 'sensitive')).toBeGreaterThanOrEqual(2)

        // Only who has a history of a length of their own cannot be made like others.
        const single = new Set(rows.map((row) => row[1])).size === rows.length
        if ((search.recoding || search.cells) && single) expect(findings.rows.suppressed).toBe(0)
        // Deletion by the search takes whole persons, within its limit.
        const entering = findings.rows.input - findings.rows.removed
        expect(findings.rows.suppressed).toBe(entering - cells.length)
        expect(findings.rows.suppressed).toBeLessThanOrEqual(Math.floor(suppressionLimit * entering + 1e-9))
        if ((recipe.records as object[]).length === 0) {
          const here = new Set(table.map((row) => row.person))
          expect(cells.length).toBe(rows.filter((row) => here.has(row[1]!)).length)
        }
        // Fixed levels are kept to, ranges too.
        for (const name of Object.keys(HIERARCHIES)) {
          const asked = (recipe.columns as unknown as Record<string, { level: unknown }>)[name]!.level
          const taken = findings.levels[name]!
          if (typeof asked === 'number') expect(taken).toBe(asked)
          if (typeof asked === 'object') {
            const { min, max } = asked as { min: number; max: number }
            expect(taken >= min && taken <= max).toBe(true)
          }
        }
      }),
      { numRuns: RUNS * 2, ...seed },
    )
    expect(released).toBeGreaterThan(RUNS / 5)
  })

  it('shows no source value of a deleted column, and no pseudonym under two secrets', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(scenario, fc.constantFrom<EngineName>(...ENGINES), async ({ rows, recipe, linkable, withHousehold }, engine) => {
        const [one, two] = await Promise.all([outcome(rows, recipe, engine, 1), outcome(rows, recipe, engine, 2)])
        for (const result of [one, two]) {
          const everything = result.refused !== null ? result.refused : result.csv + JSON.stringify(result.findings)
          for (const row of rows) for (const at of [1, 3]) expect(everything).not.toContain(row[at]!)
        }
        if (!linkable || one.refused !== null || two.refused !== null) return
        const pseudonyms = (result: typeof one) =>
          new Set(result.cells.flatMap((row) => (withHousehold ? [row[1]!, row[2]!] : [row[1]!])).filter((text) => text !== ''))
        const first = pseudonyms(one)
        for (const text of [...first, ...pseudonyms(two)]) expect(text).toMatch(/^[a-p]{32}$/)
        for (const text of pseudonyms(two)) expect(first.has(text)).toBe(false)
        if (first.size > 0) compared++
      }),
      { numRuns: RUNS, ...seed },
    )
    expect(compared).toBeGreaterThan(0)
  })
})
