import { specCase } from '../support/spec-case.ts'

const ages = { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] } }
const towns = { class: 'quasi-identifier', technique: 'keep' }

specCase('local recoding: parts of the file keep finer levels', {
  table: `
    person | age
    -------+----
         1 | 21
         2 | 21
         3 | 31
         4 | 33
         5 | 41
         6 | 48
  `,
  recipe: { columns: { age: ages }, search: { recoding: 'local' } },
  gives: { age: ['21', '21', '30-34', '30-34', '40-49', '40-49'] },
})

specCase('local recoding: cells are hidden where the hierarchy has no label for them, no record is lost', {
  table: `
    person | town | age
    -------+------+----
         1 | 東   | 21
         2 | 東   | 21
         3 | 西   | 31
         4 | 南   | 31
  `,
  recipe: { columns: { town: towns, age: ages }, search: { recoding: 'local' } },
  gives: { town: ['東', '東', '', ''], age: ['21', '21', '31', '31'] },
})

specCase('local recoding keeps to the levels that the recipe allows', {
  table: `
    person | age
    -------+----
         1 | 21
         2 | 21
         3 | 31
         4 | 43
  `,
  recipe: { columns: { age: { ...ages, level: { min: 1, max: 2 } } }, search: { recoding: 'local' } },
  gives: { age: ['20-24', '20-24', '', ''] },
})

specCase('local recoding: persons of several linkable rows share whole histories', {
  table: `
    person | year | age
    -------+------+----
         1 | 2019 | 21
         1 | 2020 | 22
         2 | 2019 | 21
         2 | 2020 | 28
         3 | 2019 | 44
         3 | 2020 | 45
         4 | 2019 | 44
         4 | 2020 | 45
  `,
  recipe: { columns: { age: ages }, search: { recoding: 'local' } },
  gives: { age: ['21', '20-29', '21', '20-29', '44', '45', '44', '45'] },
})

specCase('local recoding: a history that no other is as long as cannot be shared', {
  table: `
    person | age
    -------+----
         1 | 21
         1 | 22
         2 | 21
         3 | 22
  `,
  recipe: { columns: { age: ages }, search: { recoding: 'local' } },
  unmet: true,
})

specCase('local recoding: who has a history of a length of their own goes where so many may, the others keep their levels', {
  table: `
    person | age
    -------+----
         1 | 21
         1 | 22
         2 | 21
         3 | 22
         4 | 41
         5 | 42
  `,
  recipe: { columns: { age: ages }, privacy: { k: 2, suppressionLimit: 0.34 }, search: { recoding: 'local' } },
  rows: [3, 4, 5, 6],
  gives: { age: ['20-24', '20-24', '40-44', '40-44'] },
})

specCase('local recoding: values of the sensitive column differ in every class of the finished file', {
  table: `
    person | age | illness
    -------+-----+--------
         1 |  21 | 風邪
         2 |  21 | 風邪
         3 |  23 | 骨折
         4 |  41 | 胃炎
         5 |  41 | 骨折
  `,
  recipe: {
    columns: { age: ages, illness: { class: 'sensitive', technique: 'keep', reason: '試験' } },
    privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: 'illness', l: 2 }] },
    search: { recoding: 'local' },
  },
  gives: { age: ['20-24', '20-24', '20-24', '41', '41'] },
})

specCase('cell suppression: cells of the fewest rows are emptied in place of records', {
  table: `
    person | town | age
    -------+------+----
         1 | 東   | 20
         2 | 東   | 20
         3 | 東   | 20
         4 | 西   | 20
         5 | 西   | 20
         6 | 西   | 30
         7 | 西   | 30
         8 | 南   | 30
  `,
  recipe: {
    columns: { town: towns, age: { class: 'quasi-identifier', technique: 'keep' } },
    search: { cells: true },
  },
  gives: { town: ['東', '東', '東', '西', '西', '', '', ''], age: ['20', '20', '20', '20', '20', '30', '30', '30'] },
})

