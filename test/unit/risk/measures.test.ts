import { describe, expect, it } from 'vitest'
import { ColumnCoder, measureRisk } from '../../../src/risk/index.ts'
import { individualRisk } from '../../../src/risk/individual-risk.ts'
import { populationUniques } from '../../../src/risk/population.ts'

const coded = (name: string, cells: (string | null)[]) => {
  const coder = new ColumnCoder()
  for (const cell of cells) coder.add(cell)
  return coder.column(name)
}

/** Numbers in a fixed sequence that looks like chance. */
const sequence = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('risk: measures against their definitions', () => {
  it('individual risk is the mean of 1/F over the negative binomial, near and far', () => {
    for (const [f, F] of [
      [1, 1.2],
      [1, 5000],
      [2, 19],
      [2, 21],
      [3, 31],
      [7, 8],
      [12, 125],
      [40, 900],
    ] as const) {
      // Direct sum: P(F = j) = C(j−1, f−1) pᶠ (1−p)ʲ⁻ᶠ.
      const p = f / F
      let chance = p ** f
      let mean = 0
      for (let j = f; chance > 1e-18 || j < F; j++) {
        mean += chance / j
        chance *= (j / (j - f + 1)) * (1 - p)
      }
      expect(individualRisk(f, F) / mean).toBeCloseTo(1, 9)
    }
  })

  it('empty cells that match every value: as a naive count of pairs', () => {
    const random = sequence(7)
    const rows = 60
    const columns = ['a', 'b', 'c'].map((name) =>
      Array.from({ length: rows }, () => (random() < 0.2 ? null : String(Math.floor(random() * 3)))).map((cell) => ({ name, cell })),
    )
    const cell = (column: number, row: number) => columns[column]![row]!.cell
    const naive = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: rows }, (_, j) => j).filter((j) =>
        columns.every((_, c) => cell(c, i) === null || cell(c, j) === null || cell(c, i) === cell(c, j)),
      ),
    )
    const { risk, records } = measureRisk({
      rows,
      quasi: columns.map((column, i) =>
        coded(
          'abc'[i]!,
          column.map(({ cell }) => cell),
        ),
      ),
      person: null,
      household: null,
      weights: Float64Array.from({ length: rows }, (_, row) => row + 1),
      sensitive: [],
      fraction: 1,
      nullsMatch: 'any',
    })
    expect([...records.fk]).toEqual(naive.map((matches) => matches.length))
    expect([...records.Fk]).toEqual(naive.map((matches) => matches.reduce((sum, row) => sum + row + 1, 0)))
    expect(risk.kWildcard).toBe(Math.min(...naive.map((matches) => matches.length)))
  })

  it('a person with three values among five with one: counted by persons (rule C1)', () => {
    const { risk } = measureRisk({
      rows: 8,
      quasi: [coded('年', Array(8).fill('30'))],
      person: coded('番号', ['1', '1', '1', '2', '3', '4', '5', '6']),
      household: null,
      weights: null,
      sensitive: [{ ...coded('病名', ['a', 'b', 'c', 'a', 'a', 'a', 'a', null]), order: null }],
      fraction: 1,
      nullsMatch: 'own',
    })
    // One person has three rows, so histories differ: the five others share one value, and the blank adds none.
    expect(risk).toMatchObject({ unit: 'profiles', classes: 2, smallestClass: 1 })
    expect(risk.sensitive).toMatchObject({ l: 1, entropyL: 1 })
  })

  it('distances: equal for texts, ordered for numbers', () => {
    const input = (order: number[] | null) => ({
      rows: 4,
      quasi: [coded('組', ['x', 'x', 'y', 'y'])],
      person: null,
      household: null,
      weights: null,
      sensitive: [{ ...coded('点', ['1', '2', '3', '3']), order }],
      fraction: 1,
      nullsMatch: 'own' as const,
    })
    expect(measureRisk(input(null)).risk.sensitive!.t).toBeCloseTo(0.5)
    // Class y: (0, 0, 1) against (¼, ¼, ½): carried −¼, −½, 0 → ¾ / 2.
    expect(measureRisk(input([0, 1, 2])).risk.sensitive!.t).toBeCloseTo(0.375)
  })

  it('estimates of uniques come near a population that is known', () => {
    // 60,000 classes of 1 + (two geometric draws) people: what the slide negative binomial says; a half of them in the sample.
    const random = sequence(11)
    const geometric = () => Math.floor(Math.log(1 - random()) / Math.log(0.7))
    const sizes = new Map<number, number>()
    let people = 0
    let alone = 0
    for (let cell = 0; cell < 60_000; cell++) {
      const size = 1 + geometric() + geometric()
      people += size
      if (size === 1) alone += 1
      let seen = 0
      for (let i = 0; i < size; i++) if (random() < 0.5) seen += 1
      if (seen > 0) sizes.set(seen, (sizes.get(seen) ?? 0) + 1)
    }
    const estimate = populationUniques(sizes, 0.5)
    const truth = alone / people
    expect(estimate.snb! / truth).toBeGreaterThan(0.9)
    expect(estimate.snb! / truth).toBeLessThan(1.1)
    // Zayatz takes the sample's class sizes for the population's, so it errs upwards.
    expect(estimate.zayatz! / truth).toBeGreaterThan(1)
    expect(estimate.zayatz! / truth).toBeLessThan(2)
    expect(estimate.dankar).toBe(Math.min(estimate.snb!, estimate.zayatz!))
    expect(populationUniques(new Map([[3, 10]]), 0.5)).toEqual({ pitman: 0, zayatz: 0, snb: 0, dankar: 0 })
    // Two hundred are alone: that the model's number falls below the smallest there is does not say that nobody is.
    const skewed = populationUniques(
      new Map([
        [1, 200],
        [12, 6],
        [2, 2],
        [7, 2],
      ]),
      0.005187702616387039,
    )
    expect(skewed.snb).toBeNull()
    expect(skewed.zayatz).toBeGreaterThan(0)
    expect(skewed.dankar).toBeGreaterThan(0)
  })

  it('Pitman’s model finds the classes that grow by its own rule', () => {
    // The n-th person opens a class with chance (θ + uα)/(n + θ), else joins one of size s with chance ∝ s − α.
    const [theta, alpha] = [800, 0.4]
    const random = sequence(5)
    const grow = (people: number) => {
      const cellOf: number[] = []
      const size: number[] = []
      for (let n = 0; n < people; n++) {
        if (random() * (n + theta) < theta + size.length * alpha) {
          cellOf.push(size.length)
          size.push(1)
          continue
        }
        // Someone's class by chance; small ones are passed over with chance α/s.
        for (;;) {
          const cell = cellOf[Math.floor(random() * n)]!
          if (random() < 1 - alpha / size[cell]!) {
            cellOf.push(cell)
            size[cell]! += 1
            break
          }
        }
      }
      return size
    }
    const histogram = (size: number[]) => size.reduce((sizes, one) => sizes.set(one, (sizes.get(one) ?? 0) + 1), new Map<number, number>())
    const truth = histogram(grow(100_000)).get(1)! / 100_000
    const estimate = populationUniques(histogram(grow(10_000)), 0.1)
    expect(estimate.pitman! / truth).toBeGreaterThan(0.85)
    expect(estimate.pitman! / truth).toBeLessThan(1.15)
    expect(estimate.dankar).toBe(estimate.pitman)
  })
})
