import { myNumberCheckDigit, residentCodeCheckDigit } from './check-digits.ts'
import { CODE_KINDS, type CodeKind, SHAPES, TELLING_HEADERS } from './kinds.ts'
import { ChanceTally } from './tally.ts'

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

type ShapedKind = keyof typeof SHAPES

/** Share of distinct values that must have the shape before a code without check digit counts without a telling header. */
const TELLING_SHARE = 0.9
/** No code is shorter. */
const SHORTEST = 8
const LONGEST_CELL = 12
/** Padded by more than one zero only where full-length numbers outnumber the padded ones as lost zeros would have it. */
const FULL_TO_PADDED = 10

/**
 * Looks for individual codes in the distinct values of one column (rule H1): in whole cells and in runs of digits inside text,
 * never inside a longer run. Cells of digits only are padded on the left: a numeric column has lost its zeros.
 *
 * Most cells are decided by their length and a count of their digits: a million distinct values take about a tenth of a second.
 *
 * @param values - distinct values with the number of rows that hold each
 */
export function scanColumn(header: string, values: Iterable<{ value: string; rows: number }>): CodeFinding[] {
  const scan = new ColumnScan()
  for (const { value, rows } of values) scan.add(value, rows)
  return scan.findings(header)
}

class ColumnScan {
  #distinct = 0
  /** by number of zeros put before */
  readonly #myNumbers = [0, 1, 2, 3].map((pad) => new ChanceTally(12, pad, myNumberCheckDigit))
  readonly #residentCodes = [0, 1, 2].map((pad) => new ChanceTally(11, pad, residentCodeCheckDigit))
  readonly #shaped = new Map<ShapedKind, { distinct: number; rows: number }>()
  /** digits of the cell at hand */
  readonly #digits = new Uint8Array(LONGEST_CELL)

  add(value: string, rows: number): void {
    this.#distinct += 1
    const { length } = value
    if (length < SHORTEST) return
    let digits = 0
    let letters = 0
    let strange = 0
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i)
      if (code >= 48 && code <= 57) {
        if (digits < LONGEST_CELL) this.#digits[digits] = code - 48
        digits += 1
      } else if (code === 45 || code === 32) continue
      else if (code < 128) letters += 1
      else if (mayHideDigits(code)) strange += 1
      else letters += 1
    }
    if (letters === 0 && strange === 0) {
      this.#addNumber(digits, rows)
      // Between separators a run of its own: 「2020 123456789012」.
      if (digits < length && digits >= LONGEST_CELL) this.#addText(value, rows, true)
      return
    }
    // In text: a run of eleven or twelve digits, the seven of a passport or the eight of a residence card.
    if (digits + strange >= 11 || (strange === 0 ? digits === 7 || digits === 8 : digits + strange >= 7)) this.#addText(value, rows, false)
  }

  /** A cell of digits, hyphens and blanks. */
  #addNumber(length: number, rows: number): void {
    if (length < SHORTEST || length > LONGEST_CELL) return
    const digits = this.#digits
    const digit = (i: number) => digits[i]!
    if (length >= 9) this.#myNumbers[12 - length]!.add(digit, rows)
    if (length >= 9 && length <= 11) this.#residentCodes[11 - length]!.add(digit, rows)
    if (length === 12) this.#addShape('driving-licence-number', rows)
    if (length === 10) this.#addShape('basic-pension-number', rows)
    if (length <= 10 && !(length === 8 && isDay(digits))) this.#addShape('insured-number', rows)
  }

  /** A cell with other characters, or with separators between runs: 「番号は 1234-5678-9012」. */
  #addText(value: string, rows: number, isNumber: boolean): void {
    const plain = value.normalize('NFKC')
    const bare = plain.replaceAll(SEPARATORS, '')
    // A whole cell of digits in another script is a number as any other.
    if (!isNumber && /^\d+$/.test(bare)) {
      for (let i = 0; i < Math.min(bare.length, LONGEST_CELL); i++) this.#digits[i] = bare.charCodeAt(i) - 48
      this.#addNumber(bare.length, rows)
      return
    }
    for (const run of new Set([...(isNumber ? [] : runsOf(bare)), ...runsOf(plain)])) {
      const digit = (i: number) => run.charCodeAt(i) - 48
      if (run.length === 12) this.#myNumbers[0]!.add(digit, rows)
      if (run.length === 11) this.#residentCodes[0]!.add(digit, rows)
    }
    if (isNumber) return
    for (const kind of LETTERED) if (SHAPES[kind].test(bare)) this.#addShape(kind, rows)
  }

  #addShape(kind: ShapedKind, rows: number): void {
    const found = this.#shaped.get(kind)
    if (found === undefined) this.#shaped.set(kind, { distinct: 1, rows })
    else {
      found.distinct += 1
      found.rows += rows
    }
  }

  findings(header: string): CodeFinding[] {
    const told = new Set(CODE_KINDS.filter((kind) => TELLING_HEADERS[kind].test(header)))
    const findings: CodeFinding[] = []
    for (const [kind, tallies] of [
      ['my-number', this.#myNumbers],
      ['resident-code', this.#residentCodes],
    ] as const) {
      const tally = together(tallies, told.has(kind))
      if (tally.hits > 0)
        findings.push({
          kind,
          distinct: tally.hits,
          rows: tally.rows,
          told: told.has(kind),
          excusable: !told.has(kind) && tally.isConsistentWithChance(),
        })
    }
    for (const [kind, found] of this.#shaped)
      if (told.has(kind) || found.distinct >= TELLING_SHARE * this.#distinct)
        findings.push({ kind, ...found, told: told.has(kind), excusable: !told.has(kind) })
    return findings
  }
}

/** Full-length numbers with the padded ones: one zero always, more if they are as rare as lost zeros are (or the header tells). */
function together(tallies: readonly ChanceTally[], told: boolean): ChanceTally {
  const [full, one, ...more] = tallies as [ChanceTally, ChanceTally, ...ChanceTally[]]
  const rest = more.reduce((sum, tally) => sum.plus(tally))
  const sum = full.plus(one)
  return told || full.candidates >= FULL_TO_PADDED * rest.candidates ? sum.plus(rest) : sum
}

const LETTERED: ShapedKind[] = ['passport-number', 'residence-card-number']
/** Blanks and hyphens of every kind, also the long vowel mark that stands for one between full-width digits. */
const SEPARATORS = /[\s‐‑‒–—―−ー-]+/g

const runsOf = (text: string): string[] => (text.match(/\d+/g) ?? []).filter((run) => run.length === 11 || run.length === 12)

/** Not kana or kanji: NFKC may make digits of it (１, ①, ⑴). */
const mayHideDigits = (code: number): boolean => !((code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff))

/** Eight digits that are a day of the calendar: a date, not a number of an insured person. */
function isDay(digits: Uint8Array): boolean {
  const century = digits[0]! * 10 + digits[1]!
  const month = digits[4]! * 10 + digits[5]!
  const day = digits[6]! * 10 + digits[7]!
  return (century === 19 || century === 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31
}
