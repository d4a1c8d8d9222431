import { compareBytes } from '../engines/text.ts'
import type { CellText, Condition, Expectation } from '../plan.ts'
import type { ConditionSpec } from '../recipe.ts'
import { parseDate } from '../values/date.ts'
import { parseNumber } from '../values/number.ts'
import { IS_NUMBER } from './technique.ts'

type Literal = string | number | boolean

const IS_DATE: Expectation = { kind: '日付でない値', mend: '日付だけの列にするか、この値を input.nulls に加えてください' }
const ANYTHING: Expectation = { kind: '比べられない値', mend: '条件の値の型を列に合わせてください' }
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/

/** How a literal is compared: numbers as numbers, ISO dates as dates, all else as text by bytes. Answers the sign of cell − literal. */
function comparison(literal: Literal): { compare: (cell: string) => number | undefined; expects: Expectation } {
  if (typeof literal === 'number')
    return {
      expects: IS_NUMBER,
      compare: (cell) => {
        const number = parseNumber(cell)
        return number === null ? undefined : number - literal
      },
    }
  if (typeof literal === 'string' && ISO_DATE.test(literal))
    return {
      expects: IS_DATE,
      compare: (cell) => {
        const date = parseDate(cell)
        return date === null ? undefined : compareBytes(date, literal)
      },
    }
  return { expects: ANYTHING, compare: (cell) => compareBytes(cell, String(literal)) }
}

const test = (column: string, literals: readonly Literal[], accepts: (sign: number) => boolean, literal: boolean): Condition => {
  const comparisons = literals.map(comparison)
  return {
    kind: 'cell',
    column,
    literal,
    expects: comparisons[0]?.expects ?? ANYTHING,
    holds: (value: CellText) => {
      if (value === null) return false
      const signs = comparisons.map(({ compare }) => compare(value))
      return signs.some((sign) => sign === undefined) ? undefined : signs.some((sign) => accepts(sign!))
    },
  }
}

/** Lowers a `where`: null matches only `isNull`. */
export function conditionOf(spec: ConditionSpec): Condition {
  if ('all' in spec) return { kind: 'all', of: spec.all.map(conditionOf) }
  if ('any' in spec) return { kind: 'any', of: spec.any.map(conditionOf) }
  if ('not' in spec) return { kind: 'not', of: conditionOf(spec.not) }
  if ('count' in spec) return { kind: 'count', of: spec.count.of, where: conditionOf(spec.count.where), atLeast: spec.count.atLeast }
  const { column } = spec
  if (spec.isNull !== undefined) {
    const wanted = spec.isNull
    return { kind: 'cell', column, literal: false, expects: ANYTHING, holds: (value) => (value === null) === wanted }
  }
  if (spec.in !== undefined) return test(column, spec.in, (sign) => sign === 0, true)
  if (spec.equals !== undefined) return test(column, [spec.equals], (sign) => sign === 0, true)
  if (spec.atLeast !== undefined) return test(column, [spec.atLeast], (sign) => sign >= 0, false)
  if (spec.moreThan !== undefined) return test(column, [spec.moreThan], (sign) => sign > 0, false)
  if (spec.atMost !== undefined) return test(column, [spec.atMost], (sign) => sign <= 0, false)
  return test(column, [spec.lessThan!], (sign) => sign < 0, false)
}
