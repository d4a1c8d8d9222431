import { specCase } from '../support/spec-case.ts'

specCase('swap by rank: neighbours change places within equal sex, an empty cell stays', {
  table: `
    person | sex | yen
    -------+-----+------
         1 | 女  | 100
         2 | 女  | 1,200
         3 | 男  | 300
         4 | 男  | 400
         5 | 男  |
  `,
  recipe: { columns: { yen: { technique: 'swap', window: 1, by: ['sex'] } } },
  gives: { yen: ['1,200', '100', '400', '300', null] },
})

specCase('swap by rank: a person alone in a stratum keeps the number, three go round', {
  table: `
    person | town | birth
    -------+------+-----------
         1 | A    | 2001-01-01
         2 | A    | 2002-01-01
         3 | A    | 2003-01-01
         4 | B    | 2004-01-01
  `,
  recipe: { columns: { birth: { technique: 'swap', method: 'rank', by: ['town'] } } },
  shaped: { birth: [/^200[23]-/, /^200[13]-/, /^200[12]-/, '2004-01-01'] },
})

specCase('swap by rank: years of equal numbers change together, and nobody stays for having more years than others', {
  table: `
    person | year | yen
    -------+------+-----
         1 | 2023 | 100
         1 | 2024 | 100
         2 | 2023 | 200
         2 | 2024 | 300
  `,
  recipe: {
    columns: {
      person: { class: 'linking-code', technique: 'pseudonym' },
      year: { class: 'other', technique: 'keep', reason: '年' },
      yen: { technique: 'swap', window: 1 },
    },
  },
  same: { yen: [[1, 2]] },
  shaped: { yen: [/^[23]00$/, /^[23]00$/, /^[13]00$/, /^[12]00$/] },
})

specCase('swap of records: households of the same size change towns, city and town together', {
  table: `
    person | household | city | town
    -------+-----------+------+------
         1 | h1        | X    | X-1
         2 | h1        | X    | X-1
         3 | h2        | Y    | Y-9
         4 | h2        | Y    | Y-9
         5 | h3        | Y    | Y-9
  `,
  recipe: {
    privacy: { k: 2, households: { perClass: 1, k: 1 } },
    columns: {
      household: { class: 'linking-code', technique: 'delete-column' },
      city: { technique: 'swap', method: 'record', rate: 0.5 },
      town: { technique: 'swap', method: 'record', rate: 0.5 },
    },
  },
  gives: { city: ['Y', 'Y', 'X', 'X', 'Y'], town: ['Y-9', 'Y-9', 'X-1', 'X-1', 'Y-9'] },
})

specCase('swap of records: the person whose class is smallest moves', {
  table: `
    person | age | town
    -------+-----+-----
         1 | 20  | A
         2 | 20  | A
         3 | 20  | B
         4 | 70  | A
         5 | 70  | B
  `,
  recipe: {
    columns: {
      age: { class: 'quasi-identifier', technique: 'keep' },
      town: { technique: 'swap', method: 'record', rate: 0.4, by: ['age'] },
    },
  },
  gives: { town: ['A', 'A', 'B', 'B', 'A'] },
})

specCase('swap by chance with a matrix: every value has its row', {
  table: `
    person | answer
    -------+-------
         1 | はい
         2 | いいえ
         3 |
  `,
  recipe: { columns: { answer: { technique: 'swap', method: 'pram', matrix: { はい: { いいえ: 1 }, いいえ: { いいえ: 0, はい: 1 } } } } },
  gives: { answer: ['いいえ', 'はい', null] },
})

specCase('swap by chance after a generalisation gives texts of its level', {
  table: `
    person | age
    -------+----
         1 | 20
         2 | 24
         3 | 41
         4 | 44
  `,
  recipe: {
    columns: {
      age: {
        class: 'quasi-identifier',
        technique: 'generalise',
        hierarchy: { kind: 'number', widths: [5, 10] },
        // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
        then: [{ technique: 'swap', method: 'pram', rate: 0.9 }],
      },
    },
  },
  shaped: { age: [/^(20|40)-(24|44)$/, /^(20|40)-(24|44)$/, /^(20|40)-(24|44)$/, /^(20|40)-(24|44)$/] },
})

specCase('swap refuses a value that the matrix does not know', {
  table: `
    person | answer
    -------+-------
         1 | はい
         2 | わからない
  `,
  recipe: { columns: { answer: { technique: 'swap', method: 'pram', matrix: { はい: { はい: 1 } } } } },
  refuses: { error: 'ValueProblem', says: ['answer', '1件', 'matrix'] },
})

specCase('swap by rank refuses what has no order', {
  table: `
    person | answer
    -------+-------
         1 | はい
         2 | 12
  `,
  recipe: { columns: { answer: { technique: 'swap' } } },
  refuses: { error: 'ValueProblem', says: ['answer', '1件'] },
})

const TABLE = `
    person | town | age
    -------+------+----
         1 | A    | 20
         2 | B    | 21
  `
const refusals: [string, Record<string, Record<string, unknown>>, string][] = [
  ['a window of 0', { age: { technique: 'swap', window: 0 } }, 'columns.age.window'],
  ['a window above 1', { age: { technique: 'swap', window: 1.5 } }, 'columns.age.window'],
  ['a rate of 0', { town: { technique: 'swap', method: 'record', rate: 0 } }, 'columns.town.rate'],
  ['a rate of ranks', { age: { technique: 'swap', rate: 0.1 } }, 'columns.age.rate'],
  ['a window of records', { town: { technique: 'swap', method: 'record', window: 0.1 } }, 'columns.town.window'],
  ['a row that does not sum to 1', { town: { technique: 'swap', method: 'pram', matrix: { A: { A: 0.5 } } } }, 'columns.town.matrix.A'],
  ['a value without a row', { town: { technique: 'swap', method: 'pram', matrix: { A: { B: 1 } } } }, 'columns.town.matrix.A.B'],
  ['itself as stratum', { age: { technique: 'swap', by: ['age'] } }, 'columns.age.by.0'],
  [
    'a stratum that changes too',
    { age: { technique: 'swap', by: ['town'] }, town: { technique: 'swap', method: 'pram' } },
    'columns.age.by.0',
  ],
  [
    'records of two rates',
    { age: { technique: 'swap', method: 'record', rate: 0.2 }, town: { technique: 'swap', method: 'record', rate: 0.3 } },
    'columns.age',
  ],
]
for (const [what, columns, path] of refusals)
  specCase(`swap refuses ${what}`, { table: TABLE, recipe: { columns }, refuses: { error: 'RecipeError', says: [path] } })
