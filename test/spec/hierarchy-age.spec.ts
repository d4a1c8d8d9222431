import { specCase } from '../support/spec-case.ts'

const table = `
  person | age
  -------+----
       1 | 0
       2 | 87
       3 | 89
       4 | 90
       5 | 101
       6 | ４５歳
       7 |
`
const ages = (level: number, more: object = {}) => ({
  columns: { age: { technique: 'generalise', hierarchy: { kind: 'age', ...more }, level } },
})
specCase('age: whole years', { table, recipe: ages(0), gives: { age: [0, 87, 89, 90, 101, 45, null] } })
specCase('age: five years', { table, recipe: ages(1), gives: { age: ['0-4', '85-89', '85-89', '90以上', '90以上', '45-49', null] } })
specCase('age: ten years', { table, recipe: ages(2), gives: { age: ['0-9', '80-89', '80-89', '90以上', '90以上', '40-49', null] } })
specCase('age: twenty years, cut by the top', {
  table,
  recipe: ages(3),
  gives: { age: ['0-19', '80-89', '80-89', '90以上', '90以上', '40-59', null] },
})
specCase('age: all', { table, recipe: ages(4), gives: { age: Array(7).fill('*') } })
specCase('age: another top and other widths', {
  table,
  recipe: ages(1, { widths: [15], top: 75 }),
  gives: { age: ['0-14', '75以上', '75以上', '75以上', '75以上', '45-59', null] },
})

specCase('age: of birth dates on a day', {
  table: `
    person | birth
    -------+--------------
         1 | 2008-04-01
         2 | 2008-04-02
         3 | 昭和10年3月31日
         4 | 2024-02-29
  `,
  recipe: { columns: { birth: { technique: 'generalise', hierarchy: { kind: 'age', at: '2026-04-01' }, level: 0 } } },
  gives: { birth: [18, 17, 91, 2] },
})
specCase('age: born on 29 February, a year older on 1 March', {
  table: `
    person | birth
    -------+-----------
         1 | 2024-02-29
         2 | 2024-03-01
  `,
  recipe: { columns: { birth: { technique: 'generalise', hierarchy: { kind: 'age', at: '2026-02-28' }, level: 0 } } },
  gives: { birth: [1, 1] },
})
specCase('age: nobody is 999, nor half a year, nor born after the day', {
  table: `
    person | age
    -------+-----
         1 | 999
         2 | 30.5
         3 | -1
         4 | 40
  `,
  recipe: ages(1),
  refuses: { error: 'ValueProblem', says: ['「age」', '3件'] },
})
