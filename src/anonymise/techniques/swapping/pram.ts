import { compareBytes } from '../../engines/text.ts'
import { ValueProblem } from '../../errors.ts'
import { type Coded, type Entering, uniform } from '../../perturbation.ts'

/**
 * Post-randomisation: each value becomes another one by chance. With `rate` r the value is drawn anew, from the values as they are
 * spread among the rows of equal `by`, with probability r: a transition under which that spread stays as it is (invariant PRAM).
 * With `matrix` the transition is the one given.
 * @source P. Kooiman, L. Willenborg, J. Gouweleeuw: PRAM: a method for disclosure limitation of microdata (1997)
 */
export function pram(
  column: string,
  { rate, matrix }: { rate: number; matrix?: ReadonlyMap<string, ReadonlyMap<string, number>> },
  entering: Entering,
): Coded {
  const { codes, texts } = entering.column(column)
  return matrix ? byMatrix(column, matrix, codes, texts, entering) : invariant(rate, codes, texts, entering)
}

function byMatrix(
  column: string,
  matrix: ReadonlyMap<string, ReadonlyMap<string, number>>,
  codes: Int32Array,
  texts: readonly (string | null)[],
  { draws }: Entering,
): Coded {
  const values = [...matrix.keys()].sort(compareBytes)
  const released: (string | null)[] = [null, ...values]
  const codeOf = new Map(values.map((value, i) => [value, i + 1]))
  // Cumulated in one order, so that the order of writing changes nothing.
  const rows = new Map(
    [...matrix].map(([from, row]) => {
      const steps: { to: number; upTo: number }[] = []
      for (const [to, chance] of [...row].sort(([a], [b]) => compareBytes(a, b)))
        steps.push({ to: codeOf.get(to)!, upTo: (steps.at(-1)?.upTo ?? 0) + chance })
      return [from, steps]
    }),
  )
  let strange = 0
  const changed = codes.map((code, row) => {
    const text = texts[code]!
    if (text === null) return 0
    const steps = rows.get(text)
    if (!steps) {
      strange++
      return 0
    }
    const chance = uniform(draws[0]!, row)
    return (steps.find(({ upTo }) => chance < upTo) ?? steps.at(-1)!).to
  })
  if (strange > 0)
    throw new ValueProblem(column, strange, 'matrix にない値', 'matrix にこの値の行を加えるか、matrix を書かずに rate で決めてください')
  return { codes: changed, texts: released }
}

function invariant(rate: number, codes: Int32Array, texts: readonly (string | null)[], { rows, stratum, strata, draws }: Entering): Coded {
  // Codes of equal texts are one value; values stand in the order of their bytes.
  const values = [...new Set(texts.filter((text) => text !== null))].sort(compareBytes)
  const place = new Map(values.map((value, i) => [value, i]))
  const placeOf = Int32Array.from(texts, (text) => (text === null ? -1 : place.get(text)!))
  const counts = Array.from({ length: strata }, () => new Map<number, number>())
  for (let row = 0; row < rows; row++) {
    const value = placeOf[codes[row]!]!
    const own = counts[stratum[row]!]!
    if (value !== -1) own.set(value, (own.get(value) ?? 0) + 1)
  }
  const spreads = counts.map((own) => {
    const held = Int32Array.from(own.keys()).sort()
    const upTo = new Float64Array(held.length)
    let sum = 0
    held.forEach((value, i) => {
      sum += own.get(value)!
      upTo[i] = sum
    })
    return { held, upTo, sum }
  })
  const changed = codes.map((code, row) => {
    const value = placeOf[code]!
    if (value === -1) return 0
    const chance = uniform(draws[0]!, row)
    if (chance >= rate) return value + 1
    const { held, upTo, sum } = spreads[stratum[row]!]!
    return held[firstAbove(upTo, (chance / rate) * sum)]! + 1
  })
  return { codes: changed, texts: [null, ...values] }
}

/** Place of the first number above the one given, in ascending numbers; the last place if there is none. */
function firstAbove(ascending: Float64Array, number: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! > number) high = middle
    else low = middle + 1
  }
  return low
}
