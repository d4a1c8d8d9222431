import { describe, expect, it } from 'vitest'
import { Differences } from '../../../../src/anonymise/search/cells/differences.ts'

describe('in which columns rows differ', () => {
  it.each([1, 3, 4, 5, 9])('is told of %i columns, of few values and of many, blanks among them', (q) => {
    const rows = 700
    let state = 5
    const random = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * n)
    }
    // Every third column has more values than fit into a byte; codes need not be dense.
    const columns = Array.from({ length: q }, (_, c) =>
      Int32Array.from({ length: rows }, () => (c % 3 === 2 ? random(600) : random(3) * 1000 - 1)),
    )
    const differences = new Differences(columns)
    const found = new Int32Array(rows)
    for (const row of [0, 1, 350, 699]) {
      differences.of(row, found)
      const plain = Array.from({ length: rows }, (_, other) =>
        columns.reduce((set, column, c) => (column[other] === column[row] ? set : set + 2 ** c), 0),
      )
      expect([...found]).toEqual(plain)
    }
  })
})
