import { specCase } from '../support/spec-case.ts'

const built = (level: unknown, hierarchy: object, more: object = {}) => ({
  columns: { x: { technique: 'generalise', hierarchy: { kind: 'built', ...hierarchy }, level } },
  ...more,
})
/** One person per value. */
const values = (list: readonly (number | string)[]) =>
  `person | x\n-------+---\n${list.map((value, i) => `${i + 1} | ${value}`).join('\n')}\n`

const twelve = [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33]

specCase('built: level 0 is the number as parsed', {
  table: values(['1,000', '２', 3]),
  recipe: built(0, { method: 'equal-frequency', classes: 2 }),
  gives: { x: [1000, 2, 3] },
})
specCase('built, equal-frequency: four classes of three persons, the outer ones open', {
  table: values(twelve),
  recipe: built(1, { method: 'equal-frequency', classes: 4 }),
  gives: { x: [...Array(3).fill('10以下'), ...Array(3).fill('11-20'), ...Array(3).fill('21-30'), ...Array(3).fill('31以上')] },
})
specCase('built: the top level is one for all, empty cells too', {
  table: values([...twelve, '']),
  recipe: built(2, { method: 'equal-frequency', classes: 4 }),
  gives: { x: Array(13).fill('*') },
})
specCase('built: an empty cell stays empty below it', {
  table: values([1, 2, 3, 4, '']),
  recipe: built(1, { method: 'equal-frequency', classes: 2 }),
  gives: { x: ['2以下', '2以下', '3以上', '3以上', null] },
})
specCase('built: rounds join classes in pairs', {
  table: values(twelve),
  recipe: built(2, { method: 'equal-frequency', rounds: 2 }),
  gives: { x: [...Array(6).fill('20以下'), ...Array(6).fill('21以上')] },
})
specCase('built: a list of classes gives a level each, and levels nest', {
  table: values(twelve),
  recipe: built(2, { method: 'equal-frequency', classes: [4, 3, 2] }),
  gives: { x: [...Array(6).fill('20以下'), ...Array(3).fill('21-30'), ...Array(3).fill('31以上')] },
})
specCase('built, equal-width: cells of a round width', {
  table: values(twelve),
  recipe: built(1, { method: 'equal-width', classes: 4 }),
  gives: { x: [...Array(3).fill('9以下'), ...Array(3).fill('10-19'), ...Array(3).fill('20-29'), ...Array(3).fill('30以上')] },
})
specCase('built, equal-width: a cell of one person joins its smaller neighbour', {
  table: values([1, 2, 3, 11, 21, 22, 31, 32, 33]),
  recipe: built(1, { method: 'equal-width', classes: 4 }),
  gives: { x: [...Array(3).fill('9以下'), ...Array(3).fill('10-29'), ...Array(3).fill('30以上')] },
})
// Two clusters: five values near 10 and three near 100. Equal counts would part the first.
specCase('built, optimal: classes follow the gaps of the data', {
  table: values([10, 11, 12, 13, 14, 100, 101, 102]),
  recipe: built(1, { method: 'optimal', classes: 2 }),
  gives: { x: [...Array(5).fill('99以下'), ...Array(3).fill('100以上')] },
})
specCase('built: fractions give half-open intervals', {
  table: values([0.11, 0.12, 0.53, 0.54, 0.91, 0.92]),
  recipe: built(1, { method: 'equal-width', classes: 3 }),
  gives: { x: ['0.4未満', '0.4未満', '[0.4,0.8)', '[0.4,0.8)', '0.8以上', '0.8以上'] },
})
specCase('built: fewer persons than two classes need are one class', {
  table: values([1, 5, 9]),
  recipe: built(1, { method: 'equal-frequency', classes: 3 }),
  gives: { x: ['*', '*', '*'] },
})
specCase('built: classes count persons and not their rows', {
  table: `
    person | x
    -------+---
         1 | 1
         2 | 2
         3 | 11
         3 | 12
         3 | 13
         4 | 21
         5 | 22
  `,
  recipe: {
    columns: {
      person: { class: 'linking-code', technique: 'delete-column' },
      x: { technique: 'generalise', hierarchy: { kind: 'built', method: 'equal-width', classes: 3 }, level: 1 },
    },
  },
  gives: { x: [...Array(5).fill('15以下'), ...Array(2).fill('16以上')] },
})
specCase('built: one far value tells no edge', {
  table: values([...twelve, 987654321]),
  recipe: built(1, { method: 'equal-frequency', classes: 4 }),
  gives: { x: [...Array(4).fill('11以下'), ...Array(3).fill('12-21'), ...Array(3).fill('22-31'), ...Array(3).fill('32以上')] },
})
specCase('built: edges are those of the rows entering the search', {
  table: values([1, 2, 11, 12, 500, 501, 502, 503]),
  recipe: built(
    1,
    { method: 'equal-frequency', classes: 2 },
    { records: [{ technique: 'delete-records', where: { column: 'x', atLeast: 500 } }] },
  ),
  rows: [1, 2, 3, 4],
  gives: { x: ['10以下', '10以下', '11以上', '11以上'] },
})
specCase('built: the search takes the lowest level that holds k', {
  table: values(twelve),
  recipe: {
    columns: {
      x: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'built', method: 'equal-frequency', classes: [4, 2] } },
    },
    privacy: { k: 3 },
  },
  levels: { x: 1 },
})
specCase('built: a text is refused by column and count', {
  table: values([1, 2, '不明です', 3]),
  recipe: built(1, { method: 'optimal', classes: 2 }),
  refuses: { error: 'ValueProblem', says: ['「x」', '1件'] },
})
specCase('built: unknown values may count as null', {
  table: values([1, 2, '不明です', 3, 4]),
  recipe: built(1, { method: 'equal-frequency', classes: 2, unknown: 'null' }),
  gives: { x: ['2以下', '2以下', null, '3以上', '3以上'] },
})

const refused = (name: string, hierarchy: object, level: unknown, says: string[]) =>
  specCase(`built: ${name}`, { table: values([1, 2]), recipe: built(level, hierarchy), refuses: { error: 'RecipeError', says } })
refused('classes and rounds together', { classes: 3, rounds: 2 }, 1, ['columns.x.hierarchy', '「classes」と「rounds」'])
refused('neither classes nor rounds', {}, 1, ['columns.x.hierarchy', '「classes」と「rounds」'])
refused('a single class', { classes: 1 }, 1, ['columns.x.hierarchy.classes', '2以上'])
refused('classes that grow', { classes: [2, 4] }, 1, ['columns.x.hierarchy.classes.1', '大きい順'])
refused('an unknown method', { method: 'best', classes: 2 }, 1, ['columns.x.hierarchy.method'])
refused('a level that it does not have', { classes: [4, 2] }, 4, ['columns.x.level', '0から3'])
