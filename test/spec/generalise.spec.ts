import { specCase } from '../support/spec-case.ts'

const age = (level: unknown) => ({
  age: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] }, level },
})
const table = `
  person | age
  -------+----
       1 | 20
       2 | 24
       3 | 31
       4 | 38
`

specCase('generalise: auto finds the lowest level at which every class holds k persons', {
  table,
  recipe: { columns: age('auto') },
  levels: { age: 2 },
  gives: { age: ['20-29', '20-29', '30-39', '30-39'] },
})
specCase('generalise: a fixed level that fails k releases nothing', { table, recipe: { columns: age(1) }, unmet: true })
specCase('generalise: a level above what is needed is taken if the recipe says so', {
  table,
  recipe: { columns: age({ min: 3 }) },
  levels: { age: 3 },
  gives: { age: ['*', '*', '*', '*'] },
})
specCase('generalise: a ceiling below what is needed releases nothing', { table, recipe: { columns: age({ max: 1 }) }, unmet: true })
specCase('generalise: deletion of some persons may cost less than a level for all', {
  table: `
    person | age
    -------+----
         1 | 20
         2 | 20
         3 | 20
         4 | 20
         5 | 20
         6 | 20
         7 | 20
         8 | 20
         9 | 20
        10 | 61
  `,
  recipe: { columns: age('auto'), privacy: { k: 2, suppressionLimit: 0.1 } },
  levels: { age: 0 },
  rows: [1, 2, 3, 4, 5, 6, 7, 8, 9],
})
specCase('generalise: null is a class of its own below the top', {
  table: `
    person | age
    -------+----
         1 | 20
         2 | 20
         3 |
         4 |
  `,
  recipe: { columns: age('auto') },
  levels: { age: 0 },
  gives: { age: [20, 20, null, null] },
})
specCase('generalise: one lonely null forces the top, where it takes the text of all', {
  table: `
    person | age
    -------+----
         1 | 20
         2 | 20
         3 |
  `,
  recipe: { columns: age('auto') },
  levels: { age: 3 },
  gives: { age: ['*', '*', '*'] },
})
specCase('generalise: a tie of losses goes to the fewest levels of the first column', {
  table: `
    person | a  | b
    -------+----+---
         1 | 10 | 10
         2 | 11 | 10
         3 | 10 | 11
         4 | 11 | 11
  `,
  recipe: {
    columns: {
      a: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10] } },
      b: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10] } },
    },
  },
  levels: { a: 0, b: 1 },
})
specCase('generalise: equal by hand and equal by hierarchy are one class: 7 and ７', {
  table: `
    person | age
    -------+----
         1 | 7
         2 | ７
  `,
  recipe: { columns: age(0) },
  gives: { age: [7, 7] },
})
