import { specCase } from '../support/spec-case.ts'

const columns = (illness: object = {}) => ({
  town: { class: 'quasi-identifier', technique: 'keep' },
  illness: { class: 'sensitive', technique: 'keep', reason: '試験', ...illness },
})
const drawn = (...rows: [town: string, illness: string][]) =>
  ['person | town | illness', ...rows.map(([town, illness], i) => `${i + 1} | ${town} | ${illness}`)].join('\n')
const times = (n: number, town: string, illness: string) => Array.from({ length: n }, (): [string, string] => [town, illness])
const mixed = drawn(
  ...times(2, '東', '風邪'),
  ...times(2, '東', '骨折'),
  ...times(3, '西', '風邪'),
  ...times(1, '西', '骨折'),
  ...times(3, '南', '骨折'),
  ...times(1, '南', '風邪'),
)
const KEPT = [1, 2, 3, 4]

/** Of three towns only the first is even; the other two have three of one and one of the other. */
const models: [title: string, model: object, holdsAt: object][] = [
  [
    'entropy l-diversity: two equally common values',
    { model: 'entropy-l-diversity', column: 'illness', l: 2 },
    { model: 'entropy-l-diversity', column: 'illness', l: 2 },
  ],
  ['recursive (c, l): 3 < 3 · 1 does not hold', { model: 'recursive-cl-diversity', column: 'illness', c: 3, l: 2 }, { c: 3.1 }],
  ['t-closeness: a quarter of the class is moved', { model: 't-closeness', column: 'illness', t: 0.2 }, { t: 0.25 }],
  ['δ-disclosure: log2(0.25 / 0.5) = −1', { model: 'delta-disclosure', column: 'illness', delta: 1 }, { delta: 1.01 }],
  ['basic β-likeness: (0.75 − 0.5) / 0.5', { model: 'basic-beta-likeness', column: 'illness', beta: 0.4 }, { beta: 0.5 }],
  ['enhanced β-likeness: min(β, ln 2)', { model: 'enhanced-beta-likeness', column: 'illness', beta: 0.4 }, { beta: 0.9 }],
]
for (const [title, model, holdsAt] of models) {
  specCase(`${title}: fails without suppression`, {
    table: mixed,
    recipe: { columns: columns(), privacy: { k: 2, models: [model] } },
    unmet: true,
  })
  specCase(`${title}: classes that fail are deleted within the limit`, {
    table: mixed,
    recipe: { columns: columns(), privacy: { models: [model], suppressionLimit: 0.7 } },
    rows: KEPT,
  })
  if (!('model' in holdsAt))
    specCase(`${title}: holds beyond`, {
      table: mixed,
      recipe: { columns: columns(), privacy: { k: 2, models: [{ ...model, ...holdsAt }] } },
    })
}

specCase('t-closeness, ordered: 1 and 2 are nearer than 1 and 3', {
  table: drawn(['東', '1'], ['東', '2'], ['西', '2'], ['西', '3']),
  // from ¼ ½ ¼: half of the way of two steps for one half of a class … a quarter each
  recipe: { columns: columns(), privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.25, distance: 'ordered' }] } },
})
specCase('t-closeness, ordered: a little less is too far', {
  table: drawn(['東', '1'], ['東', '2'], ['西', '2'], ['西', '3']),
  recipe: { columns: columns(), privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.24, distance: 'ordered' }] } },
  unmet: true,
})
specCase('t-closeness, ordered: values without an order are refused', {
  table: drawn(['東', '風邪'], ['東', '骨折']),
  recipe: { columns: columns(), privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.5, distance: 'ordered' }] } },
  refuses: { error: 'InputProblem', says: ['「illness」', 'hierarchy'] },
})
const tree = { kind: 'file', path: 'tree.csv' }
const files = { 'tree.csv': '風邪;内科;*\n胃炎;内科;*\n骨折;外科;*\n捻挫;外科;*\n' }
const near = drawn(['東', '風邪'], ['東', '骨折'], ['西', '胃炎'], ['西', '捻挫'])
specCase('t-closeness, hierarchical: what moves within a branch moves half the way', {
  table: near,
  files,
  recipe: {
    columns: columns(),
    privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.25, distance: 'hierarchical', hierarchy: tree }] },
  },
})
specCase('t-closeness, hierarchical: equal distance would be twice that', {
  table: near,
  recipe: { columns: columns(), privacy: { k: 2, models: [{ model: 't-closeness', column: 'illness', t: 0.49 }] } },
  unmet: true,
})

