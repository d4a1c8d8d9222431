/** The keys of a step of a recipe that are told to people. Conditions, matrices and whatever would undo a step are not among them. */
export interface ToldStep {
  technique: string
  limit?: number
  percentile?: number
  tail?: number
  as?: string
  label?: string
  edges?: readonly number[]
  step?: number
  size?: number
  statistic?: string
  with?: readonly string[]
  by?: string | readonly string[]
  method?: string
  window?: number
  rate?: number
  matrix?: object
  share?: number
  distribution?: string
  scale?: number
  absolute?: number
  maxDays?: number
  minimum?: number
  maximum?: number
}

const plain = (value: number) => value.toLocaleString('ja-JP', { maximumFractionDigits: 10 })
const share = (value: number) => `${(value * 100).toLocaleString('ja-JP', { maximumSignificantDigits: 3 })} %`
const listed = (names: readonly string[]) => names.map((name) => `「${name}」`).join('')

/** Stands for a level where every record has its own (local recoding). */
export const BY_RECORD = 'by-record'

/** A level of a hierarchy by its name; those of a file have numbers only. */
export const levelInWords = (level: string): string => (/段目$/.test(level) ? `対応表の${level}の区分` : `「${level}」`)

const STATISTICS: Record<string, string> = { mean: '平均', median: '中央値', mode: '最も多い値' }

function tail(side: 'top' | 'bottom', { limit, percentile, tail: persons, as, label }: ToldStep): string {
  const [over, or] = side === 'top' ? ['超える', '以上'] : ['下回る', '以下']
  const where =
    persons !== undefined
      ? `最も${side === 'top' ? '大きい' : '小さい'}値を持つ ${plain(persons)} 人以上の値（境はデータから求めて丸めたもの）`
      : limit === undefined
        ? `${side === 'top' ? '上' : '下'}から約 ${plain(Number((side === 'top' ? 100 - (percentile ?? 0) : (percentile ?? 0)).toPrecision(6)))} % の本人の値（境はデータから求めて丸めたもの）`
        : as === 'label'
          ? `${plain(limit)} ${or}の値`
          : `${plain(limit)} を${over}値`
  if (as === 'label')
    return `${where}を、一つの区分${label === undefined ? '' : `「${label.replaceAll('{limit}', limit === undefined ? '境' : String(limit))}」`}にまとめた`
  if (as === 'mean') return `${where}を、その平均（丸めた値。一人か二人の値が大半を占めるときは一つの区分）にまとめた`
  return `${where}を、境の値にそろえた`
}

/** Kind, size and columns; neither pairs, targets nor chances (rule D7). */
function swapInWords({ method = 'rank', window = 0.05, rate = 0.1, by = [], matrix }: ToldStep): string {
  const among = typeof by === 'string' || by.length === 0 ? '' : `${listed(by)}が同じ人どうしで、`
  if (method === 'pram') return `${among}決めた確率${matrix ? '' : `（およそ ${share(rate)} を引き直す）`}で、別の値に入れ替えた`
  if (method === 'record') return `${among}およそ ${share(rate)} の世帯や人の値を、ほかの地域などの値と入れ替えた`
  return `${among}順位の差が全体の ${share(window)} までの人どうしで、値を入れ替えた`
}

/**
 * What a step did to a cell, in a sentence without its full stop.
 * @param level - name of the level chosen, of a generalisation
 */
export function techniqueInWords(step: ToldStep, level: string | null): string {
  switch (step.technique) {
    case 'keep':
      return '元の値をそのまま残した'
    case 'delete-column':
      return '列ごと削除した'
    case 'delete-cells':
      return '加工方法に定めた条件に当てはまる値を空にした'
    case 'pseudonym':
      return '復元できない仮IDに置き換えた'
    case 'generalise':
      if (level === BY_RECORD) return '記録ごとに段階を選んで一般化した'
      if (level === null || level === '元の値') return '一般化の段階のうち、最も細かいものにした'
      if (level === 'すべて') return 'どの記録も同じ値「*」にした'
      return `${levelInWords(level)}に一般化した`
    case 'top-code':
      return tail('top', step)
    case 'bottom-code':
      return tail('bottom', step)
    case 'bands':
      return `${(step.edges ?? []).map(plain).join('・')} を境とする階級に置き換えた`
    case 'round':
      return `${plain(step.step ?? 1)} の倍数に四捨五入した`
    case 'microaggregate':
      return `値の近い人を${step.size === undefined ? '' : ` ${plain(step.size)} 人以上の`}組に分け、${step.with?.length ? `${listed(step.with)}と合わせて、` : ''}組の${STATISTICS[step.statistic ?? 'mean'] ?? step.statistic}に置き換えた`
    case 'swap':
      return swapInWords(step)
    case 'add-noise':
      return `${step.distribution === 'laplace' ? 'ラプラス分布' : '正規分布'}の誤差（${step.absolute === undefined ? `大きさは標準偏差の ${share(step.scale ?? 0)}` : `大きさ ${plain(step.absolute)}`}）を加えた`
    case 'synthesise':
      return `${step.share === undefined ? '' : `およそ ${share(step.share)} の人で、`}統計の性質だけを写した架空の値に置き換えた`
    case 'displace':
      return `位置を、向きも距離も偶然に、${step.minimum ? `${plain(step.minimum)} m から ` : ''}${plain(step.maximum ?? 0)} m までの範囲で動かした`
    case 'shift-dates':
      return `人ごとに同じ日数だけ、前後 ${plain(step.maxDays ?? 0)} 日までの範囲でずらした`
    default:
      return `${step.technique} を行った`
  }
}
