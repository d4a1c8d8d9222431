import type { Score } from './score.ts'

export type AttackKind = 'singling-out' | 'linkage' | 'inference'

const number = (count: number) => count.toLocaleString('ja-JP')
/** Two digits that count: 0.19 %. */
const percent = (share: number) => {
  const hundredths = share * 100
  if (hundredths === 0 || hundredths === 100) return `${hundredths} %`
  return `${hundredths >= 10 ? hundredths.toFixed(1) : Number(hundredths.toPrecision(2))} %`
}

/** Zero is told with what it leaves possible (rule I5). */
const came = ({ attempts, successes, rate, low, high }: Score) =>
  successes === 0
    ? `${number(attempts)}回のうち0回（多くても${percent(high)}）`
    : `${number(attempts)}回のうち${number(successes)}回、${percent(rate)}（${percent(low)}〜${percent(high)}）`

/** What came of an attack, in a sentence. */
export function inWords(kind: AttackKind, about: string | null, all: Score, baseline: Score): string {
  const guess = `結果を使わない当て推量では${percent(baseline.rate)}`
  const weak = all.attempts > 0 && all.rate < baseline.rate ? '当て推量より少ないので、この攻撃からは何も言えません。' : ''
  if (all.attempts === 0) return '試せる人がいませんでした。'
  switch (kind) {
    case 'singling-out':
      return `結果から作った条件が元のファイルの一人だけに当てはまったのは、${came(all)}。${guess}。${weak}`
    case 'linkage':
      return `知っている値から結果の一件に絞れ、それが本人だったのは、${came(all)}。${guess}。${weak}`
    case 'inference':
      return `「${about}」の値を当てられたのは、${came(all)}。${guess}。${weak}`
  }
}