const alone = drawn(...times(3, '東', 'a'), ...times(2, '西', 'a'), ...times(1, '南', 'a'))
specCase('average risk: three classes of six persons', {
  table: alone,
  recipe: { columns: columns(), privacy: { models: [{ model: 'average-risk', threshold: 0.5 }] } },
})
specCase('average risk: the smallest class goes first', {
  table: alone,
  recipe: { columns: columns(), privacy: { models: [{ model: 'average-risk', threshold: 0.4 }], suppressionLimit: 0.2 } },
  rows: [1, 2, 3, 4, 5],
})
specCase('sample uniqueness: one of six', {
  table: alone,
  recipe: { columns: columns(), privacy: { models: [{ model: 'sample-uniqueness', threshold: 0.1 }] } },
  unmet: true,
})
specCase('population uniqueness: of a full register nothing is estimated', {
  table: alone,
  recipe: { columns: columns(), privacy: { models: [{ model: 'population-uniqueness', threshold: 0.17, fraction: 1 }] } },
})
specCase('records per person: who has more goes with all of them', {
  table: `
    person | town | illness
    -------+------+--------
         1 | 東   | a
         2 | 東   | a
         3 | 東   | a
         3 | 東   | a
  `,
  recipe: { columns: columns(), privacy: { models: [{ model: 'records-per-person', max: 1 }], suppressionLimit: 0.5 } },
  rows: [1, 2],
})

specCase('a sensitive column that is a quasi-identifier is refused', {
  table: mixed,
  recipe: { columns: columns(), privacy: { models: [{ model: 't-closeness', column: 'town', t: 0.2 }] } },
  refuses: { error: 'RecipeError', says: ['privacy.models.0.column'] },
})
for (const [key, model] of [
  ['l', { model: 'entropy-l-diversity', column: 'illness', l: 1.5 }],
  ['t', { model: 't-closeness', column: 'illness', t: 1.5 }],
  ['c', { model: 'recursive-cl-diversity', column: 'illness', c: 0, l: 2 }],
  ['hierarchy', { model: 't-closeness', column: 'illness', t: 0.2, distance: 'hierarchical' }],
  ['fraction', { model: 'population-uniqueness', threshold: 0.1, fraction: 0 }],
] as const)
  specCase(`refused by its path: ${key}`, {
    table: mixed,
    recipe: { columns: columns(), privacy: { models: [model] } },
    refuses: { error: 'RecipeError', says: [`privacy.models.0.${key}`] },
  })

const ages = (level: number | string) => ({
  age: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10] }, level },
})
const census = { 'census.csv': 'age\n21\n22\n23\n31\n32\n33\n34\n41\n' }
const few = `
  person | age
  -------+----
       1 | 21
       2 | 31
       3 | 32
`
specCase('k-map: three people in the population are in their twenties, one of them here', {
  table: few,
  files: census,
  recipe: { columns: ages('auto'), privacy: { models: [{ model: 'k-map', k: 3, population: 'census.csv' }] } },
  gives: { age: ['20-29', '30-39', '30-39'] },
})
specCase('k-map: who is too rare in the population is deleted within the limit', {
  table: few,
  files: census,
  recipe: { columns: ages(1), privacy: { models: [{ model: 'k-map', k: 4, population: 'census.csv' }], suppressionLimit: 0.34 } },
  rows: [2, 3],
})
specCase('δ-presence: a third of the twenties, a half of the thirties; nobody of forty-one', {
  table: few,
  files: census,
  recipe: { columns: ages(1), privacy: { models: [{ model: 'delta-presence', min: 0, max: 0.5, population: 'census.csv' }] } },
})
specCase('δ-presence: that nobody of the forties is here can be concluded', {
  table: few,
  files: census,
  recipe: { columns: ages(1), privacy: { models: [{ model: 'delta-presence', min: 0.1, max: 0.5, population: 'census.csv' }] } },
  unmet: true,
})
specCase('δ-presence: over all ages three of eight', {
  table: few,
  files: census,
  recipe: { columns: ages('auto'), privacy: { models: [{ model: 'delta-presence', min: 0.1, max: 0.5, population: 'census.csv' }] } },
  gives: { age: ['*', '*', '*'] },
})
specCase('a population without a quasi-identifier is refused', {
  table: few,
  files: { 'census.csv': 'sex\nm\n' },
  recipe: { columns: ages(1), privacy: { models: [{ model: 'k-map', k: 3, population: 'census.csv' }] } },
  refuses: { error: 'RecipeError', says: ['privacy.models.0.population', '「age」'] },
})
