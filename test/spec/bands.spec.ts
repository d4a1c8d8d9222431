import { specCase } from '../support/spec-case.ts'

specCase('bands: half-open, below the first and from the last edge on', {
  table: `
    person | yen
    -------+--------
         1 | -1
         2 | 0
         3 | 999,999
         4 | 1000000
         5 | 5000000
         6 |
  `,
  recipe: { columns: { yen: { technique: 'bands', edges: [0, 1_000_000, 4_000_000] } } },
  gives: { yen: ['<0', '[0,1000000)', '[0,1000000)', '[1000000,4000000)', '>=4000000', null] },
})

specCase('bands beside another technique are for the models only', {
  table: `
    person | yen
    -------+----
         1 | 5
         2 | 15
  `,
  recipe: {
    columns: { yen: { class: 'sensitive', technique: 'keep', bands: { edges: [10] } } },
    privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: 'yen', l: 2 }] },
  },
  gives: { yen: [5, 15] },
})

specCase('bands: values of one band are one value to the models', {
  table: `
    person | yen
    -------+----
         1 | 5
         2 | 6
  `,
  recipe: {
    columns: { yen: { class: 'sensitive', technique: 'keep', bands: { edges: [10] } } },
    privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: 'yen', l: 2 }] },
  },
  unmet: true,
})
