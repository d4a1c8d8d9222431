import { specCase } from '../support/spec-case.ts'

const LEVELS = ['full', 'town', 'municipality', 'prefecture', 'any']
const table = `
  person | home
  -------+--------------------------
       1 | 鳥取県鳥取市東町1丁目220
       2 | 鳥取県 岩美郡 岩美町大字浦富675-1
       3 | 札幌市 中央区北一条西二丁目
       4 | 〒680-8570 鳥取県鳥取市東町一丁目
       5 | 31201
       6 | 福島県田村郡三春町字大町1
       7 |
`
const homes = (level: number, more: object = {}) => ({
  columns: { home: { technique: 'generalise', hierarchy: { kind: 'address', levels: LEVELS, ...more }, level } },
})
specCase('address: full, blanks and 郡 dropped', {
  table,
  recipe: homes(0),
  gives: {
    home: [
      '鳥取県鳥取市東町1丁目220',
      '鳥取県岩美町大字浦富675-1',
      '北海道札幌市中央区北一条西二丁目',
      '鳥取県鳥取市東町一丁目',
      '鳥取県鳥取市',
      '福島県三春町字大町1',
      null,
    ],
  },
})
specCase('address: town, up to the first number', {
  table,
  recipe: homes(1),
  gives: {
    home: [
      '鳥取県鳥取市東町',
      '鳥取県岩美町大字浦富',
      '北海道札幌市中央区北一条西',
      '鳥取県鳥取市東町',
      '鳥取県鳥取市',
      '福島県三春町字大町',
      null,
    ],
  },
})
specCase('address: municipality', {
  table,
  recipe: homes(2),
  gives: { home: ['鳥取県鳥取市', '鳥取県岩美町', '北海道札幌市中央区', '鳥取県鳥取市', '鳥取県鳥取市', '福島県三春町', null] },
})
specCase('address: prefecture', {
  table,
  recipe: homes(3),
  gives: { home: ['鳥取県', '鳥取県', '北海道', '鳥取県', '鳥取県', '福島県', null] },
})
specCase('address: any', { table, recipe: homes(4), gives: { home: Array(7).fill('*') } })

const ambiguous = `
  person | home
  -------+---------------
       1 | 府中市宮西町2-24
       2 | 府中市宮西町3-1
`
specCase('address: a name of two prefectures is refused', {
  table: ambiguous,
  recipe: homes(2),
  refuses: { error: 'ValueProblem', says: ['「home」', '2件', 'prefecture'] },
})
specCase('address: unless the recipe says which', {
  table: ambiguous,
  recipe: homes(1, { prefecture: '東京都' }),
  gives: { home: ['東京都府中市宮西町', '東京都府中市宮西町'] },
})
specCase('address: a prefecture that is none', {
  table: ambiguous,
  recipe: homes(1, { prefecture: '東京' }),
  refuses: { error: 'RecipeError', says: ['columns.home.hierarchy.prefecture'] },
})
specCase('address: what is no address may count as null', {
  table: `
    person | home
    -------+-------------------
         1 | 鳥取県鳥取市東町1
         2 | 住所不定
  `,
  recipe: homes(2, { unknown: 'null' }),
  gives: { home: ['鳥取県鳥取市', null] },
})
