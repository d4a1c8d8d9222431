import { expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase, specCase } from '../support/spec-case.ts'

const VISITS = {
  table: `
    person | visit      | birth
    -------+------------+-----------
         1 | 2024-01-10 | 昭和60年4月1日
         1 | 2024-01-20 | 昭和60年4月1日
         2 | 2024-02-01 | 1990-02-28
         2 | 2024/3/1   | 1990-02-28
         3 |            | 2000-12-31
         3 | 2024-02-29 | 2000-12-31
  `,
  recipe: {
    columns: {
      person: { class: 'linking-code', technique: 'delete-column' },
      visit: { technique: 'shift-dates', maxDays: 30 },
      birth: { technique: 'shift-dates', maxDays: 30 },
    },
  },
}

const days = (text: string) => Date.parse(text) / 86_400_000

specCase('shift-dates: dates become ISO dates, null stays null', {
  ...VISITS,
  shaped: { visit: [/^202[34]-\d\d-\d\d$/, /^202[34]-\d\d-\d\d$/, /^2024-\d\d-\d\d$/, /^2024-\d\d-\d\d$/, '', /^2024-0[1-3]-\d\d$/] },
})

specCase('shift-dates refuses what is no date', {
  table: `
    person | visit
    -------+-----------
         1 | 2024-01-10
         2 | 先週の月曜
  `,
  recipe: { columns: { visit: { technique: 'shift-dates', maxDays: 30 } } },
  refuses: { error: 'ValueProblem', says: ['visit', '1件'] },
})

specCase('shift-dates takes at least one day', {
  table: `
    person | visit
    -------+-----------
         1 | 2024-01-10
  `,
  recipe: { columns: { visit: { technique: 'shift-dates', maxDays: 0 } } },
  refuses: { error: 'RecipeError', says: ['columns.visit.maxDays'] },
})

it.each(ENGINES)('shift-dates on %s: every date of a person moves by the same days, another secret by others', async (engine) => {
  const source = [
    ['2024-01-10', '1985-04-01'],
    ['2024-01-20', '1985-04-01'],
    ['2024-02-01', '1990-02-28'],
    ['2024-03-01', '1990-02-28'],
  ]
  const moves = async (secret: number) => {
    const { cells } = await runCase(VISITS, { engine, secret: new Uint8Array(32).fill(secret) })
    const rows = cells.slice(1).sort((a, b) => Number(a[0]!.slice(1)) - Number(b[0]!.slice(1)))
    return source.map((dates, i) => dates.map((date, j) => days(rows[i]![j + 1]!) - days(date)))
  }
  const [one, other] = [await moves(7), await moves(8)]
  for (const [first, second, third, fourth] of [one, other]) {
    expect(new Set([...first!, ...second!]).size).toBe(1)
    expect(new Set([...third!, ...fourth!]).size).toBe(1)
    for (const move of [...first!, ...third!]) {
      expect(Math.abs(move)).toBeLessThanOrEqual(30)
      expect(move).not.toBe(0)
    }
  }
  expect(one).not.toEqual(other)
})
