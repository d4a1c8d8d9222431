import { nth } from './nth.ts'

/** Share of the source, or of the result, that counts as most exposed, and how few are too few (rule I5). */
const EXPOSED = 0.01
export const FEWEST_EXPOSED = 10

/** The 1 % of rows whose values are together the least frequent; ties in the order of rows, none where they would be too few. */
export function rarest(columns: readonly { codes: Int32Array; values: number }[], rows: number): Int32Array {
  const scores = new Float64Array(rows)
  for (const { codes, values } of columns) {
    const counts = new Float64Array(values)
    for (const code of codes) counts[code]! += 1
    const logs = counts.map((count) => (count === 0 ? 0 : Math.log(count / rows)))
    for (let row = 0; row < rows; row++) scores[row]! += logs[codes[row]!]!
  }
  const wanted = Math.floor(rows * EXPOSED)
  if (wanted < FEWEST_EXPOSED) return new Int32Array(0)
  const limit = nth(scores.slice(), wanted - 1)
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (scores[row]! <= limit) found[count++] = row
  return found.slice(0, count)
}
