import { specCase } from '../support/spec-case.ts'

specCase('round: halves away from zero, exact in decimals, null stays null', {
  table: `
    person | yen
    -------+------
         1 | 1,499
         2 | 1500
         3 | -1500
         4 | △500
         5 | 499
         6 |
  `,
  recipe: { columns: { yen: { technique: 'round', step: 1000 } } },
  gives: { yen: [1000, 2000, -2000, -1000, 0, null] },
})

specCase('round to a tenth', {
  table: `
    person | x
    -------+-----
         1 | 0.15
         2 | 0.25
         3 | 2.349
         4 | -0.05
  `,
  recipe: { columns: { x: { technique: 'round', step: 0.1 } } },
  gives: { x: [0.2, 0.3, 2.3, -0.1] },
})

specCase('round to fives', {
  table: `
    person | x
    -------+----
         1 | 12
         2 | 13
         3 | 12.5
  `,
  recipe: { columns: { x: { technique: 'round', step: 5, mode: 'half-up' } } },
  gives: { x: [10, 15, 15] },
})
