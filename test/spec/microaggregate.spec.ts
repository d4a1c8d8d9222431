import { describe, expect, it } from 'vitest'
import { ENGINES } from '../support/run-table.ts'
import { runCase, specCase } from '../support/spec-case.ts'

const INCOMES = `
    person | sex | yen
    -------+-----+-----
         1 | 女  | 100
         2 | 女  | 110
         3 | 男  | 120
         4 | 男  | 300
         5 | 女  | 310
         6 | 男  | 1000
         7 | 男  |
  `

specCase('microaggregate, one column: the best groups of two persons and more, an empty cell stays', {
  table: INCOMES,
  recipe: { columns: { yen: { technique: 'microaggregate', size: 2 } } },
  gives: { yen: [105, 105, 210, 210, 655, 655, null] },
})

specCase('microaggregate to the median', {
  table: INCOMES,
  recipe: { columns: { yen: { technique: 'microaggregate', size: 3, statistic: 'median' } } },
  gives: { yen: [110, 110, 110, 310, 310, 310, null] },
})

specCase('microaggregate to the mode, the smallest of several', {
  table: `
    person | age
    -------+-----
         1 | 20
         2 | 20
         3 | 23
         4 | 41
         5 | 40
         6 | 42
  `,
  recipe: { columns: { age: { technique: 'microaggregate', size: 3, statistic: 'mode' } } },
  gives: { age: [20, 20, 20, 40, 40, 40] },
})

specCase('microaggregate within strata, then rounded; size is k unless said', {
  table: INCOMES,
  recipe: {
    privacy: { k: 3 },
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    columns: { yen: { technique: 'microaggregate', by: ['sex'], then: [{ technique: 'round', step: 1 }] } },
  },
  gives: { yen: [173, 173, 473, 473, 173, 473, null] },
})

specCase('microaggregate counts persons, not rows', {
  table: `
    person | x
    -------+----
         1 | 1
         1 | 1
         1 | 2
         2 | 3
         3 | 20
         4 | 20
         4 | 22
         4 | 22
  `,
  recipe: { columns: { person: { class: 'linking-code', technique: 'delete-column' }, x: { technique: 'microaggregate', size: 2 } } },
  gives: { x: [1.75, 1.75, 1.75, 1.75, 21, 21, 21, 21] },
})

specCase('A8 microaggregate of all quasi-identifiers together gives k; those in by need not be grouped', {
  table: `
    person | age | yen  | sex
    -------+-----+------+----
         1 | 20  | 100  | 女
         2 | 22  | 120  | 女
         3 | 60  | 900  | 女
         4 | 62  | 920  | 女
         5 | 30  | 500  | 男
         6 | 32  | 520  | 男
  `,
  recipe: {
    columns: {
      age: { class: 'quasi-identifier', technique: 'microaggregate', with: ['yen'] },
      yen: { class: 'quasi-identifier', technique: 'microaggregate', with: ['age'], by: ['sex'] },
      sex: { class: 'quasi-identifier', technique: 'keep' },
    },
  },
  gives: { age: [21, 21, 61, 61, 31, 31], yen: [110, 110, 910, 910, 510, 510] },
})

const GROUPED = `
    person | age | illness
    -------+-----+--------
         1 | 20  | 風邪
         2 | 22  | 風邪
         3 | 25  | 骨折
         4 | 27  | 風邪
         5 | 60  | 風邪
         6 | 62  | 骨折
         7 | 80  | 骨折
         8 | 82  | 骨折
  `
const grouped = (model: object) => ({
  columns: {
    age: { class: 'quasi-identifier', technique: 'microaggregate' },
    illness: { class: 'sensitive', technique: 'keep', reason: '試験' },
  },
  privacy: { k: 2, models: [model] },
})

specCase('A8 microaggregate: groups that fail a model join the nearest, those that hold stay', {
  table: GROUPED,
  recipe: grouped({ model: 'distinct-l-diversity', column: 'illness', l: 2 }),
  gives: { age: [23.5, 23.5, 23.5, 23.5, 71, 71, 71, 71] },
})

specCase('C2 microaggregate: groups are compared with all who entered', {
  table: GROUPED,
  // Half and half in the file: three in four of a group are a quarter away.
  recipe: grouped({ model: 't-closeness', column: 'illness', t: 0.25 }),
  gives: { age: [23.5, 23.5, 23.5, 23.5, 71, 71, 71, 71] },
})

specCase('microaggregate: groups join until the average risk holds', {
  table: GROUPED,
  recipe: grouped({ model: 'average-risk', threshold: 0.25 }),
  gives: { age: [23.5, 23.5, 23.5, 23.5, 71, 71, 71, 71] },
})

const lacking = (...rows: string[]) => ({
  table: `
    person | age | yen | illness
    -------+-----+-----+--------
         1 | 20  | 100 | 風邪
         2 | 22  | 120 | 骨折
         3 | 60  | 900 | 風邪
         4 | 62  | 920 | 骨折
${rows.map((row) => `         ${row}`).join('\n')}
  `,
  recipe: {
    columns: {
      age: { class: 'quasi-identifier', technique: 'microaggregate', with: ['yen'] },
      yen: { class: 'quasi-identifier', technique: 'microaggregate' },
      illness: { class: 'sensitive', technique: 'keep', reason: '試験' },
    },
    privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: 'illness', l: 2 }] },
  },
})

specCase('A6 A8 microaggregate: rows that lack a value are a group of their own, if it holds the model', {
  ...lacking('5 | 30  |     | 風邪', '6 | 32  |     | 骨折'),
  gives: { age: [21, 21, 61, 61, 31, 31], yen: [110, 110, 910, 910, null, null] },
})

