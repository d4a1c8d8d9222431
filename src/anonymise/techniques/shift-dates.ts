import { ValueProblem } from '../errors.ts'
import { type Coded, type Entering, type Perturbation, uniform } from '../perturbation.ts'
import type { CellText, Expectation } from '../plan.ts'
import { isoText, type PackedDate, parsePacked, shift } from '../values/date.ts'
import type { Technique } from './technique.ts'

const IS_DATE: Expectation = {
  kind: '日付でない値',
  mend: '日付だけの列にするか、この値の行を records の delete-records で除くか、input.nulls に加えてください',
}

/**
 * shift-dates (日付のずらし): every date of a person moves by the same number of days, 1 to `maxDays` forwards or backwards, in all
 * columns of the technique, so that intervals stay. Where no person is known, a record's dates move together.
 */
export const shiftDates: Technique<{ maxDays?: number }> = {
  name: 'shift-dates',
  lower: ({ maxDays }, { column }) => [{ node: 'perturb', perturbation: perturbationOf(column, maxDays!) }],
}

const perturbationOf = (column: string, maxDays: number): Perturbation => ({
  technique: 'shift-dates',
  columns: [column],
  by: [],
  // The purpose names no column: a person's dates of all columns move together.
  draws: [{ by: 'person', purpose: ['shift-dates'] }],
  groups: null,
  change: (entering) => new Map([[column, shifted(column, entering, maxDays)]]),
})

function shifted(column: string, { rows, column: cells, draws }: Entering, maxDays: number): Coded {
  const { codes, texts } = cells(column)
  const days = texts.map((text) => (text === null ? null : parsePacked(text)))
  let odd = 0
  for (const code of codes) if (days[code] === -1) odd++
  if (odd > 0) throw new ValueProblem(column, odd, IS_DATE.kind, IS_DATE.mend)
  const numbers = new Map<PackedDate | null, number>()
  const released: CellText[] = []
  const changed = new Int32Array(rows)
  for (let row = 0; row < rows; row++) {
    const day = days[codes[row]!]!
    const moved = day === null ? null : shift(day, daysOf(uniform(draws[0]!, row), maxDays))
    let number = numbers.get(moved)
    if (number === undefined) {
      number = released.length
      numbers.set(moved, number)
      released.push(moved === null ? null : isoText(moved))
    }
    changed[row] = number
  }
  return { codes: changed, texts: released }
}

/** −maxDays … −1, 1 … maxDays, each as likely as the others. */
function daysOf(chance: number, maxDays: number): number {
  const nth = Math.floor(chance * 2 * maxDays)
  return nth < maxDays ? nth - maxDays : nth - maxDays + 1
}
