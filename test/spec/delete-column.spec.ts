import { specCase } from '../support/spec-case.ts'

specCase('delete-column: the column is absent, the others stay in their order', {
  table: `
    person | name     | note
    -------+----------+-----
         1 | 提案者Ａ | x
         2 | 提案者Ｂ | y
  `,
  recipe: { columns: { name: { class: 'direct-identifier', technique: 'delete-column', rule: 1 } } },
  gives: { note: ['x', 'y'] },
  without: ['name'],
})

specCase('delete-column: a deleted quasi-identifier makes no classes', {
  table: `
    person | birth
    -------+-----------
         1 | 1985-04-01
         2 | 1990-12-31
  `,
  recipe: { columns: { birth: { class: 'quasi-identifier', technique: 'delete-column' } } },
  without: ['birth'],
})

specCase('delete-column: the person column may go; k still counts persons', {
  table: `
    person | age
    -------+----
         1 | 30
         1 | 30
         2 | 31
  `,
  recipe: {
    columns: {
      person: { class: 'linking-code', technique: 'delete-column' },
      age: { class: 'quasi-identifier', technique: 'keep' },
    },
  },
  unmet: true,
})

specCase('delete-column: a column of codes is deleted without being looked at', {
  table: `
    person | number
    -------+-------------
         1 | 123456789018
         2 | 123456789018
  `,
  recipe: { columns: { number: { class: 'individual-code', technique: 'delete-column', rule: 2 } } },
  without: ['number'],
})
