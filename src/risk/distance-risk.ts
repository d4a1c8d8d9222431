/**
 * Share of records whose original numbers lie within k standard deviations of the masked ones in all columns:
 * disclosure risk by standard deviations. An empty cell on either side never lies outside.
 *
 * @param columns - original and masked numbers, in the same order of rows; NaN: empty
 * @source Mateo-Sanz, Sebé, Domingo-Ferrer 2004
 */
export function distanceRisk(columns: readonly { original: Float64Array; masked: Float64Array }[], k: number): number {
  const rows = columns[0]?.masked.length ?? 0
  const outside = new Int32Array(rows)
  for (const { original, masked } of columns) {
    const reach = k * deviationOf(masked)
    for (let row = 0; row < rows; row++) {
      const x = original[row]!
      if (x < masked[row]! - reach || x > masked[row]! + reach) outside[row]! += 1
    }
  }
  return rows === 0 ? 0 : outside.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0) / rows
}

/** Sample standard deviation of the numbers that are there. */
function deviationOf(numbers: Float64Array): number {
  const there = numbers.filter((number) => !Number.isNaN(number))
  const mean = there.reduce((sum, number) => sum + number, 0) / there.length
  return Math.sqrt(there.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (there.length - 1))
}
