import type { Block } from './model.ts'

/** Print width of a text in half-width characters: kana and kanji count two. */
export const printWidth = (text: string): number => [...text].reduce((sum, letter) => sum + (letter < '\u1100' ? 1 : 2), 0)

/**
 * How the columns of a table share its width: by the root of their longest text, so that a long column takes more
 * without squeezing the short ones.
 *
 * @returns shares that add up to 1, one for each column
 */
export function columnShares({ columns, rows }: Extract<Block, { kind: 'table' }>): number[] {
  const weights = columns.map(({ head }, index) => {
    const widest = Math.max(...[head, ...rows.map((row) => row[index] ?? '')].flatMap((text) => text.split('\n')).map(printWidth))
    return Math.sqrt(Math.min(Math.max(widest, 8), 80))
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
