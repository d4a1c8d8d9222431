import { specCase } from '../support/spec-case.ts'

const AGES = `
    person | age | yen
    -------+-----+-------
         1 | 20  | 1,000
         2 | 25  | 1500
         3 | 30  | 2000.5
         4 |     | 2500
  `

specCase('add-noise: integers stay integers, decimals keep their places, an empty cell stays', {
  table: AGES,
  recipe: {
    columns: { age: { technique: 'add-noise', scale: 0.5 }, yen: { technique: 'add-noise', absolute: 100, distribution: 'laplace' } },
  },
  shaped: { age: [/^-?\d+$/, /^-?\d+$/, /^-?\d+$/, ''], yen: [/^-?\d+(\.\d)?$/, /^-?\d+(\.\d)?$/, /^-?\d+(\.\d)?$/, /^-?\d+(\.\d)?$/] },
})

specCase('add-noise: on the grid and inside the bounds', {
  table: AGES,
  recipe: { columns: { age: { technique: 'add-noise', absolute: 400, bounds: [19, 32], step: 5 } } },
  shaped: { age: [/^(20|25|30)$/, /^(20|25|30)$/, /^(20|25|30)$/, ''] },
})

specCase('D5 a person carries one noise for equal numbers, however written', {
  table: `
    person | year | yen
    -------+------+-------
         1 | 2023 | 5000
         1 | 2024 | 5,000
         1 | 2025 | ５０００円
         2 | 2023 | 100
         2 | 2024 | 100
         2 | 2025 | 100
  `,
  recipe: {
    columns: {
      person: { class: 'linking-code', technique: 'pseudonym' },
      year: { class: 'other', technique: 'keep', reason: '年' },
      yen: { technique: 'add-noise', absolute: 1000, step: 0.001 },
    },
  },
  same: {
    yen: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  },
})

specCase('A8 noise on a quasi-identifier gives no k', {
  table: `
    person | age
    -------+----
         1 | 20
         2 | 21
         3 | 22
  `,
  recipe: { columns: { age: { class: 'quasi-identifier', technique: 'add-noise', absolute: 1000, bounds: [0, 1] } } },
  unmet: true,
})

specCase('add-noise refuses words', {
  table: `
    person | age
    -------+-----
         1 | 20
         2 | 二十
  `,
  recipe: { columns: { age: { technique: 'add-noise', scale: 0.1 } } },
  refuses: { error: 'ValueProblem', says: ['age', '1件'] },
})

specCase('add-noise refuses a multiple of no spread', {
  table: `
    person | age
    -------+-----
         1 | 20
         2 | 20
  `,
  recipe: { columns: { age: { technique: 'add-noise', scale: 0.1 } } },
  refuses: { error: 'InputProblem', says: ['age', 'absolute'] },
})

const refusals: [string, Record<string, Record<string, unknown>>, string][] = [
  ['no size', { age: { technique: 'add-noise' } }, 'columns.age'],
  ['two sizes', { age: { technique: 'add-noise', scale: 1, absolute: 1 } }, 'columns.age'],
  ['a size of 0', { age: { technique: 'add-noise', scale: 0 } }, 'columns.age.scale'],
  ['bounds the wrong way', { age: { technique: 'add-noise', scale: 1, bounds: [9, 1] } }, 'columns.age.bounds'],
  ['a grid beyond the bounds', { age: { technique: 'add-noise', scale: 1, bounds: [1, 9], step: 10 } }, 'columns.age.bounds'],
  ['a partner without noise', { age: { technique: 'add-noise', scale: 1, correlatedWith: ['yen'] } }, 'columns.age.correlatedWith.0'],
  [
    'partners of other sizes',
    { age: { technique: 'add-noise', scale: 1, correlatedWith: ['yen'] }, yen: { technique: 'add-noise', scale: 2 } },
    'columns.yen.scale',
  ],
  [
    'Laplace noise that is to be correlated',
    {
      age: { technique: 'add-noise', scale: 1, correlatedWith: ['yen'], distribution: 'laplace' },
      yen: { technique: 'add-noise', scale: 1 },
    },
    'columns.age.distribution',
  ],
  [
    'a percentile after it',
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    { age: { technique: 'add-noise', scale: 1, then: [{ technique: 'top-code', percentile: 90 }] } },
    'columns.age.then.0',
  ],
  [
    'emptied cells after it',
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    { age: { technique: 'add-noise', scale: 1, then: [{ technique: 'delete-cells', where: { column: 'age', atLeast: 30 } }] } },
    'columns.age.then.0.technique',
  ],
]
for (const [what, columns, path] of refusals)
  specCase(`add-noise refuses ${what}`, { table: AGES, recipe: { columns }, refuses: { error: 'RecipeError', says: [path] } })
