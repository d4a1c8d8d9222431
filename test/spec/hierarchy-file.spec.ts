import { specCase } from '../support/spec-case.ts'

const files = {
  'jobs.csv': '医師;医療;専門職;*\n看護師;医療;専門職;*\n大工;建設;技能職;*\n左官;建設;技能職;*\n',
}
const jobs = (level: unknown, more: object = {}) => ({
  columns: { job: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'jobs.csv', ...more }, level } },
})
const four = `
  person | job
  -------+-----
       1 | 医師
       2 | 看護師
       3 | 大工
       4 | 左官
`

specCase('file: level 0 is the leaf', {
  table: four.replaceAll('看護師', '医師').replaceAll('左官', '大工'),
  recipe: jobs(0),
  files,
  gives: { job: ['医師', '医師', '大工', '大工'] },
})
specCase('file: each next column is a level', { table: four, recipe: jobs(1), files, gives: { job: ['医療', '医療', '建設', '建設'] } })
specCase('file: the last level', { table: four, recipe: jobs(3), files, gives: { job: ['*', '*', '*', '*'] } })
specCase('file: auto takes the lowest level that holds k', {
  table: four,
  recipe: jobs('auto'),
  files,
  levels: { job: 1 },
  gives: { job: ['医療', '医療', '建設', '建設'] },
})
specCase('file: auto within min and max', {
  table: four,
  recipe: jobs({ min: 2 }),
  files,
  levels: { job: 2 },
  gives: { job: ['専門職', '専門職', '技能職', '技能職'] },
})

specCase('file: null stays empty below the level where all are one, and takes its text there', {
  table: `${four}      5 |\n      6 |\n`,
  recipe: jobs(2),
  files,
  gives: { job: ['専門職', '専門職', '技能職', '技能職', null, null] },
})
specCase('file: null at the top level', {
  table: `${four}      5 |\n`,
  recipe: jobs(3),
  files,
  gives: { job: ['*', '*', '*', '*', '*'] },
})
specCase('file: an empty leaf decides for null', {
  table: `${four}      5 |\n`,
  recipe: jobs(1),
  files: { 'jobs.csv': `${files['jobs.csv']};建設;技能職;*\n` },
  gives: { job: ['医療', '医療', '建設', '建設', '建設'] },
})

specCase('file: a value that it does not list is refused, by column and count', {
  table: `${four}      5 | 宇宙飛行士\n`,
  recipe: jobs(1),
  files,
  refuses: { error: 'ValueProblem', says: ['「job」', '1件', '階層のファイル'] },
})
specCase('file: a value that it does not list but whose record is deleted is none', {
  table: `${four}      5 | 宇宙飛行士\n`,
  recipe: {
    ...jobs(1),
    records: [{ technique: 'delete-records', where: { not: { column: 'job', in: ['医師', '看護師', '大工', '左官'] } } }],
  },
  files,
  rows: [1, 2, 3, 4],
})
specCase('file: another delimiter, quotes, CRLF and a byte order mark', {
  table: four,
  recipe: jobs(1, { delimiter: ',' }),
  files: { 'jobs.csv': '\ufeff医師,"医療, 福祉",*\r\n看護師,"医療, 福祉",*\r\n大工,"建設 ""大工""",*\r\n左官,"建設 ""大工""",*\r\n' },
  gives: { job: ['医療, 福祉', '医療, 福祉', '建設 "大工"', '建設 "大工"'] },
})

const wrong = (name: string, file: string, says: string[]) =>
  specCase(`file: ${name}`, {
    table: four,
    recipe: jobs(1),
    files: { 'jobs.csv': file },
    refuses: { error: 'RecipeError', says: ['columns.job.hierarchy.path', ...says] },
  })
wrong('a line of another length', '医師;医療;*\n看護師;医療\n', ['2行目', '区切り文字'])
wrong('a leaf twice', '医師;医療;*\n大工;建設;*\n医師;建設;*\n', ['3行目', '1行目'])
wrong('levels that part again', '医師;専門;医療;*\n左官;専門;建設;*\n', ['1行目', '2行目', '段階1'])
wrong('a quote that does not end', '医師;"医療;*\n', ['1行目', '引用符'])
wrong('an empty file', '\n', ['行がありません'])

specCase('file: a level that it does not have', {
  table: four,
  recipe: jobs(4),
  files,
  refuses: { error: 'RecipeError', says: ['columns.job.level', '0から3'] },
})

// Regional grouping (municipality → region → prefecture) is a file whose leaves are codes or names of municipalities.
const regions = {
  'regions.csv':
    '31201;鳥取市;東部圏域;鳥取県\n31302;岩美町;東部圏域;鳥取県\n31203;倉吉市;中部圏域;鳥取県\n31202;米子市;西部圏域;鳥取県\n31204;境港市;西部圏域;鳥取県\n',
}
const homes = `
  person | home
  -------+------
       1 | 31201
       2 | 31302
       3 | 31202
       4 | 31204
`
const region = (level: unknown, hierarchy: object = {}) => ({
  columns: {
    home: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'file', path: 'regions.csv', ...hierarchy },
      level,
    },
  },
})
specCase('file: municipalities by code become regions', {
  table: homes,
  recipe: region('auto'),
  files: regions,
  levels: { home: 2 },
  gives: { home: ['東部圏域', '東部圏域', '西部圏域', '西部圏域'] },
})
specCase('file: and the prefecture above them', {
  table: homes,
  recipe: region(3),
  files: regions,
  gives: { home: Array(4).fill('鳥取県') },
})
specCase('file: regions of addresses whose municipality is a column', {
  table: homes.replace('31201', '鳥取市').replace('31302', '岩美町').replace('31202', '米子市').replace('31204', '境港市'),
  recipe: region({ min: 1 }),
  files: { 'regions.csv': regions['regions.csv'].replaceAll(/^\d+;/gm, '') },
  levels: { home: 1 },
  gives: { home: ['東部圏域', '東部圏域', '西部圏域', '西部圏域'] },
})
