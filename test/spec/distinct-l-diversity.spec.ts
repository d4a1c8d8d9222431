import { specCase } from '../support/spec-case.ts'

const columns = (illness: object = {}) => ({
  town: { class: 'quasi-identifier', technique: 'keep' },
  illness: { class: 'sensitive', technique: 'keep', reason: '試験', ...illness },
})
const privacy = { k: 2, models: [{ model: 'distinct-l-diversity', column: 'illness', l: 2 }] }

specCase('distinct l-diversity: two values in each class', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   | 風邪
         2 | 東   | 骨折
         3 | 西   | 風邪
         4 | 西   | 胃炎
  `,
  recipe: { columns: columns(), privacy },
  gives: { illness: ['風邪', '骨折', '風邪', '胃炎'] },
})

specCase('distinct l-diversity: one value for all of a class', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   | 風邪
         2 | 東   | 骨折
         3 | 西   | 胃炎
         4 | 西   | 胃炎
  `,
  recipe: { columns: columns(), privacy },
  unmet: true,
})

specCase('distinct l-diversity: blank is no value', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   | 風邪
         2 | 東   |
  `,
  recipe: { columns: columns(), privacy },
  unmet: true,
})

specCase('distinct l-diversity: blanks beside two values', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   |
         2 | 東   | 風邪
         3 | 東   | 骨折
         4 | 東   |
  `,
  recipe: { columns: columns(), privacy },
  gives: { illness: ['', '風邪', '骨折', ''] },
})

specCase('distinct l-diversity: a class that fails may be deleted within the limit', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   | 風邪
         2 | 東   | 骨折
         3 | 西   | 胃炎
         4 | 西   | 胃炎
  `,
  recipe: { columns: columns(), privacy: { ...privacy, suppressionLimit: 0.5 } },
  rows: [1, 2],
})

specCase('distinct l-diversity over histories of several years', {
  table: `
    person | year | town | illness
    -------+------+------+--------
         1 | 2020 | 東   | 風邪
         1 | 2021 | 東   | 風邪
         2 | 2020 | 東   | 骨折
         2 | 2021 | 東   | 骨折
  `,
  recipe: { columns: columns(), privacy },
  gives: { illness: ['風邪', '風邪', '骨折', '骨折'] },
})

specCase('distinct l-diversity: more than a hundred different numbers need bands (C1)', {
  table: ['person | town | illness', ...Array.from({ length: 101 }, (_, i) => `${i + 1} | 東 | ${4_000_000 + i}`)].join('\n'),
  recipe: { columns: columns(), privacy },
  refuses: { error: 'InputProblem', says: ['「illness」', 'bands'] },
})

specCase('distinct l-diversity: with bands they are one value', {
  table: ['person | town | illness', ...Array.from({ length: 101 }, (_, i) => `${i + 1} | 東 | ${4_000_000 + i}`)].join('\n'),
  recipe: { columns: columns({ bands: { edges: [0, 1_000_000, 8_000_000] } }), privacy },
  unmet: true,
})
