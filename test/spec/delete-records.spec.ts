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
