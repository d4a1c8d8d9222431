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

const point = (k: number, suppressionLimit: number, loss: number | null, chosen = false) => ({
  k,
  suppressionLimit,
  met: loss !== null,
  levels: {},
  loss,
  suppressedRows: loss === null ? null : 31,
  suppressedShare: loss === null ? null : 0.0041,
  highest: loss === null ? null : 1 / k,
  average: loss === null ? null : 0.02,
  optimal: true,
  chosen,
})
const score = (successes: number, attempts: number, low: number, high: number) => ({
  attempts,
  successes,
  rate: successes / attempts,
  low,
  high,
})
/** Every part of a report at once. Figures that must stay behind are ones that nothing else has. */
const full: Report = {
  ...sample,
  distributions: [
    {
      column: '職業',
      before: { bars: [{ label: '事務77', rows: 3_125 }], others: { values: 47, rows: 1_235 }, intervals: false },
      after: { bars: [{ label: '事務系', rows: 9_555 }], others: null, intervals: false },
    },
    { column: '住所', before: null, after: { bars: [{ label: '鳥取県', rows: 9_560 }], others: null, intervals: false } },
  ],
  formulaLike: [{ column: '備考', cells: 4_567 }],
  beforeSampling: { smallest: 13, estimated: true },
  frontier: {
    points: [point(3, 0, 0.21), point(5, 0, 0.312, true), point(10, 0, null), point(5, 0.0789, 0.28)],
    neighbours: [
      {
        column: '生年月日',
        direction: 'coarser',
        level: 4,
        levelName: '10年',
        met: true,
        loss: 0.4,
        suppressedRows: 12,
        suppressedShare: 0.0012,
        words: '生年月日を10年にすると、非表示は 4.1 % から 1.2 % に減ります。',
      },
    ],
    words: ['k を 10 にすると、届きません。'],
    complete: false,
    seconds: 1,
  },
  attacks: {
    seed: 987_654,
    sourceRows: 10_000,
    releasedRows: 9_559,
    incomparable: ['宛名番号'],
    results: [
      {
        kind: 'linkage',
        knows: 'quasi',
        columns: ['生年月日', '住所'],
        about: null,
        all: score(0, 2_000, 0, 0.0019),
        baseline: score(2, 2_000, 0.0003, 0.0036),
        control: null,
        exposed: score(1, 20, 0.0089, 0.236),
        informative: false,
        words: '記録を本人に結びつけることは、2,000 回試して一度もできませんでした。',
      },
    ],
    seconds: 2,
  },
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
  it.each([
    ['a plain report', sample],
    ['every part of one', full],
    ['a result that was not made', { ...full, sha256: { input: [], output: null } }],
  ])('%s: headings in order, captions, words beside every image, no colour alone, nothing of a script', (_, report) => {
    const html = renderReportHtml(report)
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|undefined|NaN|Infinity|\bnull\b|安全/)
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]))
    expect(levels[0]).toBe(1)
    for (const [i, level] of levels.entries()) if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1)
    expect(html.match(/<table/g)).toHaveLength(html.match(/<table[^>]*><caption>[^<]+<\/caption><thead>/g)!.length)
    const images = html.match(/<svg[^>]*>/g)!
    for (const image of images) expect(image).toMatch(/role="img" aria-label="[^"]{5,}"/)
    expect(html.match(/<svg[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/g)).toHaveLength(images.length)
    // Every bar has its figure beside it.
    const bars = html.match(/<rect [^>]*\/><text [^>]*>[^<]+<\/text>/g) ?? []
    expect(bars).toHaveLength((html.match(/<rect /g) ?? []).length)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })
  it('tells the frontier, the attacks and each column before and after, k always with columns and unit', () => {
    const html = renderReportHtml(full)
    expect(html).toMatch(/ほかの選び方[\s\S]*単位：人[\s\S]*生年月日・住所・職業[\s\S]*選んだもの[\s\S]*1.2 % に減ります/)
    expect(html).toMatch(/2,000 回のうち 0 回（多くても 0.19 %）/)
    expect(html).toMatch(/当て推量と変わらず/)
    expect(html).toMatch(/事務77[\s\S]*その他（47種類）[\s\S]*事務系/)
    expect(html).toMatch(/備考」4,567 件/)
    expect(html).toMatch(/およそ 13 人以上いたと見込まれます/)
    expect(html).not.toContain('987654')
    for (const match of html.matchAll(/k[ 　]*[=＝][ 　]*\d[\s\S]{0,120}/g)) expect(match[0]).toMatch(/単位：[\s\S]*列：/)
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
  it('has nothing of what a full report tells of the source: plots, frontier, attacks, the sample', () => {
    const told = JSON.stringify(recipientSummary(full))
    for (const secret of [
      '事務77',
      '3125',
      '1235',
      '鳥取県',
      '987654',
      '2000',
      '0.0789',
      '4567',
      '非表示',
      'beforeSampling',
      'frontier',
      'attacks',
    ])
      expect(told).not.toContain(secret)
    expect(recipientSummary(full)).toEqual(recipientSummary(sample))
  })
  it('merges small counts and rounds shares', () => {
    expect(text).toContain('"persons":"1–9"')
    expect(text).toContain('0.143')
    expect(text).toContain('0.312')
  })
})
