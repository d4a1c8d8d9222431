import { specCase } from '../support/spec-case.ts'

specCase('top-code: at the limit, above it, unknown', {
  table: `
    person | age
    -------+----
         1 |  90
         2 | 101
         3 |
  `,
  recipe: { columns: { age: { technique: 'top-code', limit: 90 } } },
  gives: { age: [90, 90, null] },
})

specCase('top-code as label: the limit itself belongs to the tail', {
  table: `
    person | age
    -------+----
         1 |  89
         2 |  90
         3 | 101
         4 |
  `,
  recipe: { columns: { age: { technique: 'top-code', limit: 90, as: 'label' } } },
  gives: { age: [89, '90以上', '90以上', null] },
})

specCase('top-code with a label of its own', {
  table: `
    person | members
    -------+--------
         1 | 7
         2 | 8
         3 | 12
  `,
  recipe: { columns: { members: { technique: 'top-code', limit: 8, as: 'label', label: '{limit}人以上の世帯' } } },
  gives: { members: [7, '8人以上の世帯', '8人以上の世帯'] },
})

specCase('top-code reads numbers as offices write them and leaves smaller cells as read', {
  table: `
    person | yen
    -------+---------
         1 | 1,200
         2 | ５０００
         3 | ¥9,000
         4 | △300
  `,
  recipe: { columns: { yen: { technique: 'top-code', limit: 5000 } } },
  gives: { yen: ['1,200', '５０００', 5000, '△300'] },
})

specCase('top-code refuses what is no number: column and count, never the cell', {
  table: `
    person | age
    -------+------
         1 | 90
         2 | 不明です
         3 | 不明です
  `,
  recipe: { columns: { age: { technique: 'top-code', limit: 90 } } },
  refuses: { error: 'ValueProblem', says: ['「age」', '2件'] },
})

// Persons' largest values are 1…10: the smallest value that 80 % of persons do not exceed is 8.
specCase('top-code by percentile: nearest rank over persons, not over rows', {
  table: `
    person | yen
    -------+----
         1 | 1
         2 | 2
         3 | 3
         4 | 4
         5 | 5
         6 | 6
         7 | 7
         8 | 8
         9 | 9
        10 | 10
        10 | 1
        10 | 1
        10 | 1
  `,
  recipe: {
    columns: { person: { class: 'linking-code', technique: 'delete-column' }, yen: { technique: 'top-code', percentile: 80 } },
  },
  gives: { yen: [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 1, 1, 1] },
})

specCase('top-code after generalise has no numbers to look at', {
  table: `
    person | age
    -------+----
         1 | 31
         2 | 42
  `,
  recipe: {
    columns: {
      age: {
        technique: 'generalise',
        hierarchy: { kind: 'number', widths: [10] },
        level: 1,
        // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
        then: [{ technique: 'top-code', limit: 40 }],
      },
    },
  },
  refuses: { error: 'ValueProblem', says: ['「age」'] },
})

const yen = (values: readonly number[]) => `person | yen\n-------+----\n${values.map((value, i) => `${i + 1} | ${value}`).join('\n')}\n`

specCase('top-code as mean: the limit and what lies beyond become their mean', {
  table: yen([10, 20, 90, 94, 99]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 90, as: 'mean' } } },
  gives: { yen: [10, 20, 94, 94, 94] },
})
specCase('top-code as mean: rounded to two digits, never inside the limit', {
  table: yen([10, 100, 101, 102]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 100, as: 'mean' } } },
  gives: { yen: [10, 100, 100, 100] },
})
specCase('top-code as mean: 1,234,567 leaves as 1,200,000', {
  table: yen([1, 1000000, 1234567, 1300000]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 1000000, as: 'mean' } } },
  gives: { yen: [1, 1200000, 1200000, 1200000] },
})
specCase('top-code as mean: one person with more than half of the sum leaves the label', {
  table: yen([10, 90, 90, 90, 271]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 90, as: 'mean' } } },
  gives: { yen: [10, '90以上', '90以上', '90以上', '90以上'] },
})
specCase('top-code as mean: exactly half of the sum is no more than half', {
  table: yen([10, 90, 90, 90, 270]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 90, as: 'mean' } } },
  gives: { yen: [10, 140, 140, 140, 140] },
})
specCase('top-code as mean: two persons with more than four fifths of the sum leave the label', {
  table: yen([10, 90, 90, 370, 370]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 90, as: 'mean', label: '上位' } } },
  gives: { yen: [10, '上位', '上位', '上位', '上位'] },
})
specCase('top-code by the size of the tail: three persons lie beyond the limit', {
  table: yen([11, 12, 13, 14, 15, 16, 17]),
  recipe: { columns: { yen: { technique: 'top-code', tail: 3 } } },
  gives: { yen: [11, 12, 13, 14, 14, 14, 14] },
})
specCase('top-code by a tail larger than the persons is refused', {
  table: yen([11, 12]),
  recipe: { columns: { yen: { technique: 'top-code', tail: 3 } } },
  refuses: { error: 'InputProblem', says: ['「yen」', '2人', '3人'] },
})
specCase('top-code: limit and tail together', {
  table: yen([11, 12]),
  recipe: { columns: { yen: { technique: 'top-code', limit: 3, tail: 3 } } },
  refuses: { error: 'RecipeError', says: ['columns.yen', '「tail」'] },
})

// Rows 90, 90, 90, 90 and 200 of five persons would pass; but three of the four belong to the person who has 200.
specCase('top-code as mean: what one person has in several rows is theirs together', {
  table: `
    person | yen
    -------+----
         1 | 200
         1 | 90
         1 | 90
         2 | 90
         3 | 95
         4 | 10
  `,
  recipe: {
    columns: { person: { class: 'linking-code', technique: 'delete-column' }, yen: { technique: 'top-code', limit: 90, as: 'mean' } },
  },
  gives: { yen: ['90以上', '90以上', '90以上', '90以上', '90以上', 10] },
})

// Nearly all owe nothing: a limit below nothing would turn everybody's 0 into a number that nobody has.
specCase('top-code by percentile of values that are nearly all the same leaves them as they are', {
  table: yen([0, 0, 0, 0, 0, 0, 0, 0, 0, 5]),
  recipe: { columns: { yen: { technique: 'top-code', percentile: 80 } }, privacy: { k: 2, floors: { tail: 3 } } },
  gives: { yen: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
})
specCase('top-code by a tail that so many equal values cannot give is refused', {
  table: yen([0, 0, 0, 0, 0, 0, 0, 0, 0, 5]),
  recipe: { columns: { yen: { technique: 'top-code', tail: 3 } } },
  refuses: { error: 'InputProblem', says: ['「yen」', '3人'] },
})
specCase('top-code by a tail, as a label: two digits, and no limit that is a value (F3)', {
  table: yen([0, 1, 7, 7, 7, 7]),
  recipe: { columns: { yen: { technique: 'top-code', tail: 3, as: 'label' } } },
  gives: { yen: [0, 1, ...Array(4).fill('6.9以上')] },
})
