import { type CellText, Unfit } from '../plan.ts'

/** Whether a row with that cell would be one that one other person alone has. */
export type IsAnothers = (row: number, text: CellText) => boolean

/** A column's cells per row: codes into texts. */
interface Told {
  codes: Int32Array
  texts: readonly CellText[]
}

/**
 * Rows that one person alone has, all released cells together (privacy-rules F5): a drawn cell must not make one of them out of somebody else's.
 * @param others - the other released columns: as they were before any perturbation, and as they leave
 * @param own - the column that is drawn, as it would leave undrawn
 * @param leaves - a cell of the step's own on its way out
 */
export function loneRows(
  person: Int32Array,
  others: readonly { before: Told; now: Told }[],
  own: Told,
  leaves: (text: CellText) => CellText,
): IsAnothers {
  const rows = person.length
  // Rows before, then rows as they are: numbered together, so that equal cells are equal numbers.
  let place = new Int32Array(2 * rows)
  for (const { before, now } of others) {
    const numbers = new Map<CellText, number>()
    const numberOf = (text: CellText) => {
      const known = numbers.get(text) ?? numbers.size
      numbers.set(text, known)
      return known
    }
    const [first, second] = [before, now].map(({ texts }) => Int32Array.from(texts, numberOf)) as [Int32Array, Int32Array]
    const pairs = new Map<number, number>()
    // Numbers are below 2^22 for all files that fit into memory; the product stays exact.
    const join = (a: number, b: number) => {
      const pair = a * 2 ** 31 + b
      const known = pairs.get(pair) ?? pairs.size
      pairs.set(pair, known)
      return known
    }
    place = place.map((at, i) => join(at, i < rows ? first[before.codes[i]!]! : second[now.codes[i - rows]!]!))
  }
  const numbers = new Map<CellText, number>()
  for (const text of own.texts) if (!numbers.has(text)) numbers.set(text, numbers.size)
  const codes = Int32Array.from(own.texts, (text) => numbers.get(text)!)
  /** who has the row; -1: several */
  const holder = new Map<number, number>()
  for (let row = 0; row < rows; row++) {
    const whole = place[row]! * 2 ** 31 + codes[own.codes[row]!]!
    const known = holder.get(whole)
    if (known === undefined) holder.set(whole, person[row]!)
    else if (known !== person[row]) holder.set(whole, -1)
  }
  const known = new Map<CellText, number>()
  const codeOf = (text: CellText): number => {
    let code = known.get(text)
    if (code === undefined) {
      code = codeAsReleased(text)
      known.set(text, code)
    }
    return code
  }
  const codeAsReleased = (text: CellText): number => {
    try {
      return numbers.get(leaves(text)) ?? -1
    } catch (error) {
      // The step's caller says what does not fit, and in how many rows.
      if (error instanceof Unfit) return -1
      throw error
    }
  }
  return (row, text) => {
    const code = codeOf(text)
    if (code === -1) return false
    const alone = holder.get(place[rows + row]! * 2 ** 31 + code)
    return alone !== undefined && alone !== -1 && alone !== person[row]
  }
}
