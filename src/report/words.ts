import type { Report } from './report.ts'

/** Japanese of the terms that a report holds. */
export const MEASURES: Record<string, string> = {
  'delete-column': '項目削除',
  'delete-cells': 'セル削除',
  'delete-records': 'レコード削除',
  keep: 'そのまま残す',
  pseudonym: '仮IDに置換え',
  generalise: '一般化',
  'top-code': 'トップコーディング',
  'bottom-code': 'ボトムコーディング',
  bands: '階級に置換え',
  round: '丸め',
  microaggregate: 'ミクロアグリゲーション',
  swap: 'データ交換（スワップ）',
  'add-noise': 'ノイズ（誤差）付加',
  synthesise: '疑似データ生成',
  'shift-dates': '日付のずらし',
  displace: '位置のずらし',
  sample: '抽出（リサンプリング）',
  suppress: '匿名性のための削除',
  'k-anonymity': 'k-匿名性',
}
export const CLASSES: Record<string, string> = {
  'direct-identifier': '直接の識別子',
  'individual-code': '個人識別符号',
  'linking-code': '連結符号',
  'quasi-identifier': '準識別子',
  sensitive: '守るべき値',
  other: 'その他',
}
export const UNITS = { persons: '人', profiles: '人（全期間の記録の組で数えます）', rows: '件' } as const
export const UNIT_SHORT = { persons: '人', profiles: '人', rows: '件' } as const

/** Privacy models by name: what they are called, and what they ask for in words. */
const MODELS: Record<string, [name: string, words: string]> = {
  'distinct-l-diversity': [
    'l-多様性（異なる値の数）',
    'l-多様性（異なる値の数）：どの組にも、守るべき値が少なくとも「必要」の数だけ、異なる人に分かれてあること。',
  ],
  'entropy-l-diversity': [
    'l-多様性（エントロピー）',
    'l-多様性（エントロピー）：組の中の値の偏りも考えに入れ、等しい割合の値が「必要」の数だけあるのと同じくらい散らばっていること。',
  ],
  'recursive-cl-diversity': ['(c,l)-多様性', '(c,l)-多様性：どの組でも、最も多い値だけが目立って多くはないこと。'],
  't-closeness': ['t-近接性', 't-近接性：どの組の値の分布も、全体の分布から「必要」の値より離れていないこと（0 は全体と同じ）。'],
  'delta-disclosure': ['δ-開示', 'δ-開示：どの値も、組の中での割合が、全体での割合に比べて大きく増えも減りもしないこと。'],
  'basic-beta-likeness': ['β-類似性', 'β-類似性：どの値も、組の中での割合が、全体での割合より「必要」の倍率を超えて増えないこと。'],
  'enhanced-beta-likeness': [
    'β-類似性（強化）',
    'β-類似性（強化）：どの値も、組の中での割合が全体での割合より大きくは増えず、もともと多い値ではさらに厳しく抑えること。',
  ],
  'k-map': ['k-マップ', 'k-マップ：組に当てはまる人が、示された母集団の中に少なくとも「必要」の人数いること。'],
  'delta-presence': ['δ-存在', 'δ-存在：ある人がこのファイルにいるかどうかを、母集団の値から言い当てる確率が、決めた範囲にあること。'],
  'average-risk': ['平均の識別の危険', '平均の識別の危険：言い当てられる確率の全員の平均が「必要」以下であること。'],
  'sample-uniqueness': ['一人だけの組の割合', '一人だけの組の割合：値の組合せが自分だけ、という人の割合が「必要」以下であること。'],
  'population-uniqueness': [
    '母集団で一人だけの人の割合（推定）',
    '母集団で一人だけの人の割合（推定）：選び出す前の母集団でも値の組合せが自分だけ、という人の割合の推定が「必要」以下であること。',
  ],
  'records-per-person': ['一人あたりの記録の数', '一人あたりの記録の数：一人の記録が「必要」の数より多くないこと。'],
}
export const modelName = (model: string): string => MODELS[model]?.[0] ?? model
export const modelInWords = (model: string): string | null => MODELS[model]?.[1] ?? null

/** What a search may minimise, as the recipe names it. */
const SEARCH_MEASURES: Record<string, string> = {
  loss: '失われる情報',
  discernibility: '見分けにくさの費用（組の人数の二乗の和）',
  'average-class-size': '組の大きさの平均',
  entropy: '値の散らばりの失われた量（エントロピー）',
  'entropy-nonmonotonic': '値の散らばりの失われた量（エントロピー、削除も数える）',
  height: '一般化の段階の数の合計',
  precision: '一般化の段階の割合',
}
export const measureInWords = (measure: string): string => SEARCH_MEASURES[measure] ?? measure

export const RULE27: Record<number, string> = {
  1: '特定の個人を識別できる記述の削除・置換え',
  2: '個人識別符号の削除',
  3: '連結する符号の削除・置換え',
  4: '特異な記述の削除・置換え',
  5: 'ファイルの性質を踏まえた措置',
}

export const measureName = (name: string) => MEASURES[name] ?? name
export const number = (value: number | null) => (value === null ? '―' : value.toLocaleString('ja-JP'))
/** Three digits: more would tell of single persons (rule F1). */
export const percent = (value: number | null) =>
  value === null ? '―' : `${(value * 100).toLocaleString('ja-JP', { maximumSignificantDigits: 3 })} %`

/** 「（7 人に 1 人の割合）」 */
export const oneIn = (share: number | null): string =>
  share === null || share <= 0 || share >= 1 ? '' : `（およそ ${number(Math.round(1 / share))} 人に 1 人の割合）`

/** k with its columns and its unit, in one breath (rule B1). Where values were exchanged or noised, k before that is what holds (rule A8). */
export function kInWords(k: NonNullable<Report['privacy']['k']>): string {
  const { achieved, beforePerturbation, required, unit, over } = k
  const columns = over.length === 0 ? '準識別子なし' : over.join('・')
  const counted = beforePerturbation ?? achieved
  const when = beforePerturbation == null ? '' : '値を入れ替えたりずらしたりする前に数えて、'
  const least =
    counted === null
      ? '数えられる記録がありませんでした'
      : `${when}どの記録も、同じ値の${unit === 'rows' ? '記録' : '人'}が自分を含めて ${number(counted)} ${UNIT_SHORT[unit]}以上`
  return `${least}（k = ${number(counted)}、必要 ${number(required)}、単位：${UNITS[unit]}、列：${columns}）`
}
