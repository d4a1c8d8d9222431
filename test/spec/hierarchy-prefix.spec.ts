import { specCase } from '../support/spec-case.ts'

const table = `
  person | code
  -------+---------
       1 | 680-0011
       2 | ６８００８２２
       3 | 68
       4 |
`
const codes = (level: number, more: object = {}) => ({
  columns: { code: { technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [5, 3], ...more }, level } },
})
specCase('prefix: the code without hyphens and blanks', { table, recipe: codes(0), gives: { code: ['6800011', '6800822', '68', null] } })
specCase('prefix: five characters', { table, recipe: codes(1), gives: { code: ['68000**', '68008**', '68', null] } })
specCase('prefix: three characters', { table, recipe: codes(2), gives: { code: ['680****', '680****', '68', null] } })
specCase('prefix: any', { table, recipe: codes(3), gives: { code: ['*', '*', '*', '*'] } })
specCase('prefix: another fill', { table, recipe: codes(1, { fill: '0' }), gives: { code: ['6800000', '6800800', '68', null] } })
specCase('prefix: characters are kept whole', {
  table: `
    person | code
    -------+------
         1 | 𠮷𠮷野家
         2 | 𠮷野家
  `,
  recipe: { privacy: { k: 2 }, columns: { code: { technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [2] }, level: 1 } } },
  gives: { code: ['𠮷𠮷**', '𠮷野*'] },
})
specCase('prefix: letters outside the basic plane', {
  table: `
    person | code
    -------+------
         1 | 𠮷野家
         2 | 𠮷田
  `,
  recipe: { columns: { code: { technique: 'generalise', hierarchy: { kind: 'prefix', lengths: [1] }, level: 1 } } },
  gives: { code: ['𠮷**', '𠮷*'] },
})
