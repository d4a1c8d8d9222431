import { describe, expect, it } from 'vitest'
import type { Findings } from '../../../src/anonymise/index.ts'
import { populationUniques } from '../../../src/risk/index.ts'
import { populationRisk } from '../../../src/runner/population.ts'

const flow = (output: number) => ({ input: 1_000, removed: 0, suppressed: 0, output })
const findings = (over: Partial<Findings>) =>
  ({ rows: flow(100), persons: flow(100), unit: 'persons', synthetic: null, sampled: [{ rate: 0.1, by: 'person' }], ...over }) as Findings
const SIZES: [number, number][] = [
  [1, 40],
  [2, 20],
  [5, 4],
]

describe('persons alone in the population (rule B4)', () => {
  it('B4 a whole register: nothing is estimated', () => {
    expect(populationRisk(findings({ sampled: [] }), SIZES)).toBeNull()
  })

  it('B4 a simple random sample: the estimators at the product of the rates', () => {
    const sampled = [
      { rate: 0.5, by: 'person' },
      { rate: 0.4, by: 'person' },
    ]
    expect(populationRisk(findings({ sampled }), SIZES)).toEqual({
      fraction: 0.2,
      by: ['person', 'person'],
      estimates: populationUniques(new Map(SIZES), 0.2),
    })
    expect(
      populationRisk(findings({ persons: null, unit: 'rows', sampled: [{ rate: 0.1, by: 'record' }] }), SIZES)!.estimates,
    ).not.toBeNull()
  })

  it('B4 whole households, or records of persons with several, are no such sample: said, not estimated', () => {
    expect(populationRisk(findings({ sampled: [{ rate: 0.1, by: 'household' }] }), SIZES)).toEqual({
      fraction: 0.1,
      by: ['household'],
      estimates: null,
    })
    expect(populationRisk(findings({ persons: flow(60), sampled: [{ rate: 0.1, by: 'record' }] }), SIZES)!.estimates).toBeNull()
  })
})
