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
export const MODELS: Record<string, string> = { 'distinct-l-diversity': 'l-多様性（異なる値の数）' }
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
