import { describe, expect, it } from 'vitest'
import type { CellText } from '../../../../src/anonymise/plan.ts'
import { synthesise, type Table } from '../../../../src/anonymise/synthesis/index.ts'
import { draws } from '../../../support/residents.ts'

const KEY = new Uint8Array(32).fill(3)

/** A table of texts, rows of one person together. */
function tableOf(header: readonly string[], rows: readonly (readonly CellText[])[], persons?: readonly number[]): Table {
  return {
    columns: header.map((name, i) => {
      const texts = [...new Set(rows.map((row) => row[i]!))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
      return { name, texts, codes: Int32Array.from(rows, (row) => texts.indexOf(row[i]!)) }
    }),
    persons: Int32Array.from(persons ?? rows.map((_, i) => i)),
  }
}

/** Age bands, sex, a job that follows from both, and an income that follows from the job. */
function workers(count: number, seed = 1): CellText[][] {
  const next = draws(seed)
  return Array.from({ length: count }, () => {
    const age = 20 + 10 * Math.floor(next() * 5)
    const sex = next() < 0.5 ? '男' : '女'
    const job = age < 40 ? (next() < 0.9 ? '営業' : '事務') : sex === '男' ? '技術' : next() < 0.8 ? '管理' : '事務'
    const income = { 営業: 300, 事務: 250, 技術: 450, 管理: 700 }[job]! * 10_000 + Math.floor(next() * 100_000)
    return [`${age}-${age + 9}`, sex, job, String(income)]
  })
}
const HEADER = ['age', 'sex', 'job', 'income']
const drawsOf = (count: number) => {
  const next = draws(99)
  return Float64Array.from({ length: count }, () => next())
}

const share = (rows: readonly (readonly CellText[])[], holds: (row: readonly CellText[]) => boolean) =>
  rows.filter(holds).length / rows.length

describe('synthetic persons', () => {
  const rows = workers(3000)
  const made = synthesise({ table: tableOf(HEADER, rows), quasi: [0, 1], draw: drawsOf(3000), persons: 2000, k: 5, key: KEY })
  const rowsMade = made.histories.flat()

  it('keep how columns go together', () => {
    expect(made.missing).toBe(0)
    expect(rowsMade).toHaveLength(2000)
    for (const job of ['営業', '事務', '技術', '管理']) {
      expect(share(rowsMade, (row) => row[2] === job)).toBeCloseTo(
        share(rows, (row) => row[2] === job),
        1,
      )
      const mean = (of: readonly (readonly CellText[])[]) => {
        const own = of.filter((row) => row[2] === job)
        return own.reduce((sum, row) => sum + Number(row[3]), 0) / own.length
      }
      expect(Math.abs(mean(rowsMade) / mean(rows) - 1)).toBeLessThan(0.03)
    }
    expect(rowsMade.filter((row) => row[2] === '技術' && row[1] === '女')).toHaveLength(0)
  })

  it('F5 are not learnt by heart: no nearer to those they were made after than to those held out', () => {
    expect(made.nearness!.compared).toBe(1000)
    expect(made.nearness!.nearerTraining).toBeGreaterThan(0.4)
    expect(made.nearness!.nearerTraining).toBeLessThan(0.6)
  })

  it('hold no income that fewer than k real persons have', () => {
    const real = new Map<string, number>()
    for (const row of rows) real.set(row[3]!, (real.get(row[3]!) ?? 0) + 1)
    for (const row of rowsMade) expect(real.get(row[3]!) ?? 5).toBeGreaterThanOrEqual(5)
  })

  it('are the same for the same key, and others for another', () => {
    const given = { table: tableOf(HEADER, rows), quasi: [0, 1], draw: drawsOf(3000), persons: 50, k: 5 }
    expect(synthesise({ ...given, key: KEY }).histories).toEqual(made.histories.slice(0, 50))
    expect(synthesise({ ...given, key: new Uint8Array(32).fill(4) }).histories).not.toEqual(made.histories.slice(0, 50))
  })

  it('do not depend on the order of persons', () => {
    const order = rows.map((_, i) => i).reverse()
    const draw = drawsOf(3000)
    const turned = synthesise({
      table: tableOf(
        HEADER,
        order.map((i) => rows[i]!),
      ),
      quasi: [0, 1],
      draw: Float64Array.from(order, (i) => draw[i]!),
      persons: 50,
      k: 5,
      key: KEY,
    })
    expect(turned.histories).toEqual(made.histories.slice(0, 50))
    const all = synthesise({ table: tableOf(HEADER, rows), quasi: [0, 1], draw, persons: 50, k: 5, key: KEY })
    expect(turned.nearness).toEqual(all.nearness)
  })
})

describe('what must never come back', () => {
  it('an income that one person alone has', () => {
    const rows = [...workers(500), ['20-29', '男', '営業', '987654321']]
    const { histories } = synthesise({ table: tableOf(HEADER, rows), quasi: [0, 1], draw: drawsOf(501), persons: 3000, k: 3, key: KEY })
    expect(histories.length).toBeGreaterThan(0)
    for (const [row] of histories) {
      expect(row![3]).not.toBe('987654321')
      expect(Number(row![3])).toBeLessThan(8_000_000)
    }
  })

  it('a class that no k real persons are in', () => {
    const rows = [...workers(300).filter((row) => !(row[0] === '60-69' && row[1] === '女')), ['60-69', '女', '管理', '7000000']]
    const { histories } = synthesise({
      table: tableOf(HEADER, rows),
      quasi: [0, 1],
      draw: drawsOf(rows.length),
      persons: 2000,
      k: 3,
      key: KEY,
    })
    expect(histories.flat().filter((row) => row[0] === '60-69' && row[1] === '女')).toHaveLength(0)
  })

  it('a row that one person alone has', () => {
    const rows = workers(400).map((row) => row.slice(0, 3))
    rows.push(['20-29', '男', '管理'])
    const table = tableOf(HEADER.slice(0, 3), rows)
    const { histories } = synthesise({ table, quasi: [0, 1], draw: drawsOf(401), persons: 3000, k: 2, key: KEY })
    expect(histories.flat().filter((row) => row[0] === '20-29' && row[2] === '管理' && row[1] === '男')).toHaveLength(0)
  })
})

describe('persons of several rows', () => {
  const next = draws(5)
  const persons: number[] = []
  const rows: CellText[][] = []
  for (let person = 0; person < 1500; person++) {
    const sex = next() < 0.5 ? '男' : '女'
    const first = next() < 0.5 ? 2019 : 2020
    for (let year = first; year <= 2021; year++) {
      persons.push(person)
      rows.push([sex, String(year), sex === '男' ? 'A' : 'B'])
    }
  }
  const made = synthesise({
    table: tableOf(['sex', 'year', 'kind'], rows, persons),
    quasi: [0],
    draw: drawsOf(1500),
    persons: 400,
    k: 5,
    key: KEY,
  })

  it('keep what is one for a person, and the years that follow each other', () => {
    const lengths = new Set(made.histories.map((history) => history.length))
    expect([...lengths].sort()).toEqual([2, 3])
    for (const history of made.histories) {
      expect(new Set(history.map((row) => row[0])).size).toBe(1)
      for (const row of history) expect(row[2]).toBe(row[0] === '男' ? 'A' : 'B')
    }
    const inOrder = made.histories.filter((history) =>
      history.every((row, i) => i === 0 || Number(row[1]) === Number(history[i - 1]![1]) + 1),
    )
    expect(inOrder.length / made.histories.length).toBeGreaterThan(0.95)
  })
})
