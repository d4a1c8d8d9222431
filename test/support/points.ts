/** Rows as points, each column less its mean and over its standard deviation. */
export function standardised(rows: readonly number[][]): Float64Array {
  const d = rows[0]!.length
  const points = new Float64Array(rows.length * d)
  for (let j = 0; j < d; j++) {
    const mean = rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / (rows.length - 1))
    rows.forEach((row, i) => {
      points[i * d + j] = (row[j]! - mean) / deviation
    })
  }
  return points
}
