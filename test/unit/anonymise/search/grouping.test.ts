import { describe, expect, it } from 'vitest'
import { groupByKey, groupByLevels, groupByPair, SequenceNumbers } from '../../../../src/anonymise/search/grouping.ts'
import type { SearchColumn } from '../../../../src/anonymise/search/index.ts'

/** A small generator of its own (Knuth's constants), so that failures repeat. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const sameClasses = (of: ArrayLike<number>, keys: string[]) => {
  const numbersOfKeys = new Map<string, number>()
  return keys.every((key, i) => {
    if (!numbersOfKeys.has(key)) numbersOfKeys.set(key, numbersOfKeys.size)
    return numbersOfKeys.get(key) === of[i]
  })
}

const flat = (leaves: number): SearchColumn => ({
  name: 'c',
  levels: [
    { code: Int32Array.from({ length: leaves }, (_, i) => i), classes: leaves, covered: new Float64Array(leaves).fill(1) },
    { code: new Int32Array(leaves), classes: 1, covered: Float64Array.of(leaves) },
  ],
  leaves,
  min: 0,
  max: 1,
  inLoss: true,
})

describe('grouping numbers classes by first appearance', () => {
  it.each([
    [100, 50],
    [5000, 2 ** 30],
    [3, 2 ** 31],
  ])('%i keys below %i', (items, range) => {
    const draw = numbers(items)
    const few = Array.from({ length: 40 }, () => draw(range))
    const keys = Int32Array.from({ length: items }, () => (draw(2) === 0 ? few[draw(40)]! : draw(range)))
    const { of } = groupByKey(keys, items, range)
    expect(sameClasses(of, Array.from(keys, String))).toBe(true)
  })

  it('pairs that share a sum or a product are different', () => {
    const first = Int32Array.from([1, 2, 3, 1, 2, 6])
    const second = Int32Array.from([2, 1, 0, 2, 3, 1])
    expect([...groupByPair(first, second, 6).of]).toEqual([0, 1, 2, 0, 3, 4])
  })

  it('columns whose packed key needs more than 31 bits', () => {
    const draw = numbers(7)
    const columns = [flat(3000), flat(3000), flat(3000), flat(3000), flat(2)]
    const rows = Array.from({ length: 4000 }, () => columns.map(({ leaves }) => draw(leaves)))
    const items = [...rows, ...rows.slice(0, 1000)]
    const leafOf = columns.map((_, c) => Int32Array.from(items, (row) => row[c]!))
    for (const levels of [
      [0, 0, 0, 0, 0],
      [0, 1, 0, 0, 1],
      [1, 1, 1, 1, 0],
      [1, 1, 1, 1, 1],
    ]) {
      const { of, classes } = groupByLevels(columns, leafOf, items.length, levels)
      const keys = items.map((row) => row.map((leaf, c) => (levels[c] === 0 ? leaf : 0)).join())
      expect(sameClasses(of, keys)).toBe(true)
      expect(classes).toBe(new Set(keys).size)
    }
  })
})

describe('SequenceNumbers', () => {
  it('equal sequences share a number, also after it has grown', () => {
    const draw = numbers(3)
    const sequences = Array.from({ length: 20_000 }, () => Int32Array.from({ length: 1 + draw(4) }, () => draw(20)))
    const sequenceNumbers = new SequenceNumbers()
    const of = sequences.map((sequence) => sequenceNumbers.number(sequence, 0, sequence.length))
    expect(
      sameClasses(
        of,
        sequences.map((sequence) => sequence.join()),
      ),
    ).toBe(true)
    expect(sequenceNumbers.count).toBe(new Set(of).size)
  })

  it('a sequence is not the beginning of another', () => {
    const sequenceNumbers = new SequenceNumbers()
    const items = Int32Array.of(1, 2, 3)
    expect([sequenceNumbers.number(items, 0, 3), sequenceNumbers.number(items, 0, 2), sequenceNumbers.number(items, 1, 3)]).toEqual([
      0, 1, 2,
    ])
    expect(sequenceNumbers.has(1, 2)).toBe(true)
    expect(sequenceNumbers.has(1, 3)).toBe(false)
  })
})
