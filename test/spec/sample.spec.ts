import { describe, expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase } from '../support/spec-case.ts'

/** 60 households of two persons, each person with two rows. */
const table = [
  'person | household | year',
  ...Array.from({ length: 120 }, (_, i) => [2019, 2020].map((year) => `${i + 1} | h${Math.floor(i / 2)} | ${year}`)).flat(),
].join('\n')
const rate = (by: string, share: number, secret = 1, engine = ENGINES[0] as (typeof ENGINES)[number]) =>
  runCase(
    {
      table,
      recipe: {
        records: [{ technique: 'sample', by, rate: share }],
        privacy: { k: 2, households: { perClass: 1, k: 1 } },
      },
    },
    { engine, secret: new Uint8Array(32).fill(secret) },
  )
const rowsPer = (cells: string[][], column: string) => {
  const at = cells[0]!.indexOf(column)
  const counts = new Map<string, number>()
  for (const row of cells.slice(1)) counts.set(row[at]!, (counts.get(row[at]!) ?? 0) + 1)
  return [...counts.values()]
}

describe.each(ENGINES)('sample on %s', (engine) => {
  it('by person: both rows of a person or none', async () => {
    const { cells } = await rate('person', 0.5, 1, engine)
    expect(new Set(rowsPer(cells, 'person'))).toEqual(new Set([2]))
  })

  it('by household: all four rows of a household or none', async () => {
    const { cells } = await rate('household', 0.5, 1, engine)
    expect(new Set(rowsPer(cells, 'household'))).toEqual(new Set([4]))
  })

  it('takes about the share that is asked for, and more of it with a larger one', async () => {
    // 120 persons at 0.5: 60 ± 4 standard deviations of 5.5.
    const half = rowsPer((await rate('person', 0.5, 1, engine)).cells, 'person').length
    expect(half).toBeGreaterThan(60 - 22)
    expect(half).toBeLessThan(60 + 22)
    const most = rowsPer((await rate('person', 0.9, 1, engine)).cells, 'person').length
    expect(most).toBeGreaterThan(half)
  })

  it('one secret, one sample; another secret, another', async () => {
    const numbers = async (secret: number) =>
      (await rate('person', 0.5, secret, engine)).cells
        .slice(1)
        .map((row) => row[0])
        .sort()
    expect(await numbers(1)).toEqual(await numbers(1))
    expect(await numbers(1)).not.toEqual(await numbers(2))
  })
})

it('all engines draw the same sample', async () => {
  for (const by of ['record', 'person', 'household']) {
    const [memory, ...others] = await Promise.all(ENGINES.map((engine) => rate(by, 0.7, 3, engine)))
    for (const other of others) {
      expect(other.csv).toBe(memory!.csv)
      expect(other.findings.met).toBe(memory!.findings.met)
    }
  }
})

it('A5 k is that of the finished file: the search sees the sample only', async () => {
  const run = await runCase(
    {
      table: ['person | age', ...Array.from({ length: 200 }, (_, i) => `${i + 1} | ${20 + (i % 40)}`)].join('\n'),
      recipe: {
        columns: {
          age: {
            class: 'quasi-identifier',
            technique: 'generalise',
            hierarchy: { kind: 'number', widths: [5, 10, 20, 40] },
            level: 'auto',
          },
        },
        records: [{ technique: 'sample', rate: 0.5 }],
        privacy: { k: 3 },
      },
    },
    { engine: 'duckdb' },
  )
  expect(run.findings.met).toBe(true)
  for (const persons of rowsPer(run.cells, 'age')) expect(persons).toBeGreaterThanOrEqual(3)
})

describe.each(ENGINES)('keys before sampling on %s', (engine) => {
  it('numbers from 0 on are persons, whichever of them the sample leaves', async () => {
    const numbered = ['person | age', ...Array.from({ length: 40 }, (_, i) => `${i} | 30`)].join('\n')
    for (const fill of [1, 2, 3, 4, 5, 6]) {
      const { findings } = await runCase(
        { table: numbered, recipe: { records: [{ technique: 'sample', rate: 0.5 }] } },
        { engine, secret: new Uint8Array(32).fill(fill) },
      )
      expect(findings.met).toBe(true)
    }
  })

  it('A3 a sample does not hide that a person has several records', async () => {
    const twice = ['name | 生年月日', ...Array.from({ length: 20 }, (_, i) => `提案者${Math.floor(i / 2)} | 1985-04-01`)].join('\n')
    const name = { class: 'direct-identifier', technique: 'delete-column' }
    const recipe = {
      person: undefined,
      columns: { name, 生年月日: { technique: 'delete-column' } },
      records: [{ technique: 'sample', rate: 0.05 }],
    }
    await expect(runCase({ table: twice, recipe }, { engine })).rejects.toThrow(/person/)
  })
})
