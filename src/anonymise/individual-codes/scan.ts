import { myNumberCheckDigit, residentCodeCheckDigit } from './check-digits.ts'
import { CODE_KINDS, type CodeKind, SHAPES, TELLING_HEADERS } from './kinds.ts'

/** Codes of one kind found in a column. */
export interface CodeFinding {
  kind: CodeKind
  /** distinct values that hold such a code */
  distinct: number
  /** rows with such a value */
  rows: number
  /** the header names this kind of code */
  told: boolean
  /**
   * whether a written reason may let the column pass (rule H1): the header does not name the code, and the hits are no more
   * than chance gives, or rest on the shape alone
   */
  excusable: boolean
}

/** Share of distinct values that must have the shape before a code without check digit counts without a telling header. */
const TELLING_SHARE = 0.9
/** Below this many distinct candidates nothing is put down to chance. */
const FEWEST_FOR_CHANCE = 50

/** Where the digits of a candidate start and how long their run is; left-padding makes a numeric column's lost zeros good. */
interface Tally {
  distinct: number
  rows: number
  candidates: number
  computed: Float64Array
  last: Float64Array
}

const emptyTally = (): Tally => ({ distinct: 0, rows: 0, candidates: 0, computed: new Float64Array(10), last: new Float64Array(10) })

const isAscii = (text: string) => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false
  return true
}

/** Digits and letters as they count: NFKC, hyphens (of every kind) and blanks removed. Most values are plain already. */
const squeeze = (value: string) => (isAscii(value) ? value : value.normalize('NFKC')).replace(/[\s‐‑‒–—―−ー-]+/g, '')

const needsSqueeze = (value: string) => {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i)
    if (code > 126 || code === 45 || code <= 32) return true
  }
  return false
}

/**
 * Looks for individual codes in the distinct values of one column (rule H1): in whole cells and in runs of digits inside text,
 * never inside a longer run. Cells of digits only are padded on the left: a numeric column has lost its zeros.
 *
 * @param values - distinct values with the number of rows that hold each
 */
export function scanColumn(header: string, values: Iterable<{ value: string; rows: number }>): CodeFinding[] {
  const myNumbers = emptyTally()
  const residentCodes = emptyTally()
  const shaped = new Map<keyof typeof SHAPES, { distinct: number; rows: number }>()
  const told = new Set(CODE_KINDS.filter((kind) => TELLING_HEADERS[kind].test(header)))
  let distinct = 0
  for (const { value, rows } of values) {
    distinct += 1
    // The shortest code has 8 digits; a shorter cell can hold one only by lost zeros, which are few.
    if (value.length < 8) continue
    const text = needsSqueeze(value) ? squeeze(value) : value
    if (text.length < 8) continue
    let mine = false
    let residents = false
    eachRun(text, (start, length) => {
      const whole = length === text.length
      if (length === 12 || (whole && length === 11)) mine = consider(myNumbers, text, start, length, 12, myNumberCheckDigit) || mine
      if (length === 11 || (whole && length === 10))
        residents = consider(residentCodes, text, start, length, 11, residentCodeCheckDigit) || residents
    })
    if (mine) {
      myNumbers.distinct += 1
      myNumbers.rows += rows
    }
    if (residents) {
      residentCodes.distinct += 1
      residentCodes.rows += rows
    }
    if (text.length <= 12)
      for (const [kind, shape] of Object.entries(SHAPES) as [keyof typeof SHAPES, RegExp][])
        if (shape.test(text) && !(kind === 'insured-number' && isDay(text))) {
          const found = shaped.get(kind) ?? { distinct: 0, rows: 0 }
          found.distinct += 1
          found.rows += rows
          shaped.set(kind, found)
        }
  }
  const findings: CodeFinding[] = []
  for (const [kind, tally] of [
    ['my-number', myNumbers],
    ['resident-code', residentCodes],
  ] as const)
    if (tally.distinct > 0)
      findings.push({
        kind,
        distinct: tally.distinct,
        rows: tally.rows,
        told: told.has(kind),
        excusable: !told.has(kind) && consistentWithChance(tally),
      })
  for (const [kind, found] of shaped)
    if (told.has(kind) || found.distinct >= TELLING_SHARE * distinct)
      findings.push({ kind, ...found, told: told.has(kind), excusable: !told.has(kind) })
  return findings
}

/** Eight digits that are a day of the calendar: a date, not a number of an insured person. */
const isDay = (text: string) => /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text)

function eachRun(text: string, found: (start: number, length: number) => void): void {
  let start = -1
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0
    const isDigit = code >= 48 && code <= 57
    if (isDigit && start === -1) start = i
    if (!isDigit && start !== -1) {
      if (i - start >= 10) found(start, i - start)
      start = -1
    }
  }
}

/** Checks one run of digits, padded on the left to the code's length; keeps the figures that chance is judged by. */
function consider(
  tally: Tally,
  text: string,
  start: number,
  length: number,
  full: number,
  checkDigit: (digit: (i: number) => number) => number,
): boolean {
  const pad = full - length
  const digit = (i: number) => (i < pad ? 0 : text.charCodeAt(start + i - pad) - 48)
  const computed = checkDigit(digit)
  const last = digit(full - 1)
  tally.candidates += 1
  tally.computed[computed]! += 1
  tally.last[last]! += 1
  return computed === last
}

/**
 * Whether the hits are no more than chance gives: p0 = Σd P(computed digit = d)·P(last digit = d) over the candidates, and
 * hits < p0·n + 3·√(n·p0·(1 − p0)) with n ≥ 50. Chance is about 10 %, 18 % where numbers end in 0.
 */
function consistentWithChance({ distinct, candidates, computed, last }: Tally): boolean {
  if (candidates < FEWEST_FOR_CHANCE) return false
  let p0 = 0
  for (let d = 0; d < 10; d++) p0 += (computed[d]! / candidates) * (last[d]! / candidates)
  return distinct < p0 * candidates + 3 * Math.sqrt(candidates * p0 * (1 - p0))
}