specCase('cell suppression counts blanks as a value of their own: none is left alone', {
  table: `
    person | town
    -------+-----
         1 | 東
         2 | 東
         3 | 西
  `,
  recipe: { columns: { town: towns }, search: { cells: true } },
  gives: { town: ['', '', ''] },
})

specCase('cell suppression leaves the column of more weight as it is', {
  table: `
    person | town | sex
    -------+------+----
         1 | 東   | 女
         2 | 東   | 女
         3 | 西   | 男
         4 | 西   | 女
         5 | 北   | 男
         6 | 北   | 女
  `,
  recipe: {
    columns: { town: towns, sex: { class: 'quasi-identifier', technique: 'keep' } },
    search: { cells: true, weights: { town: 5 } },
  },
  gives: { town: ['東', '東', '西', '西', '北', '北'], sex: ['女', '女', '', '', '', ''] },
})

specCase('cells beside local recoding says nothing more', {
  table: `
    person | age
    -------+----
         1 | 21
         2 | 21
  `,
  recipe: { columns: { age: ages }, search: { recoding: 'local', cells: true } },
  refuses: { error: 'RecipeError', says: ['search.cells'] },
})

specCase('cells counted as matching all are a comparison: nothing is released', {
  table: `
    person | town
    -------+-----
         1 | 東
         2 | 東
         3 | 西
  `,
  recipe: { columns: { town: towns }, search: { cells: true, nulls: 'any' } },
  unmet: true,
})

specCase('nulls without cells says nothing', {
  table: `
    person | town
    -------+-----
         1 | 東
         2 | 東
  `,
  recipe: { columns: { town: towns }, search: { nulls: 'any' } },
  refuses: { error: 'RecipeError', says: ['search.nulls'] },
})

specCase('local recoding: the spread of a sensitive column stays near that of the file in every class', {
  table: `
    person | age | illness
    -------+-----+--------
         1 |  21 | 風邪
         2 |  21 | 風邪
         3 |  22 | 骨折
         4 |  22 | 骨折
         5 |  41 | 風邪
         6 |  41 | 骨折
  `,
  recipe: {
    columns: { age: ages, illness: { class: 'sensitive', technique: 'keep', reason: '試験' } },
    privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.1, distance: 'equal' }] },
    search: { recoding: 'local' },
  },
  gives: { age: ['20-24', '20-24', '20-24', '20-24', '41', '41'] },
})

specCase('local recoding beside noise on a quasi-identifier is refused', {
  table: `
    person | age
    -------+----
         1 | 21
         2 | 21
  `,
  recipe: {
    columns: { age: { class: 'quasi-identifier', technique: 'add-noise', absolute: 2 } },
    search: { recoding: 'local' },
  },
  refuses: { error: 'RecipeError', says: ['columns.age.technique', 'add-noise'] },
})

specCase('local recoding beside a limit over a population is refused', {
  table: `
    person | age
    -------+----
         1 | 21
         2 | 21
  `,
  recipe: {
    columns: { age: ages },
    privacy: { k: 2, models: [{ model: 'k-map', k: 2, population: 'people.csv' }] },
    search: { recoding: 'local' },
  },
  refuses: { error: 'RecipeError', says: ['privacy.models.0.model', 'k-map'] },
})

specCase('cell suppression at levels that are searched: where some records may go, single cells go in their place', {
  table: `
    person | age | town
    -------+-----+-----
         1 | 21  | 東
         2 | 22  | 東
         3 | 31  | 東
         4 | 33  | 東
         5 | 41  | 東
         6 | 43  | 西
         7 | 41  | 東
         8 | 23  | 東
  `,
  recipe: {
    columns: { age: ages, town: towns },
    privacy: { k: 2, suppressionLimit: 0.2 },
    search: { cells: true },
  },
  levels: { age: 1, town: 0 },
  gives: {
    age: ['20-24', '20-24', '30-34', '30-34', '40-44', '40-44', '40-44', '20-24'],
    town: ['東', '東', '東', '東', '', '', '', '東'],
  },
})
