import type { Plan, PlanColumn } from '../anonymise/index.ts'
import { parseNumber } from '../anonymise/index.ts'

type CellText = string | null

/** What a run settled from the data and its report tells. */
export interface SettledFacts {
  thresholds: readonly { column: string; side: 'top' | 'bottom'; limit: number }[]
}

/**
 * Every text that a source value may have become, at whatever level: what somebody who holds recipe and value would look for.
 * null: it cannot be told (pseudonyms, noise, swaps, means of the data).
 *
 * @param released - texts of the released column
 */
export function textsOf(
  column: PlanColumn,
  facts: SettledFacts,
  released: () => readonly CellText[],
): ((value: CellText) => ReadonlySet<CellText>) | null {
  const steps: ((texts: Set<CellText>) => Set<CellText>)[] = []
  const each = (answer: (text: CellText) => Iterable<CellText | undefined>) => (texts: Set<CellText>) => {
    const next = new Set<CellText>()
    for (const text of texts) for (const one of answer(text)) if (one !== undefined) next.add(one)
    return next
  }
  for (const cell of column.cells) {
    switch (cell.node) {
      case 'map':
        steps.push(each((text) => [cell.apply(text)]))
        break
      case 'tail': {
        const limit =
          'value' in cell.limit
            ? cell.limit.value
            : facts.thresholds.find(({ column: name, side }) => name === column.name && side === cell.side)?.limit
        if (limit === undefined || cell.mean) return null
        const settled = cell.at(limit, null)
        if (settled.node !== 'map') return null
        steps.push(each((text) => [settled.apply(text)]))
        break
      }
      case 'generalise': {
        const { ladder, min, max } = cell
        if (ladder.build) {
          // Its classes are drawn from the data: what the released texts say of themselves is all an outsider has.
          const intervals = released().map((text) => ({ text, holds: intervalOf(text) }))
          steps.push(
            each((text) => {
              const number = text === null ? null : parseNumber(text)
              return intervals.flatMap(({ text: label, holds }) =>
                label === text || label === '*' || (number !== null && holds(number)) ? [label] : [],
              )
            }),
          )
          break
        }
        steps.push(each((text) => Array.from({ length: max - min + 1 }, (_, i) => ladder.label(text, min + i))))
        break
      }
      case 'blank':
        steps.push((texts) => new Set(texts).add(null))
        break
      default:
        return null
    }
  }
  return (value) => {
    let texts = new Set<CellText>([value])
    for (const step of steps) texts = step(texts)
    return texts
  }
}

/** 「20-29」「[20,25)」「30以上」「20未満」「19以下」, or one number. */
function intervalOf(text: CellText): (number: number) => boolean {
  if (text === null) return () => false
  const half = /^\[(.+),(.+)\)$/.exec(text)
  if (half) return (number) => number >= Number(half[1]) && number < Number(half[2])
  const whole = /^\(?(-?[\d.]+)\)?-\(?(-?[\d.]+)\)?$/.exec(text)
  if (whole) return (number) => number >= Number(whole[1]) && number <= Number(whole[2])
  const open = /^(-?[\d.]+)(以上|未満|以下)$/.exec(text)
  if (open) {
    const limit = Number(open[1])
    return (number) => (open[2] === '以上' ? number >= limit : open[2] === '未満' ? number < limit : number <= limit)
  }
  const one = parseNumber(text)
  return (number) => number === one
}

/** Whether single cells may have been emptied outside the column's own steps. */
export const mayBeEmptied = (plan: Plan, column: PlanColumn, search: { recoding?: string; cells?: boolean }): boolean =>
  search.cells === true || search.recoding === 'local' || (plan.household !== null && column.class !== 'quasi-identifier')
