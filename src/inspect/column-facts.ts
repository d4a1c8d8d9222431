import { parseDate, parseNumber, scanColumn } from '../anonymise/index.ts'

export type ColumnType = 'integer' | 'number' | 'date' | 'code' | 'text' | 'empty'
export type LikelyClass = 'direct-identifier' | 'individual-code' | 'linking-code' | 'quasi-identifier' | 'sensitive' | 'other'

/** What a column holds, told in counts: no cell of the file is in it. */
export interface ColumnFacts {
  name: string
  type: ColumnType
  distinct: number
  nulls: number
  class: LikelyClass
  /** why, in Japanese */
  because: string
  individualCodes: { kind: string; hits: number }[]
  /** cells that a spreadsheet would run as a formula: they begin with = + - @ */
  formulaLike: number
}

const CODE = /^[0-9A-Za-z-]+$/

function typeOf(values: ReadonlyMap<string, number>): ColumnType {
  if (values.size === 0) return 'empty'
  let integers = true
  let numbers = true
  let dates = true
  let codes = true
  let padded = false
  for (const value of values.keys()) {
    const plain = value.normalize('NFKC').trim()
    if (dates && parseDate(value) === null) dates = false
    if (numbers) {
      const number = parseNumber(value)
      if (number === null) {
        numbers = false
        integers = false
      } else if (!Number.isInteger(number)) integers = false
    }
    if (codes && !CODE.test(plain)) codes = false
    if (/^0\d/.test(plain)) padded = true
    if (!integers && !numbers && !dates && !codes) return 'text'
  }
  if (dates) return 'date'
  // Leading zeros and long runs of digits are codes: nobody adds them up.
  if (integers && (padded || [...values.keys()].every((value) => value.length >= 10))) return 'code'
  if (integers) return 'integer'
  if (numbers) return 'number'
  return codes ? 'code' : 'text'
}

const BY_NAME: { pattern: RegExp; class: LikelyClass; because: string }[] = [
  {
    pattern: /個人番号|マイナンバー|住民票コード|基礎年金番号|旅券番号|免許.*番号|在留カード|被保険者.*番号/,
    class: 'individual-code',
    because: '見出しが個人識別符号を示しています',
  },
  {
    pattern:
      /氏名|旧氏|名前|フリガナ|ふりがな|氏名カナ|電話|メール|mail|phone|本籍|方書|部屋番号|出席番号|勤務先|所有者|自由記述|備考|所見|特記事項|口座/i,
    class: 'direct-identifier',
    because: '見出しが本人を直接示す項目です',
  },
  {
    pattern: /宛名番号|世帯番号|整理番号|管理番号|患者番号|会員|学籍番号|受給者番号|登録番号|車台番号|(^|_)id$|(?<!郵便)番号$|コード$/i,
    class: 'linking-code',
    because: '見出しがほかの情報とつなぐ番号を示しています',
  },
  {
    pattern:
      /生年月日|年齢|性別|住所|郵便番号|市町村|町名|地区|職業|国籍|続柄|世帯人数|世帯類型|学年|学校|^組$|団地|車種|用途|総排気量|初度登録|sex|age|race|zip|marital|occupation|education|country/i,
    class: 'quasi-identifier',
    because: '見出しが、組み合わせると本人を見分けられる項目です',
  },
  {
    pattern: /所得|収入|税額|課税|家賃|減免|病名|傷病|要介護|障害|自立度|アレルギー|検査|身長|体重|視力|う歯|血圧|滞納|salary|income/i,
    class: 'sensitive',
    because: '見出しが、知られたくない値を示しています',
  },
]

/** Fewer rows tell nothing of how values are spread. */
const FEW_ROWS = 20

/** Likely class of a column from its codes, its header and how its values are spread; always with the reason. */
function classOf(name: string, type: ColumnType, rows: number, distinct: number, codes: number): { class: LikelyClass; because: string } {
  if (codes > 0) return { class: 'individual-code', because: '個人識別符号の形をした値があります' }
  for (const known of BY_NAME) if (known.pattern.test(name)) return { class: known.class, because: known.because }
  if (type === 'code' && rows >= FEW_ROWS && distinct > rows * 0.5) return { class: 'linking-code', because: '行ごとに違う番号です' }
  if (type === 'text' && rows >= FEW_ROWS && distinct > rows * 0.8) return { class: 'direct-identifier', because: '行ごとに違う文です' }
  if (type === 'date') return { class: 'quasi-identifier', because: '日付は、組み合わせると本人を見分けられます' }
  return { class: 'other', because: '見出しと値からは、本人とのつながりが分かりません' }
}

/** @param values - distinct texts with their rows, without nulls */
export function columnFacts(name: string, values: ReadonlyMap<string, number>, nulls: number): ColumnFacts {
  const rows = [...values.values()].reduce((sum, count) => sum + count, 0)
  const type = typeOf(values)
  const found = scanColumn(
    name,
    [...values].map(([value, count]) => ({ value, rows: count })),
  )
  const firm = found.filter(({ excusable }) => !excusable)
  let formulaLike = 0
  if (type === 'text') for (const [value, count] of values) if (/^[=+\-@]/.test(value)) formulaLike += count
  return {
    name,
    type,
    distinct: values.size,
    nulls,
    ...classOf(name, type, rows, values.size, firm.length),
    individualCodes: found.map(({ kind, distinct }) => ({ kind, hits: distinct })),
    formulaLike,
  }
}
