import { specCase } from '../support/spec-case.ts'

specCase('delete-cells: empty where the condition holds, null does not match', {
  table: `
    person | weight
    -------+-------
         1 | 2000
         2 |  300
         3 |  299
         4 |
  `,
  recipe: { columns: { weight: { technique: 'delete-cells', where: { column: 'weight', atMost: 300 } } } },
  gives: { weight: [2000, null, null, null] },
})

specCase('delete-cells: the condition reads source values, also of a column that is deleted or coarsened', {
  table: `
    person | age | job
    -------+-----+-----
         1 |  30 | 知事
         2 |  31 | 会社員
         3 |  32 | 会社員
  `,
  recipe: {
    columns: {
      age: { technique: 'delete-column' },
      job: { technique: 'delete-cells', where: { column: 'age', lessThan: 31 } },
    },
  },
  gives: { job: [null, '会社員', '会社員'] },
})

// Three persons of household A match, though A has four rows of them in two years.
specCase('delete-cells by a count of persons in the household, then pseudonym', {
  table: `
    person | household | age
    -------+-----------+----
         1 | A         | 40
         2 | A         | 41
         3 | A         | 42
         4 | B         | 40
         5 | B         | 12
         6 | C         |
  `,
  recipe: {
    privacy: { k: 2, households: { perClass: 1, k: 1 } },
    columns: {
      household: {
        class: 'linking-code',
        technique: 'delete-cells',
        where: { count: { of: 'household', where: { column: 'age', atLeast: 18 }, atLeast: 3 } },
        // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
        then: [{ technique: 'pseudonym' }],
      },
      age: { technique: 'delete-column' },
    },
  },
  shaped: { household: ['', '', '', /^[a-p]{32}$/, /^[a-p]{32}$/, /^[a-p]{32}$/] },
})

specCase('delete-cells: all, any, not, in and isNull', {
  table: `
    person | a | b | note
    -------+---+---+-----
         1 | 1 | x | 1
         2 | 1 | y | 2
         3 | 2 | x | 3
         4 |   | x | 4
         5 | 2 | y | 5
  `,
  recipe: {
    columns: {
      note: {
        technique: 'delete-cells',
        where: {
          any: [
            {
              all: [
                { column: 'a', equals: 1 },
                { column: 'b', in: ['x', 'z'] },
              ],
            },
            { column: 'a', isNull: true },
            {
              not: {
                any: [
                  { column: 'b', equals: 'x' },
                  { column: 'a', lessThan: 2 },
                ],
              },
            },
          ],
        },
      },
    },
  },
  gives: { note: [null, 2, 3, null, null] },
})

specCase('delete-cells: days compare as days in any form', {
  table: `
    person | day          | note
    -------+--------------+-----
         1 | 昭和60年4月1日 | 1
         2 | 1985/3/31    | 2
         3 | S60.4.2      | 3
  `,
  recipe: {
    columns: {
      day: { technique: 'delete-column' },
      note: { technique: 'delete-cells', where: { column: 'day', atLeast: '1985-04-01' } },
    },
  },
  gives: { note: [null, 2, null] },
})

specCase('delete-cells: a number is not compared with a text', {
  table: `
    person | age
    -------+-------
         1 | 30
         2 | わからない
  `,
  recipe: { columns: { age: { technique: 'delete-cells', where: { column: 'age', atLeast: 20 } } } },
  refuses: { error: 'ValueProblem', says: ['「age」', '1件'] },
})
