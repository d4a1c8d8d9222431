import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { synthesise, type Table } from '../../src/anonymise/synthesis/index.ts'
import { adultMissing, reference } from '../support/adult.ts'
import { draws } from '../support/residents.ts'

/** How far two sets of rows are apart in what `key` tells: half the sum of differences of shares, 0 to 1. */
function apart<T>(a: readonly T[], b: readonly T[], key: (row: T) => string): number {
  const shares = new Map<string, number>()
  for (const row of a) shares.set(key(row), (shares.get(key(row)) ?? 0) + 1 / a.length)
  for (const row of b) shares.set(key(row), (shares.get(key(row)) ?? 0) - 1 / b.length)
  return [...shares.values()].reduce((sum, share) => sum + Math.abs(share), 0) / 2
}

describe.skipIf(adultMissing)(`as many made persons as there are census records${adultMissing ? ` (${adultMissing})` : ''}`, () => {
  const read = () => {
    const [header, ...rows] = readFileSync(join(reference, 'adult/adult.csv'), 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(';'))
    const table: Table = {
      columns: header!.map((name, i) => {
        const texts = [...new Set(rows.map((row) => row[i]!))].sort()
        const code = new Map(texts.map((text, at) => [text, at]))
        return { name, texts, codes: Int32Array.from(rows, (row) => code.get(row[i]!)!) }
      }),
      persons: Int32Array.from(rows, (_, i) => i),
    }
    const next = draws(41)
    const draw = Float64Array.from(rows, () => next())
    const made = synthesise({ table, quasi: [0, 2], draw, persons: rows.length, k: 5, key: new Uint8Array(32).fill(1) })
    return { header: header!, rows, made }
  }

  it('keeps shares of values and of pairs of values, and learns nobody by heart', () => {
    const { header, rows, made } = read()
    const synthetic = made.histories.map((history) => history[0]! as string[])
    expect(synthetic).toHaveLength(30162)
    const age = header.indexOf('age')
    // Single ages among ten thousands of records differ by chance alone: compared by five years.
    const cell = (row: readonly string[], i: number) => (i === age ? String(Math.floor(Number(row[i]) / 5)) : row[i]!)
    const pairs: number[] = []
    for (const [i] of header.entries()) {
      expect(apart(rows, synthetic, (row) => cell(row, i))).toBeLessThan(0.03)
      for (let j = 0; j < i; j++) pairs.push(apart(rows, synthetic, (row) => `${cell(row, i)}|${cell(row, j)}`))
    }
    expect(pairs.reduce((a, b) => a + b, 0) / pairs.length).toBeLessThan(0.04)
    expect(Math.max(...pairs)).toBeLessThan(0.1)
    expect(made.nearness!.nearerTraining).toBeLessThan(0.56)
  }, 60_000)
})
