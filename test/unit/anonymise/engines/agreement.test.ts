import { describe, expect, it } from 'vitest'
import type { Findings } from '../../../../src/anonymise/index.ts'
import { residents, shuffled } from '../../../support/residents.ts'
import { ENGINES, runTable } from '../../../support/run-table.ts'

const quasi = {
  年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10, 20, 40] }, level: 'auto' },
  性別: { class: 'quasi-identifier', technique: 'keep' },
  町: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [1] }, level: 'auto' },
}
const base = {
  番号: { class: 'linking-code', technique: 'pseudonym' },
  世帯: { class: 'linking-code', technique: 'pseudonym' },
  氏名: { class: 'direct-identifier', technique: 'delete-column' },
  年度: { class: 'other', technique: 'keep', reason: '年次比較' },
  ...quasi,
  世帯人数: { class: 'other', technique: 'top-code', limit: 3, as: 'label' },
  所得: { class: 'sensitive', technique: 'top-code', percentile: 90, bands: { edges: [0, 1000000, 2000000] } },
}

const recipes: Record<string, object> = {
  'one row a person, suppression': {
    person: '番号',
    columns: base,
    privacy: { k: 3, suppressionLimit: 0.2, models: [{ model: 'distinct-l-diversity', column: '所得', l: 2 }] },
  },
  'households, blanking and a count': {
    person: '番号',
    household: '世帯',
    columns: {
      ...base,
      世帯: {
        class: 'linking-code',
        technique: 'delete-cells',
        where: { count: { of: 'household', where: { column: '年齢', lessThan: 30 }, atLeast: 2 } },
        // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
        then: [{ technique: 'pseudonym' }],
      },
    },
    records: [
      { technique: 'delete-records', where: { column: '所得', moreThan: 3_800_000 }, unit: 'household' },
      { technique: 'sample', by: 'household', rate: 0.7 },
    ],
    privacy: { k: 3, suppressionLimit: 0.5 },
  },
  'no person, sample of records, sorted': {
    person: null,
    columns: {
      ...base,
      番号: { class: 'linking-code', technique: 'delete-column' },
      世帯: { class: 'linking-code', technique: 'delete-column' },
    },
    records: [{ technique: 'sample', by: 'record', rate: 0.6 }],
    privacy: { k: 2, suppressionLimit: 0.3 },
    output: { shuffle: false },
  },
  'persons not linkable': {
    person: '番号',
    columns: {
      ...base,
      番号: { class: 'linking-code', technique: 'delete-column' },
      世帯: { class: 'linking-code', technique: 'delete-column' },
    },
    records: [{ technique: 'sample', by: 'person', rate: 0.8 }],
    privacy: { k: 3, suppressionLimit: 0.3 },
  },
}

describe.each(Object.entries(recipes))('%s', (_, recipe) => {
  for (const years of [1, 2])
    it(`D2 A5 all engines write the same bytes, in any order of rows and over any split, ${years} year(s)`, async () => {
      const [header, ...rows] = residents({ persons: 160, years, seed: 11 * years })
      const runs = []
      for (const engine of ENGINES) {
        runs.push(await runTable([header!, ...rows], recipe, { engine }))
        const mixed = shuffled(rows, 5)
        runs.push(
          await runTable(
            [
              [header!, ...mixed.slice(0, 33)],
              [header!, ...mixed.slice(33)],
            ],
            recipe,
            { engine },
          ),
        )
      }
      expect(runs[0]!.findings.met).toBe(true)
      expect(runs[0]!.rows.length).toBeGreaterThan(20)
      for (const other of runs.slice(1)) {
        expect(other.csv).toBe(runs[0]!.csv)
        const { search } = other.findings
        const { search: search0 } = runs[0]!.findings
        expect(timeless(other.findings)).toEqual(timeless(runs[0]!.findings))
        expect(search.met && search.loss).toBe(search0.met && search0.loss)
      }
    })
})

/** All that was found out, without how long it took. */
function timeless({ search: _search, seconds: _seconds, frontier, ...figures }: Findings) {
  return { ...figures, frontier: frontier && { ...frontier, seconds: 0 } }
}

it('D1 two secrets share no pseudonym', async () => {
  const rows = residents({ persons: 60, years: 1, seed: 3 })
  const [a, b] = await Promise.all(
    [1, 2].map((fill) =>
      runTable(rows, recipes['one row a person, suppression']!, { engine: 'duckdb', secret: new Uint8Array(32).fill(fill) }),
    ),
  )
  const pseudonyms = (run: typeof a) => new Set(run!.rows.flatMap((row) => row.slice(0, 2)))
  expect([...pseudonyms(a)].filter((text) => pseudonyms(b).has(text))).toEqual([])
  for (const text of pseudonyms(a)) expect(text).toMatch(/^[a-p]{32}$/)
})
