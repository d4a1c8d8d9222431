import { specCase } from '../support/spec-case.ts'

const people = `
  person | household | age
  -------+-----------+----
       1 | A         | 30
       1 | A         | 31
       2 | A         | 5
       3 | B         | 40
       4 | C         | 41
       4 | C         |
       5 | C         | 42
`
const household = { class: 'linking-code', technique: 'delete-column' }
const person = { class: 'linking-code', technique: 'delete-column' }
const columns = { household, person }
const privacy = { k: 2, households: { perClass: 1, k: 1 } }

specCase('delete-records: by default all rows of a person of whom one matches', {
  table: people,
  recipe: {
    columns,
    privacy,
    records: [
      { technique: 'delete-records', where: { column: 'age', atLeast: 42 } },
      { technique: 'delete-records', where: { column: 'age', equals: 30 } },
    ],
  },
  rows: [3, 4, 5, 6],
})

specCase('delete-records by record: the others of the person stay', {
  table: people,
  recipe: { columns, privacy, records: [{ technique: 'delete-records', unit: 'record', where: { column: 'age', atMost: 30 } }] },
  rows: [2, 4, 5, 6, 7],
})

specCase('delete-records by household: all of them go when one matches', {
  table: people,
  recipe: { columns, privacy, records: [{ technique: 'delete-records', unit: 'household', where: { column: 'age', lessThan: 10 } }] },
  rows: [4, 5, 6, 7],
})

specCase('delete-records: null matches only isNull', {
  table: people,
  recipe: { columns, privacy, records: [{ technique: 'delete-records', unit: 'record', where: { column: 'age', isNull: true } }] },
  rows: [1, 2, 3, 4, 5, 7],
})

specCase('delete-records: households of two persons or more, counted as persons and not as rows', {
  table: people,
  recipe: {
    columns,
    privacy,
    records: [
      {
        technique: 'delete-records',
        unit: 'household',
        where: { count: { of: 'household', where: { column: 'age', atLeast: 30 }, atLeast: 2 } },
      },
    ],
  },
  rows: [1, 2, 3, 4],
})

specCase('delete-records: without a person column each row is one', {
  table: `
    age
    ---
    30
    31
    32
  `,
  recipe: { records: [{ technique: 'delete-records', where: { column: 'age', moreThan: 31 } }] },
  rows: [1, 2],
})

specCase('delete-records: an empty result is none', {
  table: people,
  recipe: { columns, privacy, records: [{ technique: 'delete-records', where: { not: { column: 'age', equals: 1 } } }] },
  unmet: true,
})

// Rule 27, item 4: what is rare in the whole file. Ten children in one household are told by their number alone.
const children = [
  ...Array.from({ length: 10 }, (_, i) => `${i + 1} | L | ${i}`),
  '11 | L | 41',
  ...Array.from({ length: 9 }, (_, i) => `${i + 12} | S | ${i}`),
  '21 | S | 40',
  // One child twice: nine persons, ten records.
  '20 | S | 9',
  '22 | T | 70',
].join('\n')
const tenChildren = { count: { of: 'household', where: { column: 'age', atMost: 17 }, atLeast: 10 } }
const without = (unit: string, where: object) => ({
  columns,
  privacy,
  records: [{ technique: 'delete-records', rule: 4, reason: '子が10人以上の世帯は特定されうる', unit, where }],
})

specCase('delete-records: households of ten children or more go whole, those of nine stay', {
  table: `person | household | age\n---+---+---\n${children}`,
  recipe: without('household', tenChildren),
  rows: Array.from({ length: 12 }, (_, i) => i + 12),
})
specCase('delete-records: by person only the members whom the condition names go', {
  table: `person | household | age\n---+---+---\n${children}`,
  recipe: without('person', { all: [tenChildren, { column: 'age', atMost: 17 }] }),
  rows: [11, ...Array.from({ length: 12 }, (_, i) => i + 12)],
})
specCase('delete-records: deleted households do not count in what follows', {
  table: `person | household | age\n---+---+---\n${children}`,
  recipe: {
    ...without('household', tenChildren),
    columns: { ...columns, age: { technique: 'top-code', tail: 2 } },
  },
  rows: Array.from({ length: 12 }, (_, i) => i + 12),
  gives: { age: [0, 1, 2, 3, 4, 5, 6, 7, 8, 39, 9, 39] },
})
specCase('delete-records by household needs a household', {
  table: `
    person | age
    -------+----
         1 | 3
         2 | 4
  `,
  recipe: { records: [{ technique: 'delete-records', unit: 'household', where: { column: 'age', atMost: 3 } }] },
  refuses: { error: 'RecipeError', says: ['records.0.unit', '「household」'] },
})
