import { describe, expect, it } from 'vitest'
import { shareBelow } from '../../../src/modules/preflight/rules.ts'

describe('persons in small classes, at least', () => {
  /** Persons thrown into classes one by one, many times. */
  const thrown = (persons: number, combinations: number, k: number): number => {
    let state = 7
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      return (state >>> 0) / 2 ** 32
    }
    let small = 0
    const rounds = 200
    for (let round = 0; round < rounds; round++) {
      const sizes = new Map<number, number>()
      for (let i = 0; i < persons; i++) {
        const at = Math.floor(next() * combinations)
        sizes.set(at, (sizes.get(at) ?? 0) + 1)
      }
      for (const size of sizes.values()) if (size < k) small += size
    }
    return small / rounds / persons
  }

  it.each([
    [1000, 100, 5],
    [1000, 200, 5],
    [1000, 1000, 3],
    [2000, 100, 10],
  ])('%d persons, %d combinations, k = %d: as many as chance gives', (persons, combinations, k) => {
    expect(shareBelow(persons, combinations, k)).toBeCloseTo(thrown(persons, combinations, k), 1)
  })

  it('nobody wished for is nobody in a crowd; one combination holds all', () => {
    expect(shareBelow(0, 10, 5)).toBe(1)
    expect(shareBelow(1_000_000, 1, 20)).toBeLessThan(1e-9)
  })

  it('finer is never safer', () => {
    for (const k of [3, 5, 10]) {
      let before = 0
      for (const combinations of [1, 10, 100, 1_000, 10_000, 1_000_000]) {
        const share = shareBelow(10_000, combinations, k)
        expect(share).toBeGreaterThanOrEqual(before)
        before = share
      }
    }
  })
})
