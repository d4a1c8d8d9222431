import { ValueProblem } from '../errors.ts'
import type { Coded } from '../perturbation.ts'
import { formatNumber, parseNumber } from '../values/number.ts'
import { IS_NUMBER } from './technique.ts'

/** A column of numbers by row; NaN where the cell is empty. @throws {ValueProblem} if rows hold something else */
export function numbersOf(column: string, { codes, texts }: Coded): Float64Array {
  const odd = new Set<number>()
  const byCode = Float64Array.from(texts, (text, code) => {
    if (text === null) return Number.NaN
    const number = parseNumber(text)
    if (number === null) odd.add(code)
    return number ?? Number.NaN
  })
  if (odd.size > 0) {
    let rows = 0
    for (const code of codes) if (odd.has(code)) rows++
    if (rows > 0) throw new ValueProblem(column, rows, IS_NUMBER.kind, IS_NUMBER.mend)
  }
  return Float64Array.from(codes, (code) => byCode[code]!)
}

/** Numbers by row as cells; NaN is an empty one. */
export function cellsOf(numbers: Float64Array): Coded {
  const known = new Map<number, number>()
  const texts: (string | null)[] = []
  const codes = new Int32Array(numbers.length)
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row]!
    let code = known.get(number)
    if (code === undefined) {
      code = texts.length
      known.set(number, code)
      texts.push(Number.isNaN(number) ? null : formatNumber(number))
    }
    codes[row] = code
  }
  return { codes, texts }
}

/** Mean and standard deviation (n − 1) of the numbers there; summed in ascending order, so that the order of rows leaves no digit. */
export function spreadOf(numbers: Float64Array): { mean: number; deviation: number; count: number } {
  const sorted = numbers.filter((number) => !Number.isNaN(number)).sort()
  const { length } = sorted
  if (length === 0) return { mean: 0, deviation: 0, count: 0 }
  let sum = 0
  for (const number of sorted) sum += number
  const mean = sum / length
  let squares = 0
  for (const number of sorted) squares += (number - mean) ** 2
  return { mean, deviation: length > 1 ? Math.sqrt(squares / (length - 1)) : 0, count: length }
}
