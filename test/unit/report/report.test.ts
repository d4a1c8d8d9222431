import { describe, expect, it } from 'vitest'
import { groupedSizes, type Report, recipientSummary, renderReportHtml, reportForm } from '../../../src/report/index.ts'

const figures = {
  highest: 1,
  average: 0.64,
  uniques: 51,
  uniqueShare: 0.51,
  populationUniques: null,
  atRisk: { '0.05': 1, '0.1': 0.9, '0.2': 0.8 },
}
const sample: Report = {
  sakyu: 'report/1',
  recipe: { title: '住民税課税台帳 <試験>', sha256: 'a'.repeat(64) },
  engine: 'duckdb',
  rows: { input: 10_000, removed: 120, suppressed: 321, output: 9_559 },
  persons: { input: 4_000, removed: 40, suppressed: 107, output: 3_853 },
  sha256: { input: ['b'.repeat(64)], output: 'c'.repeat(64) },
  rule27: [1, 2, 3, 4, 5].map((item) => ({
    item,
    columns: item === 1 ? ['氏名'] : [],
    measures: item === 1 ? ['delete-column'] : [],
    met: true,
  })),
  privacy: {
    k: { required: 5, achieved: 7, unit: 'profiles', over: ['生年月日', '住所', '職業'], met: true },
    classes: 210,
    classSizes: [
      { from: 5, to: 9, classes: 120, units: 840 },
      { from: 10, to: 19, classes: 90, units: 3_013 },
    ],
    models: [{ model: 'distinct-l-diversity', column: '所得', required: 3, achieved: 4, met: true }],
  },
  search: {
    levels: { 生年月日: 3 },
    measure: 'loss',
    loss: 0.31234,
    space: 54,
    checked: 12,
    optimal: true,
    bound: 0.31234,
    gap: 0,
    seconds: 0.02,
  },
  frontier: null,
  attacks: null,
  risk: {
    before: figures,
    after: {
      highest: 0.142857,
      average: 0.0213,
      uniques: 0,
      uniqueShare: 0,
      populationUniques: null,
      atRisk: { '0.05': 0.2, '0.1': 0.04, '0.2': 0 },
    },
  },
  utility: {
    loss: 0.31234,
    columns: {
      生年月日: { loss: 0.4, distinctBefore: 8_000, distinctAfter: 20, nulls: 0 },
      所得: { loss: null, distinctBefore: 5_123, distinctAfter: 4_900, nulls: 3 },
    },
  },
  columns: [
    { name: '氏名', class: 'direct-identifier', measures: ['delete-column'], did: '列ごと削除した', level: null, rule: 1, reason: null },
    {
      name: '生年月日',
      class: 'quasi-identifier',
      measures: ['generalise'],
      did: '「5年」に一般化した',
      level: '5年',
      rule: 1,
      reason: null,
    },
    { name: '所得', class: 'sensitive', measures: ['top-code'], did: '境の値にそろえた', level: null, rule: 5, reason: null },
  ],
  distributions: [],
  formulaLike: [],
  thresholds: [{ column: '所得', side: 'top', limit: 12_000_000 }],
  households: { blanked: 31, rows: 96, columns: ['世帯番号'] },
  uniqueOnAll: 0.2,
  kept: [{ column: '年度', reason: '年次比較', confirmed: null, unique: 0, uniqueWithQuasi: 0.1 }],
  beforeSampling: null,
  sampled: [{ rate: 0.5, by: 'household' }],
  run: { by: null, finishedAt: '2026-04-01 09:30', software: [{ name: 'Sakyū', version: '0.1.0' }] },
  warnings: ['列「所得」だけで一人に決まる人が 3 % います。'],
  seconds: { read: 0.8, search: 0.1, write: 1.2, verify: 0.4 },
  peakMemoryMB: 500,
}

describe('report for people', () => {
  const html = renderReportHtml(sample)
  it('holds its form', () => expect(reportForm.safeParse(sample).success).toBe(true))
  it('B1: k never stands without its columns and unit', () => {
    for (const match of html.matchAll(/k = 7[\s\S]{0,200}/g)) expect(match[0]).toMatch(/全期間の記録の組[\s\S]*生年月日・住所・職業/)
  })
  it('never says that anything is 安全, and escapes what recipes say', () => {
    expect(html).not.toContain('安全')
    expect(html).toContain('&lt;試験&gt;')
    expect(html).not.toMatch(/<script|undefined|NaN|null/)
  })
  it('B1: says what k does not count, and what was lost', () => {
    expect(html).toMatch(/組の大きさが数えないもの[\s\S]*年度[\s\S]*10 %[\s\S]*年次比較/)
    expect(html).toContain('5〜9 人')
    expect(html).toMatch(/削除した列[\s\S]*氏名（第1号）/)
    expect(html).toMatch(/31 世帯[\s\S]*96 件/)
  })
  it('groups class sizes without losing a class or a person', () => {
    const sizes = [
      [1, 3],
      [4, 2],
      [5, 1],
      [9, 1],
      [10, 1],
      [20_000, 1],
    ] as const
    const groups = groupedSizes(sizes)
    expect(groups.map(({ from, to, classes }) => [from, to, classes])).toEqual([
      [1, 1, 3],
      [3, 4, 2],
      [5, 9, 2],
      [10, 19, 1],
      [10_000, null, 1],
    ])
    expect(groups.reduce((sum, { units }) => sum + units, 0)).toBe(3 + 8 + 5 + 9 + 10 + 20_000)
  })
  it('says plainly that a refused result was not made', () => {
    expect(renderReportHtml({ ...sample, sha256: { input: [], output: null } })).toContain('満たせませんでした')
  })
})

describe('F1: what the recipient is told', () => {
  const text = JSON.stringify(recipientSummary({ ...sample, persons: { ...sample.persons!, output: 7 } }))
  it('has nothing of the source', () => {
    for (const secret of ['b'.repeat(64), '321', '120', '8000', '氏名', '"before"', '5123']) expect(text).not.toContain(secret)
  })
  it('merges small counts and rounds shares', () => {
    expect(text).toContain('"persons":"1–9"')
    expect(text).toContain('0.143')
    expect(text).toContain('0.312')
  })
})
