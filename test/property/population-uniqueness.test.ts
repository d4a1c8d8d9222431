import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { populationUniqueness } from '../../src/anonymise/privacy/population-uniqueness.ts'
import { populationUniques } from '../../src/risk/population.ts'

const RUNS = Number(process.env.SAKYU_PROPERTY_RUNS ?? 600)

/** Sizes of classes with many small ones, ascending. */
const classSizes = fc
  .tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 60 }), fc.array(fc.integer({ min: 3, max: 60 }), { maxLength: 40 }))
  .map(([ones, twos, others]) =>
    Float64Array.from([...new Array<number>(ones).fill(1), ...new Array<number>(twos).fill(2), ...others]).sort(),
  )

describe('population uniqueness', () => {
  it('is estimated alike by the search and by the verification, which share no code', () => {
    const estimates = { pitman: 0, zayatz: 0, snb: 0, dankar: 0 }
    fc.assert(
      fc.property(
        classSizes,
        fc.integer({ min: 0, max: 130 }),
        fc.constantFrom('pitman' as const, 'zayatz' as const, 'snb' as const, 'dankar' as const),
        fc.constantFrom(0.0001, 0.01, 0.05, 0.2, 0.5, 0.9),
        (sizes, struck, estimator, fraction) => {
          const entered = sizes.reduce((sum, size) => sum + size, 0)
          const from = Math.min(struck, sizes.length - 1)
          const persons = sizes.subarray(from).reduce((sum, size) => sum + size, 0)
          const figure = populationUniqueness(0.5, fraction, estimator, entered).figure({ sizes, from, persons })
          const found = new Map<number, number>()
          for (const size of sizes.subarray(from)) found.set(size, (found.get(size) ?? 0) + 1)
          const share = populationUniques(found, (fraction * persons) / entered)[estimator]
          // Where some of the sample are alone, an estimate of nobody is none.
          const expected = share === 0 && found.has(1) ? null : share
          if (expected === null || figure === null) expect(figure).toBe(expected)
          else expect(Math.abs(figure - expected)).toBeLessThanOrEqual(1e-6 * expected)
          if (share !== null && share > 0) estimates[estimator]++
        },
      ),
      { numRuns: RUNS },
    )
    // Two that never estimate agree on everything.
    for (const estimated of Object.values(estimates)) expect(estimated).toBeGreaterThan(RUNS / 40)
  })

  it('is not estimated where the model runs out of its range', () => {
    const sizes = Float64Array.from([...new Array<number>(20).fill(1), 2])
    const sizesFound = new Map([
      [1, 20],
      [2, 1],
    ])
    expect(populationUniqueness(0.5, 0.01, 'snb', 33).figure({ sizes, from: 0, persons: 22 })).toBe(null)
    expect(populationUniques(sizesFound, (0.01 * 22) / 33).snb).toBe(null)
  })

  it('counts whoever is suppressed as one of the population still', () => {
    const sizes = Float64Array.from([
      ...new Array<number>(40).fill(1),
      ...new Array<number>(14).fill(2),
      3,
      3,
      3,
      3,
      4,
      4,
      5,
      6,
      8,
      9,
      14,
      20,
    ])
    const model = populationUniqueness(0.5, 0.01, 'pitman', 150)
    const without = model.figure({ sizes, from: 1, persons: 149 })!
    // The same 149 persons as a sample of a population smaller by as much would be more often alone in it.
    const smaller = populationUniqueness(0.5, 0.01, 'pitman', 149).figure({ sizes, from: 1, persons: 149 })!
    expect(without).toBeLessThan(smaller)
  })
})
