import type { Report } from '../../src/report/index.ts'

const nobody = { highest: null, average: null, uniques: null, uniqueShare: null, populationUniques: null, atRisk: {} }

/** A report of a run as a committee reads it. The figures that must stay behind are ones that nothing else has. */
export const reportOf = (recipeSha256: string, dataSha256: string, over: Partial<Report> = {}): Report => ({
  sakyu: 'report/1',
  recipe: { title: '試験の加工方法', sha256: recipeSha256 },
  engine: 'memory',
  rows: { input: 4_321, removed: 0, suppressed: 7, output: 2_002 },
  persons: { input: 4_321, removed: 0, suppressed: 7, output: 2_000 },
  sha256: { input: ['f'.repeat(64)], output: dataSha256 },
  rule27: [1, 2, 3, 4, 5].map((item) => ({
    item,
    columns: item === 1 ? ['氏名'] : [],
    measures: item === 1 ? ['delete-column'] : [],
    met: true,
  })),
  privacy: {
    k: { required: 5, achieved: 6, beforePerturbation: null, unit: 'persons', over: ['生年月日'], met: true },
    classes: 2,
    classSizes: null,
    models: [],
  },
  search: {
    levels: { 生年月日: 1 },
    measure: 'loss',
    loss: 0.123456,
    space: 4,
    checked: 2,
    optimal: true,
    bound: 0.123456,
    gap: 0,
    seconds: 0.01,
  },
  frontier: null,
  attacks: null,
  earlier: null,
  risk: {
    before: { ...nobody, uniques: 4_444 },
    after: { ...nobody, highest: 0.166666, average: 0.0123456, uniques: 0 },
  },
  utility: { loss: 0.123456, columns: {} },
  columns: [
    {
      name: '生年月日',
      class: 'quasi-identifier',
      measures: ['generalise'],
      did: '「5年」に一般化した',
      level: 'year',
      rule: 1,
      reason: null,
    },
  ],
  distributions: [],
  formulaLike: [],
  thresholds: [],
  kept: [],
  uniqueOnAll: null,
  households: null,
  beforeSampling: null,
  sampled: [],
  run: { by: null, finishedAt: '2026-04-01 09:30', software: [{ name: 'Sakyū', version: '0.1.0' }] },
  warnings: [],
  seconds: { read: 0.1, search: 0.01, write: 0.1, verify: 0.1 },
  peakMemoryMB: 100,
  ...over,
})
