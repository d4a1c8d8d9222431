import { specCase } from '../support/spec-case.ts'

specCase('bottom-code: at the limit, below it, unknown', {
  table: `
    person | weight
    -------+-------
         1 | 3000
         2 |  500
         3 |  499
         4 |
  `,
  recipe: { columns: { weight: { technique: 'bottom-code', limit: 500 } } },
  gives: { weight: [3000, 500, 500, null] },
})

specCase('bottom-code as label: the limit itself belongs to the tail', {
  table: `
    person | weight
    -------+-------
         1 |  501
         2 |  500
         3 |  -20
  `,
  recipe: { columns: { weight: { technique: 'bottom-code', limit: 500, as: 'label' } } },
  gives: { weight: [501, '500以下', '500以下'] },
})

// Nearest rank from below: at least 30 % of persons have their smallest value at or above the limit's other side.
specCase('bottom-code by percentile takes the smallest value that enough persons do not exceed', {
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
  `,
  recipe: { columns: { yen: { technique: 'bottom-code', percentile: 30 } } },
  gives: { yen: [3, 3, 3, 4, 5, 6, 7, 8, 9, 10] },
})

specCase('bottom-code then top-code: both tails', {
  table: `
    person | yen
    -------+----
         1 | 1
         2 | 5
         3 | 9
  `,
  recipe: {
    columns: {
      yen: {
        technique: 'bottom-code',
        limit: 3,
        // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
        then: [{ technique: 'top-code', limit: 7 }],
      },
    },
  },
  gives: { yen: [3, 5, 7] },
})

specCase('bottom-code as mean: the limit and what lies below become their mean', {
  table: `
    person | yen
    -------+-----
         1 | -12
         2 | -10
         3 | -14
         4 | 0
         5 | 7
  `,
  recipe: { columns: { yen: { technique: 'bottom-code', limit: -10, as: 'mean' } } },
  gives: { yen: [-12, -12, -12, 0, 7] },
})