specCase('A6 A8 microaggregate: rows that lack a value and fail a model all together are emptied', {
  ...lacking('5 | 30  |     | 風邪', '6 | 32  |     | 風邪', '7 |     |     | 骨折', '8 |     |     | 風邪'),
  gives: { age: [21, 21, 61, 61, null, null, null, null], yen: [110, 110, 910, 910, null, null, null, null] },
})

specCase('A6 A8 microaggregate refuses empty rows that fail a model', {
  ...lacking('5 |     |     | 風邪', '6 |     |     | 風邪'),
  refuses: { error: 'InputProblem', says: ['age', '空の行だけの組', '層が1'] },
})

specCase('A4 microaggregate refuses empty rows of one household', {
  table: `
    person | household | age
    -------+-----------+-----
         1 | A         | 20
         2 | B         | 22
         3 | C         |
         4 | C         |
  `,
  recipe: {
    columns: {
      household: { class: 'linking-code', technique: 'delete-column' },
      age: { class: 'quasi-identifier', technique: 'microaggregate' },
    },
  },
  refuses: { error: 'InputProblem', says: ['age', '2人・2世帯に満たない層が1'] },
})

specCase('A8 microaggregate of some quasi-identifiers gives no k', {
  table: `
    person | age | town
    -------+-----+-----
         1 | 20  | A
         2 | 22  | A
         3 | 60  | B
         4 | 62  | C
  `,
  recipe: {
    columns: {
      age: { class: 'quasi-identifier', technique: 'microaggregate' },
      town: { class: 'quasi-identifier', technique: 'keep' },
    },
  },
  unmet: true,
})

specCase('microaggregate refuses words', {
  table: `
    person | yen
    -------+---------
         1 | 100
         2 | 千二百円
  `,
  recipe: { columns: { yen: { technique: 'microaggregate' } } },
  refuses: { error: 'ValueProblem', says: ['yen', '1件'] },
})

specCase('microaggregate refuses strata of fewer persons than a group', {
  table: INCOMES,
  recipe: { columns: { yen: { technique: 'microaggregate', size: 4, by: ['sex'] } } },
  refuses: { error: 'InputProblem', says: ['yen', '4人に満たない層'] },
})

const refusals: [string, Record<string, Record<string, unknown>>, string][] = [
  ['a partner that is not grouped', { yen: { technique: 'microaggregate', with: ['sex'] } }, 'columns.yen.with'],
  ['a stranger', { yen: { technique: 'microaggregate', by: ['町'] } }, 'columns.yen.by'],
  ['groups of one', { yen: { technique: 'microaggregate', size: 1 } }, 'columns.yen.size'],
  [
    'groups below k that were to give k',
    { sex: { technique: 'delete-column' }, yen: { class: 'quasi-identifier', technique: 'microaggregate', size: 2 } },
    'columns.yen.size',
  ],
  [
    'words of a class',
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    { yen: { technique: 'bands', edges: [100], then: [{ technique: 'microaggregate' }] } },
    'columns.yen.technique',
  ],
  [
    'a second step over rows',
    // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
    { yen: { technique: 'microaggregate', then: [{ technique: 'add-noise', scale: 0.1 }] } },
    'columns.yen.then.0.technique',
  ],
]
for (const [what, columns, path] of refusals)
  specCase(`microaggregate refuses ${what}`, {
    table: INCOMES,
    recipe: { privacy: { k: 3 }, columns },
    refuses: { error: 'RecipeError', says: [path] },
  })

describe('A8 microaggregate says how to mend strata that fail a model as one group', () => {
  const strata = (...last: string[]) => ({
    table: `
      person | sex | age | illness
      -------+-----+-----+--------
           1 | 女  | 20  | 風邪
           2 | 女  | 22  | 骨折
           3 | 男  | 60  | 風邪
           4 | 男  | 62  | ${last[0]}
           5 | 男  | 70  | ${last[1]}
           6 | 男  | 71  | 風邪
    `,
    recipe: {
      columns: {
        sex: { class: 'quasi-identifier', technique: 'keep' },
        age: { class: 'quasi-identifier', technique: 'microaggregate', by: ['sex'] },
        illness: { class: 'sensitive', technique: 'keep', reason: '試験' },
      },
      privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: 'illness', l: 2 }] },
    },
  })
  const told = async (engine: (typeof ENGINES)[number], ...last: string[]) =>
    (await runCase(strata(...last), { engine })).findings.warnings.filter((warning) => warning.includes('privacy.models の条件'))

  it.each(ENGINES)('%s: already before anything is grouped', async (engine) => {
    const [warning, ...others] = await told(engine, '風邪', '風邪')
    expect(warning).toContain('「sex」（by の列など）を減らすか粗くする')
    expect(warning).toContain('4件の記録（許したのは0件）')
    expect(others).toEqual([])
    expect(await told(engine, '風邪', '骨折')).toEqual([])
  })

  it.each(ENGINES)('%s: parts that lack a value, where nothing else is left of the stratum', async (engine) => {
    const parts = lacking('5 | 30  |     | 風邪', '6 | 32  |     | 風邪')
    const columns = { ...parts.recipe.columns, 行: undefined }
    const alone = {
      table: parts.table
        .split('\n')
        .filter((line) => !/^ +[1-4] /.test(line))
        .join('\n')
        .trimEnd()
        .concat('\n         7 |     | 50  | 骨折\n         8 |     | 52  | 骨折'),
      recipe: { ...parts.recipe, columns: { age: columns.age, yen: columns.yen, illness: columns.illness } },
    }
    const { findings } = await runCase(alone, { engine })
    const warning = findings.warnings.find((one) => one.includes('条件を満たさない層'))
    expect(warning).toContain('列「age」「yen」')
    expect(warning).toContain('層が1あります')
    expect(warning).toContain('by の列を減らすか粗くする')
  })
})
