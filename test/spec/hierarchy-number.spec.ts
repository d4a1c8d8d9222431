import { specCase } from '../support/spec-case.ts'

const ages = (level: number, hierarchy: object = { widths: [5, 10] }) => ({
  columns: { age: { technique: 'generalise', hierarchy: { kind: 'number', ...hierarchy }, level } },
})
const table = `
  person | age
  -------+-----
       1 | 23
       2 | 20
       3 | 24
       4 | 25
       5 | 0
       6 | -1
       7 | -6
       8 | 1,023
       9 | ２３
      10 |
`
specCase('number: level 0 is the number as parsed', { table, recipe: ages(0), gives: { age: [23, 20, 24, 25, 0, -1, -6, 1023, 23, null] } })
specCase('number: the first width', {
  table,
  recipe: ages(1),
  gives: { age: ['20-24', '20-24', '20-24', '25-29', '0-4', '(-5)-(-1)', '(-10)-(-6)', '1020-1024', '20-24', null] },
})
specCase('number: the second width', {
  table,
  recipe: ages(2),
  gives: { age: ['20-29', '20-29', '20-29', '20-29', '0-9', '(-10)-(-1)', '(-10)-(-1)', '1020-1029', '20-29', null] },
})
specCase('number: the last level is one for all, null too', { table, recipe: ages(3), gives: { age: Array(10).fill('*') } })
specCase('number: without any the last width is the last level', {
  table,
  recipe: ages(3, { widths: [5, 10], any: false }),
  refuses: { error: 'RecipeError', says: ['columns.age.level', '0から2'] },
})
specCase('number: another origin', {
  table,
  recipe: ages(1, { widths: [10], origin: 5 }),
  gives: { age: ['15-24', '15-24', '15-24', '25-34', '(-5)-4', '(-5)-4', '(-15)-(-6)', '1015-1024', '15-24', null] },
})

const lengths = `
  person | cm
  -------+------
       1 | 20
       2 | 24.9
       3 | 25
       4 | -0.1
       5 | 22.50
`
specCase('number: half-open intervals where fractions occur', {
  table: lengths,
  recipe: { columns: { cm: { technique: 'generalise', hierarchy: { kind: 'number', widths: [5], integers: false }, level: 1 } } },
  gives: { cm: ['[20,25)', '[20,25)', '[25,30)', '[-5,0)', '[20,25)'] },
})
specCase('number: a fraction among integers is refused and the key named', {
  table: lengths,
  recipe: { columns: { cm: { technique: 'generalise', hierarchy: { kind: 'number', widths: [5] }, level: 1 } } },
  refuses: { error: 'ValueProblem', says: ['「cm」', '3件', '"integers": false'] },
})
specCase('number: widths of a tenth have clean edges', {
  table: `
    person | x
    -------+----
         1 | 0.3
         2 | 0.25
         3 | 0.7
  `,
  recipe: { columns: { x: { technique: 'generalise', hierarchy: { kind: 'number', widths: [0.1, 0.2], integers: false }, level: 1 } } },
  gives: { x: ['[0.3,0.4)', '[0.2,0.3)', '[0.7,0.8)'] },
})
specCase('number: unknown values may count as null', {
  table: `
    person | age
    -------+-----
         1 | 23
         2 | 不詳
  `,
  recipe: ages(1, { widths: [5], unknown: 'null' }),
  gives: { age: ['20-24', null] },
})
