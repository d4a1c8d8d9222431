import { specCase } from '../support/spec-case.ts'

const LEVELS = ['day', 'month', 'quarter', 'year', 'fiscal-year', '5-year', '10-year', 'any']
const table = `
  person | day
  -------+----------------
       1 | 1985-04-01
       2 | 19860331
       3 | 昭和64年1月7日
       4 | R1.5.1
       5 | 1989/12/31
       6 |
`
const days = (level: number, more: object = {}) => ({
  columns: { day: { technique: 'generalise', hierarchy: { kind: 'date', levels: LEVELS, ...more }, level } },
})
specCase('date: day', {
  table,
  recipe: days(0),
  gives: { day: ['1985-04-01', '1986-03-31', '1989-01-07', '2019-05-01', '1989-12-31', null] },
})
specCase('date: month', { table, recipe: days(1), gives: { day: ['1985-04', '1986-03', '1989-01', '2019-05', '1989-12', null] } })
specCase('date: quarter', { table, recipe: days(2), gives: { day: ['1985-Q2', '1986-Q1', '1989-Q1', '2019-Q2', '1989-Q4', null] } })
specCase('date: year', { table, recipe: days(3), gives: { day: [1985, 1986, 1989, 2019, 1989, null] } })
specCase('date: fiscal year, from April', {
  table,
  recipe: days(4),
  gives: { day: ['1985年度', '1985年度', '1988年度', '2019年度', '1989年度', null] },
})
specCase('date: five years', {
  table,
  recipe: days(5),
  gives: { day: ['1985-1989', '1985-1989', '1985-1989', '2015-2019', '1985-1989', null] },
})
specCase('date: ten years', {
  table,
  recipe: days(6),
  gives: { day: ['1980-1989', '1980-1989', '1980-1989', '2010-2019', '1980-1989', null] },
})
specCase('date: any', { table, recipe: days(7), gives: { day: Array(6).fill('*') } })
specCase('date: level i is levels[i]', {
  table,
  recipe: { columns: { day: { technique: 'generalise', hierarchy: { kind: 'date', levels: ['year', 'any'] }, level: 0 } } },
  gives: { day: [1985, 1986, 1989, 2019, 1989, null] },
})
specCase('date: the day before, so that those born on 1 April fall into the school year of March', {
  table,
  recipe: days(1, { shiftDays: -1 }),
  gives: { day: ['1985-03', '1986-03', '1989-01', '2019-04', '1989-12', null] },
})
specCase('date: what is no day, or none of its era, is refused by column and count', {
  table: `
    person | day
    -------+---------------
         1 | 1985-04-01
         2 | 1985-02-29
         3 | 昭和64年1月8日
         4 | 平成元年1月7日
         5 | 85.4.1
         6 | 明治5年12月1日
  `,
  recipe: days(0),
  refuses: { error: 'ValueProblem', says: ['「day」', '5件', '日付でない値'] },
})
specCase('date: unknown days may count as null', {
  table: `
    person | day
    -------+-----------
         1 | 1985-04-01
         2 | 不詳
  `,
  recipe: days(3, { unknown: 'null' }),
  gives: { day: [1985, null] },
})
specCase('date: a searched range may not hold year and fiscal year', {
  table,
  recipe: { columns: { day: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'date', levels: LEVELS } } } },
  refuses: { error: 'RecipeError', says: ['columns.day.hierarchy.levels', '「year」と「fiscal-year」'] },
})
