import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import iconv from 'iconv-lite'

/** A register of invented residents, one row a person: seeded, so that every run measures the same bytes. */

const MARRIED = ['未婚', '有配偶', '死別', '離別', '不明']
const OCCUPATIONS = [
  '事務',
  '販売',
  '製造',
  '建設',
  '運輸',
  '医療',
  '介護',
  '教育',
  '農業',
  '林業',
  '漁業',
  '公務',
  '情報通信',
  '飲食',
  '自営',
  '学生',
  '主婦・主夫',
  '無職',
  '研究',
  'その他',
]
const FAMILY = ['砂山', '浜辺', '松林', '髙岡', '﨑田', '湖口', '梨畑', '雪野', '海部', '川端']
const GIVEN = ['あおい', 'ひなた', 'すばる', 'みなと', 'いぶき', 'つむぎ', 'はるか', 'かえで', 'あさひ', 'のぞみ']
const TOWNS = ['東町', '西町', '南町', '北町', '本町', '港町', '栄町', '緑ヶ丘', '元町', '新町']
const INSURANCE = ['国民健康保険', '協会けんぽ', '健保組合', '共済組合']
const FILING = ['給与支払報告', '確定申告', '住民税申告']
const PAYMENTS = ['普通徴収', '特別徴収', '口座振替', '年金天引き']

export const COLUMNS = [
  '宛名番号',
  '氏名',
  '個人番号',
  '生年月日',
  '性別',
  '郵便番号',
  '方書',
  '職業',
  '婚姻',
  '世帯人数',
  '所得',
  '控除額',
  '課税区分',
  '納付方法',
  '年度',
  '扶養人数',
  '保険の種別',
  '申告の方法',
  '減免の区分',
  '控除の件数',
] as const

function generator(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    // The low bits of such a generator repeat early: only the high ones are used.
    return (state >>> 8) / 2 ** 24
  }
  return { next, below: (n: number) => Math.floor(next() * n), rare: (n: number) => Math.floor(next() * next() * n) }
}

/** 11 digits with the check digit of an individual number. @source 個人番号の検査用数字 (総務省令) */
function myNumber(digits: number[]): string {
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += digits[11 - n]! * (n <= 6 ? n + 1 : n - 5)
  const rest = sum % 11
  return digits.join('') + (rest <= 1 ? 0 : 11 - rest)
}

const two = (n: number) => String(n).padStart(2, '0')

/** Writes the same rows as CP932 and as UTF-8. @param columns - the first so many of COLUMNS */
export async function writeRegister(rows: number, columns: number, cp932: string, utf8: string): Promise<void> {
  const { next, below, rare } = generator(20261121)
  const files = [
    { stream: createWriteStream(cp932), encode: (text: string) => iconv.encode(text, 'cp932') },
    { stream: createWriteStream(utf8), encode: (text: string) => Buffer.from(text, 'utf8') },
  ]
  let lines = [COLUMNS.slice(0, columns).join(',')]
  const flush = async () => {
    const text = `${lines.join('\n')}\n`
    lines = []
    for (const { stream, encode } of files) if (!stream.write(encode(text))) await once(stream, 'drain')
  }
  for (let i = 0; i < rows; i++) {
    const income = Math.round(-Math.log(1 - next()) * 300) * 10_000
    lines.push(
      [
        1_000_000_000 + i * 7,
        `${FAMILY[below(10)]} ${GIVEN[below(10)]}`,
        myNumber(Array.from({ length: 11 }, () => below(10))),
        `${1930 + Math.floor((below(95) + below(95)) / 2)}-${two(1 + below(12))}-${two(1 + below(28))}`,
        next() < 0.51 ? '女' : '男',
        `68${below(3)}${two(rare(90))}${two(rare(60))}`,
        `${TOWNS[below(10)]}${1 + below(30)}番地`,
        OCCUPATIONS[rare(20)],
        MARRIED[rare(5)],
        1 + rare(8),
        income,
        Math.floor(income / 50_000) * 10_000,
        income > 1_000_000 ? '課税' : '非課税',
        PAYMENTS[below(4)],
        '2026',
        ...(columns > 15 ? [rare(7), INSURANCE[rare(4)], FILING[below(3)], next() < 0.03 ? '減免あり' : '減免なし', below(12)] : []),
      ]
        .slice(0, columns)
        .join(','),
    )
    if (lines.length === 20_000) await flush()
  }
  await flush()
  for (const { stream } of files) {
    stream.end()
    await once(stream, 'close')
  }
}

/** k = 5, six quasi-identifiers at levels to be found. */
export const recipeOf = (columns: number) => ({ ...recipe, columns: Object.fromEntries(Object.entries(recipe.columns).slice(0, columns)) })

const recipe = {
  sakyu: 'recipe/1',
  title: '百万人の台帳（測定用）',
  input: { encoding: 'cp932' },
  person: '宛名番号',
  columns: {
    宛名番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
    氏名: { class: 'direct-identifier', technique: 'delete-column', rule: 1 },
    個人番号: { class: 'individual-code', technique: 'delete-column', rule: 2 },
    生年月日: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'date', levels: ['day', 'month', 'year', '5-year', '10-year', 'any'] },
      level: 'auto',
      rule: 1,
    },
    性別: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'sex.csv' }, level: 'auto' },
    郵便番号: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'prefix', lengths: [5, 3] },
      level: 'auto',
      rule: 1,
    },
    方書: { class: 'direct-identifier', technique: 'delete-column', rule: 1 },
    職業: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'file', path: 'occupation.csv' },
      level: 'auto',
      rule: 5,
    },
    婚姻: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'married.csv' }, level: 'auto', rule: 5 },
    世帯人数: {
      class: 'quasi-identifier',
      technique: 'generalise',
      hierarchy: { kind: 'number', widths: [2, 4], origin: 1 },
      level: 'auto',
      rule: 4,
    },
    所得: { class: 'sensitive', technique: 'top-code', percentile: 99, rule: 5, reason: '所得の分布の分析に用いる' },
    控除額: { class: 'other', technique: 'keep', reason: '控除の分析に用いる', confirmed: '測定用' },
    課税区分: { class: 'other', technique: 'keep', reason: '課税の分析に用いる' },
    納付方法: { class: 'other', technique: 'keep', reason: '納付の分析に用いる' },
    年度: { class: 'other', technique: 'keep', reason: '年次比較に用いる' },
    扶養人数: { class: 'other', technique: 'top-code', limit: 5, rule: 4 },
    保険の種別: { class: 'other', technique: 'keep', reason: '保険の種別ごとの集計に用いる' },
    申告の方法: { class: 'other', technique: 'keep', reason: '申告の方法ごとの集計に用いる' },
    減免の区分: { class: 'other', technique: 'keep', reason: '減免の分析に用いる' },
    控除の件数: { class: 'other', technique: 'keep', reason: '控除の分析に用いる' },
  },
  privacy: { k: 5, suppressionLimit: 0.05 },
}

/** Hierarchies of the recipe, by file name. */
export const hierarchies: Record<string, string[]> = {
  'sex.csv': ['女;*', '男;*'],
  'married.csv': MARRIED.map((text, i) => `${text};${i === 1 ? '有配偶' : '配偶なし'};*`),
  'occupation.csv': OCCUPATIONS.map((text, i) => `${text};群${Math.floor(i / 5) + 1};*`),
}
