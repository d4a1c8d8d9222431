import type { Report } from '../../src/report/index.ts'

const figures = {
  highest: 1,
  average: 0.64,
  uniques: 51,
  uniqueShare: 0.51,
  populationUniques: null,
  atRisk: { '0.05': 1, '0.1': 0.9, '0.2': 0.8 },
}
export const sample: Report = {
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
    k: { required: 5, achieved: 7, beforePerturbation: null, unit: 'profiles', over: ['生年月日', '住所', '職業'], met: true },
    classes: 210,
    classSizes: [
      { from: 5, to: 9, classes: 120, units: 840 },
      { from: 10, to: 19, classes: 90, units: 3_013 },
    ],
    models: [
      { model: 'distinct-l-diversity', column: '所得', required: 3, achieved: 4, reference: null, achievedByReleased: null, met: true },
    ],
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
  earlier: null,
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
export const full: Report = {
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
