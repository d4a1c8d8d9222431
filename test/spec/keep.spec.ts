import { specCase } from '../support/spec-case.ts'

specCase('keep: the cell as read, null stays null, blanks inside stay', {
  table: `
    person | note
    -------+--------
         1 | 課税
         2 | a  b
         3 |
         4 | ０１
  `,
  recipe: { columns: { note: { technique: 'keep', reason: '試験' } } },
  gives: { note: ['課税', 'a  b', null, '０１'] },
})

specCase('keep: a cell that input.nulls names is null', {
  table: `
    person | note
    -------+------
         1 | NA
         2 | 不詳
         3 | 課税
  `,
  recipe: { input: { nulls: ['NA', '不詳'] } },
  gives: { note: [null, null, '課税'] },
})

specCase('keep: quotes, commas and line ends come out as they went in', {
  table: `
    person | note
    -------+----------
         1 | a,b
         2 | 彼は"可"
         3 | -5
         4 | =1+1
  `,
  recipe: {},
  gives: { note: ['a,b', '彼は"可"', '-5', '=1+1'] },
})

specCase('keep: a quasi-identifier that is kept makes the classes', {
  table: `
    person | sex
    -------+----
         1 | 女
         2 | 女
         3 | 男
  `,
  recipe: { columns: { sex: { class: 'quasi-identifier', technique: 'keep' } } },
  unmet: true,
})

specCase('keep: a direct identifier or an individual code cannot be kept', {
  table: `
    person | name
    -------+---------
         1 | 提案者Ａ
  `,
  recipe: { columns: { name: { class: 'direct-identifier', technique: 'keep' } } },
  refuses: { error: 'RecipeError', says: ['columns.name.technique', 'delete-column'] },
})

specCase('keep: a My Number in any column is refused, whatever the recipe calls it', {
  table: `
    person | note
    -------+-------------------
         1 | なし
         2 | 番号123456789018です
  `,
  recipe: {},
  refuses: { error: 'InputProblem', says: ['「note」', '個人番号'] },
})
